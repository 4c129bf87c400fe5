/**
 * Money is integer minor units of its currency: a safe integer in TypeScript, bigint in the
 * database. Decimal strings of Shopify are read digit by digit, never through a float.
 */

/** Currencies whose minor unit is not a hundredth (ISO 4217). */
const EXPONENTS: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
  CLF: 4,
  UYW: 4,
};

/** Digits after the point in the currency's minor unit: JPY 0, USD 2, KWD 3. */
export function currencyExponent(currency: string): number {
  return EXPONENTS[currency] ?? 2;
}

/**
 * Minor units of a decimal string: `parseMinor('12.34', 'USD')` is 1234, `('500', 'JPY')` is 500.
 * Digits beyond the minor unit round half away from zero.
 * @throws RangeError where the text is no plain decimal or exceeds the safe integers
 */
export function parseMinor(decimal: string, currency: string): number {
  const match = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(decimal.trim());
  if (!match) throw new RangeError(`Not a decimal amount: "${decimal}"`);
  const exponent = currencyExponent(currency);
  const fraction = match[3] ?? '';
  const digits = `${match[2]}${fraction.slice(0, exponent).padEnd(exponent, '0')}`;
  const roundsUp = (fraction[exponent] ?? '0') >= '5';
  const magnitude = BigInt(digits) + (roundsUp ? 1n : 0n);
  if (magnitude > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw new RangeError(`Amount too large: "${decimal}"`);
  }
  return match[1] === '-' && magnitude !== 0n ? -Number(magnitude) : Number(magnitude);
}

/** The plain decimal string of minor units: `formatMinor(1234, 'USD')` is `12.34`. */
export function formatMinor(minor: number, currency: string): string {
  if (!Number.isSafeInteger(minor)) throw new RangeError(`Not minor units: ${minor}`);
  const exponent = currencyExponent(currency);
  const digits = String(Math.abs(minor)).padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  const sign = minor < 0 ? '-' : '';
  return exponent === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-exponent)}`;
}

/**
 * `amount × part ÷ whole` rounded half away from zero, exact beyond 2^53 in between. A part of
 * the whole gets the whole amount, and a whole of zero gives zero.
 */
export function shareOf(amount: number, part: number, whole: number): number {
  if (whole === 0 || part === 0) return 0;
  const numerator = BigInt(amount) * BigInt(part);
  const denominator = BigInt(whole);
  const negative = numerator < 0n !== denominator < 0n;
  const top = numerator < 0n ? -numerator : numerator;
  const bottom = denominator < 0n ? -denominator : denominator;
  const rounded = Number((2n * top + bottom) / (2n * bottom));
  return negative && rounded !== 0 ? -rounded : rounded;
}
