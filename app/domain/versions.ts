/**
 * Which of two versions of one object is the newer one, per kind of object: the one table.
 *
 * | object            | version key                        | tie                                |
 * |-------------------|------------------------------------|------------------------------------|
 * | order, customer,  | `updated_at` (resolution: one      | when it was said: the webhook's    |
 * | product, checkout | second)                            | X-Shopify-Triggered-At, or when it |
 * |                   |                                    | was read                           |
 * | refund            | none: never changes                | –                                  |
 * | consent           | its own `consent_updated_at`       | the more restrictive state         |
 * | birth date, tags  | the customer version that says it  | as the customer                    |
 * | contact           | the checkout version that says it  | by what it says                    |
 * | delete, redaction | none: a tombstone nothing undoes   | –                                  |
 * | merge             | none: the earlier word on one      | –                                  |
 * |                   | merged customer holds              |                                    |
 */

/** Stands for a version older than any: a customer we know of only through an order. */
export const UNKNOWN_VERSION = '';

/** An instant in the one form whose text order is its time order: UTC, milliseconds. */
export function canonicalInstant(instant: string): string {
  const ms = Date.parse(instant);
  if (Number.isNaN(ms)) throw new RangeError(`Not an instant: "${instant}"`);
  return new Date(ms).toISOString();
}

/**
 * The key of a version; compare keys with `isNewer` (or `collate "C"` in SQL), never otherwise.
 * @param updatedAt what the object says
 * @param saidAt when Shopify said it: the webhook's trigger time, or when the object was read
 */
export function versionKey(updatedAt: string, saidAt: string | null): string {
  const base = canonicalInstant(updatedAt);
  return saidAt === null ? base : `${base}|${canonicalInstant(saidAt)}`;
}

/** The object's own time of a version key. */
export function versionInstant(key: string): string {
  return key.split('|')[0] ?? key;
}

/** Whether `candidate` is a newer version than `current`. */
export function isNewer(candidate: string, current: string): boolean {
  return candidate > current;
}
