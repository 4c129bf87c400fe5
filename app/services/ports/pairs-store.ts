import type { ProductId, ShopId } from '#app/domain/ids.ts';
import type { ProductPair, RecommendableProduct } from '#app/domain/recommendations/recommend.ts';

/** A product as a mail shows it. */
export interface ProductCard extends RecommendableProduct {
  title: string;
  handle: string;
  imageUrl: string | null;
  priceMinor: number | null;
}

export interface PairsStore {
  /**
   * Counts again which products were bought together.
   * @param range.since only orders processed from here on; ISO instant, null for all
   * @param range.minimumSupport pairs seen in fewer orders are left out
   * @returns how many pairs there are now, each counted both ways
   */
  refresh(
    shopId: ShopId,
    range: { since: string | null; minimumSupport: number },
    at: Date,
  ): Promise<number>;
  listPairs(shopId: ShopId, productIds: ProductId[]): Promise<ProductPair[]>;
  /** Most often ordered first. */
  listBestsellers(shopId: ShopId, limit: number): Promise<ProductId[]>;
  listProducts(shopId: ShopId, productIds: ProductId[]): Promise<ProductCard[]>;
}
