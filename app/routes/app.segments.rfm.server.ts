import { z } from 'zod';
import { currencyExponent, formatMinor, parseMinor } from '#app/domain/money.ts';
import type { DayCutoffs, Limits } from '#app/domain/rfm/cutoffs.ts';
import type { RfmSettings } from '#app/domain/settings.ts';
import type { Messages } from '#app/locales/index.ts';
import { fieldNumber } from './app.segments.thresholds.server.ts';

/** Four limits as their fields hold them; each names the one that is less than the one before. */
function fourOf<Field extends z.ZodType<number, string>>(field: Field, notAscending: string) {
  return z.tuple([field, field, field, field]).superRefine((limits, context) => {
    for (const [at, limit] of limits.entries()) {
      const before = limits[at - 1];
      if (limit === undefined || before === undefined) continue;
      if (limit < before) context.addIssue({ code: 'custom', path: [at], message: notAscending });
    }
  });
}

/** What the page on RFM sends. Money is a decimal in the shop's currency, in minor units after. */
export function rfmForm({ segments: { rfm } }: Messages, currency: string) {
  const digits = currencyExponent(currency);
  const decimal = new RegExp(digits === 0 ? '^\\d{1,11}$' : `^\\d{1,11}(\\.\\d{1,${digits}})?$`);
  const money = z
    .string()
    .trim()
    .refine((text) => decimal.test(text), rfm.notMoney(currency))
    .transform((text) => parseMinor(text, currency));
  const count = (most: number) => fieldNumber(z.number().int().min(0).max(most));
  return z.discriminatedUnion('mode', [
    z.object({ mode: z.literal('quintiles') }),
    z.object({
      mode: z.literal('limits'),
      recencyDays: fourOf(count(10_000), rfm.notAscending),
      frequency: fourOf(count(100_000), rfm.notAscending),
      monetaryMinor: fourOf(money, rfm.notAscending),
    }),
  ]);
}

/** The form's fields: the limits in force, where the merchant has set none those of today. */
export function toRfmValues(rfm: RfmSettings, today: DayCutoffs, currency: string) {
  const { recencyDays, frequency, monetaryMinor } =
    rfm.mode === 'limits'
      ? rfm
      : {
          recencyDays: today.daysSinceLastOrder,
          frequency: today.orders,
          monetaryMinor: today.spentMinor,
        };
  const asText = (limits: Limits) => limits.map((limit) => String(Math.round(limit)));
  const money = (limits: Limits) => limits.map((limit) => formatMinor(Math.round(limit), currency));
  return {
    mode: rfm.mode,
    recencyDays: asText(recencyDays),
    frequency: asText(frequency),
    monetaryMinor: monetaryMinor ? money(monetaryMinor) : ['', '', '', ''],
  };
}
