// Plans that were kept: on the server where it keeps them, to open, compare, export and throw away.
import { html, useState } from '../html.js';
import { list, send } from '../api.js';
import { useData } from '../data.js';
import * as f from '../format.js';
import { difference, outcome } from '../response.js';
import { toCsv } from '../scenario.js';
import { makePlan } from '../plan.js';
import { Empty, Loaded, Panel, Problem, Table, Trust, download } from '../parts.js';

export function Scenarios({ account, response, plan, currency, currents, names, onOpen }) {
  const saved = useData((signal) => list('plans', { account }, signal), ['plans', account]);
  const [name, setName] = useState('');
  const [error, setError] = useState(null);
  const then = (promise) => promise.then(() => { setError(null); saved.reload(); }, setError);
  const save = (event) => {
    event.preventDefault();
    if (name.trim()) then(send('PUT', `plans/${encodeURIComponent(account)}/${encodeURIComponent(name.trim())}`, kept(name.trim(), account, plan)).then(() => setName('')));
  };
  const file = `${account}-${name.trim() || 'plan'}`;
  const buttons = html`<button onClick=${() => download(`${file}.csv`, 'text/csv', toCsv(plan, currency))}>Export CSV</button>
    <button onClick=${() => download(`${file}.json`, 'application/json', `${JSON.stringify(kept(name.trim() || 'plan', account, plan), null, 2)}\n`)}>Export JSON</button>`;
  return html`<${Panel} title="Scenarios" aside=${buttons}>
    <form class="inline" onSubmit=${save}><label>Name <input value=${name} maxlength="80" required onInput=${(e) => setName(e.target.value)} /></label><button type="submit">Save this plan</button></form>
    ${error && html`<${Problem} error=${error} />`}
    <${Loaded} of=${saved} what="saved plans">${(items) => items.length === 0
      ? html`<${Empty} title="No saved plans.">Save one to compare it with others later. The address of this page holds the plan, too.<//>`
      : html`<${Table} caption="Saved plans" rows=${items} rowKey=${(p) => p.name} columns=${columns({ response, currency, currents, names, onOpen, remove: (p) => then(send('DELETE', `plans/${encodeURIComponent(account)}/${encodeURIComponent(p.name)}`)) })} />`}<//>
  <//>`;
}

function columns({ response, currency, currents, names, onOpen, remove }) {
  const spends = (p) => names.map((n) => (p.channels.find((c) => c.channel === n)?.micros ?? 0) / 1e6);
  return [
    ['Plan', (p) => p.name],
    ['Total', (p) => f.micros(p.total_micros, currency, 0), true],
    ...names.map((n, i) => [f.channelName(n), (p) => f.money(spends(p)[i], currency, 0), true]),
    ['Revenue predicted', (p) => { const o = outcome(response, spends(p)); return html`${f.money(o.mean, currency)} <span class="small muted">${f.between(o.low, o.high, (x) => f.money(x, currency))}</span> <${Trust} trust=${response.model.trust} reason=${response.model.trust_reason} />`; }, true],
    ['Against now', (p) => f.gain(difference(response, spends(p), currents).mean, currency), true],
    ['', (p) => html`<button onClick=${() => onOpen(opened(p, names))}>Open<span class="sr"> ${p.name}</span></button> <button onClick=${() => remove(p)}>Delete<span class="sr"> ${p.name}</span></button>`],
  ];
}

function kept(name, account, plan) {
  return {
    name,
    account,
    total_micros: plan.total,
    channels: plan.channels.map((c) => ({ channel: c.channel, micros: c.value, min_micros: c.min, max_micros: Number.isFinite(c.max) ? c.max : null, locked: c.locked })),
  };
}

function opened(saved, names) {
  const channels = names.map((channel) => {
    const c = saved.channels.find((x) => x.channel === channel);
    return { channel, value: c?.micros ?? 0, min: c?.min_micros ?? 0, max: c?.max_micros ?? null, locked: c?.locked ?? false };
  });
  return makePlan(channels, channels.reduce((a, c) => a + c.value, 0));
}
