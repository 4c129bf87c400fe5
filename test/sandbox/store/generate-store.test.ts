import { beforeAll, describe, expect, test } from 'vitest';
import type { Order, Refund, StoreContents } from '#sandbox/shopify/model.ts';
import { describeStore, formatStoreSummary } from '#sandbox/store/describe-store.ts';
import { generateStore } from '#sandbox/store/generate-store.ts';
import { PAIR_TABLE } from '#sandbox/store/sample/catalogue-table.ts';

const ENDS_AT = new Date('2026-11-22T12:00:00Z');
let store: StoreContents;
/** Money must hold for any seed: the store's orders and those of some smaller ones. */
let orders: Order[];

beforeAll(() => {
  store = generateStore({ seed: 'test', endsAt: ENDS_AT });
  const others = [1, 2, 3, 4].map((seed) =>
    generateStore({ seed, customers: 400, products: 40, endsAt: ENDS_AT }),
  );
  orders = [store, ...others].flatMap((one) => one.orders);
});

/** The identities are written out here again, independently of the generator's own sums. */
function dueOf(order: Order): number {
  let due = order.shipping - order.shippingDiscount + order.tip;
  for (const line of order.lines) due += line.price * line.quantity - line.discount;
  if (!order.taxesIncluded) for (const line of order.lines) due += line.tax;
  return due + (order.taxesIncluded ? 0 : order.shippingTax);
}

function backOf(order: Order, refund: Refund): number {
  let back = refund.shipping + refund.adjustment;
  for (const line of refund.lines) back += line.subtotal + (order.taxesIncluded ? 0 : line.tax);
  return back + (order.taxesIncluded ? 0 : refund.shippingTax);
}

function successful(transactions: Order['transactions'], kind: string): number {
  const chosen = transactions.filter((one) => one.kind === kind && one.status === 'SUCCESS');
  return chosen.reduce((sum, one) => sum + one.amount, 0);
}

describe('one seed', () => {
  test('gives byte-identical stores, another seed another', () => {
    const small = { customers: 200, endsAt: ENDS_AT };
    const first = JSON.stringify(generateStore({ seed: 7, ...small }));
    expect(JSON.stringify(generateStore({ seed: 7, ...small }))).toBe(first);
    expect(JSON.stringify(generateStore({ seed: 8, ...small }))).not.toBe(first);
  });

  test('gives the size that was asked for', () => {
    expect(store.customers).toHaveLength(3000);
    expect(store.products).toHaveLength(120);
    const small = generateStore({
      seed: 1,
      customers: 25,
      products: 30,
      years: 1,
      endsAt: ENDS_AT,
    });
    expect(small.customers).toHaveLength(25);
    expect(small.products).toHaveLength(30);
    expect(small.orders.length).toBeGreaterThan(20);
  });

  test.each([1, 5])('works for %i customers', (customers) => {
    const tiny = generateStore({ seed: 1, customers, products: 5, endsAt: ENDS_AT });
    expect(tiny.customers).toHaveLength(customers);
  });
});

describe('every order', () => {
  test('has whole amounts, discounts within its lines and codes that say all of them', () => {
    for (const order of orders) {
      let discounts = order.shippingDiscount;
      for (const line of order.lines) {
        expect(Number.isSafeInteger(line.price) && line.price > 0).toBe(true);
        expect(line.quantity).toBeGreaterThan(0);
        expect(line.discount).toBeGreaterThanOrEqual(0);
        expect(line.discount).toBeLessThanOrEqual(line.price * line.quantity);
        expect(line.taxable || line.tax === 0).toBe(true);
        discounts += line.discount;
      }
      expect(order.shippingDiscount).toBeLessThanOrEqual(order.shipping);
      const codes = order.discountCodes.reduce((sum, code) => sum + code.amount, 0);
      expect(codes).toBe(discounts);
    }
  });

  test('is paid as its status says', () => {
    for (const order of orders) {
      const received = successful(order.transactions, 'SALE');
      const due = dueOf(order);
      const refunded = order.refunds.reduce(
        (sum, refund) => sum + successful(refund.transactions, 'REFUND'),
        0,
      );
      switch (order.financialStatus) {
        case 'PAID':
          expect([received, refunded]).toEqual([due, 0]);
          break;
        case 'PARTIALLY_REFUNDED':
          expect(received).toBe(due);
          expect(refunded).toBeGreaterThan(0);
          expect(refunded).toBeLessThan(due);
          break;
        case 'REFUNDED':
          expect([received, refunded]).toEqual([due, due]);
          break;
        case 'PARTIALLY_PAID':
          expect(received).toBeGreaterThan(0);
          expect(received).toBeLessThan(due);
          break;
        default:
          expect(received).toBe(0);
      }
    }
  });

  test('names a known customer and known variants at their price, or is a guest with e-mail', () => {
    const customers = new Set(store.customers.map((one) => one.id));
    const variants = new Map(
      store.products.flatMap((product) =>
        product.variants.map((variant) => [variant.id, { product, variant }]),
      ),
    );
    for (const order of store.orders) {
      if (order.customerId === null) expect(order.email).toMatch(/@/);
      else expect(customers.has(order.customerId)).toBe(true);
      for (const line of order.lines) {
        const sold = variants.get(line.variantId ?? '');
        expect(sold?.product.id).toBe(line.productId);
        expect(sold?.variant.price).toBe(line.price);
      }
    }
  });

  test('has unique rising ids and numbers, oldest first', () => {
    const placed = store.orders;
    const ids = placed.flatMap((order) => [order.id, ...order.lines.map((line) => line.id)]);
    expect(new Set(ids).size).toBe(ids.length);
    for (let index = 1; index < placed.length; index += 1) {
      const [before, order] = [placed[index - 1], placed[index]];
      expect(order?.number).toBe((before?.number ?? 0) + 1);
      expect(Number(order?.id)).toBeGreaterThan(Number(before?.id));
      expect((order?.processedAt ?? '') >= (before?.processedAt ?? '')).toBe(true);
    }
  });

  test('is fulfilled as far as its parcels say, and no unit is taken back twice', () => {
    for (const order of orders) {
      const sent = new Set(order.fulfillments.flatMap((one) => one.lineItemIds));
      const complete = order.lines.every((line) => sent.has(line.id));
      expect(order.fulfillmentStatus === 'FULFILLED').toBe(complete);
      for (const line of order.lines) {
        expect(line.fulfilledQuantity).toBe(sent.has(line.id) ? line.quantity : 0);
        const back = order.refunds
          .flatMap((refund) => refund.lines)
          .filter((one) => one.lineItemId === line.id)
          .reduce((sum, one) => sum + one.quantity, 0);
        if (order.financialStatus !== 'VOIDED')
          expect(line.currentQuantity).toBe(line.quantity - back);
      }
    }
  });
});

describe('every refund', () => {
  test('pays back what its lines, shipping and adjustment come to', () => {
    for (const order of orders) {
      for (const refund of order.refunds) {
        expect(successful(refund.transactions, 'REFUND')).toBe(backOf(order, refund));
        expect(refund.createdAt > order.createdAt).toBe(true);
      }
    }
  });

  test('gives back no more than each payment brought', () => {
    for (const order of orders) {
      const back = order.refunds.flatMap((refund) => refund.transactions);
      for (const payment of order.transactions) {
        const own = back.filter((one) => one.parentId === payment.id);
        const sum = own.reduce((total, one) => total + one.amount, 0);
        expect(sum).toBeLessThanOrEqual(payment.amount);
      }
    }
  });

  test('takes back a line’s whole amount and tax once all its units are back', () => {
    for (const order of orders) {
      for (const line of order.lines.filter((one) => one.currentQuantity === 0)) {
        const own = order.refunds
          .flatMap((refund) => refund.lines)
          .filter((one) => one.lineItemId === line.id);
        if (own.length === 0) continue;
        const net = line.price * line.quantity - line.discount;
        expect(own.reduce((sum, one) => sum + one.subtotal, 0)).toBe(net);
        expect(own.reduce((sum, one) => sum + one.tax, 0)).toBe(line.tax);
      }
    }
  });
});

describe('the variety', () => {
  test('has every kind of refund', () => {
    const refunds = store.orders.flatMap((order) => order.refunds);
    expect(refunds.some((one) => one.lines.length === 0 && one.shipping > 0)).toBe(true);
    expect(refunds.some((one) => one.lines.length === 0 && one.adjustment > 0)).toBe(true);
    expect(refunds.some((one) => one.lines.length > 0 && one.transactions.length === 0)).toBe(true);
    expect(refunds.some((one) => one.lines.some((line) => line.restockType === 'NO_RESTOCK'))).toBe(
      true,
    );
    expect(store.orders.some((order) => order.refunds.length > 1)).toBe(true);
    expect(store.orders.some((order) => order.financialStatus === 'REFUNDED')).toBe(true);
  });

  test('has every kind of order', () => {
    const has = (predicate: (order: Order) => boolean) => store.orders.filter(predicate).length;
    for (const source of ['web', 'pos', 'shopify_draft_order']) {
      expect(has((order) => order.sourceName === source)).toBeGreaterThan(5);
    }
    const statuses = new Set(store.orders.map((order) => order.financialStatus));
    for (const status of ['PAID', 'PENDING', 'PARTIALLY_PAID', 'VOIDED']) {
      expect(statuses).toContain(status);
    }
    expect(has((order) => order.test)).toBeGreaterThan(3);
    expect(has((order) => order.cancelledAt !== null)).toBeGreaterThan(20);
    expect(has((order) => order.customerId === null)).toBeGreaterThan(20);
    const known = new Set(store.customers.map((one) => one.email));
    const knownGuest = (order: Order) =>
      order.customerId === null && known.has(order.email?.toLowerCase() ?? '');
    expect(has(knownGuest)).toBeGreaterThan(5);
    expect(has((order) => order.taxesIncluded)).toBeGreaterThan(500);
    expect(has((order) => order.lines.some((line) => line.giftCard))).toBeGreaterThan(20);
    const paidByGiftCard = (order: Order) =>
      order.transactions.some((one) => one.gateway === 'gift_card');
    expect(has(paidByGiftCard)).toBeGreaterThan(20);
    const currencies = new Set(store.orders.map((order) => order.presentmentCurrency));
    for (const currency of ['USD', 'EUR', 'JPY', 'KWD']) expect(currencies).toContain(currency);
  });

  test('has the consents, birthdays and contacts of a real list', () => {
    const summary = describeStore(store);
    expect(summary.subscribers / 3000).toBeGreaterThan(0.58);
    expect(summary.subscribers / 3000).toBeLessThan(0.66);
    expect(summary.birthdays / 3000).toBeGreaterThan(0.51);
    expect(summary.birthdays / 3000).toBeLessThan(0.59);
    const emails = store.customers.map((one) => one.email);
    expect(new Set(emails).size).toBe(emails.length);
    expect(emails.filter((email) => email?.includes('+garden@'))).toHaveLength(1);
    const values = store.customers.flatMap((one) => one.metafields.map((field) => field.value));
    expect(values.some((value) => value.endsWith('-02-29'))).toBe(true);
    for (const customer of store.customers) {
      for (const consent of [customer.emailConsent, customer.smsConsent]) {
        if (consent.updatedAt === null) continue;
        expect(consent.updatedAt >= customer.createdAt).toBe(true);
        expect(consent.updatedAt <= ENDS_AT.toISOString()).toBe(true);
      }
      if (customer.phone === null) expect(customer.smsConsent.state).toBe('NOT_SUBSCRIBED');
    }
    expect(
      new Set(store.customers.map((one) => one.defaultAddress?.countryCode)).size,
    ).toBeGreaterThan(8);
  });

  test('has nothing from the future and whole seconds only', () => {
    const text = JSON.stringify(store);
    const instants = text.match(/\d{4}-\d\d-\d\dT[\d:.]+Z/g) ?? [];
    expect(instants.length).toBeGreaterThan(20_000);
    for (const instant of instants) {
      expect(instant <= '2026-11-22T12:00:00.000Z').toBe(true);
      expect(instant.endsWith('.000Z')).toBe(true);
    }
  });

  test('leaves checkouts behind in the last three months, some of them completed', () => {
    expect(store.checkouts.length).toBeGreaterThan(200);
    const completed = store.checkouts.filter((one) => one.completedAt !== null);
    expect(completed.length).toBeGreaterThan(3);
    expect(completed.length).toBeLessThan(store.checkouts.length / 5);
    for (const checkout of store.checkouts) {
      expect(checkout.lines.length).toBeGreaterThan(0);
      expect(checkout.createdAt > '2026-08-20').toBe(true);
    }
  });
});

test('the intended pairs sell together far more often than chance', () => {
  const titles = new Map(store.products.map((product) => [product.id, product.title]));
  const baskets = store.orders.map(
    (order) => new Set(order.lines.map((line) => titles.get(line.productId ?? ''))),
  );
  const count = (...wanted: (string | undefined)[]) =>
    baskets.filter((basket) => wanted.every((title) => basket.has(title))).length;
  const lifts = PAIR_TABLE.trim()
    .split('\n')
    .map((line) => {
      const [one, other] = line.split('|');
      return (count(one, other) * baskets.length) / (count(one) * count(other));
    })
    .filter(Number.isFinite);
  expect(lifts.length).toBeGreaterThan(25);
  for (const lift of lifts) expect(lift).toBeGreaterThan(2);
});

test('the summary reads as one line', () => {
  const line = formatStoreSummary(describeStore(store));
  expect(line).toMatch(
    /^Fern & Fable: 3,000 customers, [\d,]+ orders, 120 products, [\d,]+\.\d\d USD net, \d\d\.\d % came back$/,
  );
});
