import { addDays, daysBetween } from '../time.ts';

/** Days of the shop, both included, ISO dates. */
export interface Period {
  from: string;
  to: string;
}

export const PERIOD_CHOICES = ['30', '90', '365', 'all', 'custom'] as const;

export type PeriodChoice = (typeof PERIOD_CHOICES)[number];

/** How many days a period has. */
export function daysOf({ from, to }: Period): number {
  return daysBetween(from, to) + 1;
}

/** The period of as many days just before. */
export function periodBefore(period: Period): Period {
  return { from: addDays(period.from, -daysOf(period)), to: addDays(period.from, -1) };
}

/**
 * The days that a choice means: so many up to today, or all since the shop's first order. Custom
 * days that are missing or the wrong way round are those of 90 days.
 */
export function periodOf(
  choice: PeriodChoice,
  custom: { from?: string | undefined; to?: string | undefined },
  shop: { today: string; firstDay: string | null },
): Period {
  const { today, firstDay } = shop;
  const { from, to } = custom;
  if (choice === 'custom' && from && to && from <= to) return { from, to };
  if (choice === 'all') return { from: firstDay ?? today, to: today };
  const days = choice === 'custom' ? 90 : Number(choice);
  return { from: addDays(today, 1 - days), to: today };
}
