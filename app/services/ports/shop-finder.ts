import type { ShopId } from '#app/domain/ids.ts';
import type { Shop } from '#app/domain/shop.ts';

/** The part of the shops' store that most services need. */
export interface ShopFinder {
  find(shopId: ShopId): Promise<Shop | null>;
}
