import type { Random } from '#sandbox/store/random.ts';
import type { Customer, Order } from '../model.ts';
import type { Discount } from '../records.ts';
import type { LocalStore } from '../store.ts';
import type { Taste } from './basket.ts';

/** What one step of the store's life was, in a sentence; null where nothing could happen. */
export type Happening = (shop: LiveShop) => string | null;

export interface LiveShop {
  store: LocalStore;
  random: Random;
  taste: Taste;
}

const weekMs = 7 * 86_400_000;

function pickCustomer({ store, random }: LiveShop): Customer | null {
  const ids = [...store.state.tables.customers.values()].filter(({ email }) => email !== null);
  return ids.length > 0 ? random.pick(ids) : null;
}

function isUsable(discount: Discount, now: number): boolean {
  const ended = discount.endsAt !== null && Date.parse(discount.endsAt) <= now;
  return !ended && Date.parse(discount.startsAt) <= now && discount.usedBy.length === 0;
}

/** Codes that wait for one customer: what a campaign sent them. */
function waitingOffers(store: LocalStore): { customerId: string; code: string }[] {
  const now = store.now().getTime();
  return [...store.state.tables.discounts.values()].flatMap((discount) => {
    if (discount.context.kind !== 'customers' || !isUsable(discount, now)) return [];
    const [customerId] = discount.context.customerIds;
    const code = discount.codes[0]?.code;
    return customerId && code ? [{ customerId, code }] : [];
  });
}

function order(
  { store, random, taste }: LiveShop,
  customer: Customer,
  discountCode: string | null,
): string | null {
  const lines = taste.draw(random);
  if (lines.length === 0) return null;
  const shipping = random.chance(0.5) ? 0 : random.pick([450, 590, 790]);
  const draft = { customerId: customer.id, lines, discountCode, shipping, taxRate: 800 };
  let result = store.placeOrder(draft);
  if (!result.ok && discountCode) result = store.placeOrder({ ...draft, discountCode: null });
  if (!result.ok) return null;
  const used = result.order.discountCodes[0];
  return `${result.order.name} was placed${used ? ` with ${used.code}` : ''}`;
}

export const buy: Happening = (shop) => {
  const customer = pickCustomer(shop);
  return customer && order(shop, customer, null);
};

/** Someone who got an offer comes back to use it. */
export const redeem: Happening = (shop) => {
  const offers = waitingOffers(shop.store);
  if (offers.length === 0) return buy(shop);
  const offer = shop.random.pick(offers);
  const customer = shop.store.state.tables.customers.get(offer.customerId);
  return customer ? order(shop, customer, offer.code) : null;
};

function recentOrders({ store }: LiveShop, wanted: (order: Order) => boolean): Order[] {
  const now = store.now().getTime();
  return [...store.state.tables.orders.values()].filter((each) => {
    const age = now - Date.parse(each.createdAt);
    return age >= 0 && age < weekMs && !each.cancelledAt && wanted(each);
  });
}

function onRecent(
  wanted: (order: Order) => boolean,
  act: (shop: LiveShop, order: Order) => { ok: boolean },
  word: string,
): Happening {
  return (shop) => {
    const found = recentOrders(shop, wanted);
    if (found.length === 0) return null;
    const chosen = shop.random.pick(found);
    return act(shop, chosen).ok ? `${chosen.name} was ${word}` : null;
  };
}

export const fulfill = onRecent(
  (each) => each.fulfillmentStatus === 'UNFULFILLED' && each.financialStatus === 'PAID',
  ({ store }, { id }) => store.fulfillOrder(id),
  'shipped',
);

export const deliver = onRecent(
  (each) => each.fulfillments.some(({ shipmentStatus }) => shipmentStatus !== 'delivered'),
  ({ store }, { id }) => store.deliver(id),
  'delivered',
);

export const refund = onRecent(
  (each) => each.financialStatus === 'PAID' && each.lines.some((line) => line.currentQuantity > 0),
  ({ store, random }, chosen) => {
    const open = chosen.lines.filter((line) => line.currentQuantity > 0);
    const lines = random.chance(0.5) ? open : [random.pick(open)];
    return store.refundOrder(chosen.id, {
      lines: lines.map((line) => ({ lineItemId: line.id, quantity: line.currentQuantity })),
    });
  },
  'refunded',
);

export const cancel = onRecent(
  (each) => each.fulfillmentStatus === 'UNFULFILLED' && each.financialStatus === 'PAID',
  ({ store }, { id }) => store.cancelOrder(id),
  'cancelled',
);

export const changeConsent: Happening = (shop) => {
  const customer = pickCustomer(shop);
  if (!customer) return null;
  const state = customer.emailConsent.state === 'SUBSCRIBED' ? 'UNSUBSCRIBED' : 'SUBSCRIBED';
  const result = shop.store.setConsent(customer.id, { channel: 'email', state });
  return result.ok ? `${customer.email} ${state.toLowerCase()}` : null;
};

export const abandon: Happening = (shop) => {
  const customer = pickCustomer(shop);
  const lines = shop.taste.draw(shop.random);
  if (!customer || lines.length === 0) return null;
  const result = shop.store.updateCheckout({ customerId: customer.id, lines });
  return result.ok ? `${customer.email} left a checkout behind` : null;
};
