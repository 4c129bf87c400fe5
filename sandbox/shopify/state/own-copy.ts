const MILLISECONDS = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})\.\d+Z$/;

/**
 * A deep copy with instants cut to the second, as Shopify writes them: the store changes its
 * records in place, and those it was given stay their owner's.
 */
export function ownCopy<T>(value: T): T;
export function ownCopy(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(MILLISECONDS, '$1Z');
  if (Array.isArray(value)) return value.map((each) => ownCopy(each));
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = {};
  for (const key in value) copy[key] = ownCopy(Reflect.get(value, key));
  return copy;
}
