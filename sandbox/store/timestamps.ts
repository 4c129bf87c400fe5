/** ISO 8601 in UTC at whole seconds, the resolution of Shopify's timestamps. */
export function toTimestamp(epochMilliseconds: number): string {
  return new Date(Math.floor(epochMilliseconds / 1000) * 1000).toISOString();
}
