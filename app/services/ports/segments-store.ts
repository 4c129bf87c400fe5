import type { CustomerId, ShopId } from '#app/domain/ids.ts';
import type { Membership } from '#app/domain/segments/memberships.ts';
import type { MemberChange, OwnSegment } from '#app/domain/segments/own-segments.ts';
import type { CustomerFacts } from '#app/domain/segments/rules/customer-facts.ts';
import type { RuleMoment } from '#app/domain/segments/rules/rule.ts';

export interface SegmentsStore {
  /** Makes the stretches of these customers in the ready segments exactly the given ones. */
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
  /** The segments the merchant made and has not archived, by name. */
  listOwn(shopId: ShopId): Promise<OwnSegment[]>;
  /** What rules ask of these customers; none for an id without metrics. */
  readFacts(shopId: ShopId, customerIds: CustomerId[]): Promise<CustomerFacts[]>;
  /** Writes down who entered and left own segments. */
  moveMembers(shopId: ShopId, changes: MemberChange[], at: Date): Promise<void>;
  /** Ends the memberships of these customers in own segments: they are no longer there. */
  removeMembers(
    shopId: ShopId,
    customerIds: CustomerId[],
    leaving: { at: Date; cause: string },
  ): Promise<void>;
  /** Brings all members of an own segment up to its rule, as a set. */
  refreshMembers(
    shopId: ShopId,
    segment: OwnSegment,
    moment: RuleMoment,
    cause: string,
  ): Promise<{ entered: number; left: number }>;
}
