import type { Fields } from '../graph.ts';
import { customerMutations } from './customers.ts';
import { discountMutations } from './discounts.ts';
import { metafieldMutations } from './metafields.ts';
import { operationMutations } from './operations.ts';
import { redeemCodeMutations } from './redeem-codes.ts';
import { tagMutations } from './tags.ts';
import { webhookMutations } from './webhooks.ts';

export const mutationFields: Fields<unknown> = {
  ...customerMutations,
  ...discountMutations,
  ...metafieldMutations,
  ...operationMutations,
  ...redeemCodeMutations,
  ...tagMutations,
  ...webhookMutations,
};
