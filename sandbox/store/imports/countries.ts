const ALIASES: Record<string, string> = {
  'channel islands': 'JE',
  'czech republic': 'CZ',
  eire: 'IE',
  england: 'GB',
  'great britain': 'GB',
  holland: 'NL',
  rsa: 'ZA',
  scotland: 'GB',
  turkey: 'TR',
  uk: 'GB',
  usa: 'US',
  'united states of america': 'US',
  wales: 'GB',
};

const CURRENCIES: Record<string, string> = {
  AU: 'AUD',
  BR: 'BRL',
  CA: 'CAD',
  CH: 'CHF',
  CN: 'CNY',
  CZ: 'CZK',
  DK: 'DKK',
  GB: 'GBP',
  IN: 'INR',
  JP: 'JPY',
  KR: 'KRW',
  KW: 'KWD',
  MX: 'MXN',
  NO: 'NOK',
  NZ: 'NZD',
  PL: 'PLN',
  SE: 'SEK',
  SG: 'SGD',
  TR: 'TRY',
  US: 'USD',
  ZA: 'ZAR',
};
const EURO = 'AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK'.split(' ');

let codesByName: Map<string, string> | null = null;

/** ISO code of a country given by code or English name ("EIRE", "Germany"); null if unknown. */
export function countryCodeOf(name: string): string | null {
  codesByName ??= nameCountries();
  return codesByName.get(name.trim().toLowerCase()) ?? null;
}

/** Currency of a country the importer knows; null for others. */
export function currencyOfCountry(code: string): string | null {
  return EURO.includes(code) ? 'EUR' : (CURRENCIES[code] ?? null);
}

/** A country where the currency is at home: an imported file does not name the shop's own. */
export function homeOfCurrency(currency: string): string {
  if (currency === 'EUR') return 'DE';
  const known = Object.entries(CURRENCIES).find(([, code]) => code === currency);
  return known?.[0] ?? currency.slice(0, 2);
}

function nameCountries(): Map<string, string> {
  const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  const codes = new Map<string, string>();
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  for (const code of letters.flatMap((one) => letters.map((other) => one + other))) {
    const name = names.of(code);
    // Retired codes carry their successor's name: DD is called "Germany".
    const isRetired = name !== undefined && new Intl.Locale(`und-${code}`).region !== code;
    if (!name || isRetired || codes.has(name.toLowerCase())) continue;
    codes.set(name.toLowerCase(), code);
    codes.set(code.toLowerCase(), code);
  }
  for (const [alias, code] of Object.entries(ALIASES)) codes.set(alias, code);
  return codes;
}
