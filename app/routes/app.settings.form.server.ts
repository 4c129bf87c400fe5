import { z } from 'zod';
import type { ShopSettings } from '#app/domain/settings.ts';

function fieldNumber(rule: z.ZodNumber) {
  return z
    .string()
    .trim()
    .transform((text) => (text === '' ? undefined : Number(text)))
    .pipe(rule);
}

const save = z.object({
  intent: z.literal('save'),
  senderName: z.string().trim().max(100),
  replyTo: z.union([z.literal(''), z.email().max(254)]),
  postalAddress: z.string().trim().max(500),
  sendHour: fieldNumber(z.number().int().min(0).max(23)),
  periodDays: fieldNumber(z.number().int().min(7).max(3_650)),
  lifetimeYears: fieldNumber(z.number().min(0.25).max(50)),
  includeSubscriptions: z.boolean(),
  includeTax: z.boolean(),
  includeShipping: z.boolean(),
});

/** What the settings page sends: the whole form, or a turn of the switch. */
export const settingsForm = z.discriminatedUnion('intent', [
  save,
  z.object({ intent: z.literal('pause') }),
  z.object({ intent: z.literal('resume') }),
]);

/** The settings as the form's fields hold them. */
export function toValues({ sender, sendHour, classicClv, predictions, money }: ShopSettings) {
  return {
    senderName: sender.name,
    replyTo: sender.replyTo,
    postalAddress: sender.postalAddress,
    sendHour: String(sendHour),
    periodDays: String(classicClv.periodDays),
    lifetimeYears: String(classicClv.lifetimeYears),
    ...predictions,
    ...money,
  };
}

export function toSettings(values: z.infer<typeof save>) {
  return {
    sender: {
      name: values.senderName,
      replyTo: values.replyTo,
      postalAddress: values.postalAddress,
    },
    sendHour: values.sendHour,
    classicClv: { periodDays: values.periodDays, lifetimeYears: values.lifetimeYears },
    predictions: { includeSubscriptions: values.includeSubscriptions },
    money: { includeTax: values.includeTax, includeShipping: values.includeShipping },
  };
}
