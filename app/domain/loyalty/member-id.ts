import { createHash } from 'node:crypto';
import type { CustomerId, ShopId } from '../ids.ts';

/**
 * The opaque name under which the ledger knows a person: its rows are never changed, so erasing a
 * person erases the mapping instead.
 */
export function memberIdOf(shopId: ShopId, customerId: CustomerId): string {
  return createHash('sha256').update(`${shopId}/${customerId}`).digest('hex').slice(0, 16);
}

/** Guests (negative ids) join once their orders belong to a known customer. */
export function canBeMember(customerId: CustomerId): boolean {
  return !customerId.startsWith('-');
}
