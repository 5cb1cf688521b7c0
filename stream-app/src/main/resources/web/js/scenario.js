// A plan as text: in the address, in a file, and as the API keeps it. Amounts are micros everywhere.
import { makePlan } from './plan.js';

/** channel~micros~flags~min~max, joined by semicolons; flags: l where locked. */
export function toText(plan) {
  return plan.channels.map((c) => [encodeURIComponent(c.channel), c.value, c.locked ? 'l' : '', c.min || '', Number.isFinite(c.max) ? c.max : ''].join('~')).join(';');
}

/** The plan that a text names, for these channels; null where the text is none of this account's. */
export function fromText(text, channels) {
  if (!text) return null;
  const named = new Map();
  for (const part of text.split(';')) {
    const [channel, value, lock, min, max] = part.split('~');
    const whole = (t) => (t === '' || t === undefined ? null : Number(t));
    if (!Number.isSafeInteger(whole(value)) || whole(value) < 0) return null;
    if (![whole(min), whole(max)].every((x) => x === null || (Number.isSafeInteger(x) && x >= 0))) return null;
    named.set(decodeURIComponent(channel), { value: whole(value), locked: lock === 'l', min: whole(min), max: whole(max) });
  }
  if (channels.length !== named.size || !channels.every((c) => named.has(c))) return null;
  const list = channels.map((channel) => ({ channel, ...named.get(channel) }));
  return makePlan(list, list.reduce((a, c) => a + c.value, 0));
}

/** What is spent now, under the policy's limits: where the planner begins. */
export function current(response) {
  const channels = response.channels.map((c) => ({ channel: c.channel, value: c.current_micros, min: c.min_micros, max: c.max_micros, locked: c.locked }));
  return makePlan(channels, channels.reduce((a, c) => a + c.value, 0));
}

/** A split by name to micros, kept within the plan's limits and locks. */
export function withSplit(plan, split) {
  const channels = plan.channels.map((c) => (c.locked ? c : { ...c, value: split[c.channel] ?? c.value }));
  return makePlan(channels, channels.reduce((a, c) => a + c.value, 0));
}

export const toCsv = (plan, currency) => `channel,weekly_spend_micros,min_micros,max_micros,locked,currency\n${plan.channels.map((c) => [quoted(c.channel), c.value, c.min, Number.isFinite(c.max) ? c.max : '', c.locked, currency].join(',')).join('\n')}\n`;

function quoted(cell) {
  return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
