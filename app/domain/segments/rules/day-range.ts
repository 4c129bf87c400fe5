import { addDays } from '../../time.ts';
import type { DayTest } from './rule.ts';

/** ISO dates, both included; null is open. */
export interface DayRange {
  from: string | null;
  to: string | null;
}

/** The local days that satisfy a test on the date `today`. */
export function dayRangeOf(test: DayTest, today: string): DayRange {
  switch (test.type) {
    case 'in-last-days':
      return { from: addDays(today, 1 - test.days), to: today };
    case 'days-ago':
      return { from: null, to: addDays(today, -test.days) };
    case 'between':
      return { from: test.from, to: test.to };
  }
}

/** Whether an ISO date lies in the range. */
export function isInRange(day: string, { from, to }: DayRange): boolean {
  return (from === null || day >= from) && (to === null || day <= to);
}
