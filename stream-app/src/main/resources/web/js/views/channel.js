// One channel: its figures over the weeks, what the models expect, and what is known of its response.
import { html, useMemo } from '../html.js';
import { get, list } from '../api.js';
import { useCalm, useData, useLive, useTrust } from '../data.js';
import * as f from '../format.js';
import { set } from '../router.js';
import { Empty, Facts, Interval, Loaded, Panel, Select, Status, Table, Trust } from '../parts.js';
import { CurveChart, WeekChart } from '../charts.js';
import { bandOf, slopeAt, valueAt } from '../response.js';
import { merged, table } from '../weeks.js';
import { Doubt } from './planner-channels.js';

export default function Channel({ account, params }) {
  const metrics = useData((signal) => list('metrics', { account }, signal), [account]);
  const scores = useData((signal) => list('scores', { account }, signal), ['scores', account]);
  const response = useData((signal) => get('response', { account }, signal).catch((e) => (e.status === 404 || e.status === 409 ? { channels: [] } : Promise.reject(e))), ['response', account]);
  const tests = useData((signal) => list('lift-tests', { account }, signal), ['tests', account]);
  const trust = useTrust(account);
  const soon = useCalm(scores.reload, 500);
  useLive((type, row) => {
    if (type === 'metrics') metrics.change((rows) => merged(rows, row));
    if (type === 'scores') soon();
  });
  return html`<${Loaded} of=${metrics} what="channel weeks">${(rows) => {
    if (rows.length === 0) return html`<${Empty} title="This account has no weeks yet.">Its channels show here as data arrive.<//>`;
    const all = table(rows);
    const channel = all.channels.includes(params.channel) ? params.channel : all.channels[0];
    return html`<div class="filters"><${Select} label="Channel" value=${channel} onChange=${(c) => set({ channel: c })} options=${all.channels.map((c) => [c, f.channelName(c)])} /></div>
      <${Weeks} all=${all} channel=${channel} currency=${rows[0].currency} />
      <${Expected} trust=${trust} scores=${(scores.data ?? []).filter((s) => s.channel === channel)} currency=${rows[0].currency} />
      <${Response} response=${response.data} channel=${channel} currency=${rows[0].currency} />
      <${Tests} tests=${(tests.data ?? []).filter((t) => t.channel === channel)} currency=${rows[0].currency} />
      <${Log} all=${all} channel=${channel} currency=${rows[0].currency} />`;
  }}<//>`;
}

function Weeks({ all, channel, currency }) {
  const weeks = all.weeks.slice(-52);
  const rows = weeks.map((w) => all.at(channel, w));
  const labels = weeks.map((w) => f.day(w));
  const soft = (i) => !!rows[i] && rows[i].status !== 'FINAL';
  const colour = all.channels.indexOf(channel) % 8;
  const money = (x) => f.money(x, currency);
  const of = (g) => rows.map((r) => (r ? g(r) : null));
  return html`<${Panel} title="Spend and revenue"><${WeekChart} title="Spend and revenue a week" labels=${labels} soft=${soft} kind="bar" form=${money}
      series=${[{ name: 'Spend', colour, values: of((r) => r.spend_micros / 1e6) }, { name: 'Revenue', colour: (colour + 1) % 8, values: of((r) => r.revenue_micros / 1e6) }]} /><//>
    <div class="two"><${Panel} title="ROAS"><${WeekChart} title="ROAS" width=${420} height=${210} labels=${labels} soft=${soft} form=${f.ratio} series=${[{ name: 'ROAS', colour, values: of((r) => r.roas) }]} /><//>
    <${Panel} title="CAC"><${WeekChart} title="CAC" width=${420} height=${210} labels=${labels} soft=${soft} form=${money} series=${[{ name: 'CAC', colour, values: of((r) => (r.cac_micros === null ? null : r.cac_micros / 1e6)) }]} /><//></div>`;
}

function Expected({ trust, scores, currency }) {
  const latest = scores.slice().sort((a, b) => String(b.week).localeCompare(String(a.week))).slice(0, 2).reverse();
  const kinds = [['cac', 'CAC', (x) => f.money(x, currency)], ['roas', 'ROAS', f.ratio], ['revenue', 'Revenue', (x) => f.money(x, currency)]];
  const facts = latest.flatMap((s) => kinds.filter(([k]) => s[k]).map(([k, name, form]) => [`${name}, week of ${f.day(s.week)}`, html`<strong>${form(s[k].p50)}</strong> <${Interval} low=${s[k].p10} high=${s[k].p90} form=${form} /> <${Trust} ...${trust(k)} status=${s.quality?.[k]?.status} />`]));
  return html`<${Panel} title="What the models expect">${facts.length === 0
    ? html`<${Empty} title="No predictions.">Publish a model with <code>./sluice model publish</code>; it scores at once.<//>` : html`<${Facts} of=${facts} />`}<//>`;
}

function Response({ response, channel, currency }) {
  const curve = response?.channels.find((c) => c.channel === channel);
  const band = useMemo(() => curve && bandOf(curve), [curve]);
  if (!curve) return null;
  const now = curve.current_micros / 1e6;
  const at = (x) => valueAt(curve.spend, curve.mean, x);
  return html`<${Panel} title="What spend brings" aside=${html`<${Trust} trust=${response.model.trust} reason=${response.model.trust_reason} />`}>
    <div class="two"><${CurveChart} title=${`Weekly outcome by weekly spend; ${f.money(at(now), currency)} at ${f.money(now, currency)} now`} colour=${0} grid=${curve.spend} mean=${curve.mean} low=${band.low} high=${band.high} now=${now} planned=${now} at=${at} />
    <div><${Facts} of=${[['Brings now', html`${f.money(at(now), currency)} a week`], ['mROAS now', f.ratio(slopeAt(curve.spend, curve.mean, now))], ['Effect', html`${curve.identifiability.toLowerCase()} <${Doubt} channel=${curve} model=${response.model} />`]]} /><p>${curve.sentence}</p></div></div><//>`;
}

function Tests({ tests, currency }) {
  if (tests.length === 0) return null;
  const columns = [['Test', (t) => t.test_id], ['Change of spend', (t) => f.gain(t.delta_spend_micros / 1e6, currency), true], ['Change of outcome', (t) => `${f.number(t.delta_outcome)} ± ${f.number(t.standard_error)} ${t.outcome.replaceAll('_', ' ')}`, true], ['State', (t) => (t.withdrawn ? 'withdrawn' : `revision ${t.revision}`)]];
  return html`<${Panel} title="Lift tests"><${Table} caption="Lift tests of this channel" columns=${columns} rows=${tests} /><//>`;
}

function Log({ all, channel, currency }) {
  const rows = all.weeks.slice().reverse().map((w) => all.at(channel, w)).filter(Boolean).slice(0, 26);
  const m = (field) => (r) => f.micros(r[field], currency);
  const columns = [['Week', (r) => f.date(r.week)], ['State', (r) => html`<${Status} status=${r.status} />`], ['Revision', (r) => f.number(r.revision), true], ['Spend', m('spend_micros'), true], ['Impressions', (r) => f.number(r.impressions), true],
    ['Clicks', (r) => f.number(r.clicks_source === 'PLATFORM' ? r.platform_clicks : r.seen_clicks), true], ['CPC', m('cpc_micros'), true], ['CTR', (r) => f.percent(r.ctr, 2), true], ['CVR', (r) => f.percent(r.cvr, 2), true], ['Orders', (r) => f.number(r.orders), true], ['Revenue', m('revenue_micros'), true], ['ROAS', (r) => f.ratio(r.roas), true],
    ['New customers', (r) => f.number(r.new_customers), true], ['CAC', m('cac_micros'), true], ['LTV', m('ltv_micros'), true], ['Platform claims', (r) => (r.platform_conversions === null ? '–' : `${f.number(r.platform_conversions)} conversions`), true]];
  return html`<${Panel} title="Week by week"><${Table} caption="Weeks of this channel, newest first" columns=${columns} rows=${rows} rowKey=${(r) => r.week} /><//>`;
}
