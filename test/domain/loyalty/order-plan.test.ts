import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PointsRule } from '#app/domain/campaigns/definition.ts';
import { pointsFor } from '#app/domain/loyalty/earning.ts';
import {
  applyTransaction,
  type LedgerTransaction,
  type MemberState,
  spendable,
} from '#app/domain/loyalty/ledger.ts';
import { mature, oldestFirst, totalOf } from '#app/domain/loyalty/movements.ts';
import {
  type BookedOrder,
  earnKey,
  type LedgerOrder,
  planOrder,
} from '#app/domain/loyalty/order-plan.ts';
import {
  planHold,
  planRedeem,
  planReturns,
  type Redemption,
} from '#app/domain/loyalty/redemption-plan.ts';

const rule: PointsRule = {
  pointsPerUnit: 5,
  maturingDays: 14,
  roundingRule: 'down',
};
const money = { includeTax: false, includeShipping: false };
const nobody: MemberState = { memberId: 'm', lots: [], shortfall: 0 };

function anOrder(more: Partial<LedgerOrder> = {}): LedgerOrder {
  return {
    orderId: '1',
    counts: true,
    paidAt: '2026-11-01T10:00:00.000Z',
    voidedAt: '2026-11-20T10:00:00.000Z',
    versionAt: '2026-11-01T10:00:00.000Z',
    valueMinor: 9999,
    refundedMinor: 0,
    exponent: 2,
    refunds: [],
    ...more,
  };
}

/** A ledger in memory that books an order again and again, as the store does. */
function aLedger() {
  let state = nobody;
  const booked: BookedOrder = { earned: null, changes: new Map() };
  const written: LedgerTransaction[] = [];
  const write = (transactions: LedgerTransaction[]) => {
    for (const transaction of transactions) {
      expect(written.map((each) => each.idempotencyKey)).not.toContain(transaction.idempotencyKey);
      state = applyTransaction(state, transaction);
      written.push(transaction);
    }
  };
  return {
    written,
    state: () => state,
    write,
    settle(order: LedgerOrder, policy: 'forgive' | 'net_from_next_earn' = 'net_from_next_earn') {
      const { transactions } = planOrder(
        order,
        booked,
        { rule, ruleVersion: 1, money },
        state,
        policy,
      );
      write(transactions);
      for (const { idempotencyKey, detail } of transactions) {
        const points = Number(detail.points);
        if (idempotencyKey === earnKey(order.orderId)) {
          booked.earned = { rule, ruleVersion: 1, money, baseMinor: order.valueMinor, points };
        } else booked.changes.set(idempotencyKey, points);
      }
      return transactions;
    },
    matureAll() {
      for (const lot of oldestFirst(state.lots).filter(({ maturing }) => maturing > 0)) {
        write([
          {
            idempotencyKey: `mature-lot-${lot.lotId}`,
            memberId: 'm',
            reason: 'mature_lot',
            orderId: null,
            refundId: null,
            reversesKey: null,
            detail: {},
            occurredAt: lot.maturesAt,
            postings: mature(state, lot),
            opensLot: null,
          },
        ]);
      }
    },
  };
}

function balanceOf(state: MemberState): number {
  const points = state.lots.reduce((sum, lot) => sum + lot.maturing + lot.available + lot.held, 0);
  return points - state.shortfall;
}

test('points are exact by the currency: 99.99 dollars, 500 yen, 1.999 dinars', () => {
  expect(pointsFor(9999, 2, rule)).toBe(499);
  expect(pointsFor(500, 0, rule)).toBe(2500);
  expect(pointsFor(1999, 3, rule)).toBe(9);
  expect(pointsFor(1999, 3, { ...rule, roundingRule: 'up' })).toBe(10);
  expect(pointsFor(1, 2, { ...rule, pointsPerUnit: 0.29, roundingRule: 'nearest' })).toBe(0);
  expect(pointsFor(-500, 2, rule)).toBe(0);
});

test('L2: what was earned keeps the rule, its version, the base and the points', () => {
  const [earn] = aLedger().settle(anOrder());
  expect(earn?.detail).toEqual({ rule, ruleVersion: 1, money, baseMinor: 9999, points: 499 });
  expect(earn?.occurredAt).toBe('2026-11-01T10:00:00.000Z');
  expect(earn?.opensLot?.maturesAt).toBe('2026-11-15T10:00:00.000Z');
});

test('L3: cancelled while pending, points vanish without ever having been spendable', () => {
  const ledger = aLedger();
  ledger.settle(anOrder());
  expect(spendable(ledger.state())).toBe(0);
  const [back] = ledger.settle(anOrder({ counts: false, valueMinor: 0 }));
  expect(back?.reason).toBe('void_order');
  expect(back?.reversesKey).toBe('earn-order-1');
  ledger.matureAll();
  expect(balanceOf(ledger.state())).toBe(0);
});

test('L4: any sequence of partial refunds takes what one full refund would', () => {
  const parts = fc.array(fc.integer({ min: 1, max: 4000 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(parts, fc.boolean(), (amounts, oneByOne) => {
      const valueMinor = amounts.reduce((sum, amount) => sum + amount, 0);
      const refunds = amounts.map((weightMinor, index) => ({
        refundId: String(index),
        processedAt: `2026-11-0${index + 2}T10:00:00.000Z`,
        weightMinor,
      }));
      const ledger = aLedger();
      ledger.settle(anOrder({ valueMinor }));
      const earned = balanceOf(ledger.state());
      const from = oneByOne ? 1 : refunds.length;
      for (let count = from; count <= refunds.length; count += 1) {
        const known = refunds.slice(0, count);
        const refundedMinor = known.reduce((sum, { weightMinor }) => sum + weightMinor, 0);
        ledger.settle(anOrder({ valueMinor, refundedMinor, refunds: known }));
        expect(balanceOf(ledger.state())).toBe(pointsFor(valueMinor - refundedMinor, 2, rule));
        expect(balanceOf(ledger.state())).toBeLessThanOrEqual(earned);
      }
      expect(balanceOf(ledger.state())).toBe(0);
    }),
  );
});

test('settling again adds nothing', () => {
  const ledger = aLedger();
  const refunds = [{ refundId: '7', processedAt: '2026-11-05T10:00:00.000Z', weightMinor: 500 }];
  const order = anOrder({ refundedMinor: 500, refunds });
  expect(ledger.settle(order).map(({ idempotencyKey }) => idempotencyKey)).toEqual([
    'earn-order-1',
    'clawback-refund-7',
  ]);
  expect(ledger.settle(order)).toEqual([]);
});

test('an edit that changes the value moves the points by the rule of the earning', () => {
  const ledger = aLedger();
  ledger.settle(anOrder());
  const versionAt = '2026-11-02T10:00:00.000Z';
  ledger.settle(anOrder({ valueMinor: 12_000, versionAt }));
  expect(balanceOf(ledger.state())).toBe(600);
  ledger.settle(anOrder({ valueMinor: 4000, versionAt: '2026-11-03T10:00:00.000Z' }));
  expect(balanceOf(ledger.state())).toBe(200);
});

test.each([
  ['net_from_next_earn', 100, 99],
  ['forgive', 0, 199],
] as const)('L5: spent, then refunded, under %s', (policy, shortfall, afterNextEarn) => {
  const ledger = aLedger();
  ledger.settle(anOrder({ valueMinor: 2000 }));
  ledger.matureAll();
  const hold = planHold(ledger.state(), 'r', 100, '2026-11-16T10:00:00.000Z');
  ledger.write([hold]);
  const redemption: Redemption = {
    redemptionId: 'r',
    memberId: 'm',
    points: 100,
    state: 'held',
    endsAt: '2027-01-01T00:00:00.000Z',
    held: [{ lotId: 'order-1', points: 100 }],
    redeemed: [],
  };
  const use = { orderId: '2', at: '2026-11-17T10:00:00.000Z' };
  ledger.write([planRedeem(redemption, use, ledger.state(), policy)]);
  ledger.settle(anOrder({ counts: false, valueMinor: 0 }), policy);
  expect(ledger.state().shortfall).toBe(shortfall);

  const next = planOrder(
    anOrder({ orderId: '3', valueMinor: 3999 }),
    { earned: null, changes: new Map() },
    { rule, ruleVersion: 1, money },
    ledger.state(),
    policy,
  );
  ledger.write(next.transactions);
  ledger.matureAll();
  expect(ledger.state().shortfall).toBe(0);
  expect(spendable(ledger.state())).toBe(afterNextEarn);
});

test('L6: refunds return redeemed points to their lots in proportion, all of them at most', () => {
  const order = anOrder({ orderId: '9', valueMinor: 3000 });
  const redemption: Redemption = {
    redemptionId: 'r',
    memberId: 'm',
    points: 101,
    state: 'posted',
    endsAt: '2027-01-01T00:00:00.000Z',
    held: [],
    redeemed: [
      { lotId: 'a', points: 61 },
      { lotId: 'b', points: 40 },
    ],
  };
  const refunds = [1000, 1000, 1000].map((weightMinor, index) => ({
    refundId: String(index),
    processedAt: `2026-11-0${index + 1}T10:00:00.000Z`,
    weightMinor,
  }));
  const steps = planReturns(redemption, { ...order, refundedMinor: 3000, refunds }, new Map());
  const amounts = steps.map(({ postings }) => postings.map(({ lotId, amount }) => [lotId, amount]));
  expect(amounts).toHaveLength(3);
  const perLot = (id: string) =>
    amounts.flat().reduce((sum, [lotId, amount]) => sum + (lotId === id ? Number(amount) : 0), 0);
  expect([perLot('a'), perLot('b')]).toEqual([61, 40]);
  expect(totalOf(redemption.redeemed)).toBe(101);
});
