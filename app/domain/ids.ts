/** Shopify's ids exceed 2^53: they are decimal strings here and bigint in the database. */
export type ShopId = string;
export type CustomerId = string;
export type OrderId = string;
export type ProductId = string;
export type CheckoutId = string;

/** `gid://shopify/Order/1` of type and legacy id. */
export function toGid(type: string, legacyId: string): string {
  return `gid://shopify/${type}/${legacyId}`;
}

/**
 * The legacy id of a gid (`gid://shopify/Order/1?x=y` gives `1`).
 * @throws where the text is no gid with a decimal id
 */
export function fromGid(gid: string): string {
  const match = /^gid:\/\/shopify\/\w+\/(\d+)(?:\?.*)?$/.exec(gid);
  if (!match?.[1]) throw new Error(`Not a Shopify gid with a decimal id: ${gid}`);
  return match[1];
}
