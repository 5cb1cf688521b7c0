// Whether the numbers can be trusted today: lag, books, late data, and what could not be used.
import { html, useEffect, useRef } from '../html.js';
import { get, list, scrape } from '../api.js';
import { useData } from '../data.js';
import * as f from '../format.js';
import { set } from '../router.js';
import { Empty, Facts, Loaded, Panel, Select, Table } from '../parts.js';
import { table } from '../weeks.js';

const AGAIN_MS = 5000;

export default function Health({ account, params }) {
  const health = useData((signal) => get('health', {}, signal).catch(sick), ['health']);
  const lag = useData(() => scrape().then(lagByTopic), ['lag']);
  const books = useData((signal) => list('reconciliation', { account }, signal), ['books', account]);
  const scope = params.scope ?? 'account';
  const letters = useData((signal) => get('dead-letters', { account: scope === 'account' ? account : '', limit: 25 }, signal), ['letters', account, scope]);
  const metrics = useData((signal) => list('metrics', { account }, signal), ['metrics', account]);
  const latest = useRef([]);
  latest.current = [health, lag, books, letters];
  useEffect(() => {
    const timer = setInterval(() => latest.current.forEach((x) => x.loading || x.reload()), AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  return html`<${Panel} title="The app"><${Loaded} of=${health} what="health">${(h) => html`<${App} health=${h} lag=${lag.data ?? []} />`}<//><//>
    <${Panel} title="Reconciliation" aside=${html`<span class="small muted">received = counted + duplicate + stale + superseded + rejected</span>`}><${Loaded} of=${books} what="the books">${(b) => html`<${Books} books=${b} />`}<//><//>
    <${Panel} title="Feeds and late data"><${Loaded} of=${metrics} what="weeks">${(rows) => html`<${Feeds} rows=${rows} />`}<//><//>
    <${Panel} title="Dead letters" aside=${html`<${Select} label="Of" value=${scope} onChange=${(s) => set({ scope: s === 'account' ? '' : s })} options=${[['account', 'this account'], ['all', 'everyone']]} />`}>
      <${Loaded} of=${letters} what="dead letters">${(answer) => html`<${Letters} items=${answer.items} />`}<//><//>`;
}

/** An app that is not well answers 503 with the same document. */
function sick(error) {
  if (error.body?.stream) return error.body;
  throw error;
}

/** Records that were sent and not read yet, summed over the partitions of each topic: [[topic, records]]. */
function lagByTopic(text) {
  const sums = new Map();
  for (const line of text.split('\n')) {
    const [, labels, value] = line.match(/^kafka_consumer_fetch_manager_records_lag\{([^}]*)\} (\S+)/) ?? [];
    const topic = labels?.match(/topic="([^"]*)"/)?.[1];
    if (topic && Number.isFinite(Number(value))) sums.set(topic, (sums.get(topic) ?? 0) + Number(value));
  }
  // Kafka's clients tell each topic twice, once with its dots as underscores.
  const twins = new Set([...sums.keys()].filter((t) => t.includes('.')).map((t) => t.replaceAll('.', '_')));
  return [...sums].filter(([topic]) => !twins.has(topic)).sort(([a], [b]) => a.localeCompare(b));
}

function App({ health, lag }) {
  return html`<p><span class=${`badge ${health.status === 'UP' ? 'good' : 'bad'}`}>${health.status}</span> stream ${health.stream.state}${health.stream.why && health.stream.why !== health.stream.state ? `: ${health.stream.why}` : ''}</p>
    <${Facts} of=${[['This page’s tables', health.views.caught_up ? (health.views.failing ? 'not being read' : 'up to date') : 'still being read'], ['Records they are behind', f.number(health.views.lag_records)], ['Rows', f.number(health.views.rows)], ['Models', health.models.loaded ? 'loaded' : 'loading']]} />
    ${lag.length > 0 && html`<${Table} caption="Records not read yet, by topic" columns=${[['Topic', (x) => x[0]], ['Records behind', (x) => f.number(x[1]), true]]} rows=${lag} />`}`;
}

const KINDS = ['spend_reports', 'clicks', 'orders', 'policies'];
const ENDS = ['received', 'counted', 'duplicate', 'stale', 'superseded', 'rejected'];
const COUNTS = ['received', 'accepted', 'duplicate', 'stale', 'rejected'];
const words = (field) => field.replaceAll('_', ' ');

/** The account's books: they balance to the micro, or say by how much they do not. */
function Books({ books }) {
  if (books.length === 0) return html`<${Empty} title="No books yet.">They begin with the account’s first record.<//>`;
  const book = books[0];
  const off = (money) => book[`${money}_received_micros`] - ENDS.slice(1).reduce((a, end) => a + book[`${money}_${end}_micros`], 0);
  const columns = [['Money', (money) => money], ...ENDS.map((end) => [end, (money) => f.micros(book[`${money}_${end}_micros`], null, 2), true]),
    ['Balance', (money) => (off(money) === 0 ? html`<span class="badge good">balances</span>` : html`<span class="badge bad">off by ${f.micros(off(money), null, 6)}</span>`)]];
  return html`<${Table} caption="Money of the account" columns=${columns} rows=${['spend', 'revenue']} />
    <${Table} caption="Records of the account" columns=${[['Records', words], ...COUNTS.map((end) => [end, (kind) => f.number(book[`${kind}_${end}`]), true])]} rows=${KINDS} />`;
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
  return html`<ul class="letters">${items.map((l) => html`<li key=${l.place}><details><summary><span class="badge bad">${l.reason}</span> ${l.message} <span class="muted small">${l.origin ?? 'origin unknown'}, ${f.ago(l.filed_at)}</span></summary>
    <pre tabindex="0" aria-label="What came">${l.preview}</pre><p class="small muted">${f.number(l.bytes)} bytes${l.item === null ? '' : `, item ${l.item} of its batch`}${l.preview_base64 ? ', shown in Base64' : ''}</p></details></li>`)}</ul><p class="small muted">Correct the cause, then <code>./sluice dead-letters replay</code>.</p>`;
}
