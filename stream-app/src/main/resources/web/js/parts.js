// Small pieces that several views show in the same way.
import { html, useState } from './html.js';
import { useToken } from './api.js';
import { ago, between, percent } from './format.js';

/** A titled part of a view. */
export function Panel({ title, aside, children, id, className = '' }) {
  const name = id ?? title.toLowerCase().replace(/[^a-z]+/g, '-');
  return html`<section class=${`panel ${className}`} aria-labelledby=${name}>
    <header><h2 id=${name}>${title}</h2>${aside && html`<div class="aside">${aside}</div>`}</header>
    ${children}
  </section>`;
}

export function Empty({ title, children }) {
  return html`<div class="note empty"><p class="strong">${title}</p><p>${children}</p></div>`;
}

export function Loading({ what }) {
  return html`<div class="loading" role="status"><span class="sr">Loading ${what}</span><i></i><i></i><i></i></div>`;
}

/** What went wrong and what to do; where the app is starting or away it says that this page tries again. */
export function Problem({ error, reload }) {
  if (error.status === 401 || error.status === 403) return html`<${TokenForm} error=${error} reload=${reload} />`;
  const waiting = error.status === 503 || error.status === 0;
  return html`<div class=${`note ${waiting ? 'waiting' : 'error'}`} role="alert">
    <p class="strong">${waiting ? 'Waiting for the app' : error.title || 'That did not work'}</p>
    <p>${error.detail || error.message}</p>
    ${error.errors?.length > 0 && html`<ul>${error.errors.map((e) => html`<li><code>${e.pointer}</code> ${e.detail}</li>`)}</ul>`}
    ${reload && html`<button onClick=${reload}>Try again</button>`}
  </div>`;
}

function TokenForm({ error, reload }) {
  const [token, setToken] = useState('');
  const enter = (event) => {
    event.preventDefault();
    useToken(token.trim());
    dispatchEvent(new Event('sluice-token'));
    reload?.();
  };
  return html`<form class="note" onSubmit=${enter}>
    <p class="strong">${error.status === 401 ? 'This app wants a token' : 'This token may not do that'}</p>
    <p>${error.detail} It is kept until this tab is closed.</p>
    <label>Token <input type="password" autocomplete="off" value=${token} onInput=${(e) => setToken(e.target.value)} /></label>
    <button type="submit">Use it</button>
  </form>`;
}

/** A read's state around its content: loading, failed, old, or as it should be. */
export function Loaded({ of, what, children }) {
  if (of.data === null) return of.error ? html`<${Problem} error=${of.error} reload=${of.reload} />` : html`<${Loading} what=${what} />`;
  return html`${of.error && html`<div class="note stale" role="status">
    <p><strong>Old numbers.</strong> Read ${ago(of.at)}; since then: ${of.error.message} <button onClick=${of.reload}>Try again</button></p>
  </div>`}${children(of.data)}`;
}

/** How far a number may be believed. Whatever is not TRUSTED gives the direction only, and says so beside the number. */
export function Trust({ trust, status, reason, brief = false }) {
  const weak = (trust && trust !== 'TRUSTED') || status === 'DEGRADED';
  if (!weak) return trust === 'TRUSTED' ? html`<span class="badge good" title=${reason}>trusted</span>` : null;
  const more = brief ? null : status === 'DEGRADED' ? 'of late no better than last week’s value'
    : trust === 'NO_BETTER_THAN_BASELINE' ? 'no better than a naive forecast' : null;
  return html`<span class="badge weak" title=${reason}>direction only</span>${more && html`<span class="small muted"> ${more}</span>`}`;
}

export function Interval({ low, high, form }) {
  return html`<span class="interval" title="80 % interval">${between(low, high, form)}</span>`;
}

const STATUS = { OPEN: ['open', 'The week still runs.'], SETTLING: ['settling', 'The week has ended; platforms still restate it.'], FINAL: ['final', 'Settled. A later change still counts.'] };
export function Status({ status }) {
  const [word, meaning] = STATUS[status] ?? [String(status).toLowerCase(), ''];
  return html`<span class=${`badge status-${word}`} title=${meaning}>${word}</span>`;
}

/** A choice among a few, as radio buttons that look like one control. */
export function Choice({ label, name, value, options, onChange }) {
  return html`<fieldset class="choice"><legend>${label}</legend>
    ${options.map(([id, text]) => html`<label class=${id === value ? 'on' : ''}>
      <input type="radio" name=${name} value=${id} checked=${id === value} onChange=${() => onChange(id)} />${text}</label>`)}
  </fieldset>`;
}

export function Select({ label, value, options, onChange }) {
  return html`<label class="select">${label} <select value=${value} onChange=${(e) => onChange(e.target.value)}>
    ${options.map(([id, text]) => html`<option value=${id} selected=${id === value}>${text}</option>`)}
  </select></label>`;
}

/** A table that scrolls by itself on narrow screens. Columns: [heading, cell(row), numeric?]. */
export function Table({ caption, columns, rows, rowKey, empty = 'Nothing to show.' }) {
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${caption}><table>
    <caption class="sr">${caption}</caption>
    <thead><tr>${columns.map(([name, , numeric]) => html`<th scope="col" class=${numeric ? 'num' : ''}>${name}</th>`)}</tr></thead>
    <tbody>${rows.length === 0 && html`<tr><td colspan=${columns.length} class="muted">${empty}</td></tr>`}
    ${rows.map((row, i) => html`<tr key=${rowKey ? rowKey(row) : i}>${columns.map(([, cell, numeric], k) =>
      k === 0 ? html`<th scope="row">${cell(row)}</th>` : html`<td class=${numeric ? 'num' : ''}>${cell(row)}</td>`)}</tr>`)}</tbody>
  </table></div>`;
}

/** Pairs of a name and a value. */
export function Facts({ of }) {
  return html`<dl class="facts">${of.filter(([, v]) => v !== null && v !== undefined && v !== '').map(([name, value]) =>
    html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

/** A share of 0 to 1 as a bar with its number. */
export function Meter({ value, label, mark }) {
  return html`<span class="meter" role="img" aria-label=${`${label}: ${percent(value)}`}>
    <span class="bar"><span class="fill" style=${{ width: `${Math.round(100 * Math.min(1, Math.max(0, value)))}%` }}></span>
    ${mark !== undefined && html`<span class="mark" style=${{ left: `${100 * mark}%` }}></span>`}</span> <b>${percent(value)}</b></span>`;
}

/** Lets the reader keep a text as a file. */
export function download(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  Object.assign(link, { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
