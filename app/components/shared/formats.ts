/** What numbers and dates of a shop need to be written: its currency, language and zone. */
export interface FormatSettings {
  currency: string;
  /** Digits after the point in the currency's minor unit. */
  currencyExponent: number;
  locale: string;
  /** IANA zone. */
  timezone: string;
}

export interface Formats {
  settings: FormatSettings;
  /** Minor units with their currency; fractions of a minor unit are rounded. `—` for null. */
  money(minor: number | null): string;
  /** Whole currency units, for what is an estimate anyhow. */
  moneyRounded(minor: number | null): string;
  /** Whole currency units where the amount is large, for tight places such as axes. */
  moneyShort(minor: number | null): string;
  number(value: number | null, maximumFractionDigits?: number): string;
  /** A share of 1 as a percentage. */
  percent(share: number | null, maximumFractionDigits?: number): string;
  /** A calendar date that has no zone, such as `2026-11-22`. */
  day(day: string | null): string;
  /** The first of a month, written as month and year. */
  month(day: string): string;
  /** The date of an instant in the shop's zone. */
  date(instant: string | Date | null): string;
  /** Date and time of an instant in the shop's zone. */
  dateTime(instant: string | Date | null): string;
  /** The name of a currency's unit in a field, such as `US$`. */
  currencySymbol: string;
}

export const NOTHING = '—';

/** Writes numbers, money and dates as the shop's merchant reads them. */
export function createFormats(settings: FormatSettings): Formats {
  const { currency, currencyExponent, locale, timezone } = settings;
  const currencyFormat = (options: Intl.NumberFormatOptions) =>
    new Intl.NumberFormat(locale, { style: 'currency', currency, ...options });
  const exact = currencyFormat({
    minimumFractionDigits: currencyExponent,
    maximumFractionDigits: currencyExponent,
  });
  const whole = currencyFormat({ maximumFractionDigits: 0 });
  const short = currencyFormat({ notation: 'compact', maximumFractionDigits: 1 });
  const unit = 10 ** currencyExponent;
  const dateIn = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options);
  const civil = { day: 'numeric', month: 'short', year: 'numeric' } as const;
  const civilDay = dateIn({ ...civil, timeZone: 'UTC' });
  const monthOnly = dateIn({ month: 'short', year: 'numeric', timeZone: 'UTC' });
  const shopDay = dateIn({ ...civil, timeZone: timezone });
  const shopTime = dateIn({
    ...civil,
    hour: 'numeric',
    minute: '2-digit',
    timeZone: timezone,
    timeZoneName: 'short',
  });
  const toDate = (instant: string | Date) => new Date(instant);
  return {
    settings,
    money: (minor) => (minor === null ? NOTHING : exact.format(Math.round(minor) / unit)),
    moneyRounded: (minor) => (minor === null ? NOTHING : whole.format(minor / unit)),
    moneyShort: (minor) => (minor === null ? NOTHING : short.format(minor / unit)),
    number: (value, maximumFractionDigits = 2) =>
      value === null
        ? NOTHING
        : new Intl.NumberFormat(locale, { maximumFractionDigits }).format(value),
    percent: (share, maximumFractionDigits = 1) =>
      share === null
        ? NOTHING
        : new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits }).format(share),
    day: (day) => (day === null ? NOTHING : civilDay.format(toDate(`${day}T00:00:00Z`))),
    month: (day) => monthOnly.format(toDate(`${day.slice(0, 7)}-01T00:00:00Z`)),
    date: (instant) => (instant === null ? NOTHING : shopDay.format(toDate(instant))),
    dateTime: (instant) => (instant === null ? NOTHING : shopTime.format(toDate(instant))),
    currencySymbol:
      exact.formatToParts(0).find(({ type }) => type === 'currency')?.value ?? currency,
  };
}
