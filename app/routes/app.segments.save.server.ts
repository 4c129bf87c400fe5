import type { ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import type { FieldError } from '#app/domain/campaigns/field-reader.ts';
import { currencyExponent } from '#app/domain/money.ts';
import { type FormAnswer, notFound, readForm, refuse } from '#app/forms.server.ts';
import type { Messages } from '#app/locales/index.ts';
import { authenticateAdmin } from '#app/shopify.server.ts';

const builderForm = z.object({
  name: z.string().max(500),
  rule: z.unknown(),
  updatedAt: z.iso.datetime().nullable(),
});

/** Saves what the builder sends: a new segment, or another rule or name of one. */
export async function saveFromBuilder(
  args: ActionFunctionArgs,
  segmentId: string | null,
): Promise<{ answer: FormAnswer; segmentId: string | null }> {
  const { shop, messages, actor } = await authenticateAdmin(args);
  const words = messages.segments.builder;
  const form = await readForm(args.request, builderForm, messages);
  if (!form.values) return { answer: form.refusal, segmentId: null };
  const { name, rule, updatedAt: expectedUpdatedAt } = form.values;
  const input = { shop, segmentId, expectedUpdatedAt, name, rule, actor };
  const result = await args.context.services.saveSegment(input);
  switch (result.outcome) {
    case 'saved':
      return { answer: { ok: true, message: words.saved }, segmentId: result.segmentId };
    case 'invalid': {
      const errors = describeErrors(result.errors, shop.currency, messages);
      return { answer: refuse(words.refused, errors), segmentId: null };
    }
    case 'changed_meanwhile':
      return { answer: refuse(words.changedMeanwhile), segmentId: null };
    case 'not_found':
      return notFound();
  }
}

const PERCENT_FIELDS = /\.value$/;

/** Sentences by field; limits of money and shares are written in the units one types them in. */
function describeErrors(
  errors: FieldError[],
  currency: string,
  messages: Messages,
): Record<string, string> {
  const unit = 10 ** currencyExponent(currency);
  const described: Record<string, string> = {};
  for (const { field, ...problem } of errors) {
    const isValue = problem.code === 'out_of_range' && PERCENT_FIELDS.test(field);
    const factor = isValue && problem.max === 1 ? 100 : 1;
    const divisor = isValue && problem.max > 1_000_000 ? unit : 1;
    const shown =
      problem.code === 'out_of_range'
        ? {
            ...problem,
            min: (problem.min * factor) / divisor,
            max: (problem.max * factor) / divisor,
          }
        : problem;
    described[field] ??= messages.fields.describeProblem(shown);
  }
  return described;
}
