import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { LIKE_CDNOW } from '#app/domain/clv/simulate.ts';
import { createRandom, type Random } from '#app/domain/clv/special/random.ts';

/** First orders fall within the 85 days from here. */
const FIRST_DAY = Date.UTC(2024, 0, 1) / 86_400_000;
const DAY_MS = 86_400_000;
/** Lines between two waits for the disk. */
const LINES_AT_ONCE = 20_000;

interface Order {
  customer: number;
  day: number;
  amount: number;
}

/**
 * Writes the orders of customers like CDNOW's, those of a million being about two million, by date
 * as a shop exports them. Always the same file for the same number of customers.
 * @returns how many orders it has
 */
export async function writeOrdersFile(file: string, customers: number): Promise<number> {
  const random = createRandom(7);
  const days: Order[][] = Array.from({ length: LIKE_CDNOW.ageDays.most + 1 }, () => []);
  for (let customer = 1; customer <= customers; customer += 1) {
    for (const order of drawOrders(random, customer)) days[order.day]?.push(order);
  }
  const stream = createWriteStream(file);
  stream.write('customer_id,date,amount\n');
  let orders = 0;
  for (const [day, ofDay] of days.entries()) {
    const date = new Date((FIRST_DAY + day) * DAY_MS).toISOString().slice(0, 10);
    for (let from = 0; from < ofDay.length; from += LINES_AT_ONCE) {
      const lines = ofDay
        .slice(from, from + LINES_AT_ONCE)
        .map(({ customer, amount }) => `${customer},${date},${amount.toFixed(2)}\n`);
      if (!stream.write(lines.join(''))) await once(stream, 'drain');
    }
    orders += ofDay.length;
  }
  stream.end();
  await once(stream, 'finish');
  return orders;
}

/** One customer of `simulatePopulation` with all his orders, days counted from the first day. */
function drawOrders(random: Random, customer: number): Order[] {
  const { ageDays, purchases, spend } = LIKE_CDNOW;
  const rate = random.gamma(purchases.r) / purchases.alpha;
  const dropout = random.beta(purchases.a, purchases.b);
  const age = ageDays.least + Math.floor(random.uniform() * (ageDays.most - ageDays.least + 1));
  const spendRate = random.gamma(spend.q) / spend.v;
  const orders: Order[] = [];
  for (let now = 0; now <= age; now += random.exponential() / rate) {
    const amount = Math.max(0.01, random.gamma(spend.p) / spendRate);
    orders.push({ customer, day: ageDays.most - age + Math.floor(now), amount });
    if (now > 0 && random.uniform() < dropout) break;
  }
  return orders;
}
