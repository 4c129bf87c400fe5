import { z } from 'zod';
import type { EffectPlan } from '#app/services/ports/effects-store.ts';
import type { EffectRow } from './effects-store.server.ts';

const codeSpec = z.object({
  code: z.string(),
  title: z.string(),
  value: z.union([
    z.object({ kind: z.literal('percentage'), share: z.number() }),
    z.object({ kind: z.literal('amount'), amountMinor: z.number().int() }),
  ]),
  minimumSubtotalMinor: z.number().int().nullable(),
  combinesWith: z.object({
    orderDiscounts: z.boolean(),
    productDiscounts: z.boolean(),
    shippingDiscounts: z.boolean(),
  }),
  startsAt: z.string(),
  endsAt: z.string(),
});

const messageSpec = z.object({
  campaignId: z.string(),
  campaignVersion: z.number().int(),
  sendUntil: z.string().nullable(),
  code: z.string().nullable(),
  productIds: z.array(z.string()),
  orderId: z.string().nullable(),
});

const consentSpec = z.object({ channel: z.literal('email'), at: z.string() });

/** An effect's row, its spec checked. @throws where it holds what this app has not written */
export function parseEffect(row: EffectRow): EffectPlan {
  const common = {
    effectId: row.effect_id,
    decisionId: row.decision_id,
    customerId: row.customer_id,
    afterEffectId: row.after_effect_id,
    dueAt: row.due_at.toISOString(),
  };
  switch (row.kind) {
    case 'discount-code':
      return { ...common, kind: 'discount-code', spec: codeSpec.parse(row.spec) };
    case 'message':
      return { ...common, kind: 'message', spec: messageSpec.parse(row.spec) };
    case 'consent':
      return { ...common, kind: 'consent', spec: consentSpec.parse(row.spec) };
    default:
      throw new Error(`Effect ${row.effect_id} is of unknown kind ${row.kind}`);
  }
}
