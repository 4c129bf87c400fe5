import type { CustomerId, ShopId } from '#app/domain/ids.ts';
import type { Membership } from '#app/domain/segments/memberships.ts';

export interface SegmentsStore {
  /** Makes the stored stretches of these customers exactly the given ones. */
  replaceMemberships(
    shopId: ShopId,
    customerIds: CustomerId[],
    memberships: (Membership & { customerId: CustomerId })[],
  ): Promise<void>;
  /**
   * Customers whose abandoned checkout begins or ceases to count by now, without any new fact:
   * open checkouts old enough that no stretch stands for, and open stretches that have aged.
   */
  findAbandonmentChanges(
    shopId: ShopId,
    limits: { afterHours: number; withinDays: number; now: Date },
  ): Promise<CustomerId[]>;
}
