import { z } from 'zod';

/** A number as a field holds it; empty is missing. */
export function fieldNumber(rule: z.ZodNumber) {
  return z
    .string()
    .trim()
    .transform((text) => (text === '' ? undefined : Number(text)))
    .pipe(rule);
}

const orders = fieldNumber(z.number().int().min(2).max(1_000));

/** In percent, as a share of 1. */
const percent = fieldNumber(z.number().min(0).max(100)).transform((value) => value / 100);
const topPercent = fieldNumber(z.number().min(0.1).max(90)).transform((value) => value / 100);

/** The thresholds that one segment's page sends; those of other segments are left out. */
export const thresholdsForm = z
  .strictObject({
    repeatMinOrders: orders,
    loyalMinOrders: orders,
    vipTopShare: topPercent,
    highAovFactor: fieldNumber(z.number().min(0.1).max(100)),
    bigSpenderTopShare: topPercent,
    discountShopperMinShare: percent,
    fullPriceMaxShare: percent,
    checkoutAbandonedAfterHours: fieldNumber(z.number().min(0.25).max(720)),
    checkoutAbandonedWithinDays: fieldNumber(z.number().min(1).max(365)),
  })
  .partial();
