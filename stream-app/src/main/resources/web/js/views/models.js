// The models in force: what their cards say, how they do while they run, and what they were fed.
import { html } from '../html.js';
import { list, scrape } from '../api.js';
import { useData, useModels } from '../data.js';
import * as f from '../format.js';
import { set } from '../router.js';
import { Empty, Facts, Loaded, Meter, Panel, Table, Trust } from '../parts.js';

export default function Models({ account, params }) {
  const models = useModels(account);
  const shelf = useData((signal) => list('models', {}, signal), ['shelf']);
  const drift = useData(() => scrape().then(driftByModel), ['drift']);
  const scores = useData((signal) => list('scores', { account }, signal), ['scores', account]);
  return html`<${Loaded} of=${models} what="models">${(items) => items.length === 0
    ? html`<${Empty} title="No models yet.">Train one and publish it: <code>./sluice train --from-topic --kind roas --out roas.onnx</code>, <code>./sluice model publish roas.onnx</code>.<//>`
    : html`<${InForce} items=${items} params=${params} scores=${scores.data ?? []} drift=${drift.data ?? new Map()} />`}<//>
    <${Loaded} of=${shelf} what="the shelf">${(entries) => html`<${Shelf} entries=${entries} account=${account} />`}<//>`;
}

/** Population stability index of the input that drifted most, as this instance sees it, by model. */
function driftByModel(text) {
  const found = new Map();
  for (const [, labels, value] of text.matchAll(/^sluice_model_drift_psi\{([^}]*)\} (\S+)/gm)) {
    const label = (name) => labels.match(new RegExp(`${name}="([^"]*)"`))?.[1];
    if (Number.isFinite(Number(value))) found.set(`${label('kind')} ${label('version')}`, Number(value));
  }
  return found;
}

function Drift({ psi }) {
  if (psi === undefined) return html`<span class="muted">–</span>`;
  const [tone, word] = psi < 0.1 ? ['good', 'none'] : psi < 0.25 ? ['weak', 'some'] : ['bad', 'strong'];
  return html`<span class=${`badge ${tone}`}>${word}</span> <span class="small" title="Population stability index of the input that drifted most">${f.ratio(psi)}</span>`;
}

function InForce({ items, params, scores, drift }) {
  const model = items.find((m) => m.kind === params.model) ?? items[0];
  return html`<${Panel} title="In force"><${Table} caption="Models in force" rows=${items} rowKey=${(m) => m.kind} columns=${[
    ['Kind', (m) => html`<button class="link" aria-pressed=${m === model ? 'true' : 'false'} onClick=${() => set({ model: m.kind })}>${m.kind}</button>`],
    ['For', (m) => (m.account === '*' ? 'all accounts' : m.account)],
    ['Version', (m) => html`<code>${m.version}</code>`],
    ['Verdict', (m) => html`<${Trust} trust=${m.trust} reason=${m.trust_reason} />`],
    ['Drift of inputs', (m) => html`<${Drift} psi=${drift.get(`${m.kind} ${m.version}`)} />`],
    ['In force since', (m) => f.moment(m.since)],
  ]} /><//><${Card} model=${model} scores=${scores} />`;
}

/** Shadows, other accounts' models, and files that were refused, with the reason. */
function Shelf({ entries, account }) {
  const rest = entries.filter((e) => e.shadow || !e.in_use || e.refused_code || (e.account !== account && e.account !== '*'));
  if (rest.length === 0) return null;
  return html`<${Panel} title="Also on the shelf"><${Table} caption="Shadows, models of other accounts, refused files" rows=${rest} rowKey=${(e) => `${e.key} ${e.source}`} columns=${[
    ['Key', (e) => html`<code>${e.key}</code>`], ['From', (e) => e.source], ['Version', (e) => html`<code>${e.version ?? '–'}</code>`],
    ['State', (e) => (e.refused_code ? html`<span class="badge bad">refused: ${e.refused_code}</span> ${e.refused_message}` : e.shadow ? 'shadow: scored, not used' : e.in_use ? 'in use' : 'hidden by another')],
    ['Since', (e) => f.moment(e.refused_at ?? e.since)]]} /><//>`;
}

function Card({ model, scores }) {
  const c = model.card;
  return html`<${Panel} title=${`Card of ${model.kind}`} aside=${html`<${Trust} trust=${c.verdict.trust} reason=${c.verdict.reason} />`}>
      <p>${c.verdict.reason}</p>
      <${Facts} of=${[
        ['Predicts', `${c.target.name}${c.target.unit ? ` (${c.target.unit})` : ''}`], ['Meaning', c.target.meaning],
        ['Learned from', `${c.training.source}, ${f.number(c.training.rows)} rows`], ['Period', c.training.from && `${c.training.from} to ${c.training.to}`],
        ['Learner', c.learner.name], ['Judged on', `${f.number(c.evaluation.test_rows)} rows: ${c.evaluation.split}`],
        ['Interval', `${f.percent(c.interval.nominal)} meant, ${f.percent(c.interval.measured, 1)} measured`],
        ['Data', html`<code>${c.training.data_sha256.slice(0, 16)}…</code>`], ['File', html`<code>${model.sha256.slice(0, 16)}…</code>`],
      ]} />
      ${c.warnings.length > 0 && html`<ul class="warnings">${c.warnings.map((w) => html`<li><span class="badge weak">${w.code}</span> ${w.text}</li>`)}</ul>`}
      <h3>On rows it had never seen</h3><${Table} caption="Model and naive forecasts on the same rows" columns=${[['Forecast', (x) => x.name], ...metricNames(c).map((m) => [m.toUpperCase(), (x) => f.number(x.metrics[m], 3), true]), ['Error saved', (x) => (x.mae_gain === undefined ? '–' : `${f.number(x.mae_gain, 3)} (${f.number(x.low, 3)} to ${f.number(x.high, 3)})`), true]]} rows=${[{ name: 'this model', metrics: c.evaluation.metrics }, ...c.evaluation.baselines]} /><//>
    <${Live} kind=${model.kind} scores=${scores} />
    ${c.response ? html`<${Channels} response=${c.response} />` : html`<${Inputs} card=${c} />`}`;
}

const metricNames = (card) => ['mae', 'rmse', 'mape', 'mase', 'r2', 'coverage'].filter((m) => Number.isFinite(card.evaluation.metrics[m]));

/** How it does on this account's weeks as they became final. */
function Live({ kind, scores }) {
  const latest = new Map();
  for (const s of scores) if (s.quality[kind] && !(latest.get(s.channel)?.week > s.week)) latest.set(s.channel, s);
  const rows = [...latest.values()].map((s) => ({ channel: s.channel, ...s.quality[kind] }));
  return html`<${Panel} title="Live quality">${rows.length === 0
    ? html`<${Empty} title="Not judged yet.">A prediction is judged when its week becomes final.<//>`
    : html`<${Table} caption="Live quality by channel" rows=${rows} columns=${[['Channel', (r) => f.channelName(r.channel)], ['State', (r) => html`${r.status.toLowerCase()} <${Trust} status=${r.status} />`], ['Weeks judged', (r) => f.number(r.weeks), true], ['MAE', (r) => f.number(r.mae, 2), true], ['MASE (below 1: better than last week’s value)', (r) => f.ratio(r.mase), true], ['Interval held', (r) => (r.coverage === null ? '–' : html`<${Meter} value=${r.coverage} label="share in the interval" mark=${0.8} />`), true]]} />`}<//>`;
}

function Inputs({ card }) {
  return html`<${Panel} title="Inputs"><${Table} caption="Inputs of the model" rows=${card.inputs} rowKey=${(i) => i.name} columns=${[
    ['Input', (i) => html`<code>${i.name}</code>`], ['Meaning', (i) => i.meaning], ['Unit', (i) => i.unit],
    ['Seen in training', (i) => (i.type === 'category' ? i.allowed.join(', ') : f.between(i.min, i.max, (x) => f.number(x, 2)))],
    ['Missing', (i) => f.percent(card.drift[i.name]?.missing), true]]} /><//>`;
}

function Channels({ response }) {
  return html`<${Panel} title="Channels of the response"><${Table} caption="What the card says of each channel" rows=${response.channels} rowKey=${(c) => c.name} columns=${[
    ['Channel', (c) => f.channelName(c.name)],
    ['Effect', (c) => html`${String(c.identifiability).toLowerCase()} ${c.identifiability !== 'IDENTIFIED' && html`<${Trust} trust="DIRECTIONAL" reason=${c.sentence} />`}`],
    ['In words', (c) => c.sentence]]} /><//>`;
}
