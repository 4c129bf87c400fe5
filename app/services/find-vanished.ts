import { type Shop, WHOLE_HISTORY_SCOPE } from '#app/domain/shop.ts';
import type { ReconcileStore } from './ports/reconcile-store.ts';
import type { CountableType, IdRange, ShopifyReader } from './ports/shopify-reader.ts';
import type { Transact } from './transact.ts';

export interface FindVanishedDeps {
  transact: Transact<{ reconciles: ReconcileStore }>;
  shopify: Pick<ShopifyReader, 'countObjects' | 'findMissing'>;
}

/** As many ids as one question to Shopify may name. */
const CONFIRMED_AT_ONCE = 250;
/** Ten points of the rate limit each: what is left after so many is found at the next time. */
const MAX_COUNTS = 60;
const HIGHEST_ID = 2n ** 63n - 1n;
/** Without the scope for it, orders older than 60 days are not shown; a day for the zones. */
const VISIBLE_DAYS = 59;
const DAY_MS = 86_400_000;

/**
 * Objects that are held to exist here and are gone in Shopify, as after a lost webhook of their
 * deletion. Both sides count; ranges of ids in which we have more are halved until they are small
 * enough to ask for each id. What Shopify does not show, such as old orders without the scope for
 * them, is not compared. Call it when all changes are read, so that nothing is missing here.
 *
 * A shop where nothing vanished costs one count per type. Throws OutsideError.
 */
export async function findVanished(
  { transact, shopify }: FindVanishedDeps,
  shop: Shop,
  type: CountableType,
  now: Date,
): Promise<string[]> {
  const vanished: string[] = [];
  const open: IdRange[] = [
    { from: '1', to: HIGHEST_ID.toString(), createdSince: visibleSince(shop, type, now) },
  ];
  for (let counts = 0; counts < MAX_COUNTS; counts += 1) {
    const range = open.pop();
    if (!range) break;
    const { count, middle } = await transact(({ reconciles }) =>
      reconciles.countPresent(shop.shopId, type, range),
    );
    if (count === 0) continue;
    if (count <= (await shopify.countObjects(shop, type, range))) continue;
    if (count > CONFIRMED_AT_ONCE) {
      open.push({ ...range, to: middle }, { ...range, from: (BigInt(middle) + 1n).toString() });
      continue;
    }
    const ids = await transact(({ reconciles }) =>
      reconciles.listPresent(shop.shopId, type, range),
    );
    vanished.push(...(await shopify.findMissing(shop, type, ids)));
  }
  return vanished;
}

function visibleSince(shop: Shop, type: CountableType, now: Date): string | null {
  if (type !== 'order' || shop.scopes.includes(WHOLE_HISTORY_SCOPE)) return null;
  return new Date(now.getTime() - VISIBLE_DAYS * DAY_MS).toISOString();
}
