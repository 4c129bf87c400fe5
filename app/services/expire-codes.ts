import type { ShopId } from '#app/domain/ids.ts';
import type { DiscountPort } from './ports/discount-port.ts';
import type { EffectsStore, ExpiredCode } from './ports/effects-store.ts';
import { OutsideError } from './ports/outside-error.ts';
import type { ShopFinder } from './ports/shop-finder.ts';
import type { Clock, Transact } from './transact.ts';

const CODES_PER_SHOP = 100;

export interface ExpireCodesDeps {
  transact: Transact<{ effects: EffectsStore; shops: ShopFinder }>;
  clock: Clock;
  discounts: DiscountPort;
}

/**
 * Deactivates codes past their end in Shopify (O3). A shop whose Shopify fails is left for the next
 * time; the codes do not work after their end either way.
 *
 * @returns how many were deactivated
 */
export async function expireCodes(deps: ExpireCodesDeps): Promise<{ expired: number }> {
  const now = deps.clock.now();
  const shopIds = await deps.transact((stores) => stores.effects.listShopsWithExpiredCodes(now));
  let expired = 0;
  for (const shopId of shopIds) {
    try {
      expired += await expireCodesOf(deps, shopId, now);
    } catch (error) {
      if (!(error instanceof OutsideError)) throw error;
    }
  }
  return { expired };
}

async function expireCodesOf(deps: ExpireCodesDeps, shopId: ShopId, now: Date): Promise<number> {
  const { shop, codes } = await deps.transact(async (stores) => ({
    shop: await stores.shops.find(shopId),
    codes: await stores.effects.listExpiredCodes(shopId, now, CODES_PER_SHOP),
  }));
  if (!shop) return 0;
  const deactivate = async ({ code, discountGid }: ExpiredCode) => {
    // A refusal is final for a discount that has ended: asking again would not change it.
    await deps.discounts.deactivate(shop, discountGid);
    await deps.transact((stores) => stores.effects.markCodeExpired(shopId, code));
  };
  for (const code of codes) await deactivate(code);
  return codes.length;
}
