import type { AcquisitionCost } from '#app/domain/analytics/acquisition.ts';
import type { ShopId } from '#app/domain/ids.ts';

export interface AcquisitionCostsStore {
  /** @returns whether it was added; a cost of the same id is left as it is */
  add(shopId: ShopId, cost: AcquisitionCost, at: Date): Promise<boolean>;
  /** @returns what was there; null where nothing was */
  remove(shopId: ShopId, costId: string): Promise<AcquisitionCost | null>;
}
