import { z } from 'zod';
import type { Messages } from '#app/locales/index.ts';

const FIRST_DAY = '1990-01-01';
const LAST_DAY = '2100-12-31';

/** A day that a shop may have had orders on; further away dates can no longer be computed with. */
export function businessDay({ shared }: Messages) {
  return z.iso.date().refine((day) => day >= FIRST_DAY && day <= LAST_DAY, shared.problems.date);
}
