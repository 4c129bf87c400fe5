import { z } from 'zod';
import { PERIOD_CHOICES, type PeriodChoice } from '#app/domain/analytics/period.ts';
import type { Messages } from '#app/locales/index.ts';

const FIRST_DAY = '1990-01-01';
const LAST_DAY = '2100-12-31';

/** The parameters of an address that say which days a page is about. */
export function periodQuery(messages: Messages, choice: PeriodChoice) {
  const day = businessDay(messages).optional();
  return z.object({ period: z.enum(PERIOD_CHOICES).default(choice), from: day, to: day });
}

/** A day that a shop may have had orders on; further away dates can no longer be computed with. */
export function businessDay({ shared }: Messages) {
  return z.iso.date().refine((day) => day >= FIRST_DAY && day <= LAST_DAY, shared.problems.date);
}
