import type { ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { type FormAnswer, refuse } from '#app/forms.server.ts';
import { authenticateAdmin } from '#app/shopify.server.ts';

const MOST_POINTS = 10_000_000;
const requestKey = z.uuid();

const adjustForm = z.object({
  intent: z.literal('adjust'),
  points: z
    .string()
    .trim()
    .transform((text) => (text === '' ? undefined : Number(text)))
    .pipe(z.number().int().min(-MOST_POINTS).max(MOST_POINTS)),
  reason: z.string().trim().min(1).max(200),
  requestKey,
});

const redeemForm = z.object({
  intent: z.literal('redeem'),
  rewardKey: z.string().min(1).max(100),
  requestKey,
});

/** What a member's page sends. */
export const memberForm = z.discriminatedUnion('intent', [adjustForm, redeemForm]);

/** Gives or takes points by hand. */
export async function adjust(
  args: ActionFunctionArgs,
  customerId: string,
  values: z.infer<typeof adjustForm>,
): Promise<FormAnswer> {
  const { shop, messages, actor } = await authenticateAdmin(args);
  const words = messages.loyalty.adjust;
  const { points, reason, requestKey } = values;
  const result = await args.context.services.adjustPoints(shop, {
    customerId,
    points,
    reason,
    requestKey,
    author: actor,
  });
  switch (result.outcome) {
    case 'adjusted':
      return { ok: true, message: words.done(points > 0 ? `+${points}` : String(points)) };
    case 'already_done':
      return { ok: true, message: words.alreadyDone };
    case 'refused': {
      const sentence = words.refusals[result.reason];
      return refuse(sentence, { points: sentence });
    }
  }
}

/** Issues a reward. */
export async function redeem(
  args: ActionFunctionArgs,
  customerId: string,
  { rewardKey, requestKey }: z.infer<typeof redeemForm>,
): Promise<FormAnswer> {
  const { shop, messages } = await authenticateAdmin(args);
  const words = messages.loyalty.redeem;
  const request = { customerId, rewardKey, requestKey };
  const result = await args.context.services.redeemPoints(shop, request);
  return result.outcome === 'held'
    ? { ok: true, message: words.done(result.code) }
    : refuse(words.refusals[result.reason]);
}
