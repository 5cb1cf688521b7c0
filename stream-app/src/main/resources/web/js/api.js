// The HTTP API: reads with ETags, writes, and the live stream with its position. Problems become errors with one line.
const ROOT = '/api/v1/';
const TOKEN = 'sluice.token';
const kept = new Map(); // address -> {etag, body}: what the server calls unchanged is not sent again

export class ApiError extends Error {
  constructor(status, title, detail, errors = [], retryAfter = null, body = null) {
    super(detail || title);
    Object.assign(this, { status, title, detail, errors, retryAfter, body });
  }
}

export const hasToken = () => !!sessionStorage.getItem(TOKEN);
export function useToken(token) {
  if (token) sessionStorage.setItem(TOKEN, token);
  else sessionStorage.removeItem(TOKEN);
  kept.clear();
}

function headers(more = {}) {
  const token = sessionStorage.getItem(TOKEN);
  return token ? { ...more, Authorization: `Bearer ${token}` } : more;
}

export function address(path, params = {}) {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(params)) {
    if (value !== null && value !== undefined && value !== '') query.set(key, value);
  }
  const text = query.toString();
  return ROOT + path + (text ? `?${text}` : '');
}

async function failure(response) {
  let problem = {};
  try {
    problem = await response.json();
  } catch {
    // no problem document: the status has to do
  }
  const seconds = Number(response.headers.get('Retry-After'));
  return new ApiError(response.status, problem.title ?? `The server answered ${response.status}`, problem.detail,
    problem.errors, Number.isFinite(seconds) && seconds > 0 ? seconds : null, problem);
}

async function call(url, options) {
  try {
    return await fetch(url, options);
  } catch (cause) {
    if (cause.name === 'AbortError') throw cause;
    throw new ApiError(0, 'No answer', 'The app does not answer. It may be restarting; this page tries again.', [], 3);
  }
}

export async function get(path, params, signal) {
  const url = address(path, params);
  const known = kept.get(url);
  const response = await call(url, { signal, headers: headers({ Accept: 'application/json', ...(known ? { 'If-None-Match': known.etag } : {}) }) });
  if (response.status === 304 && known) return known.body;
  if (!response.ok) throw await failure(response);
  const body = await response.json();
  const etag = response.headers.get('ETag');
  if (etag) kept.set(url, { etag, body });
  return body;
}

/** All pages of a list, to a bound that keeps the page alive. */
export async function list(path, params, signal, bound = 20_000) {
  const items = [];
  let cursor = null;
  do {
    const page = await get(path, { limit: 1000, ...params, cursor }, signal);
    items.push(...page.items);
    cursor = page.next ?? null;
  } while (cursor && items.length < bound);
  return items;
}

export async function send(method, path, body, params) {
  const options = { method, headers: headers({ Accept: 'application/json' }) };
  if (body !== undefined) {
    options.body = JSON.stringify(body);
    options.headers['Content-Type'] = 'application/json';
  }
  const response = await call(address(path, params), options);
  if (!response.ok) throw await failure(response);
  const text = await response.text();
  return text ? JSON.parse(text) : null;
}

/** The same read as a file of comma-separated values. */
export async function csv(path, params) {
  const response = await call(address(path, params), { headers: headers({ Accept: 'text/csv' }) });
  if (!response.ok) throw await failure(response);
  return response.text();
}

/**
 * Server-sent events of an account, until the signal aborts: read with fetch because EventSource can't send a token.
 * A broken connection is taken up again after the last event that came.
 */
export async function stream(account, signal, onEvent, onState) {
  let last = null;
  let wait = 1000;
  while (!signal.aborted) {
    try {
      const response = await fetch(address('stream', { account }), { signal, headers: headers({ Accept: 'text/event-stream', ...(last ? { 'Last-Event-ID': last } : {}) }) });
      if (!response.ok) throw await failure(response);
      onState('live');
      wait = 1000;
      await events(response.body, (event) => {
        last = event.id ?? last;
        if (event.data) onEvent(event.type, JSON.parse(event.data));
      });
    } catch (cause) {
      if (signal.aborted || cause.status === 401 || cause.status === 403) return;
    }
    if (signal.aborted) return;
    onState('waiting');
    await new Promise((done) => setTimeout(done, wait));
    wait = Math.min(wait * 2, 15_000);
  }
}

/** Parses a stream of events as the HTML standard says; comments are heartbeats. */
async function events(body, onEvent) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  let event = {};
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    text += value;
    const lines = text.split(/\r\n|\n|\r(?!$)/);
    text = lines.pop();
    for (const line of lines) {
      if (line === '') {
        onEvent({ type: event.event ?? 'message', id: event.id, data: event.data });
        event = {};
        continue;
      }
      const colon = line.indexOf(':');
      if (colon === 0) continue;
      const field = colon < 0 ? line : line.slice(0, colon);
      const content = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
      event[field] = field === 'data' && event.data !== undefined ? `${event.data}\n${content}` : content;
    }
  }
}

/** The metrics in Prometheus' text, of the instance that answers. */
export async function scrape() {
  const response = await call('/metrics', {});
  if (!response.ok) throw await failure(response);
  return response.text();
}

/** POST /predict, the simple form, which stands beside the versioned API. */
export async function predict(body) {
  const response = await call('/predict', { method: 'POST', headers: headers({ Accept: 'application/json', 'Content-Type': 'application/json' }), body: JSON.stringify(body) });
  if (!response.ok) throw await failure(response);
  return response.json();
}
