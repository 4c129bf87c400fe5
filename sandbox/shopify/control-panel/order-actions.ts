import { showMoney } from '../admin-frame/format.ts';
import type { PageRequest } from '../admin-frame/page.ts';
import type { LocalShopifyContext } from '../context.ts';
import type { Order } from '../model.ts';
import { paymentsOf, totalsOf } from '../totals.ts';
import { type Read, readAmount, readCustomer, readLines } from './fields.ts';
import type { Outcome } from './notice.ts';

type Result = { ok: true; order: Order } | { ok: false; message: string };

function say(result: Result, sentence: (order: Order) => string): Outcome {
  return result.ok ? { ok: true, message: sentence(result.order) } : result;
}

/** Eight per cent of tax on every line, as in the shop's own country. */
const taxRate = 800;

export function placeOrder(context: LocalShopifyContext, { form }: PageRequest): Outcome {
  const { store } = context;
  const { currency } = store.shop;
  const customer = readCustomer(store, form.get('customer') ?? '');
  if (!customer.ok) return customer;
  const lines = readLines(form);
  if (!lines.ok) return lines;
  const shipping = readAmount(form.get('shipping'), currency);
  if (!shipping.ok) return shipping;
  const result = store.placeOrder({
    customerId: customer.value.id,
    lines: lines.value,
    discountCode: form.get('code')?.trim() || null,
    shipping: shipping.value,
    taxRate,
    paid: form.get('paid') === 'yes',
    test: form.get('test') === 'yes',
  });
  return say(result, (order) => {
    const total = showMoney(totalsOf(order).total, currency);
    return `Order ${order.name} of ${total} was placed`;
  });
}

export function abandonCheckout(context: LocalShopifyContext, { form }: PageRequest): Outcome {
  const customer = readCustomer(context.store, form.get('customer') ?? '');
  if (!customer.ok) return customer;
  const lines = readLines(form);
  if (!lines.ok) return lines;
  const { id, email } = customer.value;
  const result = context.store.updateCheckout({ customerId: id, email, lines: lines.value });
  if (!result.ok) return result;
  return { ok: true, message: `${email ?? 'The customer'} left a checkout behind` };
}

function readReturns(order: Order, form: URLSearchParams): Read<Refunded[]> {
  const returned: Refunded[] = [];
  for (const line of order.lines) {
    const text = form.get(`line-${line.id}`)?.trim() || '0';
    const quantity = Number(text);
    if (!Number.isInteger(quantity) || quantity < 0) {
      return { ok: false, message: `${line.title}: “${text}” is not a quantity` };
    }
    if (quantity > 0) returned.push({ lineItemId: line.id, quantity });
  }
  return { ok: true, value: returned };
}

interface Refunded {
  lineItemId: string;
  quantity: number;
}

function everything(order: Order) {
  const lines = order.lines.filter((line) => line.currentQuantity > 0);
  return {
    lines: lines.map(({ id, currentQuantity }) => ({ lineItemId: id, quantity: currentQuantity })),
    shipping: totalsOf(order).currentShipping,
  };
}

function refund(context: LocalShopifyContext, order: Order, form: URLSearchParams): Outcome {
  const { store } = context;
  const { currency } = store.shop;
  const sentence = (changed: Order) => {
    const back = changed.refunds.at(-1)?.transactions.reduce((sum, each) => sum + each.amount, 0);
    return `${showMoney(back ?? 0, currency)} of ${changed.name} went back`;
  };
  if (form.get('all') === 'yes') {
    return say(store.refundOrder(order.id, everything(order)), sentence);
  }
  const lines = readReturns(order, form);
  if (!lines.ok) return lines;
  const shipping = readAmount(form.get('shipping'), currency);
  if (!shipping.ok) return shipping;
  const adjustment = readAmount(form.get('amount'), currency);
  if (!adjustment.ok) return adjustment;
  const draft = { lines: lines.value, shipping: shipping.value, adjustment: adjustment.value };
  return say(store.refundOrder(order.id, draft), sentence);
}

/** What a person at the control panel does to an order: the action named in the address. */
export function actOnOrder(context: LocalShopifyContext, request: PageRequest): Outcome {
  const { store } = context;
  const { id = '', action } = request.parameters;
  const order = store.state.tables.orders.get(id);
  if (!order) return { ok: false, message: `There is no order ${id}` };
  switch (action) {
    case 'refund':
      return refund(context, order, request.form);
    case 'pay':
      return say(store.markPaid(id), ({ name }) => `${name} is paid`);
    case 'fulfill':
      return say(store.fulfillOrder(id), ({ name }) => `${name} was shipped`);
    case 'deliver':
      return say(store.deliver(id), ({ name }) => `${name} was delivered`);
    case 'cancel':
      return say(store.cancelOrder(id), (changed) => {
        const back = paymentsOf(changed).refunded;
        const money = back > 0 ? ` and ${showMoney(back, store.shop.currency)} went back` : '';
        return `${changed.name} was cancelled${money}`;
      });
    default:
      return { ok: false, message: `Nothing is called “${action}”` };
  }
}
