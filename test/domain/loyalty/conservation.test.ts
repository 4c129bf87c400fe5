import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PointsRule } from '#app/domain/campaigns/definition.ts';
import {
  applyTransaction,
  type LedgerTransaction,
  type MemberState,
  spendable,
} from '#app/domain/loyalty/ledger.ts';
import { mature, oldestFirst, type ShortfallPolicy } from '#app/domain/loyalty/movements.ts';
import { type BookedOrder, type LedgerOrder, planOrder } from '#app/domain/loyalty/order-plan.ts';
import {
  planHold,
  planRedeem,
  planRelease,
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

function balanceOf(state: MemberState): number {
  const points = state.lots.reduce((sum, lot) => sum + lot.maturing + lot.available + lot.held, 0);
  return points - state.shortfall;
}

interface OrderStep {
  kind: 'earn' | 'refund' | 'cancel';
  order: number;
  amount: number;
}

type Step =
  | OrderStep
  | { kind: 'mature' }
  | { kind: 'hold'; amount: number }
  | { kind: 'redeem' | 'expire' };

const aStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('earn' as const, 'refund' as const, 'cancel' as const),
    order: fc.integer({ min: 1, max: 4 }),
    amount: fc.integer({ min: 1, max: 9000 }),
  }),
  fc.record({ kind: fc.constant('mature' as const) }),
  fc.record({ kind: fc.constant('hold' as const), amount: fc.integer({ min: 1, max: 300 }) }),
  fc.record({ kind: fc.constantFrom('redeem' as const, 'expire' as const) }),
);

/** One member's history; every account is summed from the postings alone. */
function aHistory(policy: ShortfallPolicy) {
  let state = nobody;
  let count = 0;
  const accounts = new Map<string, number>();
  const orders = new Map<number, { order: LedgerOrder; booked: BookedOrder }>();
  const held: Redemption[] = [];

  function write(transactions: LedgerTransaction[]) {
    for (const transaction of transactions) {
      state = applyTransaction(state, transaction);
      for (const { source, destination, amount } of transaction.postings) {
        expect(amount).toBeGreaterThan(0);
        accounts.set(source, (accounts.get(source) ?? 0) - amount);
        accounts.set(destination, (accounts.get(destination) ?? 0) + amount);
      }
    }
  }

  function settle({ order, booked }: { order: LedgerOrder; booked: BookedOrder }) {
    const current = { rule, ruleVersion: 1, money };
    const { transactions } = planOrder(order, booked, current, state, policy);
    write(transactions);
    for (const { idempotencyKey, detail } of transactions) {
      const points = Number(detail.points);
      if (idempotencyKey.startsWith('earn')) {
        booked.earned = { ...current, baseMinor: order.valueMinor, points };
      } else booked.changes.set(idempotencyKey, points);
    }
  }

  function change(step: OrderStep) {
    const fresh = anOrder({ orderId: String(step.order), valueMinor: step.amount });
    const booked: BookedOrder = { earned: null, changes: new Map() };
    const entry = orders.get(step.order) ?? { order: fresh, booked };
    orders.set(step.order, entry);
    settle(entry);
    const { order } = entry;
    const left = order.valueMinor - order.refundedMinor;
    if (step.kind === 'cancel') order.counts = false;
    if (step.kind === 'refund' && order.counts && left > 0) {
      const weightMinor = Math.min(step.amount, left);
      const refundId = `${step.order}-${count}`;
      const processedAt = new Date(Date.UTC(2026, 10, 5) + count).toISOString();
      order.refunds = [...order.refunds, { refundId, processedAt, weightMinor }];
      order.refundedMinor += weightMinor;
    }
    settle(entry);
  }

  function matureAll() {
    for (const lot of oldestFirst(state.lots).filter(({ maturing }) => maturing > 0)) {
      const postings = mature(state, lot);
      write([{ ...planHold(state, `x${count}`, 0, lot.maturesAt), postings }]);
    }
  }

  function hold(points: number) {
    if (spendable(state) < points) return;
    const transaction = planHold(state, `r${count}`, points, '2026-12-01T00:00:00.000Z');
    write([transaction]);
    held.push({
      redemptionId: `r${count}`,
      memberId: 'm',
      points,
      state: 'held',
      endsAt: '2027-01-01T00:00:00.000Z',
      held: transaction.postings.map(({ lotId, amount }) => ({
        lotId: lotId ?? '',
        points: amount,
      })),
      redeemed: [],
    });
  }

  function end(kind: 'redeem' | 'expire') {
    const redemption = held.pop();
    if (!redemption) return;
    const use = { orderId: '99', at: '2026-12-02T00:00:00.000Z' };
    const redeemed = () => planRedeem(redemption, use, state, policy);
    const released = () => planRelease(redemption, 'expire_reward', redemption.endsAt);
    write([kind === 'redeem' ? redeemed() : released()]);
  }

  function play(step: Step) {
    count += 1;
    if (step.kind === 'mature') matureAll();
    else if (step.kind === 'hold') hold(step.amount);
    else if ('order' in step) change(step);
    else end(step.kind);
  }

  return { play, accounts, state: () => state };
}

test('guarantee 4: points are conserved under any history, and no account of a member goes below zero', () => {
  fc.assert(
    fc.property(
      fc.array(aStep, { maxLength: 40 }),
      fc.constantFrom('forgive' as const, 'net_from_next_earn' as const),
      (steps, policy) => {
        const history = aHistory(policy);
        for (const step of steps) history.play(step);
        const { accounts } = history;
        const state = history.state();
        const of = (account: string) => accounts.get(account) ?? 0;
        const members = [...accounts].filter(([account]) => account.startsWith('member:'));
        for (const [, balance] of members) expect(balance).toBeGreaterThanOrEqual(0);
        const balances = members.reduce((sum, [, balance]) => sum + balance, of('shortfall:m'));
        expect(balances).toBe(balanceOf(state));
        // Earned − clawed back − spent + adjusted = balances.
        expect(of('issuance') + of('redemption') + of('adjustment') + balances).toBe(0);
        if (policy === 'forgive') expect(state.shortfall).toBe(0);
      },
    ),
    { numRuns: 300 },
  );
});
