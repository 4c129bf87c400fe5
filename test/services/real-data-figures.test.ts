import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createMetricsStore } from '#app/adapters/db/metrics-store.server.ts';
import { createHomeReads } from '#app/adapters/db/reads/home.server.ts';
import { createSegmentsStore } from '#app/adapters/db/segments-store.server.ts';
import { inTransaction } from '#app/adapters/db/transaction.server.ts';
import { cutoffsOf, type Limits } from '#app/domain/rfm/cutoffs.ts';
import { scoreRfm } from '#app/domain/rfm/scores.ts';
import { recomputeShop } from '#app/services/recompute-shop.ts';
import { createTestDatabase } from '#test/support/database.ts';
import { aShop, insertCustomers, insertOrders, insertShop } from '#test/support/fact-rows.ts';
import { sharedFile } from '#test/support/shared-data.ts';

const cdnowFile = sharedFile('data/cdnow_sample.csv');
const rfmFile = sharedFile('data/uci_rfm_truth.csv');

const cdnowRow = z.object({ sample_id: z.string(), date: z.string(), amount: z.string() });

test.skipIf(!cdnowFile)('C0, C1: the CDNOW sample gives its published figures', async () => {
  const { pool } = await createTestDatabase();
  const shop = aShop({ timezone: 'UTC', currency: 'USD', metricsDay: '1998-07-01' });
  await insertShop(pool, shop);
  const rows = z
    .array(cdnowRow)
    .parse(parse(readFileSync(cdnowFile ?? '', 'utf8'), { columns: true }));
  const ids = new Set(rows.map(({ sample_id }) => String(Number(sample_id))));
  await insertCustomers(
    pool,
    shop,
    [...ids].map((customerId) => ({ customerId })),
  );
  const orders = rows.map(({ sample_id, date, amount }, index) => ({
    orderId: String(index + 1),
    ownerId: String(Number(sample_id)),
    at: `${date}T12:00:00Z`,
    netMinor: Math.round(Number(amount) * 100),
  }));
  await insertOrders(pool, shop, orders);
  const clock = { now: () => new Date('1998-07-01T10:00:00Z') };
  await recomputeShop(
    {
      clock,
      transact: (work) =>
        inTransaction(pool, (client) =>
          work({ metrics: createMetricsStore(client), segments: createSegmentsStore(client) }),
        ),
    },
    shop,
  );
  const figures = await createHomeReads(pool).figures(shop);
  expect(figures).toMatchObject({ orders: 6919, buyers: 2357, revenueMinor: 24_409_194 });
  expect((figures.aovMinor ?? 0) / 100).toBeCloseTo(35.2785, 6);
  expect(figures.orders / figures.buyers).toBeCloseTo(2.935511, 6);
  expect((figures.averageHistoricClvMinor ?? 0) / 100).toBeCloseTo(103.5604, 4);
  expect(figures.repeatRate).toBeCloseTo(0.488757, 6);
  expect(figures.rfmGroups.reduce((sum, { customers }) => sum + customers, 0)).toBe(2357);
  expect(figures.rfmGroups.find(({ group }) => group === 'prospects')?.customers).toBe(0);
});

const number = z.coerce.number();
const truthRow = z.object({
  orders: number,
  revenue: number,
  recency_days: number,
  R: number,
  F: number,
  M: number,
});

test.skipIf(!rfmFile)(
  'C7: on UCI every score is the lowest that ranks give to customers of the same figures',
  () => {
    const rows = z
      .array(truthRow)
      .parse(parse(readFileSync(rfmFile ?? '', 'utf8'), { columns: true }));
    const fifths = (values: number[]): Limits => {
      const sorted = [...values].sort((a, b) => a - b);
      const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
      return [at(0.2), at(0.4), at(0.6), at(0.8)];
    };
    const cutoffs = cutoffsOf(
      {
        customers: rows.length,
        orders: 18_532,
        revenueMinor: 891_140_790,
        daysSinceLastOrder: fifths(rows.map(({ recency_days }) => recency_days)),
        ordersPerCustomer: fifths(rows.map(({ orders }) => orders)),
        spentMinor: fifths(rows.map(({ revenue }) => revenue)),
        vipAboveMinor: null,
        bigSpenderAboveMinor: null,
      },
      1.5,
    );
    const lowest = (pick: (row: z.infer<typeof truthRow>) => [number, number]) => {
      const byFigure = new Map<number, number>();
      for (const [figure, score] of rows.map(pick)) {
        byFigure.set(figure, Math.min(score, byFigure.get(figure) ?? 5));
      }
      return byFigure;
    };
    const frequency = lowest(({ orders, F }) => [orders, F]);
    const monetary = lowest(({ revenue, M }) => [revenue, M]);
    const differing = { frequency: 0, monetary: 0, recency: 0 };
    for (const row of rows) {
      const scores = scoreRfm(
        {
          daysSinceLastOrder: row.recency_days,
          ordersCount: row.orders,
          spentMinor: row.revenue,
        },
        cutoffs,
      );
      if (scores.frequency !== frequency.get(row.orders)) differing.frequency += 1;
      if (scores.monetary !== monetary.get(row.revenue)) differing.monetary += 1;
      if (scores.recency !== row.R) differing.recency += 1;
    }
    expect(differing.frequency).toBe(0);
    // Ranks put a limit between two customers: who stands on one of the four may differ by one.
    expect(differing.monetary).toBeLessThanOrEqual(4);
    // Ranks split the customers of a day at random; only days on a limit can differ.
    expect(differing.recency / rows.length).toBeLessThan(0.02);
  },
);
