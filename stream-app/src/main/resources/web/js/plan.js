// The planner's arithmetic: pure functions on plans, in whole micros, so that a plan's sum is its total to the last one.
//
// A plan is {total, channels: [{channel, value, min, max, locked}]}; max is Infinity where there is none. Every drag counts
// from the plan that stood when it began. Counting from the last move instead would leave traces: dragging a slider out and
// back would not give the plan that one had.

const lowest = (c) => (c.locked ? c.value : c.min);
const highest = (c) => (c.locked ? c.value : c.max);
const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
const clamp = (x, low, high) => Math.min(Math.max(x, low), high);

/** The least and greatest total that the channels' limits and locks allow. */
export function reach(channels) {
  return { least: sum(channels.map(lowest)), most: sum(channels.map(highest)) };
}

/** A lawful plan as near as can be to the values given: within limits where they are no locked ones, the sum the total. */
export function makePlan(channels, total) {
  const within = channels.map((c) => {
    const min = Math.max(0, c.min ?? 0);
    const max = Math.max(min, c.max ?? Infinity);
    const value = Math.round(c.value);
    return { ...c, min, max, locked: !!c.locked, value: c.locked ? value : clamp(value, min, max) };
  });
  return withTotal({ channels: within, total: sum(within.map((c) => c.value)) }, total);
}

/** The plan with another total: what changes is shared among the channels that are free, in proportion to their spend. */
export function withTotal(plan, total) {
  const { least, most } = reach(plan.channels);
  const wanted = clamp(Math.round(total), least, most);
  const channels = share(plan.channels, wanted - sum(plan.channels.map((c) => c.value)));
  return { total: wanted, channels };
}

/** The plan with one channel moved as far as the others can make room; the total stays. A locked channel stays. */
export function withValue(plan, index, value) {
  const mine = plan.channels[index];
  if (mine.locked) return plan;
  const others = plan.channels.filter((_, i) => i !== index);
  const { least, most } = reach(others);
  const low = Math.max(mine.min, plan.total - most);
  const high = Math.min(mine.max, plan.total - least);
  const moved = clamp(Math.round(value), low, high);
  const rest = share(others, mine.value - moved);
  const channels = plan.channels.map((c, i) => (i === index ? { ...mine, value: moved } : rest[i < index ? i : i - 1]));
  return { total: plan.total, channels };
}

/** How far one channel can go while the total stays. */
export function range(plan, index) {
  const mine = plan.channels[index];
  if (mine.locked) return { low: mine.value, high: mine.value };
  const { least, most } = reach(plan.channels.filter((_, i) => i !== index));
  return { low: Math.max(mine.min, plan.total - most), high: Math.min(mine.max, plan.total - least) };
}

/** The plan with a channel locked at its spend, or free again. */
export function withLock(plan, index, locked) {
  return replace(plan, index, { locked });
}

/** The plan with other limits of a channel; null is none. Its spend, and the others', follow as far as they must. */
export function withLimits(plan, index, min, max) {
  const low = Math.max(0, Math.round(min ?? 0));
  const high = Math.max(low, max === null || max === undefined ? Infinity : Math.round(max));
  const limited = replace(plan, index, { min: low, max: high });
  return makePlan(limited.channels, plan.total);
}

function replace(plan, index, change) {
  return { ...plan, channels: plan.channels.map((c, i) => (i === index ? { ...c, ...change } : c)) };
}

/**
 * Spreads a change over the free channels in proportion to their spend. Where one meets its limit it stays there and the
 * others take the rest; where all that spend have met theirs, those that spend nothing take it in equal parts.
 */
function share(channels, change) {
  const values = channels.map((c) => c.value);
  const weights = channels.map((c) => (c.locked ? 0 : c.value));
  let left = change;
  for (const weight of [weights, channels.map((c) => (c.locked ? 0 : 1))]) {
    left = pour(channels, values, weight, left);
    if (left === 0) break;
  }
  return channels.map((c, i) => (values[i] === c.value ? c : { ...c, value: values[i] }));
}

/** Pours what is left into the channels by their weights, until nothing is left or no channel has room; what is left then. */
function pour(channels, values, weights, change) {
  let left = change;
  let open = channels.map((_, i) => i).filter((i) => weights[i] > 0 && room(channels[i], values[i], left) > 0);
  while (left !== 0 && open.length > 0) {
    const whole = sum(open.map((i) => weights[i]));
    const parts = portions(left, open.map((i) => weights[i] / whole));
    const before = left;
    open.forEach((i, k) => {
      const space = room(channels[i], values[i], before);
      const part = Math.sign(parts[k]) * Math.min(Math.abs(parts[k]), space);
      values[i] += part;
      left -= part;
    });
    open = open.filter((i) => room(channels[i], values[i], left) > 0);
  }
  return left;
}

/** How far a value can go in the direction of the change. */
function room(channel, value, change) {
  if (channel.locked || change === 0) return 0;
  return change > 0 ? channel.max - value : value - channel.min;
}

/** Whole parts of an amount by shares, largest remainders first, so that they add up to it exactly. */
function portions(amount, shares) {
  const size = Math.abs(amount);
  const exact = shares.map((s) => s * size);
  const parts = exact.map((x) => Math.min(size, Math.floor(x)));
  let missing = size - sum(parts);
  const order = exact.map((x, i) => i).sort((a, b) => exact[b] - parts[b] - (exact[a] - parts[a]) || a - b);
  for (let k = 0; missing !== 0; k = (k + 1) % order.length) {
    const step = Math.sign(missing);
    if (parts[order[k]] + step >= 0) {
      parts[order[k]] += step;
      missing -= step;
    }
  }
  return parts.map((part) => (amount < 0 ? -part : part));
}

/** The step of a slider: about a two-hundredth of the total, round to 1, 2 or 5 of a power of ten, one unit at least. */
export function step(total) {
  const raw = Math.max(total / 200, 1_000_000);
  const power = 10 ** Math.floor(Math.log10(raw));
  return [1, 2, 5, 10].map((m) => m * power).find((s) => s >= raw * 0.99);
}

/**
 * Where a pointer points to, made a readable amount; near where the drag began it is the amount from then, to the micro,
 * so that a hand can find its way back.
 */
export function snapped(value, start, pixel, roundTo) {
  if (Math.abs(value - start) <= pixel) return start;
  return Math.round(value / roundTo) * roundTo;
}
