// What a plan is predicted to bring, from the curves of GET /api/v1/response: straight lines between their grid points.
// A draw is one world: sums and differences are taken within it, and only then are quantiles.

/** The value of a curve at a spend, in the units of its grid; beyond an end that of the end, as no more is known. */
export function valueAt(grid, values, x) {
  if (x <= grid[0]) return values[0];
  const n = grid.length;
  if (x >= grid[n - 1]) return values[n - 1];
  let low = 0;
  let high = n - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (grid[middle] <= x) low = middle;
    else high = middle;
  }
  const share = (x - grid[low]) / (grid[high] - grid[low]);
  return values[low] + share * (values[high] - values[low]);
}

/** What the next unit of spend brings, measured over about a fiftieth of the grid. */
export function slopeAt(grid, values, x) {
  const width = (grid[grid.length - 1] - grid[0]) / 50;
  const low = Math.max(grid[0], x - width / 2);
  const high = Math.min(grid[grid.length - 1], low + width);
  return high > low ? (valueAt(grid, values, high) - valueAt(grid, values, low)) / (high - low) : null;
}

/** The quantile of numbers, interpolated. */
export function quantile(numbers, q) {
  const sorted = numbers.slice().sort((a, b) => a - b);
  const at = q * (sorted.length - 1);
  const low = Math.floor(at);
  return sorted[low] + (at - low) * ((sorted[low + 1] ?? sorted[low]) - sorted[low]);
}

/** A curve's band: p10 and p90 of its draws at every grid point. */
export function bandOf(channel) {
  const at = (i, q) => quantile(channel.draws.map((d) => d[i]), q);
  return { low: channel.spend.map((_, i) => at(i, 0.1)), high: channel.spend.map((_, i) => at(i, 0.9)) };
}

const NORMAL_80 = 1.2816; // standard deviations from the middle to p90 of a normal distribution

/** Mean and 80 % interval of an account's week at such spends (currency units, in the order of the channels). */
export function outcome(response, spends) {
  const media = response.channels.reduce((a, c, i) => a + valueAt(c.spend, c.mean, spends[i]), 0);
  const worlds = drawsAt(response, spends);
  const middle = worlds.reduce((a, b) => a + b, 0) / Math.max(1, worlds.length);
  const variance = worlds.reduce((a, b) => a + (b - middle) ** 2, 0) / Math.max(1, worlds.length - 1);
  const base = response.baseline ?? { mean: 0, p10: 0, p90: 0 };
  const baseSpread = (base.p90 - base.p10) / (2 * NORMAL_80);
  const spread = NORMAL_80 * Math.sqrt(variance + baseSpread ** 2);
  const mean = base.mean + media;
  return { mean, low: mean - spread, high: mean + spread, media };
}

/** What one split brings more than another, with its 80 % interval and the share of worlds in which it is more. */
export function difference(response, spends, others) {
  const mean = response.channels.reduce((a, c, i) => a + valueAt(c.spend, c.mean, spends[i]) - valueAt(c.spend, c.mean, others[i]), 0);
  const a = drawsAt(response, spends);
  const b = drawsAt(response, others);
  const gains = a.map((x, s) => x - b[s]);
  if (gains.length === 0) return { mean, low: null, high: null, probability: null };
  return {
    mean,
    low: quantile(gains, 0.1),
    high: quantile(gains, 0.9),
    probability: gains.filter((g) => g > 0).length / gains.length,
  };
}

function drawsAt(response, spends) {
  const draws = response.channels[0]?.draws.length ?? 0;
  return Array.from({ length: draws }, (_, s) => response.channels.reduce((a, c, i) => a + valueAt(c.spend, c.draws[s], spends[i]), 0));
}

/** What each channel brings more at one split than at another, with its 80 % interval. */
export function contributions(response, spends, others) {
  return response.channels.map((c, i) => {
    const gains = c.draws.map((d) => valueAt(c.spend, d, spends[i]) - valueAt(c.spend, d, others[i]));
    return {
      channel: c.channel,
      value: valueAt(c.spend, c.mean, spends[i]) - valueAt(c.spend, c.mean, others[i]),
      low: gains.length ? quantile(gains, 0.1) : null,
      high: gains.length ? quantile(gains, 0.9) : null,
    };
  });
}
