import fc from 'fast-check';
import type { Pool } from 'pg';
import { expect, test } from 'vitest';
import { insertOrders, insertRefund, type OrderRow } from '#test/support/fact-rows.ts';
import { aShopWithPoints, expectWhole, queueOrder, settle, shop } from '#test/support/ledger.ts';

/** What the ledger holds, without when it was written. */
async function ledgerOf(pool: Pool) {
  const tables = ['ledger_transactions', 'ledger_postings', 'ledger_lots', 'ledger_balances'];
  const contents = tables.map(async (table) => {
    const { rows } = await pool.query(
      `select to_jsonb(t) - 'recorded_at' as row from ${table} t order by 1`,
    );
    return [table, rows];
  });
  return Object.fromEntries(await Promise.all(contents));
}

type Fact =
  | { kind: 'order'; row: OrderRow }
  | { kind: 'refund'; refundId: string; orderId: string; at: string; minor: number };

/** Six orders of two customers; some are refunded twice, one is cancelled. */
const facts: Fact[] = Array.from({ length: 6 }, (_, index) => {
  const orderId = String(index + 1);
  const at = `2026-11-0${index + 1}T10:00:00Z`;
  const refunds = index % 2 === 0 ? [700, 911] : [];
  const row: OrderRow = {
    orderId,
    ownerId: index % 3 === 0 ? '8' : '7',
    at,
    netMinor: index === 5 ? 0 : 5000 - refunds.reduce((sum, minor) => sum + minor, 0),
    refundedMinor: refunds.reduce((sum, minor) => sum + minor, 0),
    ...(index === 5 ? { excludedReason: 'cancelled', cancelledAt: at } : {}),
  };
  return [
    { kind: 'order' as const, row },
    ...refunds.map((minor, nth) => ({
      kind: 'refund' as const,
      refundId: `${orderId}${nth}`,
      orderId,
      at: `2026-11-0${index + 1}T1${nth + 1}:00:00Z`,
      minor,
    })),
  ];
}).flat();

async function deliver(pool: Pool, fact: Fact): Promise<void> {
  const now = '2026-11-08T10:00:00Z';
  if (fact.kind === 'refund') {
    const { rowCount } = await pool.query('select from refunds where refund_id = $1', [
      fact.refundId,
    ]);
    if (!rowCount) await insertRefund(pool, shop, fact);
    await queueOrder(pool, fact.orderId, now);
  } else {
    await insertOrders(pool, shop, [fact.row]);
    await queueOrder(pool, fact.row.orderId, now);
  }
}

async function run(order: number[]) {
  const pool = await aShopWithPoints();
  for (const index of order) {
    const fact = facts[index];
    if (fact) await deliver(pool, fact);
  }
  // Three workers at once, then time passes until everything is spendable.
  await Promise.all([1, 2, 3].map(() => settle(pool, '2026-11-08T10:05:00Z')));
  await settle(pool, '2026-12-01T10:00:00Z');
  await expectWhole(pool);
  return ledgerOf(pool);
}

test('guarantee 2: shuffled and repeated facts leave the same ledger', async () => {
  const inOrder = await run(facts.map((_, index) => index));
  expect(inOrder.ledger_transactions).toHaveLength(16);
  const anyOrder = fc
    .tuple(
      fc.shuffledSubarray(
        facts.map((_, index) => index),
        { minLength: facts.length },
      ),
      fc.shuffledSubarray(facts.map((_, index) => index)),
    )
    .map(([all, again]) => [...all, ...again]);
  await fc.assert(
    fc.asyncProperty(anyOrder, async (order) => {
      expect(await run(order)).toEqual(inOrder);
    }),
    { numRuns: 6 },
  );
});
