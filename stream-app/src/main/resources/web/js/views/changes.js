// The feed of what changed: differences between a channel-week as it stood and as it was published again.
import { html } from '../html.js';
import * as f from '../format.js';
import { Panel, Status } from '../parts.js';

const WATCHED = [['spend_micros', 'spend', true], ['revenue_micros', 'revenue', true], ['orders', 'orders', false], ['new_customers', 'new customers', false]];

/** What a published row says that the rows did not; null where nothing that a reader watches moved. */
export function changed(rows, row) {
  const before = rows.find((r) => r.channel === row.channel && r.week === row.week);
  const moves = WATCHED.filter(([field]) => (before?.[field] ?? 0) !== row[field]).map(([field, name, isMoney]) => ({ name, isMoney, from: before?.[field] ?? 0, to: row[field] }));
  if (moves.length === 0) return null;
  return { at: Date.now(), channel: row.channel, week: row.week, status: row.status, revision: row.revision, currency: row.currency, isNew: !before, restated: row.status !== 'OPEN', moves };
}

export function Changes({ changes, rows }) {
  const form = (move, value, currency) => (move.isMoney ? f.micros(value, currency) : f.number(value));
  const last = rows.slice().sort((a, b) => new Date(b.as_of) - new Date(a.as_of)).slice(0, 8);
  return html`<${Panel} title="What changed">
    ${changes.length > 0 ? html`<ol class="feed" aria-live="polite" aria-relevant="additions">${changes.map((c) => html`<li key=${`${c.channel} ${c.week} ${c.revision}`}>
      <span class="muted small">${f.ago(c.at)}</span> <strong>${f.channelName(c.channel)}</strong>, week of ${f.day(c.week)}
      ${c.restated && html` <span class="badge restated">restated</span>`}: ${c.moves.map((m) => `${m.name} ${c.isNew ? '' : `${form(m, m.from, c.currency)} → `}${form(m, m.to, c.currency)}`).join(', ')}</li>`)}</ol>`
    : html`<p class="muted">Nothing since you opened this page. Last before that:</p><ol class="feed">${last.map((r) => html`<li><span class="muted small">${f.ago(r.as_of)}</span> <strong>${f.channelName(r.channel)}</strong>, week of ${f.day(r.week)} <${Status} status=${r.status} />: revision ${f.number(r.revision)}</li>`)}</ol>`}
  <//>`;
}
