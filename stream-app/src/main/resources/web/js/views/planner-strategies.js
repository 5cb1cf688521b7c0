// The same money split in other ways, side by side, by the app's own allocator.
import { html, useState } from '../html.js';
import { send } from '../api.js';
import * as f from '../format.js';
import { difference } from '../response.js';
import { Panel, Problem, Table, Trust } from '../parts.js';

export function Strategies({ account, response, plan, currency, spends, currents, onTake }) {
  const [state, setState] = useState({ busy: false, answer: null, error: null });
  const ask = () => {
    setState({ busy: true, answer: null, error: null });
    send('POST', 'optimize', request(account, plan)).then(
      (answer) => setState({ busy: false, answer, error: null }),
      (error) => setState({ busy: false, answer: null, error }),
    );
  };
  const { answer } = state;
  const rows = answer ? [mine(spends, plan), ...answer.strategies] : [];
  const amounts = (s) => Object.fromEntries(s.channels.map((c) => [c.channel, c.micros]));
  const gainOf = (s) => difference(response, response.channels.map((c) => (amounts(s)[c.channel] ?? 0) / 1e6), currents);
  const columns = [
    ['Strategy', (s) => html`${s.name}${s.note && html` <span class="small muted">${s.note}</span>`}`],
    ...response.channels.map((c) => [f.channelName(c.channel), (s) => f.micros(amounts(s)[c.channel] ?? 0, currency, 0), true]),
    ['Against now', (s) => { const g = gainOf(s); return html`${f.gain(g.mean, currency)} <span class="small muted">${f.between(g.low, g.high, (x) => f.gain(x, currency))}</span> <${Trust} trust=${response.model.trust} reason=${response.model.trust_reason} />`; }, true],
    ['', (s) => s.own ? '' : html`<button onClick=${() => onTake(amounts(s))}>Take<span class="sr"> ${s.name}</span></button>`],
  ];
  return html`<${Panel} title="Strategies" aside=${html`<button onClick=${ask} disabled=${state.busy}>${state.busy ? 'Working…' : 'Compare for this total'}</button>`}>
    ${state.error && html`<${Problem} error=${state.error} />`}
    ${answer ? html`<${Table} caption="Splits of the same total" columns=${columns} rows=${rows} rowKey=${(s) => s.name} />`
      : !state.error && html`<p class="muted">The best split under your limits and locks, beside rules of thumb. Press the button after a change of the total.</p>`}<//>`;
}

const mine = (spends, plan) => ({ name: 'this plan', own: true, channels: plan.channels.map((c) => ({ channel: c.channel, micros: c.value })) });

function request(account, plan) {
  return {
    account,
    budget_micros: plan.total,
    limits: plan.channels.map((c) => ({ channel: c.channel, min_micros: c.locked ? c.value : c.min, max_micros: c.locked ? c.value : Number.isFinite(c.max) ? c.max : null })),
  };
}
