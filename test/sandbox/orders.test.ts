import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Order } from '#sandbox/shopify/model.ts';
import { openStore } from '#sandbox/shopify/store.ts';
import { totalsOf } from '#sandbox/shopify/totals.ts';
import { movableClock } from './support/local-shopify.ts';
import { smallStore } from './support/small-store.ts';

async function openSmallStore(change: Parameters<typeof smallStore>[0] = {}) {
  return openStore({
    clock: movableClock(),
    dataDir: null,
    loadContents: () => smallStore(change),
  });
}

function placed(result: { ok: true; order: Order } | { ok: false; message: string }): Order {
  if (!result.ok) throw new Error(result.message);
  return result.order;
}

function lineId(order: Order, at: number): string {
  const line = order.lines[at];
  if (!line) throw new Error(`no line ${at}`);
  return line.id;
}

test('an order adds up: lines, tax, shipping, tip', async () => {
  const store = await openSmallStore();
  const order = placed(
    store.placeOrder({
      customerId: '101',
      lines: [
        { variantId: '2011', quantity: 2 },
        { variantId: '2021', quantity: 1 },
      ],
      shipping: 500,
      tip: 100,
      taxRate: 800,
    }),
  );
  // 2 × 20.00 + 9.99 = 49.99; tax 3.20 + 0.80 = 4.00; + 5.00 + 1.00
  expect(totalsOf(order)).toMatchObject({
    lineItems: 4999,
    subtotal: 4999,
    tax: 400,
    total: 5999,
    currentTotal: 5999,
    received: 5999,
    outstanding: 0,
  });
  expect(order).toMatchObject({
    name: '#1001',
    financialStatus: 'PAID',
    updatedAt: order.createdAt,
  });
});

test('several refunds of one order take its current totals to nothing, to the cent', async () => {
  const store = await openSmallStore();
  const order = placed(
    store.placeOrder({
      customerId: '101',
      lines: [{ variantId: '2021', quantity: 3 }],
      shipping: 500,
      taxRate: 725,
    }),
  );
  const lineItemId = lineId(order, 0);
  for (const quantity of [1, 2]) {
    expect(store.refundOrder(order.id, { lines: [{ lineItemId, quantity }] }).ok).toBe(true);
  }
  expect(order.financialStatus).toBe('PARTIALLY_REFUNDED');
  expect(totalsOf(order)).toMatchObject({ currentSubtotal: 0, currentTax: 0, currentTotal: 500 });
  expect(store.refundOrder(order.id, { shipping: 500 }).ok).toBe(true);
  const { total, currentTotal, refunded, netPayment } = totalsOf(order);
  expect({ currentTotal, refunded, netPayment }).toEqual({
    currentTotal: 0,
    refunded: total,
    netPayment: 0,
  });
  expect(order.financialStatus).toBe('REFUNDED');
});

test('a custom amount is refunded beside the lines', async () => {
  const store = await openSmallStore();
  const order = placed(
    store.placeOrder({ customerId: '101', lines: [{ variantId: '2011', quantity: 1 }] }),
  );
  const result = store.refundOrder(order.id, { adjustment: 750 });
  expect(result).toMatchObject({ ok: true, refund: { adjustment: 750, lines: [] } });
  expect(totalsOf(order)).toMatchObject({ refunded: 750, currentTotal: 1250, netPayment: 1250 });
});

test('a refund refuses more units or money than there are, and changes nothing', async () => {
  const store = await openSmallStore();
  const order = placed(
    store.placeOrder({ customerId: '101', lines: [{ variantId: '2011', quantity: 1 }] }),
  );
  const lineItemId = lineId(order, 0);
  expect(store.refundOrder(order.id, { lines: [{ lineItemId, quantity: 2 }] })).toMatchObject({
    ok: false,
    reason: 'invalid_quantity',
  });
  expect(store.refundOrder(order.id, { adjustment: 2001 })).toMatchObject({
    ok: false,
    reason: 'exceeds_payment',
  });
  expect(order.refunds).toEqual([]);
  expect(order.lines[0]?.currentQuantity).toBe(1);
});

test('an edit keeps removed units in quantity and takes them from the current totals', async () => {
  const store = await openSmallStore();
  const order = placed(
    store.placeOrder({
      customerId: '101',
      lines: [{ variantId: '2011', quantity: 2 }],
      taxRate: 1300,
      paid: false,
    }),
  );
  const quantities = [{ lineItemId: lineId(order, 0), quantity: 1 }];
  expect(store.editOrder(order.id, { quantities }).ok).toBe(true);
  expect(order.lines[0]).toMatchObject({ quantity: 2, currentQuantity: 1 });
  expect(totalsOf(order)).toMatchObject({
    total: 4520,
    currentSubtotal: 2000,
    currentTax: 260,
    currentTotal: 2260,
    outstanding: 2260,
  });
});

test('cancelling a paid order gives everything back', async () => {
  const store = await openSmallStore();
  const order = placed(
    store.placeOrder({
      customerId: '102',
      lines: [{ variantId: '2012', quantity: 1 }],
      shipping: 400,
    }),
  );
  expect(store.cancelOrder(order.id).ok).toBe(true);
  expect(order).toMatchObject({ financialStatus: 'REFUNDED', cancelReason: 'customer' });
  expect(totalsOf(order)).toMatchObject({ currentTotal: 0, netPayment: 0, outstanding: 0 });
});

test('prices that include tax are not taxed on top', async () => {
  const store = await openSmallStore({ taxesIncluded: true, currency: 'EUR' });
  const order = placed(
    store.placeOrder({
      customerId: '101',
      lines: [{ variantId: '2011', quantity: 1 }],
      taxRate: 1900,
    }),
  );
  expect(totalsOf(order)).toMatchObject({ subtotal: 2000, tax: 319, total: 2000 });
});

test('merging moves orders and takes over what was missing', async () => {
  const store = await openSmallStore();
  const order = placed(
    store.placeOrder({ customerId: '102', lines: [{ variantId: '2011', quantity: 1 }] }),
  );
  expect(store.mergeCustomers('103', '102').ok).toBe(true);
  expect(order.customerId).toBe('103');
  expect(store.state.tables.customers.get('102')).toBeUndefined();
  expect(store.state.indexes.ordersByCustomer.ids('103')).toEqual([order.id]);
});

test('whatever is refunded in whatever steps, what is left is what was paid and kept', async () => {
  const store = await openSmallStore();
  const step = fc.record({
    quantities: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 2, maxLength: 2 }),
    shipping: fc.integer({ min: 0, max: 300 }),
    adjustment: fc.integer({ min: -200, max: 200 }),
  });
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 2 }),
      fc.integer({ min: 0, max: 2500 }),
      fc.array(step, { maxLength: 5 }),
      ([first = 1, second = 1], taxRate, steps) => {
        const order = placed(
          store.placeOrder({
            customerId: '101',
            lines: [
              { variantId: '2021', quantity: first },
              { variantId: '2012', quantity: second },
            ],
            shipping: 700,
            taxRate,
          }),
        );
        for (const { quantities, shipping, adjustment } of steps) {
          const lines = quantities
            .map((quantity, at) => ({ lineItemId: lineId(order, at), quantity }))
            .filter(({ quantity }) => quantity > 0);
          store.refundOrder(order.id, { lines, shipping, adjustment });
        }
        const totals = totalsOf(order);
        expect(totals.currentTotal).toBe(totals.netPayment);
        expect(totals.netPayment).toBeGreaterThanOrEqual(0);
        expect(totals.outstanding).toBe(0);
        expect(totals.currentSubtotal).toBeGreaterThanOrEqual(0);
        if (order.lines.every((line) => line.currentQuantity === 0)) {
          expect(totals).toMatchObject({ currentSubtotal: 0, currentTax: 0 });
        }
      },
    ),
    { seed: 1, numRuns: 300 },
  );
});
