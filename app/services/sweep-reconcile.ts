import type { ImportStore } from './ports/import-store.ts';
import type { ReconcileStore } from './ports/reconcile-store.ts';
import type { Clock, Transact } from './transact.ts';

export interface SweepReconcileDeps {
  transact: Transact<{ reconciles: ReconcileStore; imports: ImportStore }>;
  clock: Clock;
  /** How long a shop goes unlooked at, in seconds. */
  everySeconds: number;
  startReconcile(shopId: string): Promise<void>;
  startImport(shopId: string): Promise<void>;
}

/** Starts what is due: reconciliations, and imports whose job was lost. */
export async function sweepReconcile(
  deps: SweepReconcileDeps,
): Promise<{ reconciles: number; imports: number }> {
  const before = new Date(deps.clock.now().getTime() - deps.everySeconds * 1000);
  const { due, open } = await deps.transact(async (stores) => ({
    due: await stores.reconciles.listDue(before),
    open: await stores.imports.listShopsWithOpen(),
  }));
  for (const shopId of due) await deps.startReconcile(shopId);
  for (const shopId of open) await deps.startImport(shopId);
  return { reconciles: due.length, imports: open.length };
}
