/** Shopify's global ids. */

export function gid(type: string, id: string): string {
  return `gid://shopify/${type}/${id}`;
}

/** The parts of `gid://shopify/Order/1?x=y`; null for anything else. */
export function parseGid(text: string): { type: string; id: string } | null {
  const match = /^gid:\/\/shopify\/([A-Za-z]+)\/([^/?]+)(?:\?.*)?$/.exec(text);
  return match?.[1] && match[2] ? { type: match[1], id: match[2] } : null;
}

/** The numeric part of a gid of exactly this type; null otherwise. */
export function idOf(type: string, text: string): string | null {
  const parsed = parseGid(text);
  return parsed?.type === type ? parsed.id : null;
}
