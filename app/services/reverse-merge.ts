import type { CustomerId } from '#app/domain/ids.ts';
import type { Shop } from '#app/domain/shop.ts';
import type { ApplyHooks } from './apply-changes.ts';
import type { CampaignsStore } from './ports/campaigns-store.ts';
import type { FactsStore } from './ports/facts-store.ts';
import { type SplitStores, splitMember } from './split-member.ts';
import type { Clock, Transact } from './transact.ts';

export interface ReverseMergeStores extends SplitStores {
  campaigns: Pick<CampaignsStore, 'recordAudit'>;
  facts: FactsStore;
}

export interface ReverseMergeDeps<Stores extends ReverseMergeStores> {
  transact: Transact<Stores>;
  clock: Clock;
  hooks: ApplyHooks<Stores>;
}

interface ReverseMergeInput {
  shop: Shop;
  /** The customer on whose page it was asked for. */
  keptId: CustomerId;
  mergedId: CustomerId;
  actor: string;
}

export interface ReverseMergeResult {
  outcome: 'reversed' | 'not_merged' | 'points_spent_together';
}

/** Rolls the transaction back: nothing is half undone. */
class SpentTogether extends Error {}

/**
 * Takes a merge of two customers back by its log (D8): orders, consent, decisions with their groups
 * and points are each one's again, figures and waiting occasions follow, and the same merge said
 * again changes nothing. Refused where a reward was taken from the points of both since, for these
 * cannot be told apart.
 */
export async function reverseMerge<Stores extends ReverseMergeStores>(
  deps: ReverseMergeDeps<Stores>,
  input: ReverseMergeInput,
): Promise<ReverseMergeResult> {
  try {
    return await deps.transact((stores) => reverse(deps, stores, input));
  } catch (error) {
    if (error instanceof SpentTogether) return { outcome: 'points_spent_together' };
    throw error;
  }
}

async function reverse<Stores extends ReverseMergeStores>(
  { clock, hooks }: ReverseMergeDeps<Stores>,
  stores: Stores,
  { shop, keptId, mergedId, actor }: ReverseMergeInput,
): Promise<ReverseMergeResult> {
  const now = clock.now();
  await stores.facts.lock(shop.shopId);
  const merge = await stores.facts.findMerge(shop, mergedId);
  if (merge?.keptId !== keptId) return { outcome: 'not_merged' };
  const touched = await stores.facts.reverseMerge(shop, mergedId, now);
  const split = { fromId: merge.ownerId, customerId: mergedId, kinIds: merge.kinIds, now };
  if (!(await splitMember(stores, shop, split))) throw new SpentTogether();
  const cause = 'merge-undone';
  await hooks.recomputeCustomers(stores, shop, touched.customerIds, { now, cause });
  await hooks.planOccasions(stores, shop, touched, { now });
  await hooks.queueLedgerWork(stores, shop, touched.orderIds, { now });
  const subject = `customer ${keptId}`;
  const entry = { actor, action: 'undo_merge', subject, detail: { mergedId, keptId } };
  await stores.campaigns.recordAudit(shop.shopId, entry, now);
  return { outcome: 'reversed' };
}
