import type { LocalStore } from '#sandbox/shopify/store.ts';
import { createRandom, type Random } from '#sandbox/store/random.ts';

const STEPS = 150;
const STEP_MS = 9 * 60_000;

interface Day {
  store: LocalStore;
  random: Random;
  customerIds: string[];
  variantIds: string[];
  orderIds: string[];
}

type Happening = (day: Day) => void;

const order: Happening = ({ store, random, customerIds, variantIds, orderIds }) => {
  const isGuest = random.chance(0.1);
  const placed = store.placeOrder({
    customerId: isGuest ? null : random.pick(customerIds),
    email: isGuest ? `guest${random.integer(1, 6)}@example.com` : null,
    lines: Array.from({ length: random.integer(1, 3) }, () => ({
      variantId: random.pick(variantIds),
      quantity: random.integer(1, 3),
    })),
    shipping: random.pick([0, 495, 995]),
    taxRate: random.pick([0, 800]),
    paid: random.chance(0.85),
    test: random.chance(0.03),
  });
  if (placed.ok) orderIds.push(placed.order.id);
};

const refund: Happening = ({ store, random, orderIds }) => {
  if (orderIds.length === 0) return;
  const orderId = random.pick(orderIds);
  const line = store.state.tables.orders.get(orderId)?.lines[0];
  if (!line) return;
  store.refundOrder(orderId, {
    lines: random.chance(0.7) ? [{ lineItemId: line.id, quantity: 1 }] : [],
    adjustment: random.chance(0.3) ? 150 : 0,
  });
};

const onAnOrder =
  (verb: (store: LocalStore, orderId: string, random: Random) => void): Happening =>
  ({ store, random, orderIds }) => {
    if (orderIds.length > 0) verb(store, random.pick(orderIds), random);
  };

const onACustomer =
  (verb: (store: LocalStore, customerId: string, random: Random) => void): Happening =>
  ({ store, random, customerIds }) => {
    verb(store, random.pick(customerIds), random);
  };

const newCustomer: Happening = ({ store, random, customerIds }) => {
  const email = random.chance(0.3)
    ? `guest${random.integer(1, 6)}@example.com`
    : `new${random.hex(6)}@example.com`;
  const made = store.upsertCustomer({ firstName: 'Nia', lastName: random.hex(4), email });
  if (made.ok) customerIds.push(made.customer.id);
};

const merge: Happening = ({ store, random, customerIds }) => {
  const [kept, merged] = [random.pick(customerIds), random.pick(customerIds)];
  if (kept === merged) return;
  store.mergeCustomers(kept, merged);
  customerIds.splice(customerIds.indexOf(merged), 1);
};

const birthday = (store: LocalStore, customerId: string, random: Random) =>
  store.setMetafield(customerId, {
    namespace: 'facts',
    key: 'birth_date',
    type: 'date',
    value: `19${random.integer(50, 99)}-0${random.integer(1, 9)}-${random.integer(10, 28)}`,
  });

const consent = (store: LocalStore, customerId: string, random: Random) =>
  store.setConsent(customerId, {
    channel: 'email',
    state: random.pick(['SUBSCRIBED', 'UNSUBSCRIBED']),
  });

const checkout: Happening = ({ store, random, customerIds, variantIds }) => {
  const lines = [{ variantId: random.pick(variantIds), quantity: 1 }];
  const started = store.updateCheckout({ customerId: random.pick(customerIds), lines });
  if (started.ok && random.chance(0.5)) store.completeCheckout(started.checkout.id);
};

const HAPPENINGS: [Happening, number][] = [
  [order, 40],
  [refund, 12],
  [onAnOrder((store, id) => store.markPaid(id)), 8],
  [onAnOrder((store, id) => store.fulfillOrder(id)), 20],
  [onAnOrder((store, id) => store.deliver(id)), 6],
  [onAnOrder((store, id) => store.cancelOrder(id)), 4],
  [onACustomer(consent), 8],
  [onACustomer(birthday), 6],
  [newCustomer, 6],
  [merge, 2],
  [onACustomer((store, id) => store.upsertCustomer({ id, tags: ['seen'] })), 4],
  [checkout, 6],
];

/**
 * A day in a store, the same for the same seed: orders, payments, shipments, refunds,
 * cancellations, consent, birthdays, merges and checkouts, spread over 24 hours of its clock.
 */
export function liveOneDay(
  store: LocalStore,
  clock: { advance(milliseconds: number): void },
  seed: string,
): void {
  const { tables } = store.state;
  const day: Day = {
    store,
    random: createRandom(seed),
    customerIds: [...tables.customers.values()].map(({ id }) => id).sort(),
    variantIds: [...tables.products.values()]
      .filter(({ status, giftCard }) => status === 'ACTIVE' && !giftCard)
      .flatMap(({ variants }) => variants.map(({ id }) => id))
      .sort(),
    orderIds: [],
  };
  for (let step = 0; step < STEPS; step += 1) {
    clock.advance(STEP_MS);
    const [happen] = day.random.weighted(HAPPENINGS, ([, weight]) => weight);
    happen(day);
  }
}
