import type { LocalShopifyContext } from '../context.ts';
import { noticeOf } from '../control-panel/notice.ts';
import type { Route } from '../http.ts';
import { appBase, storeBase } from './app-settings.ts';
import { customerList, customerView } from './customer-views.ts';
import { storePage } from './frame-page.ts';
import { type Html, html } from './html.ts';
import { orderList, orderView } from './order-views.ts';
import { htmlPage, type PageRequest, page } from './page.ts';
import { discountList, homeView, productList } from './store-views.ts';

type Show = (request: PageRequest) => { title: string; body: Html } | null;

function storeRoute(
  context: LocalShopifyContext,
  pattern: string,
  current: string,
  show: Show,
): Route {
  return page('GET', pattern, (request) => {
    const shown = show(request);
    const body = html`<div class="page">${noticeOf(request.url)}${shown?.body ?? missing}</div>
      <datalist id="customers"></datalist>
      <script type="module" src="/assets/control-panel/client/suggest.ts"></script>`;
    const title = shown?.title ?? 'Not found';
    return htmlPage(storePage(context, { current, title, body }), shown ? 200 : 404);
  });
}

const missing = html`<div class="card empty-state"><h2>There is no such page</h2>
<p>The address may be mistyped, or what was here is gone.</p></div>`;

/** The admin's own pages of orders, customers, products and discounts. */
export function storeRoutes(context: LocalShopifyContext): Route[] {
  const base = storeBase(context);
  const { tables } = context.store.state;
  const route = (pattern: string, current: string, show: Show) =>
    storeRoute(context, base + pattern, current, show);
  return [
    route('', 'home', () => ({ title: 'Home', body: homeView(context, appBase(context)) })),
    route('/orders', 'orders', ({ url }) => ({ title: 'Orders', body: orderList(context, url) })),
    route('/orders/:id', 'orders', ({ parameters }) => {
      const order = tables.orders.get(parameters.id ?? '');
      return order ? { title: order.name, body: orderView(context, order) } : null;
    }),
    route('/customers', 'customers', ({ url }) => {
      return { title: 'Customers', body: customerList(context, url) };
    }),
    route('/customers/:id', 'customers', ({ parameters }) => {
      const customer = tables.customers.get(parameters.id ?? '');
      return customer ? { title: 'Customer', body: customerView(context, customer) } : null;
    }),
    route('/products', 'products', ({ url }) => {
      return { title: 'Products', body: productList(context, url) };
    }),
    route('/discounts', 'discounts', ({ url }) => {
      return { title: 'Discounts', body: discountList(context, url) };
    }),
    route('/*', 'home', () => null),
  ];
}
