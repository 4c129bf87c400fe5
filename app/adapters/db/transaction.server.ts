import type { Pool, PoolClient } from 'pg';

/** serialization_failure, deadlock_detected: PostgreSQL asks for the transaction to be repeated. */
const REPEATABLE_CODES = new Set(['40001', '40P01']);
const MAX_ATTEMPTS = 5;

function isRepeatable(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  return typeof error.code === 'string' && REPEATABLE_CODES.has(error.code);
}

async function runOnce<T>(client: PoolClient, work: (client: PoolClient) => Promise<T>) {
  await client.query('begin');
  const result = await work(client);
  await client.query('commit');
  return result;
}

async function attempt<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    return await runOnce(client, work);
  } catch (error) {
    await client.query('rollback').catch((rollbackError: Error) => {
      broken = rollbackError;
    });
    throw error;
  } finally {
    // A connection that cannot roll back is thrown away, or its transaction would leak.
    client.release(broken);
  }
}

/**
 * Runs `work` in one transaction: committed when it returns, rolled back when it throws. Repeated
 * up to five times after a serialization failure or a deadlock, so `work` must have no effects
 * outside the database.
 */
export async function inTransaction<T>(
  pool: Pool,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await attempt(pool, work);
    } catch (error) {
      if (attempts >= MAX_ATTEMPTS || !isRepeatable(error)) throw error;
    }
  }
}

/**
 * Runs `work` in a transaction in which no other holder of the same shop's lock of that `purpose`
 * works; waits for its turn. The lock ends with the transaction, also when the process is killed.
 */
export async function withShopLock<T>(
  pool: Pool,
  lock: { shopId: string; purpose: string },
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  return inTransaction(pool, async (client) => {
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [lockKey(lock)]);
    return work(client);
  });
}

function lockKey({ shopId, purpose }: { shopId: string; purpose: string }): string {
  return `${purpose}/${shopId}`;
}
