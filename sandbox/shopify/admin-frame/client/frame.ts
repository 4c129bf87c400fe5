import type {
  Envelope,
  NavigationItem,
  SaveBar,
  TitleBar,
  ToApp,
  ToFrame,
} from '../../app-bridge/protocol.ts';
import { adminPath, appPath, readFrameConfig } from './addresses.ts';
import { renderNavigation, renderSaveBar, renderTitleBar, shakeSaveBar } from './bars.ts';
import { confirm, confirmLeaving } from './dialogs.ts';
import { find } from './dom.ts';
import { answerRequest } from './requests.ts';
import { setNavigationOpen } from './shell.ts';
import { hideToast, showToast } from './toasts.ts';

const config = readFrameConfig();
const mark = 'local-shopify-admin';
const frame = find('app-frame');
let path = '/';
/** Where the app's own entry of the menu leads. */
let home = '/';
let items: NavigationItem[] = [];
let titleBar: TitleBar | null = null;
let saveBar: SaveBar | null = null;

function send(target: MessageEventSource | Window | null, message: ToApp): void {
  target?.postMessage({ mark, message }, { targetOrigin: config.appOrigin });
}

function appWindow(): Window | null {
  return frame instanceof HTMLIFrameElement ? frame.contentWindow : null;
}

let loadingEnds: number | undefined;

function setLoading(on: boolean): void {
  window.clearTimeout(loadingEnds);
  find('loading-bar').hidden = !on;
  // An app that never says it has arrived must not leave the bar running.
  if (on) loadingEnds = window.setTimeout(() => setLoading(false), 20_000);
}

let hasGreeted = false;

/** A document is there, but it may be the browser's own error page: then no greeting comes. */
function watchForGreeting(): void {
  window.setTimeout(() => {
    if (hasGreeted) return;
    setLoading(false);
    find('app-silence').hidden = false;
  }, 3000);
}

/** Whether the app may be left: unsaved changes are asked about first. */
async function mayLeave(): Promise<boolean> {
  if (!saveBar) return true;
  shakeSaveBar();
  return confirmLeaving();
}

async function navigate(href: string): Promise<void> {
  if (!(await mayLeave())) return;
  setNavigationOpen(false);
  setLoading(true);
  send(appWindow(), { type: 'navigate', href });
}

function renderNavigationItems(): void {
  renderNavigation(items, path.split(/[?#]/)[0] ?? '/', config.base, (href) => void navigate(href));
}

function renderTitle(): void {
  renderTitleBar(titleBar, config.appName, (key) => {
    send(appWindow(), { type: 'title-bar-action', key });
  });
  document.title = `${titleBar?.title || config.appName} · ${config.shopName}`;
}

async function actOnSaveBar(action: 'save' | 'discard'): Promise<void> {
  const asks = action === 'discard' && saveBar?.discardConfirmation;
  const agreed =
    !asks ||
    (await confirm({
      title: 'Discard all unsaved changes?',
      text: 'If you discard changes, you’ll delete any edits you made since you last saved.',
      agree: 'Discard changes',
      refuse: 'Continue editing',
    }));
  if (agreed) send(appWindow(), { type: 'save-bar-action', action });
}

function followLocation(appLocation: string): void {
  path = appPath(appLocation);
  setLoading(false);
  history.replaceState(null, '', config.base + path);
  renderNavigationItems();
}

function redirect(url: string): void {
  const target = adminPath(url, config);
  if (target.startsWith(`${config.base}/`) || target === config.base) {
    void navigate(target.slice(config.base.length) || '/');
  } else {
    location.assign(target);
  }
}

/** A new document in the frame: nothing of the one before it is shown any longer. */
function reset(): void {
  hasGreeted = true;
  find('app-silence').hidden = true;
  titleBar = null;
  saveBar = null;
  document.body.classList.remove('dimmed');
  renderTitle();
  renderSaveBar(null, () => {});
  setLoading(false);
}

function showState(message: ToFrame): void {
  switch (message.type) {
    case 'hello':
      reset();
      break;
    case 'leaving':
      hasGreeted = false;
      setLoading(true);
      break;
    case 'location':
      followLocation(message.path);
      break;
    case 'navigation':
      items = message.items;
      home = message.home;
      renderNavigationItems();
      break;
    case 'title-bar':
      titleBar = message.bar;
      renderTitle();
      break;
    case 'save-bar':
      saveBar = message.bar;
      renderSaveBar(saveBar, (action) => void actOnSaveBar(action));
      break;
    case 'modal':
      document.body.classList.toggle('dimmed', message.open);
      break;
    case 'loading':
      setLoading(message.on);
      break;
  }
}

async function answer(source: MessageEventSource, message: ToFrame): Promise<void> {
  if (message.type !== 'request') return;
  const { id, method, argument } = message;
  try {
    send(source, { type: 'response', id, value: await answerRequest(method, argument) });
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    send(source, { type: 'failure', id, message: text });
  }
}

function receive(source: MessageEventSource, message: ToFrame): void {
  if (message.type === 'toast') {
    const { id } = message.toast;
    showToast(message.toast, (event) => send(source, { type: 'toast-event', id, event }));
  } else if (message.type === 'toast-hide') hideToast(message.id);
  else if (message.type === 'redirect') redirect(message.url);
  else if (message.type === 'request') void answer(source, message);
  // Only the app's main window speaks for the page; a modal's own iframe does not.
  else if (source === appWindow()) showState(message);
}

function isEnvelope(data: unknown): data is Envelope<ToFrame> {
  return typeof data === 'object' && data !== null && 'mark' in data && data.mark === mark;
}

window.addEventListener('message', (event) => {
  if (event.origin !== config.appOrigin || !event.source || !isEnvelope(event.data)) return;
  receive(event.source, event.data.message);
});
window.addEventListener('beforeunload', (event) => {
  if (saveBar) event.preventDefault();
});
window.matchMedia('(max-width: 767px)').addEventListener('change', renderTitle);
document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('.nav-item') : null;
  if (link?.getAttribute('href') !== config.base || event.metaKey || event.ctrlKey) return;
  event.preventDefault();
  void navigate(home);
});
frame.addEventListener('load', watchForGreeting);
find('app-retry').addEventListener('click', () => location.reload());
renderTitle();
setLoading(true);
frame.setAttribute('src', config.source);
