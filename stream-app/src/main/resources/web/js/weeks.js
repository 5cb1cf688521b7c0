// Channel-weeks as the topic has them, grouped for the views. Sums are of micros; KPIs of sums, never means of KPIs.

const weekKey = (row) => (typeof row.week === 'number' ? new Date(row.week * 86_400_000).toISOString().slice(0, 10) : row.week);

/** The rows as {weeks: [ISO Mondays, ascending], channels: by spend, at(channel, week)}. */
export function table(rows) {
  const cells = new Map();
  const spend = new Map();
  const weeks = new Set();
  for (const row of rows) {
    const week = weekKey(row);
    weeks.add(week);
    cells.set(`${row.channel} ${week}`, row);
    spend.set(row.channel, (spend.get(row.channel) ?? 0) + row.spend_micros);
  }
  const channels = [...spend.keys()].sort((a, b) => spend.get(b) - spend.get(a) || a.localeCompare(b));
  return { weeks: [...weeks].sort(), channels, at: (channel, week) => cells.get(`${channel} ${week}`) ?? null };
}

/** Puts a changed row in its place. */
export function merged(rows, row) {
  const same = (r) => r.channel === row.channel && weekKey(r) === weekKey(row);
  if (row.deleted) return rows.filter((r) => !same(r));
  return rows.some(same) ? rows.map((r) => (same(r) ? row : r)) : [...rows, row];
}

const SUMMED = ['spend_micros', 'revenue_micros', 'orders', 'new_customers', 'cohort_revenue_micros'];
const STATUSES = ['FINAL', 'SETTLING', 'OPEN'];

/** Several channels of one week as one: their sums, and KPIs of the sums, null where a denominator is 0. */
export function total(rows) {
  if (rows.length === 0) return null;
  const sums = Object.fromEntries(SUMMED.map((f) => [f, rows.reduce((a, row) => a + row[f], 0)]));
  const over = (a, b) => (b === 0 ? null : a / b);
  return {
    ...sums,
    roas: over(sums.revenue_micros, sums.spend_micros),
    cac_micros: over(sums.spend_micros, sums.new_customers),
    aov_micros: over(sums.revenue_micros, sums.orders),
    ltv_cac: over(sums.cohort_revenue_micros, sums.spend_micros),
    status: STATUSES[Math.max(...rows.map((row) => STATUSES.indexOf(row.status)))],
    as_of: Math.max(...rows.map((row) => new Date(row.as_of).getTime())),
  };
}

/** What can be charted: [id, name, value of a row in shown units, format kind, whether more is better]. */
export const MEASURES = [
  ['cac', 'CAC', (r) => micro(r.cac_micros), 'money', false],
  ['roas', 'ROAS', (r) => r.roas, 'ratio', true],
  ['spend', 'Spend', (r) => micro(r.spend_micros), 'money', null],
  ['revenue', 'Revenue', (r) => micro(r.revenue_micros), 'money', true],
  ['orders', 'Orders', (r) => r.orders, 'number', true],
  ['customers', 'New customers', (r) => r.new_customers, 'number', true],
  ['ltv', 'LTV : CAC', (r) => r.ltv_cac, 'ratio', true],
];

const micro = (x) => (x === null || x === undefined ? null : x / 1e6);

/** The newest week that has ended; what the numbers of a running week are compared with would mislead. */
export function lastEnded(weeks, at, channels) {
  const ended = weeks.filter((w) => channels.every((c) => (at(c, w)?.status ?? 'FINAL') !== 'OPEN'));
  return ended[ended.length - 1] ?? weeks[weeks.length - 1];
}
