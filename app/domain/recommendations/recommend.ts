import type { ProductId } from '../ids.ts';

/** Two products of one shop and the orders they were in, counted over the same window. */
export interface ProductPair {
  productId: ProductId;
  otherProductId: ProductId;
  ordersTogether: number;
  ordersOfProduct: number;
  ordersOfOther: number;
}

/** What decides whether a product may be shown. */
export interface RecommendableProduct {
  productId: ProductId;
  status: string;
  publishedAt: string | null;
  isGiftCard: boolean;
  /** Null where the shop does not track stock. */
  inventory: number | null;
}

export interface RecommendInput {
  bought: ProductId[];
  owned: ProductId[];
  pairs: ProductPair[];
  products: RecommendableProduct[];
  /** Most sold first; used where the fallback is `bestsellers` and the pairs say too little. */
  bestsellers: ProductId[];
  count: number;
  minimumSupport: number;
  fallback: 'none' | 'bestsellers';
}

/** Orders added to the union, so that pairs seen a few times do not outrank those seen often. */
const SHRINKAGE_ORDERS = 10;

/**
 * The strength of a pair in [0, 1): its Jaccard index, shrunk. Ranking by lift favours products
 * that hardly anyone buys and predicts worst of the usual scores; Jaccard is among the best of the
 * simple ones.
 */
export function scorePair(pair: ProductPair): number {
  const union = pair.ordersOfProduct + pair.ordersOfOther - pair.ordersTogether;
  return pair.ordersTogether / (union + SHRINKAGE_ORDERS);
}

/** Published, in stock and no gift card. */
export function isRecommendable(product: RecommendableProduct): boolean {
  return (
    product.status === 'active' &&
    product.publishedAt !== null &&
    !product.isGiftCard &&
    (product.inventory === null || product.inventory > 0)
  );
}

/**
 * The products that fit best with what was bought and are not owned yet, best first, at most
 * `count` and possibly none (X1, X4).
 */
export function recommend(input: RecommendInput): ProductId[] {
  const shown = new Set(input.products.filter(isRecommendable).map(({ productId }) => productId));
  for (const productId of [...input.owned, ...input.bought]) shown.delete(productId);
  const ranked = rankPartners(input).filter((productId) => shown.has(productId));
  if (ranked.length < input.count && input.fallback === 'bestsellers') {
    for (const productId of input.bestsellers) {
      if (shown.has(productId) && !ranked.includes(productId)) ranked.push(productId);
    }
  }
  return ranked.slice(0, input.count);
}

function rankPartners(input: RecommendInput): ProductId[] {
  const bought = new Set(input.bought);
  const scores = new Map<ProductId, number>();
  for (const pair of input.pairs) {
    if (!bought.has(pair.productId) || pair.ordersTogether < input.minimumSupport) continue;
    const score = (scores.get(pair.otherProductId) ?? 0) + scorePair(pair);
    scores.set(pair.otherProductId, score);
  }
  // Equal scores are ordered by id, so that the same facts give the same mail.
  return [...scores]
    .sort(([idA, a], [idB, b]) => b - a || (BigInt(idA) < BigInt(idB) ? -1 : 1))
    .map(([productId]) => productId);
}
