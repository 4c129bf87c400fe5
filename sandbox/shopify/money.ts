/** Money of the local Shopify: integer minor units in, Shopify's decimal strings out. */

const ZERO_EXPONENT = new Set([
  'BIF',
  'CLP',
  'DJF',
  'GNF',
  'ISK',
  'JPY',
  'KMF',
  'KRW',
  'PYG',
  'RWF',
  'UGX',
  'VND',
  'VUV',
  'XAF',
  'XOF',
  'XPF',
]);
const THREE_EXPONENT = new Set(['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND']);

/** Digits after the decimal point of a currency (ISO 4217). */
export function exponentOf(currency: string): number {
  if (ZERO_EXPONENT.has(currency)) return 0;
  return THREE_EXPONENT.has(currency) ? 3 : 2;
}

/** Minor units → "12.50" (two or three digits, none for JPY), as webhooks write money. */
export function toDecimal(amount: number, currency: string): string {
  const exponent = exponentOf(currency);
  const digits = String(Math.abs(amount)).padStart(exponent + 1, '0');
  const sign = amount < 0 ? '-' : '';
  if (exponent === 0) return `${sign}${digits}`;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

/** Minor units → "12.5" or "12.0", as the Admin GraphQL API writes its Decimal scalar. */
export function toApiDecimal(amount: number, currency: string): string {
  const decimal = toDecimal(amount, currency);
  if (!decimal.includes('.')) return `${decimal}.0`;
  const trimmed = decimal.replace(/0+$/, '');
  return trimmed.endsWith('.') ? `${trimmed}0` : trimmed;
}

/** "12.5" → minor units, half up at the currency's last digit; null when it is not a decimal. */
export function parseDecimal(text: string, currency: string): number | null {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.trim());
  if (!match) return null;
  const exponent = exponentOf(currency);
  const fraction = (match[3] ?? '').padEnd(exponent + 1, '0');
  const kept = Number(`${match[2]}${fraction.slice(0, exponent)}`);
  const rounded = kept + (fraction.charAt(exponent) >= '5' ? 1 : 0);
  return match[1] === '-' ? -rounded : rounded;
}

/** Converts minor units of one currency to minor units of another at a rate of whole units. */
export function convert(amount: number, from: string, to: string, rate: number): number {
  if (from === to && rate === 1) return amount;
  return Math.round(amount * rate * 10 ** (exponentOf(to) - exponentOf(from)));
}

/** The part of `total` that falls to `units` of `allUnits`, so that parts add up to the whole. */
export function shareOf(total: number, units: number, allUnits: number): number {
  return allUnits === 0 ? 0 : Math.round((total * units) / allUnits);
}

/** Splits `total` over weights so that the parts sum to it exactly (largest remainder first). */
export function allocate(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  if (sum === 0) return weights.map(() => 0);
  const exact = weights.map((weight) => (total * weight) / sum);
  const parts = exact.map(Math.floor);
  let rest = total - parts.reduce((all, part) => all + part, 0);
  const order = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of order) {
    if (rest <= 0) break;
    parts[index] = (parts[index] ?? 0) + 1;
    rest -= 1;
  }
  return parts;
}
