import type { ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import type { CountAnswer } from '#app/components/segments/builder/count-card.tsx';
import { readRule } from '#app/domain/segments/rules/read-rule.ts';
import { readForm } from '#app/forms.server.ts';
import { authenticateAdmin } from '#app/shopify.server.ts';

const form = z.object({ rule: z.unknown() });

/** How many customers match a rule as the builder has it, and some of them; changes nothing. */
export async function action(args: ActionFunctionArgs): Promise<CountAnswer> {
  const { shop, messages } = await authenticateAdmin(args);
  const { values } = await readForm(args.request, form, messages);
  const read = readRule(values?.rule);
  if (!read.ok) return { outcome: 'invalid' };
  const preview = await args.context.reads.segmentPreview.preview(shop, read.rule);
  return { outcome: 'counted', ...preview };
}
