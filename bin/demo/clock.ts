import type { Pool } from 'pg';

/** Business time of the demo: real time plus an offset that the database keeps. */
export interface DemoClock {
  now(): Date;
  /** Moves business time to `offsetMs` from real time. */
  move(offsetMs: number): Promise<void>;
}

export async function openClock(pool: Pool): Promise<DemoClock> {
  const { rows } = await pool.query<{ offset_ms: string }>('select offset_ms from clock');
  let offset = Number(rows[0]?.offset_ms ?? 0);
  return {
    now: () => new Date(Date.now() + offset),
    move: async (offsetMs) => {
      await pool.query(
        `insert into clock (id, offset_ms) values (1, $1)
         on conflict (id) do update set offset_ms = excluded.offset_ms`,
        [Math.round(offsetMs)],
      );
      offset = offsetMs;
    },
  };
}
