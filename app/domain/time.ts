/** Dates are ISO (`2026-11-22`), instants ISO 8601 in UTC, zones IANA names. */
import { Temporal } from 'temporal-polyfill';

const dayFormats = new Map<string, Intl.DateTimeFormat>();

function dayFormat(zone: string): Intl.DateTimeFormat {
  const known = dayFormats.get(zone);
  if (known) return known;
  // The Swedish locale writes dates as ISO does. A cached formatter is many times faster than a
  // ZonedDateTime, and an import asks for every order's day.
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  dayFormats.set(zone, format);
  return format;
}

/**
 * The calendar date of an instant in a zone.
 * @throws RangeError for an unknown zone or no instant
 */
export function localDay(instant: string | Date | number, zone: string): string {
  return dayFormat(zone).format(new Date(instant));
}

/** Whether the name is an IANA zone this runtime knows. */
export function isZone(name: string): boolean {
  try {
    dayFormat(name);
    return true;
  } catch {
    return false;
  }
}

/**
 * The instant of a full local hour on a date, exactly one whatever the clocks do: where the hour
 * is skipped it is as much later as the clocks jump, where it comes twice it is the first.
 */
export function atLocalHour(day: string, hour: number, zone: string): string {
  return Temporal.PlainDate.from(day)
    .toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from({ hour }) })
    .toInstant()
    .toString({ smallestUnit: 'millisecond' });
}

/** The first instant of a date in a zone (not midnight where clocks jump over it). */
export function startOfDay(day: string, zone: string): string {
  return Temporal.PlainDate.from(day)
    .toZonedDateTime(zone)
    .startOfDay()
    .toInstant()
    .toString({ smallestUnit: 'millisecond' });
}

/** Whether the text is an ISO date that the calendar has. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** The date so many days later (earlier where negative). */
export function addDays(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** A date as days since 1970-01-01. */
export function epochDay(day: string): number {
  return Date.parse(day) / 86_400_000;
}

/** The date so many days after 1970-01-01. */
export function dayOfEpoch(days: number): string {
  return addDays('1970-01-01', days);
}

/** Days from one date to another; negative where it lies before. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days;
}

/** The anniversary of a date in a year: 29 February is 28 February in common years. */
export function anniversaryIn(year: number, date: string): string {
  return Temporal.PlainDate.from(date).with({ year }, { overflow: 'constrain' }).toString();
}

/** The first anniversary of `date` on or after `from`, one year after the date at the earliest. */
export function nextAnniversary(date: string, from: string): string {
  const birth = Temporal.PlainDate.from(date);
  const earliest = Math.max(birth.year + 1, Temporal.PlainDate.from(from).year);
  const candidate = anniversaryIn(earliest, date);
  return candidate >= from ? candidate : anniversaryIn(earliest + 1, date);
}
