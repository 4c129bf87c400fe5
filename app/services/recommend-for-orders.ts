import type { CampaignDefinition } from '#app/domain/campaigns/definition.ts';
import type { ProductId, ShopId } from '#app/domain/ids.ts';
import { recommend } from '#app/domain/recommendations/recommend.ts';
import type { OrderContents } from './ports/decisions-store.ts';
import type { PairsStore } from './ports/pairs-store.ts';

const BESTSELLERS = 30;

export interface OrderToComplement {
  order: OrderContents;
  definition: CampaignDefinition;
}

/**
 * The products to recommend after each order, by decision; read for all orders at once. Orders
 * whose campaign recommends nothing are left out.
 */
export async function recommendForOrders(
  stores: { pairs: PairsStore },
  shopId: ShopId,
  orders: OrderToComplement[],
): Promise<Map<string, ProductId[]>> {
  const wanted = orders.flatMap(({ order, definition: { action } }) =>
    action.type === 'cross-sell-offer' ? [{ order, crossSell: action.crossSell }] : [],
  );
  if (wanted.length === 0) return new Map();
  const bought = [...new Set(wanted.flatMap(({ order }) => order.productIds))];
  const pairs = await stores.pairs.listPairs(shopId, bought);
  const needsBestsellers = wanted.some(({ crossSell }) => crossSell.fallback === 'bestsellers');
  const bestsellers = needsBestsellers
    ? await stores.pairs.listBestsellers(shopId, BESTSELLERS)
    : [];
  const candidates = new Set([...pairs.map((pair) => pair.otherProductId), ...bestsellers]);
  const products = await stores.pairs.listProducts(shopId, [...candidates]);
  return new Map(
    wanted.map(({ order, crossSell }) => {
      const chosen = recommend({
        bought: order.productIds,
        owned: order.ownedProductIds,
        pairs,
        products,
        bestsellers,
        count: crossSell.productCount,
        minimumSupport: crossSell.minimumSupport,
        fallback: crossSell.fallback,
      });
      return [order.decisionId, chosen];
    }),
  );
}
