import type { Random } from '../random.ts';

/**
 * Published CDNOW parameters: BG/NBD in weeks (Fader, Hardie and Lee 2005) and the Gamma-Gamma
 * spend model (Fader and Hardie 2013).
 */
export const PURCHASE_PARAMETERS = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 } as const;
export const SPEND_PARAMETERS = { p: 6.25, q: 3.74, v: 15.44 } as const;

/** Scales CDNOW's mean order of 35 dollars to a garden shop's 48. */
const SPEND_SCALE = 1.35;
const WEEK_MS = 7 * 86_400_000;

/**
 * When a buyer comes back: exponential gaps at a rate of their own, and after each repeat
 * purchase a chance of never returning.
 * @param acquiredAt epoch milliseconds of the first purchase
 * @returns epoch milliseconds of all purchases up to `endsAt`, the first one included
 */
export function drawPurchaseTimes(random: Random, acquiredAt: number, endsAt: number): number[] {
  const { r, alpha, a, b } = PURCHASE_PARAMETERS;
  const rate = random.gamma(r, alpha);
  const dropout = random.beta(a, b);
  const times = [acquiredAt];
  if (rate <= 0) return times;
  let now = acquiredAt;
  for (;;) {
    now += random.exponential(rate) * WEEK_MS;
    if (!(now <= endsAt)) return times;
    times.push(Math.floor(now));
    if (random.chance(dropout)) return times;
  }
}

/** Order values in cents: gamma around a mean of the buyer's own, itself inverse gamma. */
export function drawOrderValues(random: Random, count: number): number[] {
  const { p, q, v } = SPEND_PARAMETERS;
  const scale = random.gamma(q, v);
  return Array.from({ length: count }, () =>
    Math.round(random.gamma(p, scale) * SPEND_SCALE * 100),
  );
}
