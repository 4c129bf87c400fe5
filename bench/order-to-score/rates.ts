import type { BenchDatabase } from '../support/database.ts';
import type { Stream } from '../support/load.ts';
import { count, milliseconds, print, printTable } from '../support/report.ts';
import { median } from '../support/statistics.ts';
import type { BenchShop, History } from './history.ts';
import { deliverAndWait, type Measured, p50, p95 } from './measure.ts';

const PACES = [50, 200];
const CONNECTIONS = 20;
const BURST = 2_000;
const SUSTAINED_SHARES = [1, 0.9, 0.8, 0.7, 0.6, 0.5];
/** A rate is sustained when no more than this is left to do at its end. */
const SUSTAINED_DRAIN_MS = 1_000;

export interface RatesPlan {
  database: BenchDatabase;
  history: History;
  shop: BenchShop;
  port: number;
  rounds: number;
  seconds: number;
}

export interface Rates {
  /** By rate, one entry per round. */
  paced: { perSecond: number; rounds: Measured[] }[];
  burst: Measured[];
  /** Orders per second; null where not even half of the burst's rate was. */
  sustained: number | null;
}

/** Orders at fixed rates, in bursts, and the highest rate that leaves no growing backlog. */
export async function measureRates(plan: RatesPlan): Promise<Rates> {
  const deliver = createDelivery(plan);
  await deliver({ perSecond: 50, deliveries: 150 });
  const paced = PACES.map((perSecond) => ({ perSecond, rounds: [] as Measured[] }));
  const burst: Measured[] = [];
  for (let round = 0; round < plan.rounds; round += 1) {
    for (const { perSecond, rounds } of paced) {
      rounds.push(await deliver({ perSecond, deliveries: perSecond * plan.seconds }));
    }
    burst.push(await deliver({ deliveries: BURST }));
  }
  const limit = median(burst.map(({ perSecond }) => perSecond));
  return { paced, burst, sustained: await findSustained(deliver, limit, plan.seconds) };
}

type Delivery = (pace: { perSecond?: number; deliveries: number }) => Promise<Measured>;

/** Order ids go on where the last delivery ended. */
function createDelivery({ database, history, shop, port }: RatesPlan): Delivery {
  const started = Date.now();
  let sent = 0;
  return async ({ deliveries, ...pace }) => {
    const stream: Stream = {
      ...pace,
      shopDomain: shop.domain,
      idPrefix: `${started}-${sent}-`,
      body: { firstOrderId: started * 100 + sent, customers: history.customers },
      connections: CONNECTIONS,
      limit: { deliveries, seconds: 120 },
    };
    sent += deliveries;
    const [measured] = await deliverAndWait(database.pool, port, [stream]);
    if (!measured) throw new Error('Nothing was measured.');
    return measured;
  };
}

async function findSustained(
  deliver: Delivery,
  limit: number,
  seconds: number,
): Promise<number | null> {
  for (const share of SUSTAINED_SHARES) {
    const perSecond = Math.floor(limit * share);
    const measured = await deliver({ perSecond, deliveries: perSecond * seconds });
    if (measured.drainMs <= SUSTAINED_DRAIN_MS) return perSecond;
  }
  return null;
}

export function printRates(sides: { history: History; rates: Rates }[]): void {
  const head = ['history', ...PACES.flatMap((rate) => [`p50 at ${rate}/s`, 'p95']), 'burst'];
  const rows = sides.map(({ history, rates }) => [
    `${count(history.customers)} customers, ${count(history.orders)} orders`,
    ...rates.paced.flatMap(({ rounds }) => [
      milliseconds(median(rounds.map(p50))),
      milliseconds(median(rounds.map(p95))),
    ]),
    `${count(median(rates.burst.map(({ perSecond }) => perSecond)))}/s`,
    rates.sustained === null ? '-' : `${count(rates.sustained)}/s`,
  ]);
  printTable([...head, 'sustained'], rows);
  const [small, large] = sides.map(({ rates }) => {
    return median(rates.burst.map(({ perSecond }) => 1000 / perSecond));
  });
  if (small === undefined || large === undefined) return;
  print(
    `time per order in a burst: ${small.toFixed(2)} ms and ${large.toFixed(2)} ms ` +
      `(${(large / small).toFixed(2)} times)`,
  );
}
