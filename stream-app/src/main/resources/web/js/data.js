// Reads as hooks: what is on the page stays there while it is read again, and a page that gets no answer keeps trying.
import { useCallback, useEffect, useRef, useState } from './html.js';
import { get, list, stream } from './api.js';

const RETRY_SECONDS = 3;

/**
 * Loads and keeps loading: {data, error, loading, at, reload}. The reader gets a signal to abort with. With data and an
 * error both set, the data are old.
 */
export function useData(reader, keys) {
  const [state, setState] = useState({ data: null, error: null, loading: true, at: null });
  const [round, setRound] = useState(0);
  const shown = useRef(null);
  const key = JSON.stringify(keys);
  useEffect(() => {
    const abort = new AbortController();
    let timer = null;
    const fresh = shown.current !== key; // another thing is asked for: the old answer must not stand for it
    shown.current = key;
    setState((s) => ({ ...(fresh ? { data: null, at: null } : s), error: fresh ? null : s.error, loading: true }));
    reader(abort.signal).then(
      (data) => abort.signal.aborted || setState({ data, error: null, loading: false, at: Date.now() }),
      (error) => {
        if (abort.signal.aborted) return;
        setState((s) => ({ ...s, error, loading: false }));
        if (error.status === 0 || error.status === 503 || error.status === 429) {
          timer = setTimeout(() => setRound((r) => r + 1), (error.retryAfter ?? RETRY_SECONDS) * 1000);
        }
      },
    );
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [key, round]);
  const reload = useCallback(() => setRound((r) => r + 1), []);
  const change = useCallback((f) => setState((s) => (s.data === null ? s : { ...s, data: f(s.data) })), []);
  return { ...state, reload, change };
}

/** The models that an account is scored with, one a kind, its own before those for all; each with its card and verdict. */
export function useModels(account) {
  return useData((signal) => models(account, signal), ['models', account]);
}

async function models(account, signal) {
  const shelf = await list('models', {}, signal);
  const live = shelf.filter((m) => m.in_use && !m.shadow && (m.account === account || m.account === '*'));
  const own = live.filter((m) => m.account === account || !live.some((o) => o.kind === m.kind && o.account === account));
  return Promise.all(own.map(async (m) => {
    const { card } = await get(`models/${encodeURIComponent(account)}/${encodeURIComponent(m.kind)}`, {}, signal);
    return { ...m, card, trust: card.verdict.trust, trust_reason: card.verdict.reason };
  }));
}

/** How far an account's models may be believed: a function from a kind to {trust, reason}. */
export function useTrust(account) {
  const known = useModels(account).data ?? [];
  return (kind) => {
    const model = known.find((m) => m.kind === kind);
    return { trust: model?.trust, reason: model?.trust_reason };
  };
}

const listeners = new Set();

/** Calls back for each event of the account's stream; one connection serves the whole page. */
export function useLive(onEvent) {
  const latest = useRef(onEvent);
  latest.current = onEvent;
  useEffect(() => {
    const listener = (type, data) => latest.current(type, data);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, []);
}

/** Keeps the connection of the page; returns idle, waiting or live. */
export function useStream(account, token) {
  const [state, setState] = useState('idle');
  useEffect(() => {
    if (!account) return undefined;
    const abort = new AbortController();
    setState('waiting');
    stream(account, abort.signal, (type, data) => listeners.forEach((f) => f(type, data)), setState);
    return () => abort.abort();
  }, [account, token]);
  return state;
}

/** The same as a function that waits until calls have ceased for a while. */
export function useCalm(f, milliseconds) {
  const timer = useRef(null);
  const latest = useRef(f);
  latest.current = f;
  useEffect(() => () => clearTimeout(timer.current), []);
  return useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => latest.current(), milliseconds);
  }, [milliseconds]);
}
