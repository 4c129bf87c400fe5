import type { CustomerId } from '#app/domain/ids.ts';
import type { Shop } from '#app/domain/shop.ts';

export type TagAnswer =
  | { outcome: 'written' }
  | { outcome: 'customer_gone' }
  | { outcome: 'refused'; code: string | null; message: string };

/** Writes customers' tags in Shopify; saying the same twice changes nothing. Throws OutsideError. */
export interface TagPort {
  add(shop: Shop, customerId: CustomerId, tag: string): Promise<TagAnswer>;
  remove(shop: Shop, customerId: CustomerId, tag: string): Promise<TagAnswer>;
}
