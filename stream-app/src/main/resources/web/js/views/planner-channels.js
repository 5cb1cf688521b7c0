// The planner's channels: sliders, locks and limits, and the curves that they move along.
import { html, useMemo } from '../html.js';
import * as f from '../format.js';
import { range, step } from '../plan.js';
import { bandOf, slopeAt, valueAt } from '../response.js';
import { Panel, Trust } from '../parts.js';
import { CurveChart } from '../charts.js';
import { Amount, Slider } from '../slider.js';

const DOUBT = { WEAK: 'effect known only roughly', UNIDENTIFIED: 'the data do not tell its effect' };

/** Why a channel's numbers give the direction only: the data hardly tell its effect, or the whole model is weak. */
export function Doubt({ channel, model }) {
  const words = DOUBT[channel.identifiability];
  if (!words) return html`<${Trust} trust=${model.trust === 'TRUSTED' ? null : model.trust} reason=${model.trust_reason} />`;
  return html`<span class="badge weak" title=${channel.sentence}>direction only</span> <span class="small muted">${words}</span>`;
}

export function ChannelRows({ plan, response, currency, spends, full, now, slider, setValue, setLock, setLimits }) {
  return html`<div class="rows">${plan.channels.map((c, i) => {
    const curve = response.channels[i];
    const name = f.channelName(c.channel);
    const { low, high } = range(plan, i);
    const delta = now.channels[i].value === 0 ? null : c.value / now.channels[i].value - 1;
    const share = plan.total > 0 ? c.value / plan.total : 0;
    return html`<div class=${`row c${i % 8}`} key=${c.channel} role="group" aria-label=${name}>
      <div class="name"><i class=${`key c${i % 8}`}></i><strong>${name}</strong> <${Doubt} channel=${curve} model=${response.model} /></div>
      <${Slider} label=${`${name}, spend a week`} value=${c.value} full=${full} low=${low} high=${Math.min(high, full)} step=${step(full)} disabled=${c.locked}
        text=${`${f.micros(c.value, currency, 0)}, ${f.percent(share)} of the total`} ...${slider(i)} />
      <${Amount} label=${`${name}, amount a week`} micros=${c.value} disabled=${c.locked} onChange=${(v) => setValue(i, v)} />
      <span class="now small">${delta === null || Math.abs(delta) < 0.0005 ? html`<span class="muted">as now</span>` : f.change(delta)}</span>
      <span class="mroas small" title="What the next unit of spend brings">mROAS ${f.ratio(slopeAt(curve.spend, curve.mean, spends[i]))}</span>
      <label class="lock"><input type="checkbox" checked=${c.locked} onChange=${(e) => setLock(i, e.target.checked)} />Lock</label>
      <span class="limits small"><label>min <${Amount} label=${`${name}, minimum`} micros=${c.min || null} optional onChange=${(v) => setLimits(i, v, c.max)} /></label>
        <label>max <${Amount} label=${`${name}, maximum`} micros=${c.max} optional onChange=${(v) => setLimits(i, c.min, v)} /></label></span>
    </div>`;
  })}</div>`;
}

/** Each channel's curve; the ring is the spend of now, the dot the planned one. */
export function Curves({ response, spends, currents, currency }) {
  const bands = useMemo(() => response.channels.map(bandOf), [response]);
  return html`<${Panel} title="What each channel brings" aside=${html`<span class="muted small">weekly, with 80 % bands; ring: now, dot: planned</span>`}>
    <div class="curves">${response.channels.map((c, i) => {
      const at = (x) => valueAt(c.spend, c.mean, x);
      const slope = slopeAt(c.spend, c.mean, spends[i]);
      const name = f.channelName(c.channel);
      return html`<figure key=${c.channel}><figcaption><strong>${name}</strong> <span class="small">${f.money(at(spends[i]), currency)}, mROAS ${f.ratio(slope)}</span> <${Doubt} channel=${c} model=${response.model} /></figcaption>
        <${CurveChart} title=${`${name}: ${f.money(at(spends[i]), currency)} a week at ${f.money(spends[i], currency)}, ${f.money(at(currents[i]), currency)} at ${f.money(currents[i], currency)} now`}
          colour=${i % 8} grid=${c.spend} mean=${c.mean} low=${bands[i].low} high=${bands[i].high} now=${currents[i]} planned=${spends[i]} at=${at} />
        ${c.sentence && html`<p class="small muted">${c.sentence}</p>`}</figure>`;
    })}</div><//>`;
}
