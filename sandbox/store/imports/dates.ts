import { Temporal } from 'temporal-polyfill';

/** How dates such as 03/04/2024 are meant. */
export type DateOrder = 'day-first' | 'month-first';

const TIME = '(?:[T,\\s]+(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.\\d+)?)?\\s*([AaPp]\\.?[Mm]\\.?)?)?';
const ZONE = '\\s*(Z|UTC|[+-]\\d{2}:?\\d{2})?';
const YEAR_FIRST = new RegExp(`^(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})${TIME}${ZONE}$`);
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const YEAR_LAST = new RegExp(`^(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4}|\\d{2})${TIME}${ZONE}$`);
const NAMED_DAY_FIRST = new RegExp(
  `^(\\d{1,2})[-\\s]([A-Za-z]{3,9})[-\\s,]+(\\d{4})${TIME}${ZONE}$`,
);
const NAMED_MONTH_FIRST = new RegExp(`^([A-Za-z]{3,9})\\s(\\d{1,2}),?\\s(\\d{4})${TIME}${ZONE}$`);
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
/** A date without a time stands at noon: it is the same day in every zone people trade between. */
const NOON = 12;
const CACHE_LIMIT = 50_000;

interface WrittenDate {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  zone: string | null;
}

/** Tells from a sample of the file what 03/04/2024 means; null where the sample cannot tell. */
export function detectDateOrder(samples: string[]): DateOrder | 'ambiguous' | null {
  let slashed = 0;
  for (const sample of samples) {
    const match = YEAR_LAST.exec(sample.trim());
    if (!match) continue;
    if (match[2] === '.' || Number(match[1]) > 12) return 'day-first';
    if (Number(match[3]) > 12) return 'month-first';
    slashed += 1;
  }
  return slashed > 0 ? 'ambiguous' : null;
}

/**
 * A reader of a file's dates: text → epoch milliseconds, or null for what is no date.
 * @param timezone IANA zone of dates that do not name their offset
 */
export function createDateReader(
  timezone: string,
  order: DateOrder,
): (text: string) => number | null {
  const known = new Map<string, number | null>();
  return (text) => {
    const cached = known.get(text);
    if (cached !== undefined) return cached;
    const written = readWritten(text.trim(), order);
    const instant = written && toInstant(written, timezone);
    if (known.size >= CACHE_LIMIT) known.clear();
    known.set(text, instant);
    return instant;
  };
}

function readWritten(text: string, order: DateOrder): WrittenDate | null {
  const iso = YEAR_FIRST.exec(text);
  if (iso) return assemble(iso[1], iso[2], iso[3], iso.slice(4));
  const compact = COMPACT.exec(text);
  if (compact) return assemble(compact[1], compact[2], compact[3], []);
  const last = YEAR_LAST.exec(text);
  if (last) {
    const dayFirst = last[2] === '.' || order === 'day-first';
    const year = last[4]?.length === 2 ? `20${last[4]}` : last[4];
    const rest = last.slice(5);
    return dayFirst
      ? assemble(year, last[3], last[1], rest)
      : assemble(year, last[1], last[3], rest);
  }
  const named = NAMED_DAY_FIRST.exec(text);
  if (named) return assemble(named[3], monthNumber(named[2]), named[1], named.slice(4));
  const monthFirst = NAMED_MONTH_FIRST.exec(text);
  if (!monthFirst) return null;
  return assemble(monthFirst[3], monthNumber(monthFirst[1]), monthFirst[2], monthFirst.slice(4));
}

function monthNumber(name = ''): string {
  return String(MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1);
}

function assemble(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  [hour, minute, second, half, zone]: (string | undefined)[],
): WrittenDate | null {
  const clock = toClockHour(hour, half);
  if (clock === null) return null;
  return {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: clock,
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
    zone: zone ?? null,
  };
}

function toClockHour(hour: string | undefined, half: string | undefined): number | null {
  if (hour === undefined) return NOON;
  if (!half) return Number(hour);
  if (Number(hour) < 1 || Number(hour) > 12) return null;
  return (Number(hour) % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0);
}

function toInstant({ zone, ...fields }: WrittenDate, timezone: string): number | null {
  if (fields.year < 1900 || fields.year > 2200) return null;
  let local: Temporal.PlainDateTime;
  try {
    local = Temporal.PlainDateTime.from(fields, { overflow: 'reject' });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
  const named = zone === null ? timezone : zone === 'Z' ? 'UTC' : withColon(zone);
  return local.toZonedDateTime(named).epochMilliseconds;
}

function withColon(zone: string): string {
  return /^[+-]\d{4}$/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone;
}
