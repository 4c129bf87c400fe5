import type { ShopId } from '#app/domain/ids.ts';
import type { PairsStore } from './ports/pairs-store.ts';
import type { Clock, Transact } from './transact.ts';

/** Pairs of fewer orders are noise and would be most of the table. */
const MINIMUM_SUPPORT = 2;

export interface RefreshProductPairsDeps {
  transact: Transact<{ pairs: PairsStore }>;
  clock: Clock;
}

/**
 * Counts again which products are bought together, from all orders that count.
 * @returns how many pairs there are, each counted both ways
 */
export async function refreshProductPairs(
  deps: RefreshProductPairsDeps,
  input: { shopId: ShopId },
): Promise<{ pairs: number }> {
  const range = { since: null, minimumSupport: MINIMUM_SUPPORT };
  const pairs = await deps.transact((stores) =>
    stores.pairs.refresh(input.shopId, range, deps.clock.now()),
  );
  return { pairs };
}
