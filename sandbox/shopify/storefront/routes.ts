import { assetRoutes } from '../admin-frame/assets.ts';
import { type Html, html } from '../admin-frame/html.ts';
import {
  htmlPage,
  type PageRequest,
  type PageResponse,
  page,
  redirectTo,
} from '../admin-frame/page.ts';
import type { LocalShopifyContext } from '../context.ts';
import type { Part } from '../http.ts';
import { accountView, catalogueView, productView } from './catalogue-views.ts';
import { answerCheckout, recoverCheckout, showCheckout } from './checkout.ts';
import { cartView, thanksView } from './checkout-views.ts';
import { storefrontPage } from './layout.ts';
import { forwardToApp } from './proxy.ts';
import {
  findVariant,
  readVisitor,
  rememberVisitor,
  type Visitor,
  withQuantity,
} from './visitor.ts';

const missing = html`<h1>Page not found</h1><p><a href="/products">Look around</a></p>`;

/** Adds to (or sets) the quantity of a variant in the cart. */
function changeCart(
  context: LocalShopifyContext,
  request: PageRequest,
  mode: 'add' | 'set',
): PageResponse {
  const visitor = readVisitor(context, request);
  const found = findVariant(context, request.form.get('variant') ?? '');
  const asked = Number(request.form.get('quantity') ?? '1');
  if (!found || !Number.isInteger(asked) || asked < 0 || asked > 99) return redirectTo('/cart');
  const held = visitor.lines.find(({ variant }) => variant.id === found.variant.id)?.quantity ?? 0;
  const quantity = mode === 'add' ? held + asked : asked;
  const lines = withQuantity(visitor.lines, { ...found, quantity });
  return redirectTo('/cart', rememberVisitor({ ...visitor, lines }));
}

function logIn(context: LocalShopifyContext, request: PageRequest): PageResponse {
  const { customers } = context.store.state.tables;
  const customer = customers.get(request.form.get('customer')) ?? null;
  const visitor = { ...readVisitor(context, request), customer, checkoutId: null };
  return redirectTo(visitor.lines.length > 0 ? '/cart' : '/account', rememberVisitor(visitor));
}

/** A shareable discount link: the code is kept for the checkout. */
function keepCode(context: LocalShopifyContext, request: PageRequest): PageResponse {
  const discountCode = request.parameters.code ?? null;
  const wanted = request.url.searchParams.get('redirect') ?? '/products';
  const target = /^\/(?!\/)/.test(wanted) ? wanted : '/products';
  return redirectTo(target, rememberVisitor({ ...readVisitor(context, request), discountCode }));
}

/** The online store: enough of it to buy something with a code and to reach the app's proxy. */
export function storefront(context: LocalShopifyContext): Part {
  const { tables } = context.store.state;
  const show = (
    request: PageRequest,
    title: string,
    body: (visitor: Visitor) => Html,
    status = 200,
  ) => {
    const visitor = readVisitor(context, request);
    return htmlPage(storefrontPage(context, visitor, title, body(visitor)), status);
  };
  const queryOf = ({ url }: PageRequest) => url.searchParams.get('query') ?? '';
  const proxied = (request: PageRequest) => {
    const visitor = readVisitor(context, request);
    return forwardToApp(context, request, visitor.customer?.id ?? '', (body) =>
      storefrontPage(context, visitor, context.store.shop.name, body),
    );
  };
  return {
    routes: [
      page('GET', '/products', (request) =>
        show(request, 'Shop', () => catalogueView(context, queryOf(request))),
      ),
      page('GET', '/products/:handle', (request) => {
        const wanted = request.parameters.handle;
        const product = [...tables.products.values()].find(({ handle }) => handle === wanted);
        if (!product) return show(request, 'Not found', () => missing, 404);
        return show(request, product.title, () => productView(context, product));
      }),
      page('GET', '/account', (request) =>
        show(request, 'Account', (visitor) => accountView(context, visitor, queryOf(request))),
      ),
      page('POST', '/account', (request) => logIn(context, request)),
      page('GET', '/cart', (request) =>
        show(request, 'Cart', (visitor) => cartView(context, visitor)),
      ),
      page('POST', '/cart/add', (request) => changeCart(context, request, 'add')),
      page('POST', '/cart/change', (request) => changeCart(context, request, 'set')),
      page('GET', '/discount/:code', (request) => keepCode(context, request)),
      page('GET', '/checkout', (request) => showCheckout(context, request)),
      page('POST', '/checkout', (request) => answerCheckout(context, request)),
      page('GET', '/:shop/checkouts/ac/:token/recover', (request) =>
        recoverCheckout(context, request),
      ),
      page('GET', '/checkouts/:token/recover', (request) => recoverCheckout(context, request)),
      page('GET', '/thank-you/:id', (request) => {
        const order = tables.orders.get(request.parameters.id ?? '');
        if (!order) return show(request, 'Not found', () => missing, 404);
        return show(request, 'Thank you', () => thanksView(context, order));
      }),
      page('*', '/apps/*', proxied),
      ...assetRoutes('/assets/storefront', new URL('./', import.meta.url)),
    ],
  };
}
