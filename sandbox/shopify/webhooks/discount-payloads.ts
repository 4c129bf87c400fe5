import type { JsonObject } from '../events.ts';
import { gid } from '../gid.ts';
import type { Discount } from '../records.ts';
import type { Emission, StoreState } from '../state/state.ts';
import { discountStatus } from '../verbs/discounts.ts';

export function discountEvent(state: StoreState, discount: Discount, topic: string): Emission {
  const id = gid('DiscountCodeNode', discount.id);
  return {
    topic,
    buildPayload: (): JsonObject =>
      topic === 'discounts/delete'
        ? { admin_graphql_api_id: id, deleted_at: state.timestamp() }
        : {
            admin_graphql_api_id: id,
            title: discount.title,
            status: discountStatus(discount, state.clock.now()),
            created_at: discount.createdAt,
            updated_at: discount.updatedAt,
          },
  };
}

export function redeemCodeAddedEvent(
  state: StoreState,
  discount: Discount,
  code: { id: string; code: string },
): Emission {
  return {
    topic: 'discounts/redeemcode_added',
    buildPayload: () => ({
      admin_graphql_api_id: gid('DiscountCodeNode', discount.id),
      redeem_code: { id: gid('DiscountRedeemCode', code.id), code: code.code },
      updated_at: state.timestamp(),
    }),
  };
}
