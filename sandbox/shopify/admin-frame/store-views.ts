import type { LocalShopifyContext } from '../context.ts';
import type { Product } from '../model.ts';
import type { Discount } from '../records.ts';
import { totalsOf } from '../totals.ts';
import { discountStatus } from '../verbs/discounts.ts';
import { customerName, showMoment, showMoney, showStatus } from './format.ts';
import { type Html, html } from './html.ts';
import { listView, queryOf, sliceOf } from './lists.ts';
import { newestOrders, orderRow } from './order-views.ts';

function productRow(context: LocalShopifyContext, product: Product): Html {
  const { currency } = context.store.shop;
  const prices = product.variants.map(({ price }) => price);
  const lowest = showMoney(Math.min(...prices), currency);
  const highest = showMoney(Math.max(...prices), currency);
  const stock = product.variants.reduce((sum, each) => sum + each.inventoryQuantity, 0);
  return html`<tr><td><img class="picture" src="${product.imageUrl}" alt=""></td>
    <td class="lead"><a href="/products/${product.handle}">${product.title}</a><small>
    ${product.productType}</small></td>
    <td class="wide">${product.vendor}</td><td class="number wide">${stock}</td>
    <td class="number">${lowest === highest ? lowest : `${lowest} – ${highest}`}</td></tr>`;
}

export function productList(context: LocalShopifyContext, url: URL): Html {
  const query = queryOf(url);
  const found = [...context.store.state.tables.products.values()].filter((product) =>
    `${product.title} ${product.productType} ${product.vendor}`.toLowerCase().includes(query),
  );
  const { shown, page } = sliceOf(found, url);
  return listView({
    title: 'Products',
    url,
    placeholder: 'Search products',
    heads: html`<th></th><th>Product</th><th class="wide">Vendor</th>
      <th class="number wide">Stock</th><th class="number">Price</th>`,
    rows: shown.map((product) => productRow(context, product)),
    total: found.length,
    page,
  });
}

function describeValue(discount: Discount, currency: string): string {
  const { value } = discount;
  if (value.kind === 'percentage') return `${Math.round(value.percentage * 1000) / 10} % off`;
  return `${showMoney(value.amount, currency)} off`;
}

function discountRow(context: LocalShopifyContext, discount: Discount): Html {
  const { store } = context;
  const status = discountStatus(discount, store.now());
  const tone = status === 'ACTIVE' ? 'good' : status === 'EXPIRED' ? '' : 'info';
  const { customers } = store.state.tables;
  const ids = discount.context.kind === 'customers' ? discount.context.customerIds : [];
  const who = ids.map((id) => customerName(customers.get(id))).join(', ');
  const used = discount.codes.reduce((sum, { usageCount }) => sum + usageCount, 0);
  const codes = discount.codes.slice(0, 3).map(({ code }) => code);
  const more = discount.codes.length - codes.length;
  return html`<tr><td class="lead">${codes.join(', ')}${more > 0 ? ` and ${more} more` : ''}<small>
    ${discount.title}</small></td>
    <td>${describeValue(discount, store.shop.currency)}</td><td class="wide">
    ${who || 'Everyone'}</td>
    <td><span class="badge ${tone}">${showStatus(status)}</span></td>
    <td class="number">${used}</td><td class="wide quiet">
    ${discount.endsAt ? showMoment(context, discount.endsAt) : '–'}</td></tr>`;
}

export function discountList(context: LocalShopifyContext, url: URL): Html {
  const query = queryOf(url);
  const found = [...context.store.state.tables.discounts.values()].filter((discount) =>
    `${discount.title} ${discount.codes.map(({ code }) => code).join(' ')}`
      .toLowerCase()
      .includes(query),
  );
  const { shown, page } = sliceOf(found.reverse(), url);
  return listView({
    title: 'Discounts',
    url,
    placeholder: 'Search codes',
    heads: html`<th>Code</th><th>Value</th><th class="wide">For</th><th>State</th>
      <th class="number">Used</th><th class="wide">Ends</th>`,
    rows: shown.map((discount) => discountRow(context, discount)),
    total: found.length,
    page,
  });
}

function sales(context: LocalShopifyContext, days: number): { orders: number; total: number } {
  const { store } = context;
  const since = new Date(store.now().getTime() - days * 86_400_000).toISOString();
  const figures = { orders: 0, total: 0 };
  for (const order of store.state.tables.orders.values()) {
    if (order.test || order.cancelledAt || order.processedAt < since) continue;
    figures.orders += 1;
    figures.total += totalsOf(order).total;
  }
  return figures;
}

/** The store at a glance, and the ways into the app and the tools of the local Shopify. */
export function homeView(context: LocalShopifyContext, appAddress: string): Html {
  const { shop, state } = context.store;
  const [day, month] = [sales(context, 1), sales(context, 30)];
  const tile = (label: string, value: string) =>
    html`<div class="tile"><span>${label}</span><b>${value}</b></div>`;
  const latest = newestOrders(context)
    .slice(0, 8)
    .map((order) => orderRow(context, order));
  const way = (href: string, title: string, text: string) =>
    html`<a class="card way" href="${href}"><h2>${title}</h2><p class="quiet">${text}</p></a>`;
  return html`<header class="page-head"><h1>${shop.name}</h1></header><div class="tiles">
    ${tile('Orders, 24 hours', String(day.orders))}
    ${tile('Sales, 24 hours', showMoney(day.total, shop.currency))}
    ${tile('Orders, 30 days', String(month.orders))}
    ${tile('Sales, 30 days', showMoney(month.total, shop.currency))}
    ${tile('Customers', state.tables.customers.size.toLocaleString('en-US'))}</div>
  <div class="ways">${way(appAddress, 'Open the app', 'As a merchant does, inside the admin.')}
    ${way('/control-panel', 'Control panel', 'Order, refund, move the clock, disturb the webhooks.')}
    ${way('/mailbox', 'Mailbox', 'Every mail that the app sent.')}
    ${way('/products', 'Online store', 'Buy something as a shopper, with a discount code.')}</div>
  <header class="page-head latest"><h2>Latest orders</h2></header>
  <div class="card flush"><table class="list"><tbody>${latest}</tbody></table></div>`;
}
