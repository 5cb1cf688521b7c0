// Whether the numbers can be trusted today: lag, books, late data, and what could not be used.
import { html, useEffect } from '../html.js';
import { get, list } from '../api.js';
import { useData } from '../data.js';
import * as f from '../format.js';
import { set } from '../router.js';
import { Empty, Facts, Loaded, Panel, Select, Table } from '../parts.js';
import { table } from '../weeks.js';

const AGAIN_MS = 5000;

export default function Health({ account, params }) {
  const health = useData((signal) => get('health', {}, signal), ['health']);
  const books = useData((signal) => get('reconciliation', {}, signal), ['books']);
  const scope = params.scope ?? 'account';
  const letters = useData((signal) => get('dead-letters', { account: scope === 'account' ? account : '', limit: 50 }, signal), ['letters', account, scope]);
  const metrics = useData((signal) => list('metrics', { account }, signal), ['metrics', account]);
  useEffect(() => {
    const timer = setInterval(() => [health, books, letters].forEach((x) => x.reload()), AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  return html`<${Panel} title="The app"><${Loaded} of=${health} what="health">${(h) => html`<${App} health=${h} />`}<//><//>
    <${Panel} title="Reconciliation" aside=${html`<span class="small muted">received = counted + duplicate + stale + superseded + rejected</span>`}><${Loaded} of=${books} what="the books">${(b) => html`<${Books} books=${b} />`}<//><//>
    <${Panel} title="Feeds and late data"><${Loaded} of=${metrics} what="weeks">${(rows) => html`<${Feeds} rows=${rows} />`}<//><//>
    <${Panel} title="Dead letters" aside=${html`<${Select} label="Of" value=${scope} onChange=${(s) => set({ scope: s === 'account' ? '' : s })} options=${[['account', 'this account'], ['all', 'everyone']]} />`}>
      <${Loaded} of=${letters} what="dead letters">${(answer) => html`<${Letters} items=${answer.items} />`}<//><//>`;
}

function App({ health }) {
  const up = health.status === 'UP';
  return html`<p><span class=${`badge ${up ? 'good' : 'bad'}`}>${health.status}</span> ${health.state}${health.why ? `: ${health.why}` : ''}</p>
    <${Facts} of=${Object.entries(health).filter(([k, v]) => !['status', 'state', 'why'].includes(k) && typeof v !== 'object').map(([k, v]) => [words(k), typeof v === 'number' ? f.number(v) : String(v)])} />
    ${health.lag && typeof health.lag === 'object' && html`<${Table} caption="Records not read yet, by topic" columns=${[['Topic', (x) => x[0]], ['Records behind', (x) => f.number(x[1]), true]]} rows=${Object.entries(health.lag)} />`}`;
}

const words = (field) => field.replaceAll('_', ' ');

/** The books by kind of money: they balance to the micro, or say by how much they do not. */
function Books({ books }) {
  const rows = books.items ?? books.books ?? [];
  const amount = (x) => f.micros(x, null, 2);
  const off = (r) => r.received_micros - r.counted_micros - r.duplicate_micros - r.stale_micros - r.superseded_micros - r.rejected_micros;
  const columns = [['What', (r) => r.kind ?? r.flow], ...['received', 'counted', 'duplicate', 'stale', 'superseded', 'rejected'].map((k) => [words(k), (r) => amount(r[`${k}_micros`]), true]),
    ['Balance', (r) => (off(r) === 0 ? html`<span class="badge good">balances</span>` : html`<span class="badge bad">off by ${amount(off(r))}</span>`)]];
  return html`<${Table} caption="Books of this instance" columns=${columns} rows=${rows} /><p class="small muted">All accounts together, each in its own currency; of this instance since it started.</p>`;
}

function Feeds({ rows }) {
  if (rows.length === 0) return html`<${Empty} title="No weeks yet.">Feeds show here once they bring data.<//>`;
  const all = table(rows);
  const newest = (c) => Math.max(...all.weeks.map((w) => new Date(all.at(c, w)?.as_of ?? 0).getTime()));
  const late = (c) => all.weeks.map((w) => all.at(c, w)).filter((r) => r && r.status !== 'OPEN' && Date.now() - new Date(r.as_of).getTime() < 7 * 86_400_000).length;
  return html`<${Table} caption="Newest statement by channel" rows=${all.channels} rowKey=${(c) => c} columns=${[
    ['Channel', (c) => f.channelName(c)], ['Newest statement', (c) => `${f.ago(newest(c))} (${f.moment(newest(c))})`],
    ['Ended weeks restated in the last 7 days', (c) => f.number(late(c)), true], ['Weeks settling', (c) => f.number(all.weeks.filter((w) => all.at(c, w)?.status === 'SETTLING').length), true]]} />`;
}

function Letters({ items }) {
  if (items.length === 0) return html`<${Empty} title="No dead letters.">Everything that came could be used.<//>`;
  return html`<ul class="letters">${items.map((l) => html`<li key=${`${l.topic} ${l.partition} ${l.offset}`}><details><summary><span class="badge bad">${l.reason}</span> ${l.message} <span class="muted small">${l.topic} ${l.partition}@${l.offset}, ${f.ago(l.at ?? l.timestamp)}</span></summary>
    <pre tabindex="0" aria-label="What came">${l.payload ?? l.preview ?? ''}</pre></details></li>`)}</ul><p class="small muted">Correct the cause, then <code>./sluice dead-letters replay</code>.</p>`;
}
