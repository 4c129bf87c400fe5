import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { describeStore } from '#sandbox/store/describe-store.ts';
import { detectAndImport } from '#sandbox/store/imports/detect-and-import.ts';
import { sharedFile } from '#test/support/shared-data.ts';
import { importFile, moneyOf } from './fixture.ts';

const cdnow = sharedFile('data/cdnow_sample.csv');
const uci = sharedFile('data/uci_online_retail.csv.gz');
const uciTruth = sharedFile('data/uci_rfm_truth.csv');
const groceries = sharedFile('data/groceries_baskets.csv');
const lifetimes = sharedFile('data/lifetimes_example_transactions.csv');

/** Half a million rows: read once for all tests on them. */
let uciImport: ReturnType<typeof importFile> | null = null;

function importUci(): ReturnType<typeof importFile> {
  uciImport ??= importFile(uci ?? '');
  return uciImport;
}

test.skipIf(!cdnow)('CDNOW: 6,919 orders of 2,357 customers, AOV 35.278500', async () => {
  const { contents, report } = await importFile(cdnow ?? '');
  expect(report).toMatchObject({ orders: 6919, customers: 2357, refunds: 0, errorCount: 0 });
  expect(report.skipped).toEqual([]);
  const { received } = moneyOf(contents.orders);
  expect(received).toBe(24_409_194);
  expect(received / 6919 / 100).toBeCloseTo(35.2785, 6);
  expect(describeStore(contents).currency).toBe('USD');
});

test.skipIf(!uci)(
  'UCI Online Retail: 18,532 invoices of 4,338 customers, 8,911,407.90 before refunds',
  { timeout: 120_000 },
  async () => {
    const { contents, report } = await importUci();
    expect(report).toMatchObject({ rows: 541_909, orders: 18_532, customers: 4338, errorCount: 0 });
    const skipped = Object.fromEntries(report.skipped.map((one) => [one.reason, one.count]));
    expect(skipped['no customer']).toBe(135_080);
    expect(skipped['unit price is zero']).toBe(40);
    // 8,905 cancellation lines name a customer; those that fit no earlier order are counted.
    const unmatched = skipped['refund without an earlier order it belongs to'] ?? 0;
    expect(report.imported + unmatched).toBe(397_884 + 8905);
    // The file's 8,911,407.904 has four lines of a tenth of a penny, each rounded to nothing.
    expect(moneyOf(contents.orders).received).toBe(891_140_790);
    expect(contents.shop.currency).toBe('GBP');
    for (const order of contents.orders) {
      for (const line of order.lines) expect(line.currentQuantity).toBeGreaterThanOrEqual(0);
    }
  },
);

test.skipIf(!uci || !uciTruth)(
  'UCI Online Retail: each customer’s orders, revenue and first and last day',
  { timeout: 120_000 },
  async () => {
    const { contents } = await importUci();
    const figures = new Map<string, { orders: number; revenue: number; days: string[] }>();
    for (const order of contents.orders) {
      const known = figures.get(order.customerId ?? '') ?? { orders: 0, revenue: 0, days: [] };
      figures.set(order.customerId ?? '', known);
      known.orders += 1;
      known.revenue += moneyOf([order]).received;
      known.days.push(order.processedAt.slice(0, 10));
    }
    const [, ...rows] = readFileSync(uciTruth ?? '', 'utf8')
      .trim()
      .split('\n');
    expect(rows).toHaveLength(4338);
    for (const row of rows) {
      const [id = '', orders, , revenue, first, last] = row.split(',');
      const own = figures.get(id);
      expect([id, own?.orders, own?.days[0], own?.days.at(-1)]).toEqual([
        id,
        Number(orders),
        first,
        last,
      ]);
      expect(Math.abs((own?.revenue ?? 0) / 100 - Number(revenue))).toBeLessThan(0.002);
    }
  },
);

describe('files that hold no orders', () => {
  test.skipIf(!groceries)('baskets without dates are refused', async () => {
    expect(await detectAndImport(groceries ?? '')).toMatchObject({
      ok: false,
      reason: 'column_missing',
      message: expect.stringContaining('the date'),
    });
  });

  test.skipIf(!lifetimes)('a log without amounts is refused', async () => {
    expect(await detectAndImport(lifetimes ?? '')).toMatchObject({
      ok: false,
      reason: 'column_missing',
      message: expect.stringContaining('no column for the amount'),
    });
  });
});
