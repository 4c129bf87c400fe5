import { createReadStream, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createSessionStorage } from '#app/adapters/db/session-storage.server.ts';
import { detectAndImport } from '#sandbox/store/imports/detect-and-import.ts';
import { openSession, TEST_KEY } from '#test/adapters/shopify/connected-shop.ts';
import { temporaryFolder } from '#test/sandbox/support/local-shopify.ts';
import { sharedFile } from '#test/support/shared-data.ts';
import { openWorld, waitForImport } from './main-job/world.ts';

const cdnow = sharedFile('data/cdnow_sample.csv');
const uci = sharedFile('data/uci_online_retail.csv.gz');

/** Half a million lines take minutes; the reading of the whole file is tested beside the importer. */
const UCI_LINES = 100_000;

/** The header and the first lines of a gzipped file, as a file of its own. */
function cutFile(file: string, lines: number): string {
  const all = gunzipSync(readFileSync(file)).toString('utf8').split('\n');
  const part = path.join(temporaryFolder(), 'part.csv');
  writeFileSync(part, `${all.slice(0, lines + 1).join('\n')}\n`);
  return part;
}

/** Orders by customer and what they came to in minor units, before refunds. */
interface PlainSum {
  ordersOf: Map<string, Set<string>>;
  grossMinor: number;
}

const rowSchema = z.record(z.string(), z.string());
type Row = z.infer<typeof rowSchema>;

async function sumFile(
  file: string,
  read: (row: Row, at: number) => { customer: string; order: string; minor: number } | null,
): Promise<PlainSum> {
  const sum: PlainSum = { ordersOf: new Map(), grossMinor: 0 };
  let at = 0;
  for await (const row of createReadStream(file).pipe(parse({ columns: true }))) {
    at += 1;
    const found = read(rowSchema.parse(row), at);
    if (!found) continue;
    const orders = sum.ordersOf.get(found.customer) ?? new Set();
    sum.ordersOf.set(found.customer, orders.add(found.order));
    sum.grossMinor += found.minor;
  }
  return sum;
}

/** Fills the local Shopify from the file, lets the app import it, and reads its pages. */
async function importThroughTheApp(file: string, start: string) {
  const result = await detectAndImport(file);
  if (!result.ok) throw new Error(result.message);
  const world = await openWorld({ start, contents: result.contents });
  const sessions = createSessionStorage(world.database.pool, { current: TEST_KEY });
  await sessions.storeSession(await openSession(world.local));
  const { services, reads } = world.hands;
  const opened = await services.openShop(world.local.store.shop.domain);
  await waitForImport(world, 400_000);
  const shop = await services.openShop(opened.domain);
  const figures = await reads.home.figures(shop);
  const filters = { minOrders: 1 };
  const query = { filters, sort: 'spent', descending: true, limit: 1 } as const;
  const customers = await reads.customers.list(shop.shopId, query);
  const segments = await reads.segments.list(shop);
  const { rows } = await world.database.pool.query<{ refunded: string }>(
    'select sum(refunded_minor) as refunded from orders',
  );
  return { figures, customers, segments, refundedMinor: Number(rows[0]?.refunded ?? 0) };
}

function checkFigures(
  app: Awaited<ReturnType<typeof importThroughTheApp>>,
  { ordersOf, grossMinor }: PlainSum,
): void {
  const { figures, customers, segments, refundedMinor } = app;
  const orders = [...ordersOf.values()].reduce((count, each) => count + each.size, 0);
  const repeaters = [...ordersOf.values()].filter(({ size }) => size > 1).length;
  expect(figures).toMatchObject({ orders, buyers: ordersOf.size });
  expect(figures.revenueMinor + refundedMinor).toBe(grossMinor);
  expect(figures.aovMinor).toBeCloseTo(figures.revenueMinor / orders, 6);
  expect(figures.repeatRate).toBeCloseTo(repeaters / ordersOf.size, 9);
  expect(figures.averageHistoricClvMinor).toBeCloseTo(figures.revenueMinor / ordersOf.size, 6);
  expect(customers.total).toBe(ordersOf.size);
  const sizeOf = (key: string) => segments.find((each) => each.key === key)?.customers;
  expect(sizeOf('repeat')).toBe(repeaters);
  const once = ordersOf.size - repeaters;
  expect(sizeOf('first-time')).toBe(once);
}

test.skipIf(!cdnow)(
  'the CDNOW sample through the store and the app: the figures of the pages are those of the file',
  { timeout: 300_000 },
  async () => {
    const plain = await sumFile(cdnow ?? '', ({ sample_id = '', amount }, at) => {
      return { customer: sample_id, order: String(at), minor: Math.round(Number(amount) * 100) };
    });
    const app = await importThroughTheApp(cdnow ?? '', '1998-07-01T17:00:00Z');
    checkFigures(app, plain);
    expect(app.figures).toMatchObject({ orders: 6919, buyers: 2357, revenueMinor: 24_409_194 });
    expect(app.refundedMinor).toBe(0);
  },
);

test.skipIf(!uci)(
  'the first quarter of UCI Online Retail, returns and all: the same figures again',
  { timeout: 400_000 },
  async () => {
    const part = cutFile(uci ?? '', UCI_LINES);
    const plain = await sumFile(part, (row) => {
      const { InvoiceNo = '', CustomerID = '', Quantity, UnitPrice } = row;
      const [quantity, price] = [Number(Quantity), Number(UnitPrice)];
      if (!CustomerID || InvoiceNo.startsWith('C') || quantity <= 0 || price <= 0) return null;
      return { customer: CustomerID, order: InvoiceNo, minor: Math.round(quantity * price * 100) };
    });
    const app = await importThroughTheApp(part, '2011-03-10T12:00:00Z');
    checkFigures(app, plain);
    expect(app.figures.orders).toBeGreaterThan(3_000);
    expect(app.refundedMinor).toBe(app.figures.refundedMinor);
    expect(app.refundedMinor).toBeGreaterThan(0);
  },
);
