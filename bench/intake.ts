import { parseArgs } from 'node:util';
import type { Pool } from 'pg';
import { createDatabase, startServer } from './support/database.ts';
import { runLoad } from './support/load.ts';
import { API_SECRET, appEnvironment, type Served, startHttp } from './support/processes.ts';
import { count, milliseconds, print, printTable, say } from './support/report.ts';
import { median, percentile } from './support/statistics.ts';

const SHOP = 'bench.myshopify.com';
const CONNECTIONS = 50;
const DELIVERIES_AT_MOST = 200_000;
const WARM_UP_SECONDS = 2;

const CONTENDERS = [
  { name: 'intake', file: 'app/server.ts' },
  { name: 'template', file: 'bench/intake/template-server.ts' },
  { name: 'bare limit', file: 'bench/intake/bare-server.ts' },
] as const;

type Name = (typeof CONTENDERS)[number]['name'];

interface Round {
  perSecond: number;
  p99Ms: number;
}

/**
 * Requests per second of the intake beside the official template's way and the bare limit: each a
 * process of its own on the same database, one after the other within a round, in turning order.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '6' },
    },
  });
  const [rounds, seconds] = [Number(values.rounds), Number(values.seconds)];
  const database = await createDatabase(await startServer(), 'intake');
  await storeSession(database.pool);
  const environment = appEnvironment({ DATABASE_URL: database.url });

  const measured: Record<Name, Round[]> = { intake: [], template: [], 'bare limit': [] };
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < CONTENDERS.length; turn += 1) {
      const contender = CONTENDERS[(round + turn) % CONTENDERS.length];
      if (!contender) continue;
      say(`round ${round + 1} of ${rounds}: ${contender.name}`);
      const served = await startHttp(contender.file, environment);
      const id = `${round}-${contender.name.replace(' ', '-')}`;
      await deliver(served, database.pool, `${id}-warm-`, WARM_UP_SECONDS);
      measured[contender.name].push(await deliver(served, database.pool, `${id}-`, seconds));
      await served.stop();
    }
  }
  report(measured, { rounds, seconds });
}

/** @throws when an answer was not 200, or a delivery that was answered 200 is not in the inbox. */
async function deliver(
  { port }: Served,
  pool: Pool,
  idPrefix: string,
  seconds: number,
): Promise<Round> {
  await pool.query('truncate inbox');
  const [result] = await runLoad({
    port,
    secret: API_SECRET,
    streams: [
      {
        shopDomain: SHOP,
        idPrefix,
        body: 'example',
        connections: CONNECTIONS,
        limit: { deliveries: DELIVERIES_AT_MOST, seconds },
      },
    ],
  });
  if (!result) throw new Error('No load was run.');
  const { statuses, accepted, latenciesMs } = result;
  if (accepted.length !== latenciesMs.length) {
    throw new Error(`Not all were answered 200: ${JSON.stringify(statuses)}`);
  }
  const { rows } = await pool.query<{ kept: number }>('select count(*)::int as kept from inbox');
  if (rows[0]?.kept !== accepted.length) {
    throw new Error(`${accepted.length} were answered 200 and ${rows[0]?.kept} were kept.`);
  }
  return {
    perSecond: accepted.length / result.seconds,
    p99Ms: percentile(latenciesMs, 0.99),
  };
}

/** A session that is valid for an hour, so that the template's way never asks Shopify. */
async function storeSession(pool: Pool): Promise<void> {
  const inAnHour = new Date(Date.now() + 3_600_000);
  const session = {
    id: `offline_${SHOP}`,
    shop: SHOP,
    state: '',
    isOnline: false,
    scope: 'write_orders,write_customers,write_products,write_discounts',
    accessToken: 'shpat_bench',
    refreshToken: 'shprt_bench',
    expires: inAnHour,
    refreshTokenExpires: inAnHour,
  };
  await pool.query(
    `insert into sessions (id, shop_domain, is_online, scope, expires_at, sealed)
     values ($1, $2, false, $3, $4, convert_to($5, 'UTF8'))`,
    [session.id, SHOP, session.scope, inAnHour, JSON.stringify(session)],
  );
}

function report(
  measured: Record<Name, Round[]>,
  { rounds, seconds }: { rounds: number; seconds: number },
): void {
  print(
    `Shopify's 15 KB order example, ${CONNECTIONS} connections, ${rounds} rounds of ${seconds} s, ` +
      'PostgreSQL with fsync and synchronous_commit on; all that was answered 200 was found kept.',
  );
  printTable(
    ['median of the rounds', 'requests/s', 'p99'],
    CONTENDERS.map(({ name }) => [
      name,
      count(median(measured[name].map((round) => round.perSecond))),
      milliseconds(median(measured[name].map((round) => round.p99Ms))),
    ]),
  );
  const ratioTo = (other: Name) =>
    measured.intake.map((round, index) => {
      return round.perSecond / (measured[other][index]?.perSecond ?? Number.NaN);
    });
  for (const [other, aim] of [
    ['template', 5],
    ['bare limit', 0.6],
  ] as const) {
    const ratio = median(ratioTo(other));
    print(`intake / ${other}, round by round: ${ratio.toFixed(2)} (aim: at least ${aim})`);
  }
}
