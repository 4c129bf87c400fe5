import { beforeAll, describe, expect, test } from 'vitest';
import type { Order, StoreContents } from '#sandbox/shopify/model.ts';
import { totalsOf } from '#sandbox/shopify/totals.ts';
import type { ImportReport } from '#sandbox/store/imports/report.ts';
import { fixture, importFile } from './fixture.ts';

let contents: StoreContents;
let report: ImportReport;

beforeAll(async () => {
  ({ contents, report } = await importFile(fixture('shopify-export.csv')));
});

function named(name: string): Order {
  const order = contents.orders.find((one) => one.name === name);
  if (!order) throw new Error(`No order ${name}`);
  return order;
}

test('every order comes out with the total of the file, oldest first', () => {
  expect(report).toMatchObject({ format: 'order-export', rows: 11, orders: 8, errorCount: 0 });
  expect(contents.orders.map((order) => [order.name, order.id, totalsOf(order).total])).toEqual([
    ['#1001', '5001', 2000],
    ['#1002', '5002', 10259],
    ['#1003', '5003', 2000],
    ['#1004', '5004', 2975],
    ['#1005', '5005', 6700],
    ['#1006', '5006', 400],
    ['#1007', '5007', 500],
    ['#1008', '5008', 2000],
  ]);
  expect(contents.shop.currency).toBe('EUR');
});

describe('an order of several rows', () => {
  test('has a line each, with discount and tax spread to the cent', () => {
    const order = named('#1002');
    expect(order.lines.map((line) => [line.title, line.quantity, line.price])).toEqual([
      ['Fern', 3, 2000],
      ['Gift Card - 25', 1, 2500],
      ['Jute Twine, 50 m\n"natural"', 2, 400],
    ]);
    // 7.00 off: 1.00 is the twine's own; gift cards bear nothing of the other 6.00.
    expect(order.lines.map((line) => line.discount)).toEqual([537, 0, 163]);
    expect(order.lines.map((line) => line.tax)).toEqual([1038, 0, 121]);
    expect(order.lines.map((line) => line.giftCard)).toEqual([false, true, false]);
    expect(order.discountCodes).toEqual([{ code: 'SPRING', amount: 700, type: 'fixed_amount' }]);
    expect(order.taxesIncluded).toBe(false);
    expect(order.tags).toEqual(['vip', 'spring']);
  });

  test('is partly fulfilled as its lines say', () => {
    const order = named('#1002');
    expect(order.fulfillmentStatus).toBe('PARTIALLY_FULFILLED');
    expect(order.lines.map((line) => line.fulfilledQuantity)).toEqual([3, 1, 0]);
  });
});

test('a discount that is not on the lines is on the shipping', () => {
  const order = named('#1003');
  expect([order.shipping, order.shippingDiscount]).toEqual([500, 500]);
  expect(order.discountCodes).toEqual([{ code: 'FREESHIP', amount: 500, type: 'shipping' }]);
});

test('a total without the taxes on top says that prices include them', () => {
  const order = named('#1005');
  expect(order.taxesIncluded).toBe(true);
  expect(totalsOf(order).tax).toBe(1070);
});

test('what the total has beyond goods, shipping and tax is the tip', () => {
  expect(named('#1007')).toMatchObject({ tip: 36, sourceName: 'pos', customerId: null });
});

test('a full refund takes all lines back, a partial one is an amount', () => {
  const full = named('#1005');
  expect(full.financialStatus).toBe('REFUNDED');
  expect(full.lines.map((line) => line.currentQuantity)).toEqual([0, 0]);
  expect(totalsOf(full)).toMatchObject({ refunded: 6700, netPayment: 0, currentTotal: 0 });
  const partial = named('#1004');
  expect(partial.financialStatus).toBe('PARTIALLY_REFUNDED');
  expect(partial.refunds).toHaveLength(1);
  expect(partial.refunds[0]).toMatchObject({ adjustment: 725, lines: [] });
});

test('statuses say what was paid', () => {
  const received = (name: string) => totalsOf(named(name)).received;
  expect(received('#1001')).toBe(0);
  expect(named('#1001').transactions).toMatchObject([{ kind: 'SALE', status: 'PENDING' }]);
  expect(received('#1006')).toBe(0);
  expect(named('#1006').cancelledAt).toBe('2026-03-07T11:00:00.000Z');
  expect(received('#1008')).toBe(750);
});

test('customers are told apart by e-mail in any case; the newest order says their consent', () => {
  expect(contents.customers.map((one) => [one.email, one.emailConsent.state])).toEqual([
    ['mia@example.com', 'SUBSCRIBED'],
    ['greta@example.com', 'NOT_SUBSCRIBED'],
    ['paul@example.com', 'NOT_SUBSCRIBED'],
  ]);
  const greta = contents.customers[1];
  expect(greta).toMatchObject({ firstName: 'Greta', lastName: 'Böhm' });
  expect(greta?.defaultAddress).toMatchObject({ zip: '04229', countryCode: 'DE' });
  for (const name of ['#1002', '#1004', '#1008']) expect(named(name).customerId).toBe(greta?.id);
});

test('products are told apart by SKU and lines point at them', () => {
  const skus = contents.products.flatMap((one) => one.variants.map((variant) => variant.sku));
  expect(skus.sort()).toEqual(['FE', 'GC', 'JT', 'JT2', 'MP', 'RF']);
  const ids = new Set(contents.products.map((one) => one.id));
  for (const line of contents.orders.flatMap((order) => order.lines)) {
    expect(ids.has(line.productId ?? '')).toBe(true);
  }
});

test('an order that cannot be read is left out whole and named; the others are imported', async () => {
  const bad = await importFile(fixture('shopify-export-with-errors.csv'));
  expect(bad.contents.orders.map((order) => order.name)).toEqual(['#2001', '#2008']);
  expect(bad.report.skipped).toEqual([{ reason: 'its order has an error', count: 1, lines: [4] }]);
  expect(bad.report.errors).toEqual([
    { line: 3, column: 'Created at', value: 'soon', problem: 'is not a date' },
    {
      line: 5,
      column: 'Lineitem quantity',
      value: 'one',
      problem: 'is not a positive whole number',
    },
    {
      line: 6,
      column: 'Total',
      value: '19.00',
      problem: 'is less than Subtotal, Shipping and Taxes together',
    },
    {
      line: 7,
      column: 'Financial Status',
      value: 'settled',
      problem: 'is not a financial status of Shopify',
    },
    { line: 8, column: 'Name', value: '#2001', problem: 'is the name of an earlier order' },
    { line: 9, column: 'Refunded Amount', value: '21.00', problem: 'is more than was paid' },
    {
      line: 10,
      column: 'Currency',
      value: 'USD',
      problem: 'is not EUR, the currency of this import',
    },
  ]);
});
