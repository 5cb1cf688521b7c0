// A form made from a model's card: features in, prediction with interval out.
import { html, useState } from '../html.js';
import { predict } from '../api.js';
import { useModels } from '../data.js';
import * as f from '../format.js';
import { set } from '../router.js';
import { Empty, Facts, Interval, Loaded, Panel, Problem, Select, Trust } from '../parts.js';

export default function Predict({ account, params }) {
  const models = useModels(account);
  return html`<${Loaded} of=${models} what="models">${(items) => {
    const usable = items.filter((m) => !m.kind.startsWith('response'));
    if (usable.length === 0) return html`<${Empty} title="No model to ask.">Publish one that predicts CAC, ROAS, revenue or lifetime value. Response models answer in the planner.<//>`;
    const model = usable.find((m) => m.key === params.model) ?? usable[0];
    return html`<div class="filters"><${Select} label="Model" value=${model.key} onChange=${(key) => set({ model: key })} options=${usable.map((m) => [m.key, `${m.kind} (${m.account === '*' ? 'all accounts' : m.account})`])} /></div>
      <${Form} key=${model.key} card=${model.card} account=${account} />`;
  }}<//>`;
}

function Form({ card, account }) {
  const [values, setValues] = useState({});
  const [state, setState] = useState({ answer: null, error: null, busy: false });
  const ask = (event) => {
    event.preventDefault();
    setState({ ...state, busy: true });
    predict({ kind: card.kind, account, features: given(card, values) }).then((answer) => setState({ answer, error: null, busy: false }), (error) => setState({ answer: null, error, busy: false }));
  };
  const change = (name, value) => setValues((v) => ({ ...v, [name]: value }));
  return html`<${Panel} title=${`Predict ${card.target.name}`} aside=${html`<${Trust} trust=${card.verdict.trust} reason=${card.verdict.reason} />`}>
    <p class="muted">What you leave empty counts as unknown; the model has learned to do without.</p>
    <form class="predict" onSubmit=${ask}>${card.inputs.map((input) => html`<${Field} input=${input} value=${values[input.name] ?? ''} onChange=${(v) => change(input.name, v)} />`)}
      <p class="actions"><button class="primary" type="submit" disabled=${state.busy}>${state.busy ? 'Asking…' : 'Predict'}</button> <button type="reset" onClick=${() => setValues({})}>Clear</button></p></form>
    <div role="status">${state.answer && html`<${Answer} answer=${state.answer} card=${card} />`}</div>
    ${state.error && html`<${Problem} error=${state.error} />`}<//>`;
}

function Field({ input, value, onChange }) {
  const id = `in-${input.name.replace(/[^A-Za-z0-9]/g, '-')}`;
  const outside = input.type === 'number' && value !== '' && input.min !== null && (Number(value) < input.min || Number(value) > input.max);
  return html`<div class="field"><label for=${id}>${input.name}${input.unit && html` <span class="muted small">${input.unit}</span>`}</label>
    ${input.type === 'category'
      ? html`<input id=${id} list=${`${id}-list`} value=${value} onInput=${(e) => onChange(e.target.value)} /><datalist id=${`${id}-list`}>${input.allowed.map((a) => html`<option value=${a} />`)}</datalist>`
      : html`<input id=${id} type="number" step="any" value=${value} aria-describedby=${`${id}-hint`} onInput=${(e) => onChange(e.target.value)} />`}
    <span id=${`${id}-hint`} class=${`small ${outside ? 'warn' : 'muted'}`}>${input.meaning} ${input.type === 'number' && input.min !== null ? `${outside ? 'Beyond what it has seen: ' : 'Seen '}${f.between(input.min, input.max, (x) => f.number(x, 2))}.` : ''}</span></div>`;
}

function Answer({ answer, card }) {
  const form = (x) => `${f.number(x, Math.abs(x) < 100 ? 2 : 0)}${card.target.unit && card.target.unit !== 'ratio' ? ` ${card.target.unit}` : ''}`;
  return html`<div class="answer"><p class="value">${form(answer.p50)} <${Trust} trust=${card.verdict.trust} reason=${card.verdict.reason} /></p>
    <p>80 % interval <${Interval} low=${answer.p10} high=${answer.p90} form=${form} /></p>
    <${Facts} of=${[['Mean', form(answer.mean)], ['Model', `${answer.model.kind} ${answer.model.version}`], ['Held by the interval in tests', f.percent(card.interval.measured, 1)]]} /></div>`;
}

function given(card, values) {
  return Object.fromEntries(card.inputs.filter((i) => (values[i.name] ?? '') !== '').map((i) => [i.name, i.type === 'number' ? Number(values[i.name]) : values[i.name]]));
}
