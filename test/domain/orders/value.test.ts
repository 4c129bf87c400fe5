import { describe, expect, test } from 'vitest';
import { orderValue, type ValuedOrder, type ValuedRefund } from '#app/domain/orders/value.ts';

const net = { includeTax: false, includeShipping: false };
const gross = { includeTax: true, includeShipping: true };

type Line = ValuedOrder['lines'][number];

function line(lineId: string, priceMinor: number, rest: Partial<Line> = {}): Line {
  const quantity = rest.quantity ?? 1;
  return {
    lineId,
    priceMinor,
    quantity,
    currentQuantity: quantity,
    discountMinor: 0,
    taxMinor: 0,
    isGiftCard: false,
    ...rest,
  };
}

function order(lines: Line[], rest: Partial<ValuedOrder> = {}): ValuedOrder {
  return {
    deletedAt: null,
    test: false,
    cancelledAt: null,
    financialStatus: 'paid',
    taxesIncluded: false,
    shippingMinor: 0,
    taxMinor: 0,
    discountsMinor: 0,
    lines,
    ...rest,
  };
}

function refund(rest: Partial<ValuedRefund> = {}): ValuedRefund {
  return { lines: [], shippingMinor: 0, shippingTaxMinor: 0, adjustmentMinor: 0, ...rest };
}

function back(lineId: string, quantity: number, subtotalMinor: number, taxMinor = 0) {
  return { lineId, quantity, subtotalMinor, taxMinor };
}

function netOf(valued: ValuedOrder, refunds: ValuedRefund[] = [], money = net): number {
  return orderValue(valued, refunds, money).netMinor;
}

describe('what counts for nothing (D6)', () => {
  const lines = [line('1', 5000)];
  test.each([
    ['deleted', { deletedAt: '2026-01-01T00:00:00Z' }],
    ['test', { test: true }],
    ['cancelled', { cancelledAt: '2026-01-01T00:00:00Z' }],
    ['voided', { financialStatus: 'voided' }],
    ['not_paid', { financialStatus: 'pending' }],
    ['not_paid', { financialStatus: 'authorized' }],
    ['not_paid', { financialStatus: 'expired' }],
  ] as const)('%s', (excludedReason, rest) => {
    expect(orderValue(order(lines, rest), [], gross)).toEqual({
      counted: false,
      excludedReason,
      netMinor: 0,
      refundedMinor: 0,
      isDiscounted: false,
    });
  });

  test('an order of gift cards only', () => {
    const value = orderValue(order([line('1', 5000, { isGiftCard: true })]), [], gross);
    expect(value).toMatchObject({ counted: false, excludedReason: 'gift_cards_only', netMinor: 0 });
  });
});

describe('what counts (D6)', () => {
  test('price × quantity − discount: 2 × 20.00 − 5.00 + 7.50 = 42.50', () => {
    const lines = [line('1', 2000, { quantity: 2, discountMinor: 500 }), line('2', 750)];
    const value = orderValue(order(lines, { discountsMinor: 500 }), [], net);
    expect(value).toMatchObject({ counted: true, netMinor: 4250, isDiscounted: true });
  });

  test('a partly paid order counts whole, as Shopify counts it', () => {
    expect(netOf(order([line('1', 5000)], { financialStatus: 'partially_paid' }))).toBe(5000);
  });

  test('a gift card bought beside goods is no revenue: 50.00 + 25.00 card = 50.00', () => {
    const lines = [line('1', 5000), line('2', 2500, { isGiftCard: true })];
    expect(netOf(order(lines))).toBe(5000);
  });

  test('paid with a gift card or store credit is paid: tender is no discount', () => {
    // Shopify tells tender only in transactions; lines and discounts are those of any other order.
    const value = orderValue(order([line('1', 5000)]), [], net);
    expect(value).toMatchObject({ netMinor: 5000, isDiscounted: false });
  });

  test('a free order counts as an order of nothing', () => {
    const value = orderValue(order([line('1', 5000, { discountMinor: 5000 })]), [], net);
    expect(value).toMatchObject({ counted: true, netMinor: 0, isDiscounted: true });
  });

  test('a discount on shipping only makes an order discounted and takes nothing off', () => {
    const value = orderValue(order([line('1', 5000)], { discountsMinor: 490 }), [], net);
    expect(value).toMatchObject({ netMinor: 5000, isDiscounted: true });
  });

  test('units removed by an edit go with their share: 3 × 10.00 − 3.00, one left = 9.00', () => {
    const edited = line('1', 1000, { quantity: 3, currentQuantity: 1, discountMinor: 300 });
    expect(netOf(order([edited]))).toBe(900);
  });

  test('a line added by an edit counts: 20.00 removed, 35.00 added = 35.00', () => {
    const lines = [line('1', 2000, { currentQuantity: 0 }), line('2', 3500)];
    expect(netOf(order(lines))).toBe(3500);
  });

  test('an exchange: 40.00 returned, 55.00 added = 55.00', () => {
    const lines = [line('1', 4000, { currentQuantity: 0 }), line('2', 5500)];
    const exchanged = refund({ lines: [back('1', 1, 4000)] });
    const value = orderValue(order(lines), [exchanged], net);
    expect(value).toMatchObject({ netMinor: 5500, refundedMinor: 4000 });
  });
});

describe('refunds (D7)', () => {
  const two = [line('1', 2000, { quantity: 2, discountMinor: 400 }), line('2', 1000)];

  test.each([
    ['a line: 46.00 − 10.00', refund({ lines: [back('2', 1, 1000)] }), 3600],
    ['one unit of two: 46.00 − 18.00', refund({ lines: [back('1', 1, 1800)] }), 2800],
    ['a custom amount: 46.00 − 7.00', refund({ adjustmentMinor: 700 }), 3900],
    ['shipping only', refund({ shippingMinor: 490 }), 4600],
    [
      'restocked, nothing paid back: −18.00 + 18.00',
      refund({ lines: [back('1', 1, 1800)], adjustmentMinor: -1800 }),
      4600,
    ],
    [
      'a restocking fee of 3.00 kept: 46.00 − 18.00 + 3.00',
      refund({ lines: [back('1', 1, 1800)], adjustmentMinor: -300 }),
      3100,
    ],
    ['of nothing', refund(), 4600],
  ])('%s', (_name, given, expected) => {
    expect(netOf(order(two), [given])).toBe(expected);
  });

  test('several: 46.00 − 18.00 − 10.00 − 5.00 = 13.00', () => {
    const refunds = [
      refund({ lines: [back('1', 1, 1800)] }),
      refund({ lines: [back('2', 1, 1000)] }),
      refund({ adjustmentMinor: 500 }),
    ];
    expect(orderValue(order(two), refunds, net)).toMatchObject({
      counted: true,
      netMinor: 1300,
      refundedMinor: 3300,
    });
  });

  test('of everything leaves nothing, and the order still counts as one', () => {
    const whole = [refund({ lines: [back('1', 2, 3600), back('2', 1, 1000)] })];
    const returned = order(
      two.map((each) => ({ ...each, currentQuantity: 0 })),
      { financialStatus: 'refunded' },
    );
    expect(orderValue(returned, whole, net)).toMatchObject({ counted: true, netMinor: 0 });
  });

  test('of a gift card takes nothing off that was never counted', () => {
    const lines = [line('1', 5000), line('2', 2500, { isGiftCard: true })];
    expect(netOf(order(lines), [refund({ lines: [back('2', 1, 2500)] })])).toBe(5000);
  });
});

describe('tax and shipping as the merchant wants (D9)', () => {
  // 2 × 12.00 with 4.00 tax inside; shipping 6.00 with 1.00 inside.
  const inclusive = order([line('1', 1200, { quantity: 2, taxMinor: 400 })], {
    taxesIncluded: true,
    shippingMinor: 600,
    taxMinor: 500,
  });
  // 2 × 10.00 with 4.00 tax on top; shipping 5.00 with 1.00 on top.
  const exclusive = order([line('1', 1000, { quantity: 2, taxMinor: 400 })], {
    shippingMinor: 500,
    taxMinor: 500,
  });
  const cases = [
    [{ includeTax: false, includeShipping: false }, 2000],
    [{ includeTax: true, includeShipping: false }, 2400],
    [{ includeTax: false, includeShipping: true }, 2500],
    [{ includeTax: true, includeShipping: true }, 3000],
  ] as const;

  test.each(cases)('%o, tax inside or on top: %i', (money, expected) => {
    expect(netOf(inclusive, [], money)).toBe(expected);
    expect(netOf(exclusive, [], money)).toBe(expected);
  });

  test.each(cases)('%o: a full refund takes back the same', (money) => {
    const insideBack = refund({
      lines: [back('1', 2, 2400, 400)],
      shippingMinor: 600,
      shippingTaxMinor: 100,
    });
    const onTopBack = refund({
      lines: [back('1', 2, 2000, 400)],
      shippingMinor: 500,
      shippingTaxMinor: 100,
    });
    expect(netOf(inclusive, [insideBack], money)).toBe(0);
    expect(netOf(exclusive, [onTopBack], money)).toBe(0);
  });
});

test('three units at 10.00 less 1.00, returned one by one, give back exactly all', () => {
  const lines = [line('1', 1000, { quantity: 3, discountMinor: 100 })];
  const units = [967, 966, 967].map((minor) => refund({ lines: [back('1', 1, minor)] }));
  expect(netOf(order(lines), units)).toBe(0);
});
