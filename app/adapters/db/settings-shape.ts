import { z } from 'zod';
import { defaultSettings, type ShopSettings } from '#app/domain/settings.ts';

const d = defaultSettings;
const fraction = z.number().min(0).max(1);

const reward = z.object({
  key: z.string().min(1),
  points: z.number().int().positive(),
  valueMinor: z.number().int().positive(),
});

const limits = z.tuple([z.number(), z.number(), z.number(), z.number()]);

const rfm = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('quintiles') }),
  z.object({
    mode: z.literal('limits'),
    recencyDays: limits,
    frequency: limits,
    monetaryMinor: limits,
  }),
]);

const settingsShape = z.object({
  money: z
    .object({
      includeTax: z.boolean().default(d.money.includeTax),
      includeShipping: z.boolean().default(d.money.includeShipping),
    })
    .prefault({}),
  classicClv: z
    .object({
      periodDays: z.number().positive().default(d.classicClv.periodDays),
      lifetimeYears: z.number().positive().default(d.classicClv.lifetimeYears),
    })
    .prefault({}),
  predictions: z
    .object({
      includeSubscriptions: z.boolean().default(d.predictions.includeSubscriptions),
    })
    .prefault({}),
  segments: z
    .object({
      repeatMinOrders: z.number().int().min(2).default(d.segments.repeatMinOrders),
      loyalMinOrders: z.number().int().min(2).default(d.segments.loyalMinOrders),
      vipTopShare: fraction.default(d.segments.vipTopShare),
      highAovFactor: z.number().positive().default(d.segments.highAovFactor),
      bigSpenderTopShare: fraction.default(d.segments.bigSpenderTopShare),
      discountShopperMinShare: fraction.default(d.segments.discountShopperMinShare),
      fullPriceMaxShare: fraction.default(d.segments.fullPriceMaxShare),
      checkoutAbandonedAfterHours: z
        .number()
        .positive()
        .default(d.segments.checkoutAbandonedAfterHours),
      checkoutAbandonedWithinDays: z
        .number()
        .positive()
        .default(d.segments.checkoutAbandonedWithinDays),
    })
    .prefault({}),
  rfm: rfm.default({ mode: 'quintiles' }),
  sender: z
    .object({
      name: z.string().default(d.sender.name),
      replyTo: z.string().default(d.sender.replyTo),
      postalAddress: z.string().default(d.sender.postalAddress),
    })
    .prefault({}),
  sendHour: z.number().int().min(0).max(23).default(d.sendHour),
  settlingMinutes: z.number().min(0).default(d.settlingMinutes),
  inboxKeepDays: z.number().positive().default(d.inboxKeepDays),
  loyalty: z
    .object({
      enabled: z.boolean().default(d.loyalty.enabled),
      pointsName: z.string().min(1).default(d.loyalty.pointsName),
      rewards: z.array(reward).default(d.loyalty.rewards),
      rewardValidDays: z.number().positive().default(d.loyalty.rewardValidDays),
      shortfallPolicy: z.enum(['net_from_next_earn', 'forgive']).default(d.loyalty.shortfallPolicy),
    })
    .prefault({}),
});

/**
 * Stored settings with the defaults where a key is missing.
 * @throws ZodError where a stored value is not what it should be: a bug of whoever wrote it
 */
export function readSettings(stored: unknown): ShopSettings {
  return settingsShape.parse(stored ?? {});
}
