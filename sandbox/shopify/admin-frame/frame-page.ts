import type { LocalShopifyContext } from '../context.ts';
import { appBase, mintStaffToken, readAppSettings, shopHandle } from './app-settings.ts';
import { type Html, html, jsonBlock, markup } from './html.ts';
import { type IconName, icon } from './icons.ts';
import { adminPage } from './shell.ts';
import { signQuery } from './signing.ts';

/** The address the iframe opens: the app's path with what Shopify adds and signs. */
export async function embeddedAddress(
  context: LocalShopifyContext,
  path: string,
  search: URLSearchParams,
): Promise<string> {
  const { apiSecret, appUrl } = context.options;
  const handle = shopHandle(context);
  const parameters = new URLSearchParams(search);
  const host = Buffer.from(`admin.shopify.com/store/${handle}`).toString('base64');
  const added = {
    embedded: '1',
    host: host.replace(/=+$/, ''),
    id_token: await mintStaffToken(context),
    locale: 'en',
    session: signQuery(new URLSearchParams({ handle }), apiSecret),
    shop: context.store.shop.domain,
    timestamp: String(Math.floor(Date.now() / 1000)),
  };
  for (const [name, value] of Object.entries(added)) parameters.set(name, value);
  parameters.set('hmac', signQuery(parameters, apiSecret));
  const base = appUrl.replace(/\/$/, '');
  return `${base}${path}?${parameters}`;
}

const templateIcons: IconName[] = ['close', 'more', 'back', 'warning'];

function templates(): Html {
  const made = templateIcons.map(
    (name) => html`<template id="icon-${name}">${icon(name)}</template>`,
  );
  return html`${made}`;
}

/** The page that embeds the app. */
export async function framePage(
  context: LocalShopifyContext,
  path: string,
  search: URLSearchParams,
): Promise<Html> {
  const { name } = readAppSettings(context);
  const { shop } = context.store;
  const config = {
    appName: name,
    appOrigin: new URL(context.options.appUrl).origin,
    shopName: shop.name,
    shopDomain: shop.domain,
    base: appBase(context),
    source: await embeddedAddress(context, path, search),
  };
  const body = html`<header class="app-bar">
    <span id="app-breadcrumb"></span><span class="app-icon">${icon('app')}</span>
    <h1 id="app-title"></h1><div class="actions" id="app-actions"></div>
  </header>
  <p class="app-silence" id="app-silence" role="alert" hidden>${name} does not answer at
    ${config.appOrigin}. Is it running? <button class="button" id="app-retry">Try again</button></p>
  <iframe class="app-frame" id="app-frame" name="app-iframe" title="${name}"
    allow="clipboard-write; fullscreen"></iframe>`;
  const end = html`${templates()}${jsonBlock('frame-config', config)}${markup(
    '<script type="module" src="/admin-frame/client/frame.ts"></script>',
  )}`;
  return adminPage({
    shop: { name: shop.name, handle: shopHandle(context) },
    appName: name,
    apiKey: context.options.apiKey,
    current: 'app',
    title: name,
    body,
    end,
  });
}

/** A page of the admin other than the app. */
export function storePage(
  context: LocalShopifyContext,
  options: { current: string; title: string; body: Html },
): Html {
  const { shop } = context.store;
  return adminPage({
    ...options,
    shop: { name: shop.name, handle: shopHandle(context) },
    appName: readAppSettings(context).name,
    apiKey: context.options.apiKey,
  });
}
