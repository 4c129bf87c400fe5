import { z } from 'zod';
import type { AcquisitionCost } from '#app/domain/analytics/acquisition.ts';
import { currencyExponent, parseMinor } from '#app/domain/money.ts';
import type { Messages } from '#app/locales/index.ts';
import { businessDay } from './app.analytics.shared.server.ts';

/** What the page of acquisition costs sends. The amount is a decimal, in minor units after. */
export function costsForm(messages: Messages, currency: string) {
  const { costs, period } = messages.analytics;
  const digits = currencyExponent(currency);
  const decimal = new RegExp(digits === 0 ? '^\\d{1,11}$' : `^\\d{1,11}(\\.\\d{1,${digits}})?$`);
  const add = z
    .object({
      intent: z.literal('add'),
      costId: z.uuid(),
      channel: z.string().trim().min(1).max(60),
      from: businessDay(messages),
      to: businessDay(messages),
      amount: z
        .string()
        .trim()
        .refine((text) => decimal.test(text), costs.notMoney(currency))
        .transform((text) => parseMinor(text, currency)),
    })
    .refine(({ from, to }) => from <= to, { path: ['to'], message: period.wrongWay });
  const remove = z.object({ intent: z.literal('remove'), costId: z.uuid() });
  return z.discriminatedUnion('intent', [add, remove]);
}

type CostsForm = z.infer<ReturnType<typeof costsForm>>;

/** The cost that a filled form is about. */
export function toCost(values: Extract<CostsForm, { intent: 'add' }>): AcquisitionCost {
  const { costId, channel, from, to, amount: costMinor } = values;
  return { costId, channel, from, to, costMinor };
}
