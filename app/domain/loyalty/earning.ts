import type { PointsRule } from '../campaigns/definition.ts';

/** `pointsPerUnit` is exact to so many parts of a point. */
const PARTS = 10_000n;

/**
 * Points for an amount of money, exact: never through a float.
 * @param valueMinor minor units; nothing is earned on less than zero
 * @param exponent decimals of the currency
 */
export function pointsFor(
  valueMinor: number,
  exponent: number,
  rule: Pick<PointsRule, 'pointsPerUnit' | 'roundingRule'>,
): number {
  if (valueMinor <= 0) return 0;
  const perUnit = BigInt(Math.round(rule.pointsPerUnit * Number(PARTS)));
  const product = BigInt(valueMinor) * perUnit;
  const divisor = 10n ** BigInt(exponent) * PARTS;
  return Number((product + roundingTerm(rule.roundingRule, divisor)) / divisor);
}

function roundingTerm(roundingRule: PointsRule['roundingRule'], divisor: bigint): bigint {
  switch (roundingRule) {
    case 'down':
      return 0n;
    case 'nearest':
      return divisor / 2n;
    case 'up':
      return divisor - 1n;
  }
}

export interface PartialRefund {
  refundId: string;
  /** ISO instant. */
  processedAt: string;
  /** What it gave back, to spread the order's refunded value by. */
  weightMinor: number;
}

/** Refunds in the order they happened. */
export function inOrder(refunds: readonly PartialRefund[]): PartialRefund[] {
  return [...refunds].sort(
    (a, b) =>
      Date.parse(a.processedAt) - Date.parse(b.processedAt) || (a.refundId < b.refundId ? -1 : 1),
  );
}

/**
 * What had been given back in all after each refund, in minor units of the value that earns; the
 * last one is `refundedMinor` exactly, whatever the rounding in between.
 */
export function cumulativeRefunded(
  refunds: readonly PartialRefund[],
  refundedMinor: number,
): { refund: PartialRefund; refundedSoFarMinor: number }[] {
  const ordered = inOrder(refunds);
  const weights = ordered.map(({ weightMinor }) => Math.max(0, weightMinor));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let soFar = 0;
  return ordered.map((refund, index) => {
    soFar += weights[index] ?? 0;
    const share = total === 0 ? 0 : Math.round((refundedMinor * soFar) / total);
    const isLast = index === ordered.length - 1;
    return { refund, refundedSoFarMinor: isLast ? refundedMinor : share };
  });
}
