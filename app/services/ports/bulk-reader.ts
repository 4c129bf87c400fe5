import type { FactChange } from '#app/domain/facts.ts';
import type { ShopAddress } from './shopify-reader.ts';

export type BulkType = 'products' | 'customers' | 'orders';

export type BulkStatus =
  | { state: 'running'; objectCount: number }
  /** `url` is null where there was nothing to read; `readAt` is when Shopify began. */
  | { state: 'completed'; objectCount: number; url: string | null; readAt: string }
  /** Shopify gave up, or keeps the file no longer: to be started again. */
  | { state: 'failed'; reason: string };

export interface BulkBatch {
  changes: FactChange[];
  /** Lines of the file that are behind this batch. */
  linesRead: number;
}

/** A shop's whole history, as Shopify writes it into a file. Throws OutsideError. */
export interface BulkReader {
  start(
    shop: ShopAddress,
    type: BulkType,
  ): Promise<
    | { outcome: 'started'; operationGid: string }
    /** As many operations as Shopify allows are running. */
    | { outcome: 'busy' }
  >;
  readStatus(shop: ShopAddress, operationGid: string): Promise<BulkStatus>;
  /**
   * The file's facts from a line on, in batches, orders whole with their refunds; never more than
   * a batch in memory.
   */
  read(
    shop: ShopAddress,
    type: BulkType,
    file: { url: string; readAt: string; linesRead: number },
  ): AsyncIterable<BulkBatch>;
}
