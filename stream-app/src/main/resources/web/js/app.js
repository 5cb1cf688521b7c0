// The shell: account, navigation, theme, the live connection; and the view that the address names, loaded when first needed.
import { html, render, useEffect, useRef, useState } from './html.js';
import { list } from './api.js';
import { useData, useStream } from './data.js';
import { href, set, useRoute } from './router.js';
import { Loaded, Loading, Problem, Empty } from './parts.js';

const VIEWS = [
  ['overview', 'Overview', () => import('./views/overview.js')],
  ['planner', 'Planner', () => import('./views/planner.js')],
  ['recommendations', 'Recommendations', () => import('./views/recommendations.js')],
  ['channel', 'Channel', () => import('./views/channel.js')],
  ['predict', 'Predict', () => import('./views/predict.js')],
  ['models', 'Models', () => import('./views/models.js')],
  ['health', 'Data health', () => import('./views/health.js')],
];
const THEME = 'sluice.theme';

function App() {
  const route = useRoute();
  const [token, setToken] = useState(0);
  const accounts = useData((signal) => list('accounts', {}, signal), ['accounts', token]);
  const account = route.params.account ?? accounts.data?.[0]?.account ?? null;
  const live = useStream(account, token);
  useEffect(() => {
    const again = () => setToken((t) => t + 1);
    addEventListener('sluice-token', again);
    return () => removeEventListener('sluice-token', again);
  }, []);
  return html`<a class="skip" href="#main" onClick=${skip}>Skip to content</a>
    <header class="top">
      <a class="brand" href=${href('overview', { account })}><img src="/ui/icon.svg" alt="" width="24" height="24" />Sluice</a>
      <${Account} accounts=${accounts.data ?? []} value=${account} />
      <${Live} state=${live} />
      <${Theme} />
    </header>
    <nav aria-label="Views"><ul>${VIEWS.map(([id, name]) => html`<li><a href=${href(id, { account })} aria-current=${route.view === id ? 'page' : undefined}>${name}</a></li>`)}</ul></nav>
    <main id="main" tabindex="-1"><${Loaded} of=${accounts} what="accounts">${(data) => data.length === 0
      ? html`<h1>No data yet</h1><${Empty} title="Nothing has arrived so far.">Send events (docs: “Pushing events”), import files with <code>./sluice import</code>, or look at a simulated market with <code>./sluice demo</code>. This page fills by itself.<//>`
      : html`<${View} route=${route} account=${account} accounts=${data} key=${`${route.view} ${account} ${token}`} />`}<//></main>`;
}

/** Loads the view's module, and moves the focus to its heading when one comes from another view. */
function View({ route, account, accounts }) {
  const known = VIEWS.find(([id]) => id === route.view);
  const [module, setModule] = useState(null);
  const [error, setError] = useState(null);
  useEffect(() => {
    document.title = `${known?.[1] ?? 'Not found'}${account ? `, ${account}` : ''} · Sluice`;
    known?.[2]().then(setModule, setError);
  }, []);
  const heading = useRef(null);
  useEffect(() => {
    if (module && View.last && View.last !== route.view) heading.current?.focus();
    if (module) View.last = route.view;
  }, [module]);
  if (!known) return html`<h1 tabindex="-1">No such page</h1><p>There is no view <code>${route.view}</code>. <a href="#/overview">To the overview</a></p>`;
  const about = accounts.find((a) => a.account === account);
  return html`<h1 tabindex="-1" ref=${heading}>${known[1]}</h1>
    ${error && html`<${Problem} error=${error} />`}
    ${!about ? html`<${Empty} title=${`There is no account ${account}.`}>Choose one above.<//>`
      : module ? html`<${module.default} account=${account} about=${about} params=${route.params} id=${route.id} />`
      : !error && html`<${Loading} what=${known[1]} />`}`;
}

/** The hash is the route, so a link to #main would leave the view. */
function skip(event) {
  event.preventDefault();
  document.getElementById('main').focus();
}

function Account({ accounts, value }) {
  return html`<label class="account"><span class="sr">Account</span>
    <select value=${value} onChange=${(e) => set({ account: e.target.value, channel: '', plan: '', total: '', week: '', channels: '' })}>
      ${accounts.map((a) => html`<option value=${a.account} selected=${a.account === value}>${a.account}</option>`)}
    </select></label>`;
}

const LIVE = { idle: 'no account', waiting: 'connecting', live: 'live' };
function Live({ state }) {
  return html`<span class=${`live ${state}`} role="status"><i></i>${LIVE[state]}</span>`;
}

function Theme() {
  const [theme, setTheme] = useState(localStorage.getItem(THEME) ?? 'auto');
  useEffect(() => {
    if (theme === 'auto') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    localStorage.setItem(THEME, theme);
  }, [theme]);
  return html`<label class="theme"><span class="sr">Theme</span><select value=${theme} onChange=${(e) => setTheme(e.target.value)}>
    ${[['auto', 'Theme: auto'], ['light', 'Theme: light'], ['dark', 'Theme: dark']].map(([id, name]) => html`<option value=${id} selected=${id === theme}>${name}</option>`)}
  </select></label>`;
}

render(html`<${App} />`, document.getElementById('app'));
