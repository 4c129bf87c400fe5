import type { BenchDatabase } from '../support/database.ts';
import type { Stream } from '../support/load.ts';
import { milliseconds, printTable, say } from '../support/report.ts';
import { median } from '../support/statistics.ts';
import type { BenchShop, History } from './history.ts';
import { deliverAndWait, type Measured, p50, p95 } from './measure.ts';

const NEIGHBOUR_PER_SECOND = 5;
const BACKLOG_AT_MOST = 50_000;
const TITLES = {
  alone: 'alone',
  hundred: "beside another's 100 orders/s",
  backlog: "beside another's backlog",
};

interface ShopWithHistory {
  shop: BenchShop;
  history: History;
}

export interface FairnessPlan {
  database: BenchDatabase;
  bursting: ShopWithHistory;
  neighbour: ShopWithHistory;
  port: number;
  rounds: number;
  seconds: number;
}

/**
 * A shop's single orders alone, beside another shop's hundred orders a second (P2), and beside
 * another shop's backlog: as many orders as the intake takes, which is more than can be worked off.
 */
export async function compareFairness(plan: FairnessPlan): Promise<void> {
  const { database, port, rounds, seconds } = plan;
  const streamOf = createStreams();
  const single = () => {
    const deliveries = NEIGHBOUR_PER_SECOND * seconds;
    const limit = { deliveries, seconds: 2 * seconds };
    return streamOf(plan.neighbour, { connections: 5, perSecond: NEIGHBOUR_PER_SECOND, limit });
  };
  const burst = (deliveries: number, pace: { perSecond?: number }) =>
    streamOf(plan.bursting, { ...pace, connections: 20, limit: { deliveries, seconds } });

  const figures: Record<string, Measured[]> = { alone: [], hundred: [], backlog: [] };
  for (let round = 0; round < rounds; round += 1) {
    say(`one shop beside another, round ${round + 1} of ${rounds}`);
    const situations = {
      alone: [single()],
      hundred: [single(), burst(100 * seconds, { perSecond: 100 })],
      backlog: [single(), burst(BACKLOG_AT_MOST, {})],
    };
    for (const [name, streams] of Object.entries(situations)) {
      const [measured] = await deliverAndWait(database.pool, port, streams);
      if (measured) figures[name]?.push(measured);
    }
  }
  printTable(
    ["a shop's single orders", 'p50', 'p95', 'times p50 alone', 'times p95 alone'],
    Object.entries(TITLES).map(([name, title]) => {
      return [title, ...describe(figures[name] ?? [], figures.alone ?? [])];
    }),
  );
}

/** Order ids of both shops go on where the last stream ended. */
function createStreams() {
  const started = Date.now();
  let sent = 0;
  return (
    { shop, history }: ShopWithHistory,
    shape: Pick<Stream, 'connections' | 'perSecond' | 'limit'>,
  ): Stream => {
    const body = { firstOrderId: started * 100 + sent, customers: history.customers };
    const idPrefix = `${started}-${sent}-`;
    sent += shape.limit.deliveries;
    return { ...shape, shopDomain: shop.domain, idPrefix, body };
  };
}

/** Medians of the rounds; the ratios round by round. */
function describe(rounds: Measured[], alone: Measured[]): string[] {
  const ratios = (figure: (measured: Measured) => number) =>
    rounds.map((round, at) => {
      const other = alone[at];
      return other ? figure(round) / figure(other) : Number.NaN;
    });
  return [
    milliseconds(median(rounds.map(p50))),
    milliseconds(median(rounds.map(p95))),
    median(ratios(p50)).toFixed(2),
    median(ratios(p95)).toFixed(2),
  ];
}
