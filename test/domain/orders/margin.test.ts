import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderMargin } from '#app/domain/orders/margin.ts';
import { orderValue, type ValuedRefund } from '#app/domain/orders/value.ts';

const net = { includeTax: false, includeShipping: false };
const gross = { includeTax: true, includeShipping: true };

interface LineParts {
  lineId: string;
  variantId: string | null;
  priceMinor: number;
  quantity?: number;
  currentQuantity?: number;
  discountMinor?: number;
  taxMinor?: number;
  isGiftCard?: boolean;
}

function order(lines: LineParts[], rest: Partial<Parameters<typeof orderMargin>[0]> = {}) {
  return {
    deletedAt: null,
    test: false,
    cancelledAt: null,
    financialStatus: 'paid' as const,
    taxesIncluded: false,
    shippingMinor: 0,
    taxMinor: 0,
    discountsMinor: 0,
    lines: lines.map((line) => ({
      quantity: 1,
      currentQuantity: line.quantity ?? 1,
      discountMinor: 0,
      taxMinor: 0,
      isGiftCard: false,
      ...line,
    })),
    ...rest,
  };
}

function refund(rest: Partial<ValuedRefund>): ValuedRefund {
  return { lines: [], shippingMinor: 0, shippingTaxMinor: 0, adjustmentMinor: 0, ...rest };
}

const COSTS: Record<string, number> = { fern: 400, tea: 0 };
const costOf = (variantId: string) => COSTS[variantId] ?? null;

test('D11: a line earns its net sales less the cost of its units', () => {
  const two = { lineId: '1', variantId: 'fern', priceMinor: 1000, quantity: 2, discountMinor: 200 };
  expect(orderMargin(order([two]), [], net, costOf)).toEqual({
    costedNetMinor: 1800,
    grossProfitMinor: 1000,
  });
});

test('D11: a missing cost is left out of both, and a cost of 0 is one', () => {
  const lines = [
    { lineId: '1', variantId: 'fern', priceMinor: 1000 },
    { lineId: '2', variantId: 'pot', priceMinor: 3000 },
    { lineId: '3', variantId: null, priceMinor: 500 },
    { lineId: '4', variantId: 'tea', priceMinor: 700 },
  ];
  expect(orderMargin(order(lines), [], net, costOf)).toEqual({
    costedNetMinor: 1700,
    grossProfitMinor: 1300,
  });
});

test('D11: units given back or edited away cost nothing', () => {
  const bought = order([
    { lineId: '1', variantId: 'fern', priceMinor: 1000, quantity: 4, currentQuantity: 2 },
  ]);
  // One of four was edited away, one came back for 10.00: two are left.
  const back = refund({
    lines: [{ lineId: '1', quantity: 1, subtotalMinor: 1000, taxMinor: 0 }],
  });
  expect(orderMargin(bought, [back], net, costOf)).toEqual({
    costedNetMinor: 2000,
    grossProfitMinor: 1200,
  });
});

test('D11: a custom refund is shared by the lines, those without a cost too', () => {
  const bought = order([
    { lineId: '1', variantId: 'fern', priceMinor: 3000 },
    { lineId: '2', variantId: 'pot', priceMinor: 1000 },
  ]);
  expect(orderMargin(bought, [refund({ adjustmentMinor: 400 })], net, costOf)).toEqual({
    costedNetMinor: 2700,
    grossProfitMinor: 2300,
  });
});

test('D11: tax and shipping are no profit, whatever counts as sales', () => {
  const line = { lineId: '1', variantId: 'fern', priceMinor: 1200, taxMinor: 200 };
  const bought = order([line], { taxesIncluded: true, shippingMinor: 600, taxMinor: 300 });
  expect(orderMargin(bought, [], net, costOf)).toEqual({
    costedNetMinor: 1000,
    grossProfitMinor: 600,
  });
  expect(orderMargin(bought, [], gross, costOf)).toEqual({
    costedNetMinor: 1800,
    grossProfitMinor: 600,
  });
});

test('D6: gift cards and orders that do not count earn nothing', () => {
  const fern = { lineId: '1', variantId: 'fern', priceMinor: 1000 };
  const card = { lineId: '2', variantId: 'tea', priceMinor: 5000, isGiftCard: true };
  expect(orderMargin(order([fern, card]), [], net, costOf)).toEqual({
    costedNetMinor: 1000,
    grossProfitMinor: 600,
  });
  const cancelled = order([fern], { cancelledAt: '2026-01-01T00:00:00Z' });
  expect(orderMargin(cancelled, [], net, costOf)).toEqual({
    costedNetMinor: 0,
    grossProfitMinor: 0,
  });
});

const anyLine = fc.record({
  variantId: fc.constantFrom('fern', 'tea', 'pot', null),
  priceMinor: fc.integer({ min: 0, max: 100_000 }),
  quantity: fc.integer({ min: 1, max: 5 }),
});

test('D11: with every cost known all sales are covered, with none nothing is', () => {
  fc.assert(
    fc.property(fc.array(anyLine, { minLength: 1 }), fc.nat(500), (lines, adjustmentMinor) => {
      const bought = order(lines.map((line, at) => ({ ...line, lineId: String(at) })));
      const back = [refund({ adjustmentMinor })];
      const { netMinor } = orderValue(bought, back, net);
      const known = bought.lines.map((line) => ({ ...line, variantId: 'fern' }));
      const units = known.reduce((total, { quantity }) => total + quantity, 0);
      expect(orderMargin({ ...bought, lines: known }, back, net, costOf)).toEqual({
        costedNetMinor: netMinor,
        grossProfitMinor: netMinor - units * 400,
      });
      expect(orderMargin(bought, back, net, () => null).costedNetMinor).toBe(0);
    }),
  );
});
