import type { CustomerId } from '#app/domain/ids.ts';
import type { Shop } from '#app/domain/shop.ts';

/** Writes a customer's consent back to Shopify. Throws OutsideError. */
export interface ConsentPort {
  /**
   * Sets e-mail marketing to unsubscribed. `customer_gone` where Shopify no longer knows the
   * customer or no address of his.
   *
   * @param at when the person said so, ISO instant
   */
  unsubscribe(
    shop: Shop,
    customerId: CustomerId,
    at: string,
  ): Promise<
    | { outcome: 'unsubscribed' }
    | { outcome: 'customer_gone' }
    | { outcome: 'refused'; code: string | null; message: string }
  >;
}
