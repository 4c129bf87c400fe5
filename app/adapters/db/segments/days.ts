import sql, { raw, type Sql } from 'sql-template-tag';
import type { DayRange } from '#app/domain/segments/rules/day-range.ts';
import { addDays, startOfDay } from '#app/domain/time.ts';

/** ISO instants: from the first one on, before the second; null is open. */
export interface InstantRange {
  from: string | null;
  before: string | null;
}

/** The instants of local days, whatever the clocks do on them. */
export function instantRange({ from, to }: DayRange, zone: string): InstantRange {
  return {
    from: from === null ? null : startOfDay(from, zone),
    before: to === null ? null : startOfDay(addDays(to, 1), zone),
  };
}

/** Whether a column lies in a range of its type; NULL where the column is, or it lies outside. */
export function inRange(
  column: Sql,
  range: DayRange | InstantRange,
  type: 'date' | 'timestamptz',
): Sql {
  const from = sql`${column} >= ${range.from}::${raw(type)}`;
  const end =
    'to' in range
      ? sql`${column} <= ${range.to}::${raw(type)}`
      : sql`${column} < ${range.before}::${raw(type)}`;
  const isOpen = ('to' in range ? range.to : range.before) === null;
  if (range.from === null) return isOpen ? sql`${column} is not null` : sql`(${end})`;
  return isOpen ? sql`(${from})` : sql`(${from} and ${end})`;
}

/**
 * The `MM-DD` of birth dates whose birthday lies within so many days, of which today is the first;
 * that of 29 February comes on the 28th in common years.
 */
export function birthdaysWithin(days: number, today: string): string[] {
  return Array.from({ length: days }, (_, index) => addDays(today, index)).flatMap((day) => {
    const birthday = day.slice(5);
    return birthday === '02-28' && addDays(day, 1).endsWith('03-01')
      ? [birthday, '02-29']
      : [birthday];
  });
}
