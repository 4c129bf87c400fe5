import type { FactChange, OrderFact } from '#app/domain/facts.ts';
import type { OrderId } from '#app/domain/ids.ts';

/** A shop as Shopify describes it, with what it grants this app. */
export interface ShopInfo {
  shopId: string;
  domain: string;
  name: string;
  email: string;
  currency: string;
  /** IANA zone. */
  timezone: string;
  countryCode: string;
  scopes: string[];
}

export type ReadableType = 'order' | 'customer' | 'product' | 'unit-cost' | 'checkout';

/** What Shopify can be asked how many it has of. */
export type CountableType = 'order' | 'customer' | 'product';

/** Objects by id, both ends included. */
export interface IdRange {
  from: string;
  to: string;
  /** ISO instant: only what was created since; null for all. */
  createdSince: string | null;
}

/** An object as it was read. */
export interface ReadObject {
  id: string;
  versionKey: string;
  changes: FactChange[];
}

export interface ReadPage {
  objects: ReadObject[];
  /** Whether nothing older than its last object is left: Shopify cannot sort every type. */
  isByChange: boolean;
  /** Pass it to read on; null on the last page. */
  cursor: string | null;
}

/** How a shop is called: its domain for the way, its currency to read its money. */
export interface ShopAddress {
  domain: string;
  currency: string;
}

/** Reads from the Admin API. Throws OutsideError. */
export interface ShopifyReader {
  readShopInfo(domain: string): Promise<ShopInfo>;
  /** The orders that exist, whole: with all lines and refunds. Missing ids are gone in Shopify. */
  readOrders(shop: ShopAddress, ids: OrderId[]): Promise<OrderFact[]>;
  /** How many Shopify shows of the range. */
  countObjects(shop: ShopAddress, type: CountableType, range: IdRange): Promise<number>;
  /** Those of at most 250 ids that Shopify does not have. */
  findMissing(shop: ShopAddress, type: CountableType, ids: readonly string[]): Promise<string[]>;
  /** What changed at or after `since` (ISO instant), oldest change first where pages say so. */
  readChanged(
    shop: ShopAddress,
    type: ReadableType,
    range: { since: string; cursor: string | null },
  ): Promise<ReadPage>;
}
