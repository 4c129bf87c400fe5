import type { ShopId } from '#app/domain/ids.ts';
import type { LedgerDifference, LedgerStore } from './ports/ledger-store.ts';
import type { Transact } from './transact.ts';

/**
 * Rebuilds every balance and lot of a shop from its postings and compares.
 * @returns what differs; empty when the ledger is whole
 */
export function checkLedger(
  { transact }: { transact: Transact<{ ledger: LedgerStore }> },
  shopId: ShopId,
): Promise<LedgerDifference[]> {
  return transact(({ ledger }) => ledger.findDifferences(shopId));
}
