import type { Pool, PoolClient } from 'pg';
import sql from 'sql-template-tag';
import {
  IMPORT_STEPS,
  type ImportStep,
  type ImportStore,
} from '#app/services/ports/import-store.ts';
import { tryLock } from './try-lock.server.ts';

interface StepRow {
  importId: string;
  step: ImportStep['step'];
  state: ImportStep['state'];
  operationGid: string | null;
  objectCount: number;
  linesRead: number;
  error: string | null;
}

const OPEN = sql`state in ('waiting', 'running', 'reading')`;

export function createImportStore(db: Pool | PoolClient): ImportStore {
  return {
    tryLock: (shopId) => tryLock(db, 'import', shopId),

    async open(shopId, importId, at) {
      await db.query(sql`update import_steps
        set state = 'failed', error = 'superseded', finished_at = ${at}
        where shop_id = ${shopId} and ${OPEN}`);
      await db.query(sql`insert into import_steps (shop_id, import_id, step, started_at)
        select ${shopId}::bigint, ${importId}::uuid, step, ${at}::timestamptz
        from unnest(${[...IMPORT_STEPS]}::text[]) as step`);
    },

    async findOpen(shopId) {
      const { rows } = await db.query<StepRow>(sql`
        select import_id as "importId", step, state, operation_gid as "operationGid",
          object_count as "objectCount", lines_read as "linesRead", error
        from import_steps where shop_id = ${shopId} and import_id = (
          select import_id from import_steps where shop_id = ${shopId} and ${OPEN} limit 1)`);
      const importId = rows[0]?.importId;
      if (!importId) return null;
      const steps = IMPORT_STEPS.flatMap((name) => rows.find(({ step }) => step === name) ?? []);
      return { importId, steps: steps.map(({ importId: _, ...step }) => step) };
    },

    async listShopsWithOpen() {
      const { rows } = await db.query<{ shop_id: string }>(sql`
        select distinct i.shop_id from import_steps i
        join shops s on s.shop_id = i.shop_id and s.status = 'active' where i.state in ('waiting', 'running', 'reading')`);
      return rows.map((row) => row.shop_id);
    },

    async refreshStatistics() {
      await db.query(
        'analyze customers, orders, order_lines, refunds, products, customer_metrics, segment_memberships',
      );
    },

    async saveStep(shopId, importId, step, change, at) {
      const isFinished = change.state === 'done' || change.state === 'failed';
      await db.query(sql`update import_steps set
          state = coalesce(${change.state ?? null}, state),
          operation_gid = ${change.operationGid === undefined ? sql`operation_gid` : change.operationGid},
          object_count = coalesce(${change.objectCount ?? null}, object_count),
          lines_read = coalesce(${change.linesRead ?? null}, lines_read),
          error = ${change.error === undefined ? sql`error` : change.error},
          finished_at = ${isFinished ? at : null}
        where shop_id = ${shopId} and import_id = ${importId} and step = ${step}`);
    },

    async advance(shopId, importId, step, position) {
      const { rowCount } = await db.query(sql`update import_steps set lines_read = ${position.to}
        where shop_id = ${shopId} and import_id = ${importId} and step = ${step}
          and lines_read = ${position.from} and operation_gid = ${position.operationGid}
          and state = 'reading'`);
      return rowCount === 1;
    },
  };
}
