// Numbers, money and dates as people read them. Nothing is rounded before it gets here; what is unknown is a dash.

const LANGUAGE = 'en';
const cache = new Map();
const UNKNOWN = '–';

function formatter(options) {
  const key = JSON.stringify(options);
  if (!cache.has(key)) cache.set(key, new Intl.NumberFormat(LANGUAGE, options));
  return cache.get(key);
}

const known = (x) => x !== null && x !== undefined && Number.isFinite(x);

/** Thousands apart, at most so many decimals. */
export function number(x, decimals = 0) {
  return known(x) ? formatter({ maximumFractionDigits: decimals }).format(x) : UNKNOWN;
}

/** Always so many decimals: ratios in columns. */
export function ratio(x, decimals = 2) {
  return known(x)
    ? formatter({ minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(x)
    : UNKNOWN;
}

export function percent(x, decimals = 0) {
  return known(x) ? formatter({ style: 'percent', maximumFractionDigits: decimals }).format(x) : UNKNOWN;
}

/** A change with its sign, such as +4.2 %. */
export function change(x, decimals = 1) {
  return known(x)
    ? formatter({ style: 'percent', maximumFractionDigits: decimals, signDisplay: 'exceptZero' }).format(x)
    : UNKNOWN;
}

/** Currency units as money: cents only where they matter. */
export function money(units, currency, decimals = known(units) && Math.abs(units) < 100 ? 2 : 0) {
  if (!known(units)) return UNKNOWN;
  const fixed = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return currency ? formatter({ style: 'currency', currency, ...fixed }).format(units) : formatter(fixed).format(units);
}

/** Micros as money. */
export const micros = (x, currency, decimals) => money(known(x) ? x / 1e6 : null, currency, decimals);

/** Money with its sign. */
export function gain(units, currency) {
  if (!known(units)) return UNKNOWN;
  return (units > 0 ? '+' : units < 0 ? '−' : '') + money(Math.abs(units), currency);
}

/** Short, for axes: 1.2K, 3M. */
export function short(x) {
  return known(x) ? formatter({ notation: 'compact', maximumSignificantDigits: 3 }).format(x) : UNKNOWN;
}

/** An interval, low to high, in the form of its numbers. */
export function between(low, high, form) {
  return known(low) && known(high) ? `${form(low)} to ${form(high)}` : UNKNOWN;
}

const DAY = new Intl.DateTimeFormat(LANGUAGE, { day: 'numeric', month: 'short', timeZone: 'UTC' });
const DATE = new Intl.DateTimeFormat(LANGUAGE, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const TIME = new Intl.DateTimeFormat(LANGUAGE, { dateStyle: 'medium', timeStyle: 'short' });

const dated = (day) => (typeof day === 'number' ? new Date(day * 86_400_000) : new Date(`${day}T00:00:00Z`));

/** A day of the calendar, ISO text or days since 1970, without its year. */
export const day = (value) => (value === null || value === undefined ? UNKNOWN : DAY.format(dated(value)));
export const date = (value) => (value === null || value === undefined ? UNKNOWN : DATE.format(dated(value)));

const instant = (value) => (value === null || value === undefined || value === '' ? null : new Date(value));

/** A moment, ISO text or milliseconds, in the reader's time zone. */
export function moment(value) {
  const at = instant(value);
  return at && !Number.isNaN(at.getTime()) ? TIME.format(at) : UNKNOWN;
}

/** How long ago, in words. */
export function ago(value, now = Date.now()) {
  const at = instant(value);
  if (!at) return UNKNOWN;
  const seconds = Math.max(0, Math.round((now - at.getTime()) / 1000));
  const units = [['day', 86_400], ['hour', 3600], ['minute', 60], ['second', 1]];
  const [name, size] = units.find(([, s]) => seconds >= s) ?? units[3];
  const many = Math.floor(seconds / size);
  return seconds < 5 ? 'just now' : `${many} ${name}${many === 1 ? '' : 's'} ago`;
}

/** A channel's name as people write it. */
export function channelName(id) {
  const words = String(id).replace(/[_-]+/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
