// Inputs for money. Of a slider the hand gets readable amounts and its way back; the keyboard the same steps. A drag
// lasts from the press to the release, or from the first key until the focus leaves; Escape undoes it.
import { html, useRef } from './html.js';
import { snapped } from './plan.js';

/**
 * onStart is called when a drag begins, onMove(micros) with every move, onRest when a key is let go, onEnd when it ends,
 * onCancel on Escape. low and
 * high are what can be reached now; the track spans 0 to full, so that a thumb does not jump as others move.
 */
export function Slider({ label, value, full, low, high, step, text, disabled, onStart, onMove, onRest, onEnd, onCancel }) {
  const drag = useRef(null);
  const input = useRef(null);
  const begin = () => {
    if (drag.current === null) {
      drag.current = { start: value };
      onStart();
    }
  };
  const end = () => {
    if (drag.current !== null) {
      drag.current = null;
      onEnd();
    }
  };
  const pixel = () => full / Math.max(1, input.current.getBoundingClientRect().width - 16);
  const moved = (event) => {
    begin();
    const target = snapped(Number(event.target.value), drag.current.start, pixel() * 1.5, step / 10);
    onMove(Math.min(high, Math.max(low, target)));
  };
  const keyed = (event) => {
    const steps = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
    const target = event.key === 'Home' ? low : event.key === 'End' ? high : steps && value + steps * step;
    if (event.key === 'Escape' && drag.current !== null) {
      drag.current = null;
      onCancel();
    } else if (target !== undefined) {
      event.preventDefault();
      begin();
      onMove(Math.min(high, Math.max(low, target)));
    }
  };
  return html`<input ref=${input} class="slider" type="range" min="0" max=${full} step="1" value=${value} disabled=${disabled}
    style=${{ '--fill': `${full > 0 ? (100 * value) / full : 0}%` }}
    aria-label=${label} aria-valuetext=${text} onPointerDown=${begin} onInput=${moved} onChange=${end} onKeyDown=${keyed} onKeyUp=${() => drag.current !== null && onRest()} onBlur=${end} onPointerUp=${end} />`;
}

/** An amount in whole currency units to type; it counts when one leaves the field or presses Enter. */
export function Amount({ id, micros, label, onChange, optional = false, disabled }) {
  const text = micros === null || !Number.isFinite(micros) ? '' : String(Math.round(micros / 10_000) / 100);
  const take = (event) => {
    const typed = event.target.value.trim();
    const value = Number(typed);
    if (typed === '' && optional) onChange(null);
    else if (typed !== '' && Number.isFinite(value) && value >= 0 && typed !== text) onChange(Math.round(value * 1e6));
    event.target.value = text;
  };
  return html`<input id=${id} class="amount" inputmode="decimal" aria-label=${label} value=${text} disabled=${disabled} placeholder=${optional ? 'none' : undefined} onChange=${take} onKeyDown=${(e) => e.key === 'Enter' && e.target.blur()} />`;
}
