/** What one unit of a variant costs the merchant, by the time of the order (D11). */

/** From an instant on (ISO, UTC); null where none was set. */
export interface CostStatement {
  effectiveFrom: string;
  costMinor: number | null;
}

/**
 * The cost in force at an instant. Before the first statement that one holds: Shopify tells only
 * the cost of now, so the first that was read stands for all sales before it. A later statement
 * changes nothing before itself.
 *
 * @param history in ascending order
 * @returns null where no cost is known
 */
export function costAt(history: readonly CostStatement[], at: string): number | null {
  const inForce = history.findLast(({ effectiveFrom }) => effectiveFrom <= at) ?? history[0];
  return inForce?.costMinor ?? null;
}
