import type { CheckoutId } from '../ids.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export interface AbandonableCheckout {
  checkoutId: CheckoutId;
  /** Epoch ms. */
  createdAt: number;
  /** Completed or removed; epoch ms. */
  endedAt: number | null;
}

export interface AbandonedStretch {
  enteredAt: number;
  enteredCause: string;
  leftAt: number | null;
  leftCause: string | null;
}

/**
 * When a customer counts as having left a checkout: from some hours after it began until he
 * completes it, orders anything, or it is too long ago. Overlapping checkouts are one stretch.
 */
export function abandonedStretches(
  checkouts: AbandonableCheckout[],
  orderTimes: number[],
  limits: { afterHours: number; withinDays: number },
  asOf: number,
): AbandonedStretch[] {
  const stretches = checkouts
    .map((checkout) => stretchOf(checkout, orderTimes, limits))
    .filter(({ enteredAt, leftAt }) => leftAt > enteredAt && enteredAt <= asOf)
    .sort((a, b) => a.enteredAt - b.enteredAt || (a.enteredCause < b.enteredCause ? -1 : 1));
  const merged: ReturnType<typeof stretchOf>[] = [];
  for (const stretch of stretches) {
    const last = merged.at(-1);
    if (!last || stretch.enteredAt > last.leftAt) merged.push({ ...stretch });
    else if (stretch.leftAt > last.leftAt) {
      last.leftAt = stretch.leftAt;
      last.leftCause = stretch.leftCause;
    }
  }
  return merged.map((stretch) =>
    stretch.leftAt <= asOf ? stretch : { ...stretch, leftAt: null, leftCause: null },
  );
}

function stretchOf(
  { checkoutId, createdAt, endedAt }: AbandonableCheckout,
  orderTimes: number[],
  { afterHours, withinDays }: { afterHours: number; withinDays: number },
) {
  const orderedAt = Math.min(...orderTimes.filter((at) => at >= createdAt));
  const agedAt = createdAt + withinDays * DAY_MS;
  const ends = [
    { leftAt: endedAt ?? Number.POSITIVE_INFINITY, leftCause: `checkout-ended:${checkoutId}` },
    { leftAt: orderedAt, leftCause: 'ordered' },
    { leftAt: agedAt, leftCause: `checkout-aged:${checkoutId}` },
  ];
  const end = ends.reduce((earliest, next) => (next.leftAt < earliest.leftAt ? next : earliest));
  return {
    enteredAt: createdAt + afterHours * HOUR_MS,
    enteredCause: `checkout:${checkoutId}`,
    ...end,
  };
}
