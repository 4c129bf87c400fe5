import { config } from './config.ts';
import { fetchIdToken } from './fetch.ts';
import { adminOrigin, isEmbedded, onFrameMessage, sendToFrame } from './transport.ts';

let navigateListeners = 0;

// Whether the app routes by itself (Remix, React Router) is known by its listening to the event.
function countNavigateListeners(): void {
  const add = window.addEventListener.bind(window);
  const remove = window.removeEventListener.bind(window);
  window.addEventListener = (...parameters: Parameters<typeof add>) => {
    if (parameters[0] === 'shopify:navigate') navigateListeners += 1;
    add(...parameters);
  };
  window.removeEventListener = (...parameters: Parameters<typeof remove>) => {
    if (parameters[0] === 'shopify:navigate') navigateListeners -= 1;
    remove(...parameters);
  };
}

async function loadDocument(href: string): Promise<void> {
  const target = new URL(href, location.href);
  for (const [name, value] of Object.entries({
    embedded: '1',
    shop: config.shop,
    host: config.host,
    locale: config.locale,
    id_token: await fetchIdToken(),
  })) {
    target.searchParams.set(name, value);
  }
  location.assign(target);
}

/** Goes to a path of the app, through the app's own router where it has one. */
export function navigateApp(href: string, source: Element | null = null): void {
  const link = source ?? document.createElement('a');
  if (!source) {
    link.setAttribute('href', href);
    document.body.append(link);
  }
  link.dispatchEvent(new Event('shopify:navigate', { bubbles: true, cancelable: true }));
  if (!source) link.remove();
  if (navigateListeners === 0) void loadDocument(href);
}

function reportLocation(): void {
  sendToFrame({ type: 'location', path: location.pathname + location.search + location.hash });
}

function followHistory(): void {
  for (const name of ['pushState', 'replaceState'] as const) {
    const original = history[name].bind(history);
    history[name] = (data: unknown, unused: string, url?: string | URL | null) => {
      original(data, unused, url);
      reportLocation();
    };
  }
  window.addEventListener('popstate', reportLocation);
  window.addEventListener('hashchange', reportLocation);
  reportLocation();
}

function isAdminAddress(href: string): boolean {
  return href.startsWith('shopify:') || /^https:\/\/admin\.shopify\.com\//.test(href);
}

function captureLeavingLinks(): void {
  const open = window.open.bind(window);
  window.open = (url, target, features) => {
    const href = url ? new URL(url, location.href).href : '';
    const leaves = target === '_top' || target === '_parent' || isAdminAddress(href);
    if (!isEmbedded || !href || !leaves) return open(url, target, features);
    sendToFrame({ type: 'redirect', url: href });
    return null;
  };
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
    if (!(link instanceof HTMLAnchorElement) || event.defaultPrevented || !isEmbedded) return;
    if (link.target !== '_top' && link.target !== '_parent' && !isAdminAddress(link.href)) return;
    event.preventDefault();
    sendToFrame({ type: 'redirect', url: link.href });
  });
}

/** The bounce page: comes back to where the app wanted to be, this time with a session token. */
async function reloadWithToken(destination: string): Promise<void> {
  const target = new URL(destination, location.href);
  if (target.origin !== location.origin) return;
  target.searchParams.set('id_token', await fetchIdToken(true));
  location.replace(target);
}

function leaveOwnTab(): void {
  const store = config.shop.replace(/\.myshopify\.com$/, '');
  if (!store || !config.apiKey) return;
  location.replace(`${adminOrigin}/store/${store}/apps/${config.apiKey}${location.pathname}`);
}

export function startNavigation(): void {
  countNavigateListeners();
  captureLeavingLinks();
  onFrameMessage((message) => {
    if (message.type === 'navigate') navigateApp(message.href);
  });
  const destination = new URLSearchParams(location.search).get('shopify-reload');
  if (!isEmbedded) leaveOwnTab();
  else if (destination) void reloadWithToken(destination);
  else followHistory();
}
