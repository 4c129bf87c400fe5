import type { ShopId } from '#app/domain/ids.ts';

/** In this order; `figures` computes metrics, segments and product pairs from what was read. */
export const IMPORT_STEPS = ['products', 'customers', 'orders', 'figures'] as const;

export type ImportStepName = (typeof IMPORT_STEPS)[number];

export interface ImportStep {
  step: ImportStepName;
  /** running: Shopify writes the file; reading: we read it. */
  state: 'waiting' | 'running' | 'reading' | 'done' | 'failed';
  operationGid: string | null;
  /** Objects in the file so far, which are its lines. */
  objectCount: number;
  /** Lines whose facts are committed. */
  linesRead: number;
  error: string | null;
}

export interface ShopImport {
  importId: string;
  steps: ImportStep[];
}

export interface ImportStore {
  /** False where another one imports this shop; else held until the transaction ends. */
  tryLock(shopId: ShopId): Promise<boolean>;
  /** Opens an import with its steps waiting; one that is still open is closed as failed. */
  open(shopId: ShopId, importId: string, at: Date): Promise<void>;
  /** The import that still has something to do. */
  findOpen(shopId: ShopId): Promise<ShopImport | null>;
  listShopsWithOpen(): Promise<ShopId[]>;
  /** Tells the database's planner how much there is now, which it would notice only later. */
  refreshStatistics(): Promise<void>;
  saveStep(
    shopId: ShopId,
    importId: string,
    step: ImportStepName,
    change: Partial<Omit<ImportStep, 'step' | 'linesRead'>> & { linesRead?: 0 },
    at: Date,
  ): Promise<void>;
  /**
   * Moves on from where this reader of this operation's file stood; false where another one has
   * been here, or the file was asked for again.
   */
  advance(
    shopId: ShopId,
    importId: string,
    step: ImportStepName,
    position: { operationGid: string; from: number; to: number },
  ): Promise<boolean>;
}
