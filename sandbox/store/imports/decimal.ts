/** A decimal number kept exactly: `digits` divided by ten to the `scale`. */
export interface Decimal {
  digits: bigint;
  scale: number;
}

export type DecimalMark = '.' | ',';

const PLAIN = /^-?\d+(?:\.\d+)?$/;
const DRESSING = /^(?:[A-Z]{3}\s*)?[$£€¥₹]?\s*|\s*[$£€¥₹]?(?:\s*[A-Z]{3})?$/g;
const GROUPED = {
  '.': /^\d{1,3}(?:[,'’\s]\d{3})+(?:\.\d+)?$|^\d*(?:\.\d+)?$/,
  ',': /^\d{1,3}(?:[.'’\s]\d{3})+(?:,\d+)?$|^\d*(?:,\d+)?$/,
} as const;

/**
 * Reads "12.50", "-3", "£1,234.50", "(4.00)" (accountants' minus) and, with a comma as the
 * mark, "1.234,50". @returns null for anything else: no number is guessed
 */
export function parseDecimal(text: string, mark: DecimalMark): Decimal | null {
  const trimmed = text.trim();
  if (mark === '.' && PLAIN.test(trimmed)) return toDecimal(trimmed);
  const inParentheses = /^\((.+)\)$/.exec(trimmed);
  let body = inParentheses?.[1] ?? trimmed;
  const signed = /^([-−+])(.*)$/.exec(body);
  body = signed?.[2] ?? body;
  body = body.replace(DRESSING, '');
  const inner = /^[-−](.*)$/.exec(body);
  body = inner?.[1] ?? body;
  if (!/\d/.test(body) || !GROUPED[mark].test(body)) return null;
  const plain = body.replace(mark === '.' ? /[,'’\s]/g : /[.'’\s]/g, '').replace(',', '.');
  const minuses = [inParentheses !== null, signed !== null && signed[1] !== '+', inner !== null];
  const count = minuses.filter(Boolean).length;
  if (count > 1) return null;
  return toDecimal(count === 1 ? `-${plain}` : plain);
}

function toDecimal(plain: string): Decimal {
  const point = plain.indexOf('.');
  if (point < 0) return { digits: BigInt(plain), scale: 0 };
  const fraction = plain.slice(point + 1);
  return { digits: BigInt(plain.slice(0, point) + fraction), scale: fraction.length };
}

export function multiply(one: Decimal, other: Decimal): Decimal {
  return { digits: one.digits * other.digits, scale: one.scale + other.scale };
}

/**
 * Whole minor units of a currency with `exponent` digits; a part of a unit is rounded half away
 * from zero. @returns null beyond what a number holds exactly
 */
export function toMinorUnits(value: Decimal, exponent: number): number | null {
  const rounded = roundTo(value, exponent);
  const amount = Number(rounded);
  return Number.isSafeInteger(amount) ? amount : null;
}

function roundTo({ digits, scale }: Decimal, exponent: number): bigint {
  if (scale <= exponent) return digits * 10n ** BigInt(exponent - scale);
  const divisor = 10n ** BigInt(scale - exponent);
  const half = divisor / 2n;
  return (digits < 0n ? digits - half : digits + half) / divisor;
}

/** The value as a whole number ("6", "6.0"); null where it has a fraction or is too large. */
export function toWholeNumber(value: Decimal): number | null {
  const divisor = 10n ** BigInt(value.scale);
  if (value.digits % divisor !== 0n) return null;
  const whole = Number(value.digits / divisor);
  return Number.isSafeInteger(whole) ? whole : null;
}
