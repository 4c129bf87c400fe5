import { createPurchaseLogBuilder, type PurchaseLog } from '#app/domain/clv/purchase-log.ts';
import { createRandom } from '#app/domain/clv/special/random.ts';

/** How a simulated shop differs from one whose customers come at random and at one level. */
export interface ShopHabits {
  customers: number;
  seed: number;
  days: number;
  /** Gamma shape and scale in days of the mean time between purchases. */
  rate: { r: number; alpha: number };
  /** Beta of the probability of dropping out at a purchase; a = 0 is never. */
  dropout: { a: number; b: number };
  /** Erlang order of the times between purchases: 1 is random, the larger the more regular. */
  regularity?: number;
  /** Level of demand on a day, 1 on average. */
  levelOn?: (day: number) => number;
  /** New customers of a day, in any unit. */
  arrivalsOn?: (day: number) => number;
}

/** The purchase log of a shop that opens on day 0 = 1970-01-01; the same for the same seed. */
export function simulateShop(habits: ShopHabits): PurchaseLog {
  const random = createRandom(habits.seed);
  const builder = createPurchaseLogBuilder();
  const { levelOn = () => 1, arrivalsOn = () => 1, regularity = 1 } = habits;
  const arrivals = cumulate(habits.days, arrivalsOn);
  const levels = cumulate(habits.days, levelOn);
  for (let customer = 0; customer < habits.customers; customer += 1) {
    const rate = random.gamma(habits.rate.r) / habits.rate.alpha;
    const leaves = habits.dropout.a > 0 ? random.beta(habits.dropout.a, habits.dropout.b) : 0;
    const value = 3000 / random.gamma(3);
    let day = dayAt(arrivals, random.uniform() * (arrivals.at(-1) ?? 0));
    // Time runs as fast as demand is high.
    let clock = levels[day] ?? 0;
    while (day < habits.days) {
      builder.add(customer, day, Math.max(1, Math.round(value * random.gamma(4))));
      if (random.uniform() < leaves) break;
      clock += random.gamma(regularity) / (regularity * rate);
      day = dayAt(levels, clock);
    }
  }
  return builder.build(habits.customers);
}

function cumulate(days: number, on: (day: number) => number): Float64Array {
  const sums = new Float64Array(days);
  let sum = 0;
  for (let day = 0; day < days; day += 1) {
    sum += on(day);
    sums[day] = sum;
  }
  return sums;
}

function dayAt(cumulative: Float64Array, clock: number): number {
  let [low, high] = [0, cumulative.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cumulative[middle] ?? 0) > clock) high = middle;
    else low = middle + 1;
  }
  return low;
}
