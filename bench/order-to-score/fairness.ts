import type { BenchDatabase } from '../support/database.ts';
import type { Stream } from '../support/load.ts';
import { milliseconds, print, say } from '../support/report.ts';
import { median } from '../support/statistics.ts';
import type { BenchShop, History } from './history.ts';
import { deliverAndWait, p50, p95 } from './measure.ts';

const BURST_CONNECTIONS = 20;
const NEIGHBOUR_PER_SECOND = 5;

export interface FairnessPlan {
  database: BenchDatabase;
  history: History;
  bursting: BenchShop;
  neighbour: BenchShop;
  port: number;
  rounds: number;
  seconds: number;
}

/** A shop's single orders, with and without another shop's burst beside them (P2). */
export async function compareFairness(plan: FairnessPlan): Promise<void> {
  const { database, port, rounds, seconds, history } = plan;
  const started = Date.now();
  let sent = 0;

  function streamOf(shop: BenchShop, shape: Pick<Stream, 'connections' | 'perSecond' | 'limit'>) {
    const body = { firstOrderId: started * 100 + sent, customers: history.customers };
    const stream: Stream = {
      ...shape,
      shopDomain: shop.domain,
      idPrefix: `${started}-${sent}-`,
      body,
    };
    sent += shape.limit.deliveries;
    return stream;
  }
  const single = () =>
    streamOf(plan.neighbour, {
      connections: 5,
      perSecond: NEIGHBOUR_PER_SECOND,
      limit: { deliveries: NEIGHBOUR_PER_SECOND * seconds, seconds: 2 * seconds },
    });
  // More than can be worked off, so that the backlog lasts as long as the neighbour is measured.
  const burst = () =>
    streamOf(plan.bursting, {
      connections: BURST_CONNECTIONS,
      limit: { deliveries: 50_000, seconds },
    });

  const figures = { quiet: [] as number[][], crowded: [] as number[][] };
  for (let round = 0; round < rounds; round += 1) {
    say(`one shop beside another's burst, round ${round + 1} of ${rounds}`);
    const [alone] = await deliverAndWait(database.pool, port, [single()]);
    const [beside] = await deliverAndWait(database.pool, port, [single(), burst()]);
    if (!alone || !beside) throw new Error('Nothing was measured.');
    figures.quiet.push([p50(alone), p95(alone)]);
    figures.crowded.push([p50(beside), p95(beside)]);
  }
  const middle = (rows: number[][], at: number) => median(rows.map((row) => row[at] ?? Number.NaN));
  for (const [at, name] of ['p50', 'p95'].entries()) {
    const ratios = figures.crowded.map((row, round) => {
      return (row[at] ?? Number.NaN) / (figures.quiet[round]?.[at] ?? Number.NaN);
    });
    print(
      `${name} of a shop's single orders: ${milliseconds(middle(figures.quiet, at))} alone, ` +
        `${milliseconds(middle(figures.crowded, at))} beside another's burst ` +
        `(${median(ratios).toFixed(2)} times; aim: below 2)`,
    );
  }
}
