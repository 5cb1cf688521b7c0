// What if: one slider for the total and one a channel, locked to it, with what the model says each split brings.
import { html, useMemo, useRef, useState } from '../html.js';
import { get } from '../api.js';
import { useCalm, useData, useLive } from '../data.js';
import * as f from '../format.js';
import { reach, step, withLimits, withLock, withTotal, withValue, makePlan } from '../plan.js';
import { current, fromText, toText, withSplit } from '../scenario.js';
import { contributions, difference, outcome } from '../response.js';
import { set } from '../router.js';
import { Empty, Loaded, Panel, Trust } from '../parts.js';
import { GainBars } from '../charts.js';
import { Amount, Slider } from '../slider.js';
import { ChannelRows, Curves } from './planner-channels.js';
import { Strategies } from './planner-strategies.js';
import { Scenarios } from './planner-scenarios.js';

export default function Planner({ account, about, params }) {
  const response = useData((signal) => get('response', { account }, signal), [account]);
  const soon = useCalm(response.reload, 2000);
  useLive((type) => type === 'policy' && soon());
  if (response.error?.status === 404 || response.error?.status === 409) {
    return html`<${Empty} title="There is nothing to plan with yet.">${response.error.message} A response model tells what each channel’s spend brings: <code>./sluice train response --topic channel-metrics --account ${account}</code>, then <code>./sluice model publish</code>.<//>`;
  }
  return html`<${Loaded} of=${response} what="response curves">${(data) => html`<${Plan} key=${data.model.sha256} ...${{ account, currency: data.currency ?? about.currency, response: data, params }} />`}<//>`;
}

function Plan({ account, currency, response, params }) {
  const now = useMemo(() => current(response), [response]);
  const names = response.channels.map((c) => c.channel);
  const [plan, setPlan] = useState(() => fromText(params.plan, names) ?? now);
  const snapshot = useRef(null);
  const written = useRef(params.plan);
  if (params.plan !== written.current) { // Back, Forward, or a link
    snapshot.current = null;
    written.current = params.plan;
    setPlan(fromText(params.plan, names) ?? now);
  }
  const keep = (next, replace) => {
    const text = toText(next);
    written.current = text === toText(now) ? undefined : text;
    set({ plan: written.current ?? '' }, replace);
  };
  const latest = useRef(plan);
  latest.current = plan;
  const change = (next) => {
    setPlan(next);
    keep(next, false);
  };
  const drag = (move) => ({
    onStart: () => { snapshot.current = plan; },
    onMove: (value) => { snapshot.current ??= plan; latest.current = move(snapshot.current, value); setPlan(latest.current); },
    onRest: () => keep(latest.current, true),
    onEnd: () => { snapshot.current = null; keep(latest.current, true); },
    onCancel: () => { const before = snapshot.current ?? plan; snapshot.current = null; setPlan(before); keep(before, true); },
  });
  const spends = plan.channels.map((c) => c.value / 1e6);
  const currents = response.channels.map((c) => c.current_micros / 1e6);
  const full = niceFull(now, plan);
  const totalReach = reach(plan.channels);
  return html`
    <${Headline} ...${{ response, spends, currents, currency, plan, now }} />
    <${Panel} title="Weekly budget" aside=${html`${response.total_micros !== plan.total && html`<button onClick=${() => change(withTotal(plan, response.total_micros))}>Policy’s budget: ${f.micros(response.total_micros, currency, 0)}</button>`}<button onClick=${() => change(now)} disabled=${toText(plan) === toText(now)}>Back to what is spent now</button>`}>
      <div class="total"><label for="total-amount">Total a week</label>
        <${Amount} id="total-amount" micros=${plan.total} onChange=${(v) => change(withTotal(plan, v))} />
        <${Slider} label="Total a week" value=${plan.total} full=${full.total} low=${totalReach.least} high=${Math.min(totalReach.most, full.total)} step=${step(full.total)} text=${f.micros(plan.total, currency, 0)} ...${drag(withTotal)} /></div>
      <${ChannelRows} ...${{ plan, response, currency, spends, full: full.channel, now }}
        slider=${(i) => drag((p, v) => withValue(p, i, v))}
        setValue=${(i, v) => change(withValue(plan, i, v))}
        setLock=${(i, locked) => { const next = withLock(plan, i, locked); change(locked ? next : makePlan(next.channels, next.total)); }}
        setLimits=${(i, min, max) => change(withLimits(plan, i, min, max))} />
    <//>
    <${Panel} title="What the plan adds and takes" aside=${html`<${Trust} trust=${response.model.trust} reason=${response.model.trust_reason} /><span class="muted small">against what is spent now, with 80 % intervals</span>`}>
      ${spends.every((x, i) => x === currents[i]) ? html`<p class="muted">The plan is what is spent now. Move a slider, and its gains and losses show here.</p>` : html`<${GainBars} title="Change of weekly revenue by channel" form=${(x) => f.gain(x, currency)} items=${contributions(response, spends, currents).map((c, i) => ({ ...c, name: f.channelName(c.channel), weak: isWeak(response, i) }))} />`}
    <//>
    <${Curves} ...${{ response, spends, currents, currency }} />
    <${Strategies} ...${{ account, response, plan, currency, spends, currents }} onTake=${(split) => change(withSplit(plan, split))} />
    <${Scenarios} ...${{ account, response, plan, currency, currents, names }} onOpen=${change} />`;
}

/** Ends of the tracks: they stay while a hand moves, and grow in round steps when a plan outgrows them. */
function niceFull(now, plan) {
  const round = (x) => { const p = 10 ** Math.floor(Math.log10(Math.max(x, 1e6))) / 2; return Math.ceil(x / p) * p; };
  const largest = Math.max(...now.channels.map((c) => c.value), 1e6);
  const total = round(Math.max(2 * now.total, plan.total, 1e6));
  return { total, channel: Math.min(total, round(Math.max(2 * largest, ...plan.channels.map((c) => c.value)))) };
}

function Headline({ response, spends, currents, currency, plan, now }) {
  const planned = outcome(response, spends);
  const gain = difference(response, spends, currents);
  const money = (x) => f.money(x, currency);
  const same = Math.abs(gain.mean) < 0.005 && plan.total === now.total;
  const { model } = response;
  return html`<section class="strip planner-head" aria-label="Prediction">
    <div class="kpi wide"><h2>${isCustomers(model) ? 'New customers' : 'Revenue'} predicted a week</h2><p class="value">${money(planned.mean)} <${Trust} trust=${model.trust} reason=${model.trust_reason} /></p>
      <p class="small muted">80 % interval ${f.between(planned.low, planned.high, money)}, mean of the next ${response.horizon_weeks} weeks${response.baseline ? '' : '; what comes without advertising is not known'}</p></div>
    <div class="kpi"><h2>Against now</h2><p class=${`value ${same ? '' : gain.mean < 0 ? 'down' : 'up'}`}>${same ? 'as now' : f.gain(gain.mean, currency)} ${!same && html`<${Trust} trust=${model.trust} reason=${model.trust_reason} />`}</p>
      <p class="small muted">${same ? 'Move a slider.' : `80 % interval ${f.between(gain.low, gain.high, (x) => f.gain(x, currency))}; a gain in ${f.percent(gain.probability)} of the model’s draws`}</p></div>
    <div class="kpi"><h2>Budget</h2><p class="value">${f.micros(plan.total, currency, 0)}</p><p class="small muted">${plan.total === now.total ? 'as now' : `${f.change(plan.total / now.total - 1)} on now`}; ${f.ratio(planned.media * 1e6 / plan.total)} back per unit</p></div>
    <p class="sr" role="status" aria-live="polite">${`Predicted ${money(planned.mean)} a week, ${f.gain(gain.mean, currency)} against now`}</p>
  </section>
  <p class="small muted">By the model ${model.kind} ${model.version}. ${model.trust_reason}.</p>`;
}

const isWeak = (response, i) => response.model.trust !== 'TRUSTED' || response.channels[i].identifiability !== 'IDENTIFIED';
const isCustomers = (model) => model.kind === 'response_customers';
