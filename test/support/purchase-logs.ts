import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { createPurchaseLogBuilder, type PurchaseLog } from '#app/domain/clv/purchase-log.ts';
import { createRandom } from '#app/domain/clv/special/random.ts';

export const dayOf = (date: string) => Math.floor(Date.parse(date) / 86_400_000);

/** The CDNOW sample's purchases in cents; an order of no amount is one of a cent. */
export function readCdnowLog(file: string): PurchaseLog {
  const rows = parse<Record<string, string>>(readFileSync(file), { columns: true });
  const builder = createPurchaseLogBuilder();
  for (const row of rows) {
    const cents = Math.max(1, Math.round(Number(row.amount) * 100));
    builder.add(Number(row.sample_id) - 1, dayOf(row.date ?? ''), cents);
  }
  return builder.build(2357);
}

/** UCI Online Retail, cleaned as CLV.md says, in tenths of a penny. */
export function readUciLog(file: string): PurchaseLog {
  const text = gunzipSync(readFileSync(file));
  const rows = parse<Record<string, string>>(text, { columns: true });
  const ids = new Map<string, number>();
  const builder = createPurchaseLogBuilder();
  for (const { CustomerID = '', InvoiceNo = '', InvoiceDate = '', Quantity, UnitPrice } of rows) {
    const [quantity, price] = [Number(Quantity), Number(UnitPrice)];
    if (!CustomerID || InvoiceNo.startsWith('C') || !(quantity > 0 && price > 0)) continue;
    const id = ids.get(CustomerID) ?? ids.size;
    ids.set(CustomerID, id);
    builder.add(id, dayOf(InvoiceDate.slice(0, 10)), Math.round(quantity * price * 1000));
  }
  return builder.build(ids.size);
}

/** Customers who begin within half a year, buy as BG/NBD says, and spend as Gamma-Gamma says. */
export function simulateLog({
  customers,
  days,
  seed,
}: {
  customers: number;
  days: number;
  seed: number;
}): PurchaseLog {
  const random = createRandom(seed);
  const builder = createPurchaseLogBuilder();
  for (let customer = 0; customer < customers; customer += 1) {
    const rate = random.gamma(0.6) / 40;
    const dropout = random.beta(0.8, 2.4);
    const spendRate = random.gamma(3.7) / 1500;
    let now = Math.floor(random.uniform() * 180);
    for (; now < days; now += random.exponential() / rate) {
      builder.add(customer, Math.floor(now), Math.ceil(random.gamma(6) / spendRate));
      if (random.uniform() < dropout) break;
    }
  }
  return builder.build(customers);
}
