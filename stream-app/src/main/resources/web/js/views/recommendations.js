// The advice that stands, with its reasons and doubts; what was decided; and how advice of the past turned out.
import { html, useState } from '../html.js';
import { get, list, send } from '../api.js';
import { useData, useLive, useModels } from '../data.js';
import * as f from '../format.js';
import { href } from '../router.js';
import { Empty, Facts, Interval, Loaded, Panel, Problem, Table, Trust } from '../parts.js';
import { GainBars } from '../charts.js';
import { History } from './advice-history.js';

export default function Recommendations({ account }) {
  const standing = useData((signal) => list('recommendations', { account }, signal), [account]);
  const past = useData((signal) => list('recommendations/history', { account }, signal), ['history', account]);
  const models = useModels(account);
  useLive((type) => {
    if (type === 'recommendation') {
      standing.reload();
      past.reload();
    }
  });
  const trustOf = (advice) => (models.data ?? []).find((m) => m.sha256 === advice.model_sha256);
  return html`<${Loaded} of=${standing} what="recommendations">${(items) => items.length === 0
    ? html`<${Empty} title="No recommendation yet.">One is made within two seconds of this account’s first data or policy.<//>`
    : items.map((advice) => html`<${Advice} key=${advice.recommendation_id} advice=${advice} model=${trustOf(advice)} account=${account} />`)}<//>
    <${Loaded} of=${past} what="past advice">${(items) => html`<${History} items=${items} />`}<//>`;
}

const STEPS = {
  NO_MODEL: 'Train a response model and publish it.',
  SHORT_HISTORY: 'Wait, or import history: a year of weeks is needed.',
  STALE_DATA: 'Look at the ad platforms’ feed.',
  WEAK_MODEL: 'Add controls or lift tests, or allow some exploration.',
  CONSTANT_SPEND: 'Vary the spend, or set exploration_share.',
  COLLINEAR: 'Move channels apart, or run a lift test.',
  INFEASIBLE: 'Change one of the limits named.',
  UPLIFT_WITHIN_NOISE: 'Nothing, or a lift test on the largest channels.',
  VERIFIER: 'Report it: the check refused what was computed.',
};

function Advice({ advice, model, account }) {
  const act = advice.decision === 'ACT';
  const money = (x) => f.money(x, advice.currency);
  const trust = html`<${Trust} trust=${model?.trust} reason=${model?.trust_reason} brief />`;
  return html`<${Panel} title=${`Week of ${f.date(advice.week)}`} className=${act ? 'act' : 'hold'} aside=${html`<span class="small muted">made ${f.moment(advice.created_at)}</span>`}>
    <p class="decision"><span class=${`verdict ${act ? 'act' : 'hold'}`}>${advice.decision}</span> ${advice.reason}</p>
    ${!act && STEPS[advice.reason_code] && html`<p><strong>To do:</strong> ${STEPS[advice.reason_code]}</p>`}
    <${Facts} of=${[
      ['Change of revenue a week', advice.expected_uplift === null ? null : html`${f.gain(advice.expected_uplift, advice.currency)} ${advice.uplift && html`<${Interval} low=${advice.uplift.p10} high=${advice.uplift.p90} form=${(x) => f.gain(x, advice.currency)} />`} ${trust}`],
      ['Probability of a gain', advice.probability === null ? null : f.percent(advice.probability, 1)],
      ['Value at risk (1 in 20)', advice.value_at_risk === null ? null : money(advice.value_at_risk)],
      ['Revenue if taken', advice.predicted && html`${money(advice.predicted.p50)} <${Interval} low=${advice.predicted.p10} high=${advice.predicted.p90} form=${money} /> ${trust}`],
      ['Revenue if nothing changes', advice.predicted_unchanged && html`${money(advice.predicted_unchanged.p50)} <${Interval} low=${advice.predicted_unchanged.p10} high=${advice.predicted_unchanged.p90} form=${money} /> ${trust}`],
      ['Budget', `${f.micros(advice.current_total_micros, advice.currency, 0)} → ${f.micros(advice.recommended_total_micros, advice.currency, 0)}`],
      ['Model', advice.model_version ? html`<a href=${href('models', { account })}>${advice.model_version}</a> ${trust}` : 'none'],
      ['Policy revision', advice.policy_revision || 'none'],
      ['History', `${advice.history_weeks} complete weeks`],
    ]} />
    ${advice.channels.length > 0 && html`<${Channels} advice=${advice} trust=${trust} />`}
    ${Object.keys(advice.strategies).length > 0 && html`<h3>Other ways to split the same money</h3><p class="small muted">Expected gain a week. ${trust}</p>
      <${GainBars} title="Expected gain by strategy" form=${(x) => f.gain(x, advice.currency)} items=${[{ name: 'this advice', value: advice.expected_uplift ?? 0 }, ...Object.entries(advice.strategies).map(([name, value]) => ({ name: name.toLowerCase().replaceAll('_', ' '), value }))]} />`}
    <${Decide} advice=${advice} account=${account} act=${act} />
    <p class="actions"><a class="button" href=${href('planner', { account, plan: act ? planText(advice) : '' })}>Open in the planner</a></p>
  <//>`;
}

const planText = (advice) => advice.channels.map((c) => [encodeURIComponent(c.channel), c.recommended_micros, '', '', ''].join('~')).join(';');

function Channels({ advice, trust }) {
  const mroas = (x, interval) => (x === null ? f.ratio(null) : html`${f.ratio(x)} ${interval && html`<span class="small"><${Interval} low=${interval.p10} high=${interval.p90} form=${f.ratio} /></span>`} ${trust}`);
  const columns = [
    ['Channel', (c) => f.channelName(c.channel)],
    ['Now', (c) => f.micros(c.current_micros, advice.currency, 0), true],
    ['Next week', (c) => html`<strong>${f.micros(c.recommended_micros, advice.currency, 0)}</strong>`, true],
    ['Change', (c) => (c.current_micros === c.recommended_micros ? 'stays' : f.change(c.recommended_micros / c.current_micros - 1)), true],
    ['Rest of this week', (c) => f.micros(c.rest_of_week_micros, advice.currency, 0), true],
    ['mROAS', (c) => mroas(c.mroas, c.mroas_interval), true],
    ['Why', (c) => html`${c.why}${c.exploration_micros !== 0 && html` <span class="badge">exploration ${f.micros(c.exploration_micros, advice.currency, 0)}</span>`}${c.binding.map((b) => html` <span class="badge">${b.toLowerCase().replaceAll('_', ' ')}</span>`)}`],
  ];
  return html`<${Table} caption="Advice by channel" columns=${columns} rows=${advice.channels} rowKey=${(c) => c.channel} />`;
}

/** Approve or dismiss; who decided what stands in the audit log and here. */
function Decide({ advice, account, act }) {
  const decisions = useData((signal) => get(`recommendations/${encodeURIComponent(account)}/decisions`, {}, signal), ['decisions', advice.recommendation_id]);
  const [error, setError] = useState(null);
  const [busy, setBusy] = useState(false);
  const mine = (decisions.data?.items ?? []).filter((d) => d.recommendation_id === advice.recommendation_id);
  const decide = (decision) => {
    setBusy(true);
    send('POST', `recommendations/${encodeURIComponent(account)}/decisions`, { decision, recommendation_id: advice.recommendation_id })
      .then(() => { setError(null); decisions.reload(); }, setError).finally(() => setBusy(false));
  };
  return html`<div class="decide">
    ${act && html`<button class="primary" disabled=${busy} onClick=${() => decide('approve')}>Approve</button> <button disabled=${busy} onClick=${() => decide('dismiss')}>Dismiss</button>`}
    <span role="status">${mine.map((d) => html`<span class="small">${d.decision === 'approve' ? 'Approved' : 'Dismissed'} by ${d.by ?? 'someone'} ${f.moment(d.at)}. </span>`)}</span>
    ${error && html`<${Problem} error=${error} />`}</div>`;
}
