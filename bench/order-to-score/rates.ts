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

/** A shop with its history, and the web process that takes its orders. */
export interface Side {
  database: BenchDatabase;
  history: History;
  shop: BenchShop;
  port: number;
}

export interface Rates {
  history: History;
  /** By rate, one entry per round. */
  paced: { perSecond: number; rounds: Measured[] }[];
  burst: Measured[];
  /** Orders per second; null where not even half of the burst's rate was. */
  sustained: number | null;
}

/**
 * Orders at fixed rates, in bursts, and the highest rate that leaves no growing backlog. The sides
 * take turns within each round, so that what else the machine does falls on all of them.
 */
export async function measureRates(
  sides: Side[],
  { rounds, seconds }: { rounds: number; seconds: number },
): Promise<Rates[]> {
  const measured = sides.map((side) => ({
    deliver: createDelivery(side),
    history: side.history,
    paced: PACES.map((perSecond) => ({ perSecond, rounds: [] as Measured[] })),
    burst: [] as Measured[],
  }));
  for (const { deliver } of measured) await deliver({ perSecond: 50, deliveries: 150 });
  for (let round = 0; round < rounds; round += 1) {
    for (const [at, perSecond] of PACES.entries()) {
      for (const { deliver, paced } of measured) {
        paced[at]?.rounds.push(await deliver({ perSecond, deliveries: perSecond * seconds }));
      }
    }
    for (const { deliver, burst } of measured) burst.push(await deliver({ deliveries: BURST }));
  }
  const rates: Rates[] = [];
  for (const { deliver, ...side } of measured) {
    const limit = median(side.burst.map(({ perSecond }) => perSecond));
    rates.push({ ...side, sustained: await findSustained(deliver, limit, seconds) });
  }
  return rates;
}

type Delivery = (pace: { perSecond?: number; deliveries: number }) => Promise<Measured>;

/** Order ids go on where the last delivery ended. */
function createDelivery({ database, history, shop, port }: Side): Delivery {
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

export function printRates(rates: Rates[]): void {
  const head = ['history', ...PACES.flatMap((rate) => [`p50 at ${rate}/s`, 'p95']), 'burst'];
  const rows = rates.map(({ history, paced, burst, sustained }) => [
    `${count(history.customers)} customers, ${count(history.orders)} orders`,
    ...paced.flatMap(({ rounds }) => [
      milliseconds(median(rounds.map(p50))),
      milliseconds(median(rounds.map(p95))),
    ]),
    `${count(median(burst.map(({ perSecond }) => perSecond)))}/s`,
    sustained === null ? '-' : `${count(sustained)}/s`,
  ]);
  printTable([...head, 'sustained'], rows);
  const [small, large] = rates;
  const growth = large?.burst.map(({ perSecond }, round) => {
    return (small?.burst[round]?.perSecond ?? Number.NaN) / perSecond;
  });
  if (!growth) return;
  print(
    `time per order in a burst, larger history / smaller, round by round: ` +
      `${median(growth).toFixed(2)} (aim: it does not grow)`,
  );
}
