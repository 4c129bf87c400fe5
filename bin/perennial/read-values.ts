const ZERO = 48;
const NINE = 57;
const MINUS = 45;
const PLUS = 43;
const POINT = 46;
const SLASH = 47;
const BLANK = 32;
const LETTER_T = 84;

/** Amounts are counted in millionths, so that sums of decimals are exact in any order. */
export const AMOUNT_SCALE = 1e6;
const AMOUNT_DECIMALS = 6;

/**
 * A date that begins with the year: 2011-12-09, 2011/12/09, 20111209, each with a time after a blank
 * or T. It is the calendar day as written, whatever zone follows.
 * @returns days since 1970-01-01; NaN where it is no such date
 */
export function readDay(bytes: Uint8Array, start: number, end: number): number {
  let year = 0;
  for (let at = start; at < start + 4; at += 1) {
    const digit = (at < end ? (bytes[at] ?? 0) : 0) - ZERO;
    if (digit < 0 || digit > 9) return Number.NaN;
    year = year * 10 + digit;
  }
  const separator = bytes[start + 4] ?? 0;
  if (separator === MINUS || separator === SLASH) {
    return readMonthAndDay(bytes, start + 5, { end, year, separator });
  }
  const rest = readDigits(bytes, start + 4, Math.min(end, start + 8));
  if (end < start + 8 || !endsDate(bytes, start + 8, end)) return Number.NaN;
  return dayNumber(year, Math.floor(rest / 100), rest % 100);
}

function readMonthAndDay(
  bytes: Uint8Array,
  start: number,
  { end, year, separator }: { end: number; year: number; separator: number },
): number {
  let at = start;
  while (at < end && bytes[at] !== separator) at += 1;
  const dayStart = at + 1;
  at = dayStart;
  while (at < end && (bytes[at] ?? 0) >= ZERO && (bytes[at] ?? 0) <= NINE) at += 1;
  if (dayStart - start > 3 || at - dayStart > 2 || at === dayStart) return Number.NaN;
  if (!endsDate(bytes, at, end)) return Number.NaN;
  return dayNumber(
    year,
    readDigits(bytes, start, dayStart - 1),
    readDigits(bytes, dayStart, Math.min(at, end)),
  );
}

function endsDate(bytes: Uint8Array, at: number, end: number): boolean {
  return at >= end || bytes[at] === BLANK || bytes[at] === LETTER_T;
}

function readDigits(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at += 1) {
    const digit = (bytes[at] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return start < end ? value : Number.NaN;
}

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Days since 1970-01-01 of a Gregorian date; NaN where there is no such date. */
function dayNumber(year: number, month: number, day: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 && isLeap ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0);
  if (!(day >= 1 && day <= days)) return Number.NaN;
  // Years that begin in March end with the leap day.
  const marchYear = month > 2 ? year : year - 1;
  const monthFromMarch = month > 2 ? month - 3 : month + 9;
  const dayOfYear = Math.floor((153 * monthFromMarch + 2) / 5) + day - 1;
  const leapDays =
    Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leapDays + dayOfYear - 719_468;
}

/**
 * A decimal number in millionths, rounded to a whole one.
 * @returns NaN where it is no number
 */
export function readAmount(bytes: Uint8Array, start: number, end: number): number {
  const first = bytes[start];
  let at = first === MINUS || first === PLUS ? start + 1 : start;
  let value = 0;
  let decimals = -1;
  for (; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === POINT && decimals < 0) decimals = 0;
    else if (byte >= ZERO && byte <= NINE && decimals < AMOUNT_DECIMALS) {
      value = value * 10 + byte - ZERO;
      if (decimals >= 0) decimals += 1;
    } else return readUnusualAmount(bytes, start, end);
  }
  const digits =
    end - start - (decimals >= 0 ? 1 : 0) - (first === MINUS || first === PLUS ? 1 : 0);
  if (digits <= 0) return Number.NaN;
  for (let more = Math.max(0, decimals); more < AMOUNT_DECIMALS; more += 1) value *= 10;
  return first === MINUS ? -value : value;
}

/** With an exponent or with more decimals than are kept. */
function readUnusualAmount(bytes: Uint8Array, start: number, end: number): number {
  const text = Buffer.from(bytes.subarray(start, end)).toString('latin1');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return Number.NaN;
  const value = Math.round(Number(text) * AMOUNT_SCALE);
  return Number.isFinite(value) ? value : Number.NaN;
}
