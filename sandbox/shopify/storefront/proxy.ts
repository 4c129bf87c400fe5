import { readAppSettings } from '../admin-frame/app-settings.ts';
import { type Html, html, markup } from '../admin-frame/html.ts';
import type { PageRequest, PageResponse } from '../admin-frame/page.ts';
import { textPage } from '../admin-frame/page.ts';
import { signProxyQuery } from '../admin-frame/signing.ts';
import type { LocalShopifyContext } from '../context.ts';

const passedOn = ['accept', 'accept-language', 'content-type', 'user-agent'];

/** The app's address with what Shopify adds to a proxied request, signed. */
function proxiedAddress(
  context: LocalShopifyContext,
  request: PageRequest,
  target: string,
  pathPrefix: string,
  customerId: string,
): URL {
  const { appUrl, apiSecret } = context.options;
  const url = new URL(target, appUrl);
  const query = new URLSearchParams(request.url.searchParams);
  query.delete('signature');
  query.set('shop', context.store.shop.domain);
  query.set('logged_in_customer_id', customerId);
  query.set('path_prefix', pathPrefix);
  query.set('timestamp', String(Math.floor(Date.now() / 1000)));
  query.set('signature', signProxyQuery(query, apiSecret));
  url.search = query.toString();
  return url;
}

/**
 * Forwards a request of the online store to the app as Shopify's app proxy does: signed, without
 * cookies either way. `wrap` puts what comes as Liquid into the theme.
 */
export async function forwardToApp(
  context: LocalShopifyContext,
  request: PageRequest,
  customerId: string,
  wrap: (body: Html) => Html,
): Promise<PageResponse> {
  const { app_proxy: proxy } = readAppSettings(context);
  const pathPrefix = proxy ? `/${proxy.prefix}/${proxy.subpath}` : null;
  const { pathname } = request.url;
  if (
    !proxy ||
    !pathPrefix ||
    !(pathname === pathPrefix || pathname.startsWith(`${pathPrefix}/`))
  ) {
    return textPage('No app has its proxy here', 404);
  }
  const rest = pathname.slice(pathPrefix.length);
  const target = new URL(proxy.url).pathname.replace(/\/$/, '') + rest;
  const headers = new Headers({ 'x-forwarded-for': '127.0.0.1' });
  for (const name of passedOn) {
    const value = request.headers[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD';
  const url = proxiedAddress(context, request, target, pathPrefix, customerId);
  try {
    const answer = await fetch(url, {
      method: request.method,
      headers,
      ...(hasBody ? { body: request.body } : {}),
      redirect: 'manual',
      signal: AbortSignal.timeout(10_000),
    });
    return await passBack(answer, wrap);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    context.log.warn(`app proxy ${pathname}: ${reason}`);
    return textPage('There was an error in the third-party application.', 502);
  }
}

async function passBack(answer: Response, wrap: (body: Html) => Html): Promise<PageResponse> {
  const type = answer.headers.get('content-type') ?? 'text/html; charset=utf-8';
  const location = answer.headers.get('location');
  const headers = { 'content-type': type, ...(location ? { location } : {}) };
  const { status } = answer;
  if (!type.startsWith('application/liquid')) {
    return { status, headers, body: Buffer.from(await answer.arrayBuffer()) };
  }
  const page = wrap(html`${markup(await answer.text())}`);
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body: page.markup };
}
