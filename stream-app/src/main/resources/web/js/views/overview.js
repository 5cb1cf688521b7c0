// How it goes: the newest ended week beside those before it, channels over time, and what has just changed.
import { html, useMemo, useState } from '../html.js';
import { csv, list } from '../api.js';
import { useCalm, useData, useLive, useTrust } from '../data.js';
import * as f from '../format.js';
import { set, href } from '../router.js';
import { Choice, Empty, Interval, Loaded, Panel, Select, Status, Table, Trust, download } from '../parts.js';
import { Scatter, Spark, WeekChart } from '../charts.js';
import { MEASURES, lastEnded, merged, table, total } from '../weeks.js';
import { quantile } from '../response.js';
import { Changes, changed } from './changes.js';

const SPANS = [['12', '12 weeks'], ['26', '26 weeks'], ['52', '52 weeks'], ['all', 'all weeks']];
const KINDS = [['line', 'Line'], ['bar', 'Bars'], ['scatter', 'Scatter']];

export default function Overview({ account, params }) {
  const metrics = useData((signal) => list('metrics', { account }, signal), [account]);
  const scores = useData((signal) => list('scores', { account }, signal), ['scores', account]);
  const [changes, setChanges] = useState([]);
  const soon = useCalm(scores.reload, 500);
  useLive((type, row) => {
    if (type === 'metrics') {
      metrics.change((rows) => {
        const news = changed(rows, row);
        if (news) setChanges((old) => [news, ...old].slice(0, 40));
        return merged(rows, row);
      });
    }
    if (type === 'scores') soon();
  });
  return html`<${Loaded} of=${metrics} what="channel weeks">${(rows) => rows.length === 0
    ? html`<${Empty} title="This account has no weeks yet.">Spend, clicks and orders show here as they arrive.<//>`
    : html`<${Weeks} ...${{ account, rows, params, changes, scores: scores.data ?? [] }} />`}<//>`;
}

function Weeks({ account, rows, params, changes, scores }) {
  const all = useMemo(() => table(rows), [rows]);
  const currency = rows[0].currency;
  const chosen = (params.channels ?? '').split(',').filter((c) => all.channels.includes(c));
  const channels = chosen.length > 0 ? chosen : all.channels;
  const week = all.weeks.includes(params.week) ? params.week : lastEnded(all.weeks, all.at, all.channels);
  const span = params.span ?? '26';
  const weeks = span === 'all' ? all.weeks : all.weeks.slice(-Number(span));
  const toggle = (c) => {
    const next = channels.includes(c) ? channels.filter((x) => x !== c) : [...channels, c]; // none at all means all, too
    set({ channels: next.length === all.channels.length ? '' : next.join(',') });
  };
  return html`
    <${Freshness} rows=${rows} />
    <div class="filters">
      <${Select} label="Week" value=${week} onChange=${(w) => set({ week: w })} options=${all.weeks.slice().reverse().map((w) => [w, `${f.date(w)}${w === all.weeks[all.weeks.length - 1] ? ' (newest)' : ''}`])} />
      <${Select} label="Span" value=${span} onChange=${(s) => set({ span: s })} options=${SPANS} />
      <fieldset class="checks"><legend>Channels</legend>${all.channels.map((c) => html`<label><input type="checkbox" checked=${channels.includes(c)} onChange=${() => toggle(c)} />${f.channelName(c)}</label>`)}</fieldset>
    </div>
    <${Strip} all=${all} channels=${channels} week=${week} currency=${currency} />
    <${ByChannel} ...${{ account, all, channels, week, currency, scores }} />
    <${Trend} ...${{ account, all, weeks, channels, params, currency }} />
    <${Changes} changes=${changes} rows=${rows} />`;
}

function Freshness({ rows }) {
  const newest = Math.max(...rows.map((r) => new Date(r.as_of).getTime()));
  const settling = new Set(rows.filter((r) => r.status === 'SETTLING').map((r) => r.week)).size;
  return html`<p class="fresh">Newest statement ${f.ago(newest)} <span class="muted">(${f.moment(newest)})</span>.
    ${settling > 0 ? ` ${settling} ${settling === 1 ? 'week is' : 'weeks are'} still settling: platforms restate them.` : ' All ended weeks are final.'}</p>`;
}

export const formOf = (kind, currency) => (kind === 'money' ? (x) => f.money(x, currency) : kind === 'ratio' ? (x) => f.ratio(x) : (x) => f.number(x));

/** The week's sums beside the week before, with the range in which the twelve weeks before it lay. */
function Strip({ all, channels, week, currency }) {
  const weeks = all.weeks.slice(0, all.weeks.indexOf(week) + 1).slice(-13);
  const sums = weeks.map((w) => total(channels.map((c) => all.at(c, w)).filter(Boolean)));
  const now = sums[sums.length - 1];
  if (!now) return null;
  const before = sums[sums.length - 2];
  const order = ['revenue', 'spend', 'roas', 'cac', 'customers', 'ltv'];
  return html`<section class="strip" aria-label=${`Key figures of the week of ${f.date(week)}`}>${order.map((id) => {
    const [, name, of, kind, good] = MEASURES.find(([m]) => m === id);
    const values = sums.map((s) => (s ? of(s) : null));
    const value = values[values.length - 1];
    const earlier = values.slice(0, -1).filter((v) => v !== null);
    const delta = before && of(before) ? value / of(before) - 1 : null;
    const form = formOf(kind, currency);
    const tone = delta === null || good === null || Math.abs(delta) < 0.0005 ? '' : (delta > 0) === good ? 'up' : 'down';
    return html`<div class="kpi"><h2>${name}</h2><p class="value">${form(value)}</p>
      <p class=${`delta ${tone}`}>${f.change(delta)} <span class="muted">on the week before</span></p>
      ${earlier.length >= 4 && html`<p class="small muted">usually ${f.between(quantile(earlier, 0.1), quantile(earlier, 0.9), form)}</p>`}
      <${Spark} values=${values} label=${`${name}, ${values.length} weeks`} /></div>`;
  })}<p class="week"><${Status} status=${now.status} /> week of ${f.date(week)}</p></section>`;
}

function ByChannel({ account, all, channels, week, currency, scores }) {
  const next = all.weeks[all.weeks.length - 1];
  const score = (c) => scores.filter((s) => s.channel === c).sort((a, b) => String(b.week).localeCompare(String(a.week)))[0];
  const trust = useTrust(account);
  const previous = all.weeks[all.weeks.indexOf(week) - 1];
  const rows = channels.map((c) => ({ c, row: all.at(c, week), before: previous ? all.at(c, previous) : null, score: score(c) })).filter((x) => x.row);
  const cell = (x, field, form) => {
    const delta = x.before?.[field] ? x.row[field] / x.before[field] - 1 : null;
    return html`${form(x.row[field])}${delta !== null && x.row[field] !== null && html` <span class="small muted">${f.change(delta, 0)}</span>`}`;
  };
  const predicted = (x, kind, form) => {
    const q = x.score?.[kind];
    if (!q) return html`<span class="muted">–</span>`;
    return html`${form(q.p50)} <span class="small"><${Interval} low=${q.p10} high=${q.p90} form=${form} /></span> <${Trust} ...${trust(kind)} status=${x.score.quality?.[kind]?.status} brief />`;
  };
  const columns = [
    ['Channel', (x) => html`<a href=${href('channel', { account, channel: x.c })}>${f.channelName(x.c)}</a>`],
    ['Spend', (x) => cell(x, 'spend_micros', (v) => f.micros(v, currency)), true],
    ['Revenue', (x) => cell(x, 'revenue_micros', (v) => f.micros(v, currency)), true],
    ['CAC', (x) => cell(x, 'cac_micros', (v) => f.micros(v, currency)), true],
    ['ROAS', (x) => cell(x, 'roas', f.ratio), true],
    ['Orders', (x) => f.number(x.row.orders), true],
    ...(scores.some((s) => s.cac) ? [['CAC predicted', (x) => predicted(x, 'cac', (v) => f.money(v, currency)), true]] : []),
    ...(scores.some((s) => s.roas) ? [['ROAS predicted', (x) => predicted(x, 'roas', f.ratio), true]] : []),
    ['State', (x) => html`<${Status} status=${x.row.status} />`],
  ];
  const save = () => csv('metrics', { account, from: week, to: week }).then((text) => download(`${account}-${week}.csv`, 'text/csv', text));
  return html`<${Panel} title="Channels" aside=${html`<button onClick=${save}>Save as CSV</button>`}>
    <${Table} caption=${`Channels in the week of ${f.date(week)}; predictions are for the week of ${f.date(next)} or after`} columns=${columns} rows=${rows} rowKey=${(x) => x.c} /><//>`;
}

function Trend({ account, all, weeks, channels, params, currency }) {
  const measure = MEASURES.find(([id]) => id === params.measure) ?? MEASURES[1];
  const [id, name, of, kind] = measure;
  const form = formOf(kind, currency);
  const chart = params.chart ?? 'line';
  const shown = channels.slice(0, 8);
  const series = shown.map((c) => ({ name: f.channelName(c), colour: all.channels.indexOf(c) % 8, values: weeks.map((w) => { const row = all.at(c, w); return row ? of(row) : null; }) }));
  const soft = (i) => shown.some((c) => ['OPEN', 'SETTLING'].includes(all.at(c, weeks[i])?.status));
  return html`<${Panel} title="By channel over time" aside=${html`<div class="choices">
      <${Select} label="Measure" value=${id} onChange=${(m) => set({ measure: m })} options=${MEASURES.map(([m, n]) => [m, n])} />
      <${Choice} label="Chart" name="chart" value=${chart} onChange=${(k) => set({ chart: k })} options=${KINDS} /></div>`}>
    ${chart === 'scatter'
      ? html`<${Scatter} title=${`${name} by spend`} xName="Spend a week" yName=${name} xForm=${f.short} yForm=${form} series=${shown.map((c, k) => ({ ...series[k], points: weeks.map((w) => all.at(c, w)).filter(Boolean).map((r) => ({ x: r.spend_micros / 1e6, y: of(r), label: f.day(r.week) })) }))} />`
      : html`<${WeekChart} title=${name} labels=${weeks.map((w) => f.day(w))} series=${series} kind=${chart} form=${form} soft=${soft} />`}
    <p class="small muted">Hollow points, dashed lines and pale bars are weeks that still run or settle.${channels.length > 8 ? ' The eight channels with the most spend are drawn; choose others above.' : ''}</p><//>`;
}
