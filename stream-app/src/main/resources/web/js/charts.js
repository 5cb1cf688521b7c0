// Charts as plain SVG: crisp in print, coloured by the theme, each with a sentence and a table for those who don't see it.
import { html, useState } from './html.js';
import { short } from './format.js';

export const COLOURS = 8; // classes c0 to c7 in the style sheet

const WIDTH = 720;

/** Round tick values that span low to high. */
export function ticks(low, high, wanted = 5) {
  if (!(high > low)) return [low];
  const raw = (high - low) / wanted;
  const power = 10 ** Math.floor(Math.log10(raw));
  const size = [1, 2, 2.5, 5, 10].map((m) => m * power).find((s) => s >= raw);
  const result = []; // || 0: no tick is called -0
  for (let x = Math.ceil(low / size - 1e-9); x * size <= high + size * 1e-9; x++) result.push(x * size || 0);
  return result;
}

export const scale = (from, to, a, b) => (x) => (to === from ? (a + b) / 2 : a + ((x - from) / (to - from)) * (b - a));

const finite = (x) => x !== null && x !== undefined && Number.isFinite(x);
const r = (x) => Math.round(x * 10) / 10;

/** A path through points; a missing one interrupts it. */
function path(points) {
  let pen = 'M';
  return points.map((p) => {
    if (p === null) {
      pen = 'M';
      return '';
    }
    const step = `${pen}${r(p[0])} ${r(p[1])}`;
    pen = 'L';
    return step;
  }).join('');
}

function band(points) {
  const ok = points.filter(Boolean);
  if (ok.length < 2) return '';
  return `M${ok.map(([x, , high]) => `${r(x)} ${r(high)}`).join('L')}L${ok.slice().reverse().map(([x, low]) => `${r(x)} ${r(low)}`).join('L')}Z`;
}

function Axes({ box, ys, y, form }) {
  return html`<g class="axes">${ys.map((t) => html`<g>
    <line x1=${box.left} x2=${box.right} y1=${r(y(t))} y2=${r(y(t))} />
    <text x=${box.left - 6} y=${r(y(t)) + 3.5} text-anchor="end">${form(t)}</text></g>`)}</g>`;
}

/** The numbers of a chart as a table, folded away. */
function AsTable({ caption, head, rows }) {
  return html`<details class="as-table"><summary>Numbers of this chart</summary><div class="scroll" tabindex="0" role="region" aria-label=${caption}><table>
    <caption class="sr">${caption}</caption>
    <thead><tr>${head.map((c) => html`<th scope="col">${c}</th>`)}</tr></thead>
    <tbody>${rows.map((row) => html`<tr>${row.map((c, i) => (i === 0 ? html`<th scope="row">${c}</th>` : html`<td class="num">${c}</td>`))}</tr>`)}</tbody>
  </table></div></details>`;
}

/**
 * Series over weeks, as lines or bars. series: [{name, colour, values, low?, high?}], one value a label, null where there
 * is none; soft(i): whether what stands at i may still change much.
 */
export function WeekChart({ title, labels, series, kind = 'line', form = short, soft = () => false, width = WIDTH, height = 260 }) {
  const [at, setAt] = useState(null);
  const box = { left: 48, right: width - 20, top: 10, bottom: height - 24 };
  const all = series.flatMap((s) => [...s.values, ...(s.low ?? []), ...(s.high ?? [])]).filter(finite);
  const high = Math.max(...all, 0);
  const low = kind === 'bar' ? Math.min(0, ...all) : Math.min(...all);
  const from = kind === 'bar' || low < high * 0.5 ? Math.min(0, low) : low * 0.95;
  const y = scale(from, high * 1.05 || 1, box.bottom, box.top);
  const slot = (box.right - box.left) / Math.max(1, labels.length);
  const x = (i) => box.left + slot * (i + 0.5);
  const every = Math.ceil((labels.length * 72) / width);
  const move = (event) => {
    const frame = event.currentTarget.getBoundingClientRect();
    const i = Math.floor((((event.clientX - frame.left) / frame.width) * width - box.left) / slot);
    setAt(i >= 0 && i < labels.length ? i : null);
  };
  const shown = at ?? labels.length - 1;
  return html`<figure class="chart">
    <figcaption><span class="sr">${title}. </span><ul class="legend" aria-hidden="true"><li class="muted">${labels[shown]}</li>${series.map((s) => html`<li><i class=${`key c${s.colour}`}></i>${s.name} <b>${form(s.values[shown])}</b></li>`)}</ul></figcaption>
    <svg viewBox=${`0 0 ${width} ${height}`} role="img" aria-label=${`${title}, ${labels.length} weeks, ${series.map((s) => s.name).join(', ')}`} onPointerMove=${move} onPointerLeave=${() => setAt(null)}>
      <${Axes} box=${box} ys=${ticks(from, high * 1.05 || 1)} y=${y} form=${short} />
      ${at !== null && html`<rect class="cursor" x=${r(x(at) - slot / 2)} width=${r(slot)} y=${box.top} height=${box.bottom - box.top} />`}
      ${labels.map((label, i) => i % every === (labels.length - 1) % every && html`<text class="label" x=${r(x(i))} y=${height - 6} text-anchor="middle">${label}</text>`)}
      ${kind === 'bar' ? bars(series, x, y, slot, soft) : lines(series, x, y, soft)}
    </svg>
    <${AsTable} caption=${title} head=${['Week', ...series.map((s) => s.name)]} rows=${labels.map((label, i) => [label, ...series.map((s) => form(s.values[i]))])} />
  </figure>`;
}

function lines(series, x, y, soft) {
  return series.map((s) => {
    const points = s.values.map((v, i) => (finite(v) ? [x(i), y(v)] : null));
    const firstSoft = s.values.findIndex((_, i) => soft(i));
    const hard = firstSoft < 0 ? points : points.slice(0, firstSoft);
    const tail = firstSoft < 0 ? [] : points.slice(Math.max(0, firstSoft - 1));
    return html`<g class=${`c${s.colour}`}>
      ${s.low && html`<path class="band" d=${band(s.values.map((_, i) => (finite(s.low[i]) && finite(s.high[i]) ? [x(i), y(s.low[i]), y(s.high[i])] : null)))} />`}
      <path class="line" d=${path(hard)} /><path class="line soft" d=${path(tail)} />
      ${points.map((p, i) => p && html`<circle class=${soft(i) ? 'hollow' : 'dot'} cx=${r(p[0])} cy=${r(p[1])} r=${points.length > 30 ? 1.6 : 2.6} />`)}
    </g>`;
  });
}

function bars(series, x, y, slot, soft) {
  const wide = Math.max(1, (slot * 0.8) / series.length);
  return series.map((s, k) => html`<g class=${`c${s.colour}`}>${s.values.map((v, i) => {
    if (!finite(v)) return null;
    const [top, bottom] = v >= 0 ? [y(v), y(0)] : [y(0), y(v)];
    return html`<rect class=${soft(i) ? 'bar soft' : 'bar'} x=${r(x(i) - (wide * series.length) / 2 + k * wide)} width=${r(Math.max(1, wide - 1))} y=${r(top)} height=${r(Math.max(0.5, bottom - top))} />`;
  })}</g>`);
}

/** Points of two measures: [{name, colour, points: [{x, y, label}]}]. */
export function Scatter({ title, series, xName, yName, xForm = short, yForm = short, height = 320 }) {
  const box = { left: 58, right: WIDTH - 14, top: 10, bottom: height - 40 };
  const points = series.flatMap((s) => s.points).filter((p) => finite(p.x) && finite(p.y));
  const maxX = Math.max(...points.map((p) => p.x), 0) * 1.05 || 1;
  const maxY = Math.max(...points.map((p) => p.y), 0) * 1.05 || 1;
  const x = scale(0, maxX, box.left, box.right);
  const y = scale(0, maxY, box.bottom, box.top);
  return html`<figure class="chart"><figcaption><span class="sr">${title}. </span><ul class="legend" aria-hidden="true">${series.map((s) => html`<li><i class=${`key c${s.colour}`}></i>${s.name}</li>`)}</ul></figcaption>
    <svg viewBox=${`0 0 ${WIDTH} ${height}`} role="img" aria-label=${`${title}: ${yName} against ${xName}, ${points.length} points`}>
      <${Axes} box=${box} ys=${ticks(0, maxY)} y=${y} form=${short} />
      ${ticks(0, maxX, 6).map((t) => html`<text class="label" x=${r(x(t))} y=${box.bottom + 15} text-anchor="middle">${xForm(t)}</text>`)}
      <text class="label" x=${(box.left + box.right) / 2} y=${height - 6} text-anchor="middle">${xName}</text>
      ${series.map((s) => html`<g class=${`c${s.colour}`}>${s.points.filter((p) => finite(p.x) && finite(p.y)).map((p) => html`<circle class="dot" cx=${r(x(p.x))} cy=${r(y(p.y))} r="4"><title>${`${s.name}, ${p.label}: ${xForm(p.x)}, ${yForm(p.y)}`}</title></circle>`)}</g>`)}
    </svg>
    <${AsTable} caption=${title} head=${['Point', xName, yName]} rows=${series.flatMap((s) => s.points.map((p) => [`${s.name}, ${p.label}`, xForm(p.x), yForm(p.y)]))} />
  </figure>`;
}

/** What a channel brings for a spend: mean and band over the grid, with the spend of now and the planned one. */
export function CurveChart({ title, colour, grid, mean, low, high, now, planned, at, form = short }) {
  const width = 320;
  const height = 170;
  const box = { left: 44, right: width - 10, top: 10, bottom: height - 22 };
  const last = Math.max(grid[grid.length - 1], planned, now);
  const top = Math.max(...high, ...mean) * 1.05 || 1;
  const bottom = Math.min(0, ...low);
  const x = scale(0, last, box.left, box.right);
  const y = scale(bottom, top, box.bottom, box.top);
  return html`<svg class="curve" viewBox=${`0 0 ${width} ${height}`} role="img" aria-label=${title}>
    <${Axes} box=${box} ys=${ticks(bottom, top, 3)} y=${y} form=${short} />
    ${ticks(0, last, 4).map((t) => html`<text class="label" x=${r(x(t))} y=${height - 5} text-anchor="middle">${form(t)}</text>`)}
    <g class=${`c${colour}`}>
      <path class="band" d=${band(grid.map((g, i) => [x(g), y(low[i]), y(high[i])]))} />
      <path class="line" d=${path(grid.map((g, i) => [x(g), y(mean[i])]))} />
      <circle class="hollow" cx=${r(x(now))} cy=${r(y(at(now)))} r="5" />
      <line class="drop" x1=${r(x(planned))} x2=${r(x(planned))} y1=${box.bottom} y2=${r(y(at(planned)))} />
      <circle class="dot" cx=${r(x(planned))} cy=${r(y(at(planned)))} r="5" />
    </g>
  </svg>`;
}

/** Gains and losses around a common zero: [{name, value, low?, high?, weak?}]; a weak one gives the direction only. */
export function GainBars({ title, items, form }) {
  const height = 30 * items.length + 8;
  const reach = Math.max(...items.flatMap((i) => [i.value, i.low ?? 0, i.high ?? 0].map(Math.abs)), 1e-9);
  const x = scale(-reach, reach, 150, WIDTH - 110);
  return html`<figure class="chart"><svg viewBox=${`0 0 ${WIDTH} ${height}`} role="img" aria-label=${`${title}: ${items.map((i) => `${i.name} ${form(i.value)}`).join(', ')}`}>
    <line class="zero" x1=${x(0)} x2=${x(0)} y1="0" y2=${height} />
    ${items.map((item, i) => html`<g class=${item.value < 0 ? 'loss' : 'gain'}>
      <text class="label" x="0" y=${30 * i + (item.weak ? 14 : 20)}>${item.name}</text>${item.weak && html`<text class="weak" x="0" y=${30 * i + 26}>direction only</text>`}
      <rect class="bar" x=${r(Math.min(x(0), x(item.value)))} width=${r(Math.max(1, Math.abs(x(item.value) - x(0))))} y=${30 * i + 7} height="16" />
      ${finite(item.low) && html`<path class="whisker" d=${`M${r(x(item.low))} ${30 * i + 15}H${r(x(item.high))}M${r(x(item.low))} ${30 * i + 11}v8M${r(x(item.high))} ${30 * i + 11}v8`} />`}
      <text class="value" x=${WIDTH} y=${30 * i + 20} text-anchor="end">${form(item.value)}</text>
    </g>`)}
  </svg></figure>`;
}

/** A trend without axes, beside a number. */
export function Spark({ values, label }) {
  const ok = values.filter(finite);
  if (ok.length < 2) return null;
  const x = scale(0, values.length - 1, 2, 98);
  const y = scale(Math.min(...ok), Math.max(...ok), 26, 3);
  return html`<svg class="spark" viewBox="0 0 100 29" preserveAspectRatio="none" role="img" aria-label=${label}><path class="line" d=${path(values.map((v, i) => (finite(v) ? [x(i), y(v)] : null)))} /></svg>`;
}
