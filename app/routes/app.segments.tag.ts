import type { ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { isReadySegmentKey } from '#app/domain/segments/ready-segments.ts';
import { type FormAnswer, notFound, readForm, refuse } from '#app/forms.server.ts';
import { authenticateAdmin } from '#app/shopify.server.ts';

/** Shopify's tags have up to 40 characters on customers, and a comma parts two of them. */
const tag = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .regex(/^[^,\p{Cc}]+$/u);
const form = z.strictObject({ segmentKey: z.string().max(64), tag: tag.nullable() });

/** Writes a segment to Shopify as a customer tag, or takes the tag off everyone. */
export async function action(args: ActionFunctionArgs): Promise<FormAnswer> {
  const { shop, messages, actor } = await authenticateAdmin(args);
  const { values, refusal } = await readForm(args.request, form, messages);
  if (refusal) return refusal;
  const { segmentKey } = values;
  const { ownSegments } = args.context.reads;
  if (!isReadySegmentKey(segmentKey) && !(await ownSegments.find(shop.shopId, segmentKey))) {
    notFound();
  }
  const words = messages.segments.tag;
  const { outcome } = await args.context.services.saveSegmentTag({ shop, actor, ...values });
  if (outcome === 'tag_taken') return refuse(messages.shared.notSaved, { tag: words.taken });
  return { ok: true, message: values.tag === null ? words.ending : words.started };
}
