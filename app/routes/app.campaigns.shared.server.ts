import { z } from 'zod';
import { PLAYS } from '#app/domain/campaigns/definition.ts';
import type { FieldError, FieldProblem } from '#app/domain/campaigns/field-reader.ts';
import { currencyExponent } from '#app/domain/money.ts';
import type { Shop } from '#app/domain/shop.ts';
import type { Messages } from '#app/locales/index.ts';

/** What the forms of a campaign send; the definition is read by the domain. */
export const definitionForm = z.object({
  campaignId: z.uuid().nullable().default(null),
  play: z.enum(PLAYS),
  definition: z.unknown(),
});

export function sendingStateOf(shop: Shop) {
  return {
    isPaused: shop.sendingPausedAt !== null,
    isAddressMissing: shop.settings.sender.postalAddress.trim() === '',
  };
}

/**
 * What is wrong with a definition, by the path of its fields. Bounds are said in the units of the
 * form, which writes shares as percentages and money in the currency's main unit.
 */
export function describeErrors(
  errors: FieldError[],
  currency: string,
  messages: Messages,
): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { field, ...problem } of errors) {
    found[field] ??= describeError(field, problem, currency, messages);
  }
  return found;
}

function describeError(
  field: string,
  problem: FieldProblem,
  currency: string,
  { fields, campaignEditor }: Messages,
): string {
  if (problem.code === 'not_whole' && field.endsWith('Minor')) {
    return campaignEditor.offer.tooManyDigits;
  }
  return fields.describeProblem(
    problem.code === 'out_of_range'
      ? { ...problem, ...scaled(problem, scaleOf(field, currency)) }
      : problem,
  );
}

function scaleOf(field: string, currency: string): number {
  if (/(^|\.)(share|holdoutShare)$/.test(field)) return 100;
  return field.endsWith('Minor') ? 10 ** -currencyExponent(currency) : 1;
}

function scaled({ min, max }: { min: number; max: number }, scale: number) {
  return { min: Number((min * scale).toFixed(4)), max: Number((max * scale).toFixed(4)) };
}
