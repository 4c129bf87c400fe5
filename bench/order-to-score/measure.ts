import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { runLoad, type Stream, type StreamResult } from '../support/load.ts';
import { API_SECRET } from '../support/processes.ts';
import { percentile } from '../support/statistics.ts';

const DRAIN_TIMEOUT_MS = 120_000;

export interface Measured {
  /** From the 200 to the commit of facts, metrics and segments, in the order of acceptance. */
  delaysMs: number[];
  /** Orders committed per second, from the first 200 to the last commit. */
  perSecond: number;
  /** From the last 200 to the last commit. */
  drainMs: number;
}

/** Delivers to the web process and waits until all of it is worked off; one result per stream. */
export async function deliverAndWait(
  pool: Pool,
  port: number,
  streams: Stream[],
): Promise<Measured[]> {
  const results = await runLoad({ port, secret: API_SECRET, streams });
  await waitUntilDone(pool);
  return Promise.all(
    streams.map((stream, index) => {
      const result = results[index];
      if (!result) throw new Error('A stream without a result.');
      return measure(pool, stream, result);
    }),
  );
}

async function waitUntilDone(pool: Pool): Promise<void> {
  const deadline = Date.now() + DRAIN_TIMEOUT_MS;
  for (;;) {
    const { rowCount } = await pool.query(`select from inbox where state = 'waiting' limit 1`);
    if (rowCount === 0) return;
    if (Date.now() > deadline) throw new Error(await describeWaiting(pool));
    await sleep(100);
  }
}

async function describeWaiting(pool: Pool): Promise<string> {
  const { rows } = await pool.query(
    `select attempts, error, count(*)::int from inbox where state = 'waiting' group by 1, 2`,
  );
  return `The inbox was not worked off in two minutes: ${JSON.stringify(rows)}`;
}

/**
 * When each row was settled, by the commit's own time stamp: the transaction that settles it is the
 * one that writes facts, metrics and segments.
 *
 * @throws when a delivery was not accepted, was lost or did not become facts.
 */
async function measure(pool: Pool, stream: Stream, result: StreamResult): Promise<Measured> {
  const { accepted, latenciesMs, statuses } = result;
  if (accepted.length !== latenciesMs.length) {
    throw new Error(`Not all were answered 200: ${JSON.stringify(statuses)}`);
  }
  const { rows } = await pool.query<{ number: number; committed_at: number }>(
    `select substr(webhook_id, $3::int)::int as number,
       extract(epoch from pg_xact_commit_timestamp(xmin))::float8 * 1000 as committed_at
     from inbox where shop_domain = $1 and starts_with(webhook_id, $2) and state = 'done'`,
    [stream.shopDomain, stream.idPrefix, stream.idPrefix.length + 1],
  );
  const committedAt = new Map(rows.map((row) => [row.number, row.committed_at]));
  const delaysMs = accepted.map(([number, at]) => {
    const committed = committedAt.get(number);
    if (committed === undefined) throw new Error(`${stream.idPrefix}${number} was lost.`);
    // Both clocks are this machine's; the worker may be done before the 200 is read.
    return Math.max(0, committed - at);
  });
  const [first = 0, last = 0] = [accepted[0]?.[1], accepted.at(-1)?.[1]];
  const lastCommit = rows.reduce((latest, row) => Math.max(latest, row.committed_at), first);
  return {
    delaysMs,
    perSecond: (accepted.length * 1000) / (lastCommit - first),
    drainMs: Math.max(0, lastCommit - last),
  };
}

export function p50(measured: Measured): number {
  return percentile(measured.delaysMs, 0.5);
}

export function p95(measured: Measured): number {
  return percentile(measured.delaysMs, 0.95);
}
