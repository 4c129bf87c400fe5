import type { Pool } from 'pg';
import type { Clock } from '#app/services/transact.ts';

export interface StoredClock extends Clock {
  /** Reads the stored offset again. */
  refresh(): Promise<void>;
  stop(): void;
}

const REFRESH_EVERY_MS = 1_000;

/**
 * Business time: real time plus the offset stored in the database, which is zero unless a demo or a
 * test has moved it. The offset is read again every second, so all processes move together.
 */
export async function createStoredClock(pool: Pool): Promise<StoredClock> {
  let offsetMs = 0;
  const refresh = async () => {
    const { rows } = await pool.query<{ offset_ms: string }>('select offset_ms from clock');
    offsetMs = Number(rows[0]?.offset_ms ?? 0);
  };
  await refresh();
  // A database that is away for a moment changes nothing about the time.
  const timer = setInterval(() => void refresh().catch(() => undefined), REFRESH_EVERY_MS);
  timer.unref();
  return {
    now: () => new Date(Date.now() + offsetMs),
    refresh,
    stop: () => clearInterval(timer),
  };
}

/** Moves business time for every process on this database. */
export async function storeClockOffset(pool: Pool, offsetMs: number): Promise<void> {
  await pool.query('update clock set offset_ms = $1', [Math.round(offsetMs)]);
}
