import { createHash } from 'node:crypto';
import type { CustomerId, ShopId } from '#app/domain/ids.ts';

const SIXTY_BITS_IN_HEX = 15;

/** The id of a guest, negative, the same wherever it is made: from the shop and his key. */
export function guestId(shopId: ShopId, guestKey: string): CustomerId {
  const digest = createHash('sha256').update(`${shopId}/${guestKey}`).digest('hex');
  const number = BigInt(`0x${digest.slice(0, SIXTY_BITS_IN_HEX)}`);
  return `-${number === 0n ? 1n : number}`;
}
