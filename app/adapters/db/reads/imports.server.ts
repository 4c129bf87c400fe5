import type { Pool } from 'pg';
import sql from 'sql-template-tag';
import type { ShopId } from '#app/domain/ids.ts';
import { IMPORT_STEPS, type ImportStep } from '#app/services/ports/import-store.ts';

export interface ImportStepProgress {
  step: ImportStep['step'];
  state: ImportStep['state'];
  /** Lines of the file that are read, and that it has as far as Shopify has said. */
  linesRead: number;
  objectCount: number;
  error: string | null;
}

export interface ImportProgress {
  importId: string;
  state: 'running' | 'done' | 'failed';
  steps: ImportStepProgress[];
  /** 0 to 1 over all steps; null while the size of the files is not known. */
  share: number | null;
  startedAt: Date;
  finishedAt: Date | null;
}

interface Row extends ImportStepProgress {
  import_id: string;
  started_at: Date;
  finished_at: Date | null;
}

/** What of the bar is left for the figures once all files are read. */
const FIGURES_SHARE = 0.1;

/** How far a shop's import has come. */
export function createImportsReads(db: Pool) {
  return {
    /** The latest import of the shop; null before the first. */
    async latest(shopId: ShopId): Promise<ImportProgress | null> {
      const { rows } = await db.query<Row>(sql`
        select import_id, step, state, lines_read as "linesRead", object_count as "objectCount",
          error, started_at, finished_at
        from import_steps
        where shop_id = ${shopId} and import_id = (
          select import_id from import_steps where shop_id = ${shopId}
          order by started_at desc, import_id limit 1)`);
      const [first] = rows;
      if (!first) return null;
      const ordered = IMPORT_STEPS.flatMap((name) => rows.find(({ step }) => step === name) ?? []);
      const state = stateOf(ordered);
      return {
        importId: first.import_id,
        state,
        steps: ordered.map(({ step, state, linesRead, objectCount, error }) => ({
          step,
          state,
          linesRead,
          objectCount,
          error,
        })),
        share: shareOf(ordered),
        startedAt: first.started_at,
        finishedAt: state === 'running' ? null : latestOf(ordered),
      };
    },
  };
}

function stateOf(steps: readonly Row[]): ImportProgress['state'] {
  if (steps.some(({ state }) => state === 'failed')) return 'failed';
  return steps.every(({ state }) => state === 'done') ? 'done' : 'running';
}

function shareOf(steps: readonly Row[]): number | null {
  if (stateOf(steps) === 'done') return 1;
  const files = steps.filter(({ step }) => step !== 'figures');
  const isSized = files.every(({ state }) => ['reading', 'done', 'failed'].includes(state));
  if (!isSized) return null;
  const total = files.reduce((sum, { objectCount }) => sum + objectCount, 0);
  const read = files.reduce((sum, { linesRead }) => sum + linesRead, 0);
  return (1 - FIGURES_SHARE) * (total === 0 ? 1 : Math.min(1, read / total));
}

function latestOf(steps: readonly Row[]): Date | null {
  const times = steps.flatMap(({ finished_at }) => finished_at?.getTime() ?? []);
  return times.length > 0 ? new Date(Math.max(...times)) : null;
}
