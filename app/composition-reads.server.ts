import type { Pool } from 'pg';
import { createHealthReads } from './adapters/db/reads/health.server.ts';
import { createImportsReads } from './adapters/db/reads/imports.server.ts';

/** What pages show: read models, one per page. */
export function createReads(pool: Pool) {
  return {
    health: createHealthReads(pool),
    imports: createImportsReads(pool),
  };
}

export type Reads = ReturnType<typeof createReads>;
