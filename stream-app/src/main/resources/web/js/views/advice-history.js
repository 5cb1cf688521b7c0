// What became of advice: followed weeks, how often the interval held, what following it was worth.
import { html } from '../html.js';
import * as f from '../format.js';
import { Empty, Facts, Panel, Status, Table } from '../parts.js';

export function History({ items }) {
  const judged = latest(items.filter((a) => a.follow_up));
  const totals = judged[0]?.follow_up.totals;
  const currency = items[0]?.currency;
  return html`<${Panel} title="Was it right?">
    ${totals && html`<${Facts} of=${[
      ['Weeks followed', f.number(totals.weeks)],
      ['Revenue in the predicted interval', totals.predicted > 0 ? `${totals.hits} of ${totals.predicted} (80 % are meant)` : null],
      ['Advice to act, and taken', `${totals.acts}, ${totals.taken} taken`],
      ['Gain captured of the gain advised', `${f.money(totals.captured_uplift, currency)} of ${f.money(totals.advised_uplift, currency)}`],
    ]} />`}
    ${judged.length === 0 ? html`<${Empty} title="Nothing to judge yet.">Advice is judged three days after its week has ended, and again when the week is final.<//>`
      : html`<${Table} caption="Advice that was followed up" columns=${judgedColumns(currency)} rows=${judged} rowKey=${(a) => `${a.week} ${a.recommendation_id}`} />`}<//>
    <${Panel} title="All advice there was">${items.length === 0 ? html`<${Empty} title="None so far.">Each change of the standing advice is kept here.<//>`
      : html`<${Table} caption="All advice, newest first" columns=${COLUMNS} rows=${items.filter((a) => !a.follow_up).sort(newest).slice(0, 100)} rowKey=${(a, i) => `${a.recommendation_id} ${a.created_at} ${i}`} />`}<//>`;
}

const newest = (a, b) => new Date(b.created_at) - new Date(a.created_at);

/** One judgement a week: the final one where it is there. */
function latest(judged) {
  const byWeek = new Map();
  for (const advice of judged) {
    const held = byWeek.get(advice.week);
    if (!held || advice.follow_up.metrics_revision >= held.follow_up.metrics_revision) byWeek.set(advice.week, advice);
  }
  return [...byWeek.values()].sort((a, b) => String(b.week).localeCompare(String(a.week)));
}

function judgedColumns(currency) {
  return [
    ['Week', (a) => f.date(a.week)],
    ['Advice', (a) => a.decision],
    ['Taken', (a) => f.percent(a.follow_up.taken), true],
    ['Predicted', (a) => (a.follow_up.predicted ? f.between(a.follow_up.predicted.p10, a.follow_up.predicted.p90, (x) => f.money(x, currency)) : '–'), true],
    ['Came', (a) => f.micros(a.follow_up.revenue_micros, currency), true],
    ['In the interval', (a) => (a.follow_up.hit === null ? '–' : a.follow_up.hit ? 'yes' : 'no')],
    ['Captured', (a) => f.gain(a.follow_up.captured_uplift, currency), true],
    ['Regret', (a) => f.gain(a.follow_up.regret, currency), true],
    ['State', (a) => html`<${Status} status=${a.follow_up.status} />`],
  ];
}

const COLUMNS = [
  ['Made', (a) => f.moment(a.created_at)],
  ['For the week of', (a) => f.date(a.week)],
  ['Advice', (a) => a.decision],
  ['Why', (a) => a.reason],
  ['Change of revenue', (a) => f.gain(a.expected_uplift, a.currency), true],
  ['Probability', (a) => f.percent(a.probability), true],
];
