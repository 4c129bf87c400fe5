import type { RfmSummary } from './rfm-summary.ts';
import { createRandom, type Random } from './special/random.ts';

export interface Population {
  customers: number;
  seed: number;
  /** Days since a customer's first purchase: uniform over the whole days from least to most. */
  ageDays: { least: number; most: number };
  /** Of the BG/NBD model, α in days. */
  purchases: { r: number; alpha: number; a: number; b: number };
  /** Of BG/CNBD-k: times between purchases are Erlang-k, of k phases at the rate λ. 1 if not said. */
  k?: number;
  /** Of the Gamma-Gamma model. */
  spend: { p: number; q: number; v: number };
  /** Purchases at exact moments, or those of one day as one purchase, as a shop sees them. */
  timing: 'exact' | 'days';
}

/** The CDNOW customers of Fader, Hardie & Lee (2005): their estimates, their 27 to 39 weeks. */
export const LIKE_CDNOW = {
  ageDays: { least: 27 * 7, most: 39 * 7 },
  purchases: { r: 0.243, alpha: 4.414 * 7, a: 0.793, b: 2.426 },
  spend: { p: 6.25, q: 3.74, v: 15.44 },
};

/**
 * Customers who buy as the BG/CNBD-k model says (Fader, Hardie & Lee 2005, section 3) and spend as the
 * Gamma-Gamma model says, in days; the same for the same seed, and fewer are the first of more.
 */
export function simulatePopulation(population: Population): RfmSummary {
  const random = createRandom(population.seed);
  const { customers, purchases, spend, ageDays } = population;
  const summary = {
    frequency: new Float64Array(customers),
    recency: new Float64Array(customers),
    customerAge: new Float64Array(customers),
    monetaryValue: new Float64Array(customers),
    logTimes: new Float64Array(customers),
  };
  for (let row = 0; row < customers; row += 1) {
    const rate = random.gamma(purchases.r) / purchases.alpha;
    const dropout = random.beta(purchases.a, purchases.b);
    const span = ageDays.most - ageDays.least + 1;
    const age = ageDays.least + Math.floor(random.uniform() * span);
    const timing = { timing: population.timing, k: population.k ?? 1 };
    const { x, tx, logTimes } = simulateCustomer(random, { rate, dropout, age, ...timing });
    const spendRate = random.gamma(spend.q) / spend.v;
    summary.frequency[row] = x;
    summary.recency[row] = tx;
    summary.logTimes[row] = logTimes;
    summary.customerAge[row] = age;
    summary.monetaryValue[row] = x === 0 ? 0 : random.gamma(spend.p * x) / (spendRate * x);
  }
  return summary;
}

interface Customer {
  rate: number;
  dropout: number;
  age: number;
  timing: Population['timing'];
  k: number;
}

function simulateCustomer(random: Random, { rate, dropout, age, timing, k }: Customer) {
  let x = 0;
  let tx = 0;
  let logTimes = 0;
  for (let now = 0; ; ) {
    for (let phase = 0; phase < k; phase += 1) now += random.exponential() / rate;
    if (now > age) return { x, tx, logTimes };
    const moment = timing === 'exact' ? now : Math.floor(now);
    if (moment > tx) {
      x += 1;
      logTimes += Math.log(moment - tx);
    }
    tx = moment;
    if (random.uniform() < dropout) return { x, tx, logTimes };
  }
}
