import { type Html, html, markup } from './html.ts';
import { type IconName, icon } from './icons.ts';

export interface ShellShop {
  name: string;
  /** The part of the myshopify domain that names the store in the admin's addresses. */
  handle: string;
}

export interface ShellOptions {
  shop: ShellShop;
  appName: string;
  apiKey: string;
  /** The key of the navigation item that is shown as current. */
  current: string;
  title: string;
  body: Html;
  /** What is inserted at the end of the page, such as its own script. */
  end?: Html;
}

interface NavigationEntry {
  key: string;
  label: string;
  icon: IconName;
  href: string;
}

function storeEntries(base: string): NavigationEntry[] {
  return [
    { key: 'home', label: 'Home', icon: 'home', href: base },
    { key: 'orders', label: 'Orders', icon: 'orders', href: `${base}/orders` },
    { key: 'products', label: 'Products', icon: 'products', href: `${base}/products` },
    { key: 'customers', label: 'Customers', icon: 'customers', href: `${base}/customers` },
    { key: 'discounts', label: 'Discounts', icon: 'discounts', href: `${base}/discounts` },
  ];
}

const localEntries: NavigationEntry[] = [
  { key: 'control-panel', label: 'Control panel', icon: 'controls', href: '/control-panel' },
  { key: 'mailbox', label: 'Mailbox', icon: 'mail', href: '/mailbox' },
];

function navigationItem(entry: NavigationEntry, current: string): Html {
  const mark = entry.key === current ? markup(' aria-current="page"') : '';
  return html`<li><a class="nav-item" href="${entry.href}"${mark}>${icon(entry.icon)}<span>
    ${entry.label}</span></a></li>`;
}

function navigation(options: ShellOptions): Html {
  const base = `/store/${options.shop.handle}`;
  const item = (entry: NavigationEntry) => navigationItem(entry, options.current);
  const channel: NavigationEntry = {
    key: 'storefront',
    label: 'Online store',
    icon: 'store',
    href: '/products',
  };
  const app: NavigationEntry = {
    key: 'app',
    label: options.appName,
    icon: 'app',
    href: `${base}/apps/${options.apiKey}`,
  };
  return html`<nav class="navigation" id="navigation" aria-label="Main">
  <ul>${storeEntries(base).map(item)}</ul>
  <h2>Sales channels</h2><ul>${item(channel)}</ul>
  <h2>Apps</h2><ul>${item(app)}</ul><ul class="app-navigation" id="app-navigation"></ul>
  <h2>Local Shopify</h2><ul>${localEntries.map(item)}</ul>
</nav>`;
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  return words
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('');
}

function topBar(options: ShellOptions): Html {
  const base = `/store/${options.shop.handle}`;
  return html`<header class="top-bar" id="top-bar">
  <button class="top-button menu-button" id="menu-button" aria-label="Open navigation"
    aria-controls="navigation" aria-expanded="false">${icon('menu')}</button>
  <a class="brand" href="${base}">${icon('cart')}<span>local shopify</span></a>
  <form class="search" action="${base}/customers" role="search">
    ${icon('search')}<input name="query" type="search" placeholder="Search customers"
      aria-label="Search customers" autocomplete="off">
  </form>
  <div class="store-badge"><span>${options.shop.name}</span>
    <b aria-hidden="true">${initials(options.shop.name)}</b></div>
  <div class="save-bar" id="save-bar" role="region" aria-label="Unsaved changes" hidden></div>
</header>`;
}

const styles = ['shell', 'controls', 'frame', 'dialogs', 'page', 'lists'].map(
  (name) => html`<link rel="stylesheet" href="/admin-frame/${name}.css">`,
);

/** A page of the admin: top bar, navigation (a drawer on a phone) and the page's own body. */
export function adminPage(options: ShellOptions): Html {
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${options.title} · ${options.shop.name}</title>
<link rel="icon" href="/admin-frame/icon.svg" type="image/svg+xml">
${styles}</head>
<body><a class="skip" href="#main">Skip to content</a>
${topBar(options)}
<div class="loading-bar" id="loading-bar" role="progressbar" aria-label="Loading" hidden></div>
<div class="layout">${navigation(options)}<div class="scrim" id="scrim"></div>
<main class="main" id="main" tabindex="-1">${options.body}</main></div>
<div class="toasts" id="toasts" role="status" aria-live="polite"></div>
<script type="module" src="/admin-frame/client/shell.ts"></script>${options.end}
</body></html>`;
}
