import type { CustomerId, ShopId } from '#app/domain/ids.ts';

/** The ledger's part in a merge that is undone. */
export interface MemberSplitsStore {
  /**
   * What of a member's belongs to those who leave him: lots of their orders and what they brought,
   * what they owed then, and rewards. `isShared`: a reward was taken from the points of both.
   */
  readLeaving(
    shopId: ShopId,
    leaving: { fromMemberId: string; customerId: CustomerId; memberIds: string[] },
  ): Promise<{ lotIds: string[]; owed: number; redemptionIds: string[]; isShared: boolean }>;
  /** Takes lots and redemptions back to the member of a customer whose merge was undone. */
  restoreMember(
    shopId: ShopId,
    back: { memberId: string; customerId: CustomerId; lotIds: string[]; redemptionIds: string[] },
  ): Promise<void>;
}
