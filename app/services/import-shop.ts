import type { ShopId } from '#app/domain/ids.ts';
import type { Shop } from '#app/domain/shop.ts';
import type { BulkBatch, BulkReader, BulkStatus, BulkType } from './ports/bulk-reader.ts';
import type { ImportStep, ImportStore } from './ports/import-store.ts';
import type { ShopFinder } from './ports/shop-finder.ts';
import type { ApplyChanges } from './reread-order.ts';
import type { Clock, Transact } from './transact.ts';

export interface ImportStores {
  shops: ShopFinder;
  imports: ImportStore;
}

export interface ImportShopDeps<Stores extends ImportStores> {
  transact: Transact<Stores>;
  clock: Clock;
  bulk: BulkReader;
  applyChanges: ApplyChanges<Stores>;
  /** Computes what was left out per batch: metrics, segments, product pairs. */
  computeFigures(shop: Shop): Promise<void>;
  /** How long until a running operation is looked at again; default 2,000 ms. */
  pollMs?: number;
}

export type ImportOutcome =
  | { outcome: 'done' }
  | { outcome: 'waiting'; retryAfterMs: number }
  /** There is nothing to import, the shop has left, or another worker is at it. */
  | { outcome: 'nothing_to_do' };

interface Work<Stores extends ImportStores> {
  deps: ImportShopDeps<Stores>;
  shop: Shop;
  importId: string;
}

/**
 * Reads a shop's history: Shopify writes it into files, which are read in batches, each committed
 * with the line it ends at. Killed anywhere, the next call goes on from the last batch. Imported
 * history starts no campaign; what a live webhook has told meanwhile is newer and stays.
 * @throws OutsideError
 */
export function importShop<Stores extends ImportStores>(
  deps: ImportShopDeps<Stores>,
  input: { shopId: ShopId },
): Promise<ImportOutcome> {
  // This transaction only holds the lock, which a killed worker lets go; batches have their own.
  return deps.transact(async (stores) => {
    if (!(await stores.imports.tryLock(input.shopId))) return { outcome: 'nothing_to_do' };
    return goOn(deps, input);
  });
}

async function goOn<Stores extends ImportStores>(
  deps: ImportShopDeps<Stores>,
  input: { shopId: ShopId },
): Promise<ImportOutcome> {
  const { shop, open } = await deps.transact(async (stores) => ({
    shop: await stores.shops.find(input.shopId),
    open: await stores.imports.findOpen(input.shopId),
  }));
  if (shop?.status !== 'active' || !open) return { outcome: 'nothing_to_do' };
  const work = { deps, shop, importId: open.importId };
  for (const step of open.steps) await tellingWhy(work, step, () => startOperation(work, step));
  for (const step of open.steps) {
    if (step.state === 'done') continue;
    const outcome = await tellingWhy(work, step, () => runStep(work, step));
    if (outcome !== 'done') return outcome;
  }
  return { outcome: 'done' };
}

/** What stops a step is written down for the merchant; the queue decides whether to try again. */
async function tellingWhy<Stores extends ImportStores, Result>(
  work: Work<Stores>,
  step: ImportStep,
  run: () => Promise<Result>,
): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    await save(work, step, { error: error instanceof Error ? error.message : String(error) });
    throw error;
  }
}

/** All files are asked for at once, so that Shopify writes the next while one is read. */
async function startOperation<Stores extends ImportStores>(
  work: Work<Stores>,
  step: ImportStep,
): Promise<void> {
  if (step.state !== 'waiting' || !isFile(step)) return;
  const started = await work.deps.bulk.start(work.shop, step.step);
  if (started.outcome === 'busy') return;
  const { operationGid } = started;
  Object.assign(step, { state: 'running', operationGid, linesRead: 0 });
  await save(work, step, { operationGid, state: 'running', linesRead: 0 });
}

async function runStep<Stores extends ImportStores>(
  work: Work<Stores>,
  step: ImportStep,
): Promise<'done' | Exclude<ImportOutcome, { outcome: 'done' }>> {
  if (!isFile(step)) {
    await save(work, step, { state: 'reading' });
    await work.deps.computeFigures(work.shop);
    await save(work, step, { state: 'done', error: null });
    return 'done';
  }
  const waiting = { outcome: 'waiting', retryAfterMs: work.deps.pollMs ?? 2_000 } as const;
  const { operationGid } = step;
  if (!operationGid) return waiting;
  const status = await work.deps.bulk.readStatus(work.shop, operationGid);
  if (status.state === 'failed') {
    // Begun again from its first line: a new file may have another order, and facts repeat well.
    await save(work, step, {
      state: 'waiting',
      operationGid: null,
      linesRead: 0,
      error: status.reason,
    });
    return waiting;
  }
  if (status.state === 'running') {
    await save(work, step, { objectCount: status.objectCount });
    return waiting;
  }
  await save(work, step, { state: 'reading', objectCount: status.objectCount });
  if (!(await readFile(work, { ...step, operationGid }, status)))
    return { outcome: 'nothing_to_do' };
  await save(work, step, { state: 'done', error: null });
  return 'done';
}

/** False where another worker reads the same file. */
async function readFile<Stores extends ImportStores>(
  work: Work<Stores>,
  step: StartedStep,
  status: Extract<BulkStatus, { state: 'completed' }>,
): Promise<boolean> {
  if (status.url === null) return true;
  const file = { url: status.url, readAt: status.readAt, linesRead: step.linesRead };
  let from = step.linesRead;
  for await (const batch of work.deps.bulk.read(work.shop, step.step, file)) {
    if (!(await commitBatch(work, step, { from, batch, occurredAt: status.readAt }))) return false;
    from = batch.linesRead;
  }
  return true;
}

function commitBatch<Stores extends ImportStores>(
  { deps, shop, importId }: Work<Stores>,
  { step, operationGid }: StartedStep,
  { from, batch, occurredAt }: { from: number; batch: BulkBatch; occurredAt: string },
): Promise<boolean> {
  return deps.transact(async (stores) => {
    const position = { operationGid, from, to: batch.linesRead };
    if (!(await stores.imports.advance(shop.shopId, importId, step, position))) return false;
    const changes = batch.changes.map((change) => ({ change, occurredAt }));
    const recordedAt = deps.clock.now();
    await deps.applyChanges(stores, shop, changes, { source: 'import', recordedAt });
    return true;
  });
}

type FileStep = ImportStep & { step: BulkType };
type StartedStep = FileStep & { operationGid: string };

function isFile(step: ImportStep): step is FileStep {
  return step.step !== 'figures';
}

function save<Stores extends ImportStores>(
  { deps, shop, importId }: Work<Stores>,
  { step }: ImportStep,
  change: Parameters<ImportStore['saveStep']>[3],
): Promise<void> {
  return deps.transact((stores) =>
    stores.imports.saveStep(shop.shopId, importId, step, change, deps.clock.now()),
  );
}
