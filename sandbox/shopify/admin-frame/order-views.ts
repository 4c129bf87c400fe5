import type { LocalShopifyContext } from '../context.ts';
import { actionButton, textField } from '../control-panel/forms.ts';
import type { LineItem, Order } from '../model.ts';
import { totalsOf } from '../totals.ts';
import { storeBase } from './app-settings.ts';
import { customerName, isDelivered, showMoment, showMoney, showStatus } from './format.ts';
import { type Html, html } from './html.ts';
import { listView, queryOf, sliceOf } from './lists.ts';

const paymentTones: Record<string, string> = {
  PAID: '',
  PENDING: 'warn',
  PARTIALLY_PAID: 'warn',
  PARTIALLY_REFUNDED: 'info',
  REFUNDED: 'info',
  VOIDED: 'bad',
};

export function paymentBadge(order: Order): Html {
  const tone = paymentTones[order.financialStatus] ?? '';
  return html`<span class="badge ${tone}">${showStatus(order.financialStatus)}</span>`;
}

function shippingBadge(order: Order): Html {
  if (order.cancelledAt) return html`<span class="badge bad">Cancelled</span>`;
  if (isDelivered(order)) return html`<span class="badge good">Delivered</span>`;
  const tone = order.fulfillmentStatus === 'FULFILLED' ? 'good' : 'warn';
  return html`<span class="badge ${tone}">${showStatus(order.fulfillmentStatus)}</span>`;
}

/** Rows of a table of orders: name, when, who, total, states. */
export function orderRow(context: LocalShopifyContext, order: Order, withCustomer = true): Html {
  const { store } = context;
  const customer = store.state.tables.customers.get(order.customerId);
  const who = customer ? customerName(customer) : (order.email ?? 'Guest');
  return html`<tr><td class="lead"><a href="${storeBase(context)}/orders/${order.id}">
    ${order.name}</a>
    ${order.test ? html` <span class="badge">test</span>` : null}</td>
    <td class="quiet wide">${showMoment(context, order.processedAt)}</td>
    ${withCustomer ? html`<td>${who}</td>` : null}
    <td class="number">${showMoney(totalsOf(order).total, order.currency)}</td>
    <td>${paymentBadge(order)}</td><td class="wide">${shippingBadge(order)}</td></tr>`;
}

function newestFirst(one: Order, other: Order): number {
  if (one.processedAt === other.processedAt) return other.number - one.number;
  return one.processedAt < other.processedAt ? 1 : -1;
}

export function newestOrders({ store }: LocalShopifyContext): Order[] {
  return [...store.state.tables.orders.values()].sort(newestFirst);
}

export function orderList(context: LocalShopifyContext, url: URL): Html {
  const query = queryOf(url);
  const { customers } = context.store.state.tables;
  const found = newestOrders(context).filter((order) => {
    const name = customerName(customers.get(order.customerId));
    const text = `${order.name} ${order.email ?? ''} ${name}`.toLowerCase();
    return text.includes(query);
  });
  const { shown, page } = sliceOf(found, url);
  return listView({
    title: 'Orders',
    url,
    placeholder: 'Search orders',
    heads: html`<th>Order</th><th class="wide">Date</th><th>Customer</th>
      <th class="number">Total</th><th>Payment</th><th class="wide">Shipping</th>`,
    rows: shown.map((order) => orderRow(context, order)),
    total: found.length,
    page,
    end: html`<a class="button primary" href="/control-panel#place-order">Place an order</a>`,
  });
}

function lineRow(order: Order, line: LineItem): Html {
  const left =
    line.currentQuantity === line.quantity
      ? null
      : html`<small>${line.currentQuantity} kept</small>`;
  const price = line.price * line.quantity - line.discount;
  return html`<tr><td class="lead">${line.title}<small>${line.sku}</small></td>
    <td class="number">${line.quantity}${left}</td>
    <td class="number">${showMoney(price, order.currency)}</td>
    <td class="number"><input form="refund" name="line-${line.id}" type="number" min="0"
      max="${line.currentQuantity}" value="0" aria-label="Refund ${line.title}"></td></tr>`;
}

function figures(order: Order): Html {
  const totals = totalsOf(order);
  const money = (amount: number) => showMoney(amount, order.currency);
  const codes = order.discountCodes.map(({ code }) => code).join(', ');
  return html`<dl class="facts"><dt>Subtotal</dt><dd>${money(totals.subtotal)}</dd>
    ${codes ? html`<dt>Discount code</dt><dd>${codes} (−${money(totals.discounts)})</dd>` : null}
    <dt>Shipping</dt><dd>${money(totals.shipping)}</dd><dt>Tax</dt><dd>${money(totals.tax)}</dd>
    <dt>Total</dt><dd><b>${money(totals.total)}</b></dd>
    <dt>Refunded</dt><dd>${money(totals.refunded)}</dd><dt>Paid</dt><dd>
    ${money(totals.received)}</dd></dl>`;
}

/** One order with everything that can be done to it. */
export function orderView(context: LocalShopifyContext, order: Order): Html {
  const base = storeBase(context);
  const back = `${base}/orders/${order.id}`;
  const customer = context.store.state.tables.customers.get(order.customerId);
  const act = (label: string, name: string, look = '') =>
    actionButton(label, `/control-panel/orders/${order.id}/${name}`, { back, look });
  const who = customer
    ? html`<a href="${base}/customers/${customer.id}">${customerName(customer)}</a>`
    : html`${order.email ?? 'Guest'}`;
  return html`<header class="page-head"><a class="button plain" href="${base}/orders"
    aria-label="Back to orders">←</a>
    <h1>${order.name}</h1>${paymentBadge(order)}${shippingBadge(order)}</header>
  <p class="quiet">${showMoment(context, order.processedAt)} · ${who}</p>
  <div class="columns wide-left"><div><div class="card flush"><table class="list"><thead><tr>
  <th>Product</th><th class="number">Quantity</th><th class="number">Price</th>
  <th class="number">Refund</th></tr></thead>
    <tbody>${order.lines.map((line) => lineRow(order, line))}</tbody></table></div>
    <div class="card"><h2>Refund</h2><form method="post" id="refund"
    action="/control-panel/orders/${order.id}/refund">
      <input type="hidden" name="back" value="${back}">
      <p class="quiet">Quantities come from the list above;
        an amount beside them belongs to no product.</p>
      <div class="fields">${textField('Shipping', 'shipping', '0')}
      ${textField('Other amount', 'amount', '0')}</div>
      <div class="buttons"><button class="button primary">Refund these</button>
      <button class="button" name="all" value="yes">Refund everything</button></div></form></div>
      </div>
  <div><div class="card"><h2>Summary</h2>${figures(order)}</div>
    <div class="card"><h2>Go on</h2><div class="buttons">
    ${act('Ship', 'fulfill')}
    ${act('Deliver', 'deliver')}
    ${act('Mark as paid', 'pay')}
    ${act('Cancel', 'cancel', 'critical')}</div></div></div></div>`;
}
