import type { LocalShopifyContext } from '../context.ts';
import { birthDate } from '../control-panel/clock.ts';
import { actionButton, customerField } from '../control-panel/forms.ts';
import { customerFigures } from '../customer-figures.ts';
import type { Customer, MarketingState } from '../model.ts';
import { storeBase } from './app-settings.ts';
import { customerName, showMoney, showStatus } from './format.ts';
import { type Html, html } from './html.ts';
import { listView, queryOf, sliceOf } from './lists.ts';
import { orderRow } from './order-views.ts';

function consentBadge(state: MarketingState): Html {
  const tone = state === 'SUBSCRIBED' ? 'good' : state === 'UNSUBSCRIBED' ? 'bad' : '';
  return html`<span class="badge ${tone}">${showStatus(state)}</span>`;
}

function place(customer: Customer): string {
  const address = customer.defaultAddress;
  return address
    ? [address.city, address.provinceCode, address.countryCode].filter(Boolean).join(', ')
    : '';
}

function customerRow(context: LocalShopifyContext, customer: Customer): Html {
  const { numberOfOrders, amountSpent } = customerFigures(context.store.state, customer.id);
  const { currency } = context.store.shop;
  return html`<tr><td class="lead"><a href="${storeBase(context)}/customers/${customer.id}">
    ${customerName(customer)}</a>
    <small>${customer.email}</small></td><td class="wide">
    ${consentBadge(customer.emailConsent.state)}</td>
    <td class="quiet wide">${place(customer)}</td><td class="number">${numberOfOrders}</td>
    <td class="number">${showMoney(amountSpent, currency)}</td></tr>`;
}

export function customerList(context: LocalShopifyContext, url: URL): Html {
  const words = queryOf(url).split(/\s+/).filter(Boolean);
  const found = [...context.store.state.tables.customers.values()].filter((customer) => {
    const { id, email, phone } = customer;
    const text = [customerName(customer), email, phone, id].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const { shown, page } = sliceOf(found.reverse(), url);
  return listView({
    title: 'Customers',
    url,
    placeholder: 'Search customers',
    heads: html`<th>Customer</th><th class="wide">E-mail marketing</th><th class="wide">Place</th>
      <th class="number">Orders</th><th class="number">Spent</th>`,
    rows: shown.map((customer) => customerRow(context, customer)),
    total: found.length,
    page,
  });
}

function consentForm(customer: Customer, channel: 'email' | 'sms', back: string): Html {
  const { state } = channel === 'email' ? customer.emailConsent : customer.smsConsent;
  const option = (value: MarketingState) =>
    html`<option value="${value}" ${value === state ? html`selected` : null}>
      ${showStatus(value)}</option>`;
  const label = channel === 'email' ? 'E-mail' : 'SMS';
  return html`<form class="inline" method="post"
    action="/control-panel/customers/${customer.id}/consent">
    <input type="hidden" name="back" value="${back}"><input type="hidden" name="channel"
    value="${channel}">
    <span class="grow">${label} ${consentBadge(state)}</span>
    <select name="state" aria-label="${label} consent">
    ${option('SUBSCRIBED')}
    ${option('UNSUBSCRIBED')}
    ${option('PENDING')}
    ${option('NOT_SUBSCRIBED')}</select>
    <button class="button">Set</button></form>`;
}

function dataCard(customer: Customer, back: string): Html {
  const act = (label: string, name: string, look = '') =>
    actionButton(label, `/control-panel/customers/${customer.id}/${name}`, { back, look });
  return html`<div class="card"><h2>Data</h2>
    <form method="post" action="/control-panel/customers/${customer.id}/merge">
      <input type="hidden" name="back" value="${back}">
      ${customerField('Merge another customer into this one')}
      <button class="button">Merge</button></form>
    <div class="buttons">
    ${act('Data request', 'data-request')}
    ${act('Redact', 'redact', 'critical')}
    ${act('Delete', 'delete', 'critical')}</div></div>`;
}

function personCard(customer: Customer, back: string): Html {
  const moveClock = (label: string, move: string) =>
    actionButton(label, '/control-panel/clock', { back, values: { move, customer: customer.id } });
  return html`<div class="card"><h2>Customer</h2><dl class="facts"><dt>E-mail</dt><dd>
    ${customer.email ?? '–'}</dd>
    <dt>Phone</dt><dd>${customer.phone ?? '–'}</dd><dt>Place</dt><dd>${place(customer) || '–'}</dd>
    <dt>Tags</dt><dd>${customer.tags.join(', ') || '–'}</dd><dt>Id</dt><dd>${customer.id}</dd></dl>
    <h3>Birth date</h3><form class="inline" method="post"
    action="/control-panel/customers/${customer.id}/birth-date">
      <input type="hidden" name="back" value="${back}">
      <input type="date" name="date" value="${birthDate(customer)}" aria-label="Birth date">
      <button class="button">Set</button></form>
    <div class="buttons">
    ${moveClock('Move the clock to the birthday', 'birthday')}
    ${moveClock('… to the anniversary', 'anniversary')}</div></div>`;
}

/** One customer with everything that can be done to them. */
export function customerView(context: LocalShopifyContext, customer: Customer): Html {
  const base = storeBase(context);
  const back = `${base}/customers/${customer.id}`;
  const wanted = encodeURIComponent(customer.email ?? customer.id);
  const { state, shop } = context.store;
  const { numberOfOrders, amountSpent } = customerFigures(state, customer.id);
  const orders = state.indexes.ordersByCustomer
    .ids(customer.id)
    .flatMap((id) => state.tables.orders.get(id) ?? [])
    .sort((one, other) => (one.processedAt < other.processedAt ? 1 : -1));
  const rows = orders.slice(0, 50).map((order) => orderRow(context, order, false));
  const table = html`<table class="list"><thead><tr><th>Order</th><th class="wide">Date</th>
    <th class="number">Total</th><th>Payment</th><th class="wide">Shipping</th></tr></thead><tbody>
    ${rows}</tbody></table>`;
  return html`<header class="page-head"><a class="button plain" href="${base}/customers"
    aria-label="Back to customers">←</a>
    <h1>${customerName(customer)}</h1><span class="grow"></span>
    <a class="button primary"
    href="/control-panel?customer=${wanted}#place-order">Place an order</a></header>
  <div class="tiles"><div class="tile"><span>Orders</span><b>${numberOfOrders}</b></div>
    <div class="tile"><span>Spent</span><b>${showMoney(amountSpent, shop.currency)}</b></div></div>
  <div class="columns wide-left"><div><div class="card flush">
  ${orders.length > 0 ? table : html`<p class="empty">No order yet.</p>`}</div></div>
  <div>${personCard(customer, back)}<div class="card"><h2>Marketing</h2>
    ${consentForm(customer, 'email', back)}<p></p>${consentForm(customer, 'sms', back)}</div>
      ${dataCard(customer, back)}</div></div>`;
}
