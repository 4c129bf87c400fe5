/** Where the sample store's customers live, and what that means for an order sent there. */
export interface Place {
  countryCode: string;
  provinceCode: string | null;
  city: string;
  /** `#` stands for any digit, `@` for any capital letter. */
  zip: string;
  timeZone: string;
  weight: number;
  /** Sales tax or VAT in millionths. */
  taxMillionths: number;
  areaCode: string | null;
}

export interface Country {
  code: string;
  names:
    | 'english'
    | 'french'
    | 'german'
    | 'spanish'
    | 'portuguese'
    | 'japanese'
    | 'arabic'
    | 'indian';
  currency: string;
  /** Units of `currency` for one US dollar, about which the daily rate moves. */
  rate: number;
  /** Prices are shown and charged with the tax inside. */
  taxesIncluded: boolean;
  locales: string[];
  streets: string[];
}

export const COUNTRIES: Record<string, Country> = {
  US: country(
    'US',
    'english',
    'USD',
    1,
    false,
    ['en-US', 'en-US', 'en-US', 'es-US'],
    [
      'Maple Street',
      'Orchard Avenue',
      'Franklin Road',
      'Willow Lane',
      'Hudson Street',
      'Cedar Court',
    ],
  ),
  CA: country(
    'CA',
    'english',
    'CAD',
    1.36,
    false,
    ['en-CA', 'en-CA', 'fr-CA'],
    ['King Street West', 'Rue Saint-Denis', 'Granville Street', 'Birch Avenue'],
  ),
  GB: country(
    'GB',
    'english',
    'GBP',
    0.79,
    true,
    ['en-GB'],
    ['High Street', 'Church Lane', 'Station Road', 'Mill Lane', 'Victoria Terrace'],
  ),
  IE: country('IE', 'english', 'EUR', 0.92, true, ['en-IE'], ['Camden Street', 'Sea Road']),
  DE: country(
    'DE',
    'german',
    'EUR',
    0.92,
    true,
    ['de-DE'],
    ['Gartenstraße', 'Lindenweg', 'Bahnhofstraße', 'Am Anger'],
  ),
  FR: country(
    'FR',
    'french',
    'EUR',
    0.92,
    true,
    ['fr-FR'],
    ['rue des Lilas', 'avenue Jean Jaurès', 'rue du Moulin'],
  ),
  ES: country('ES', 'spanish', 'EUR', 0.92, true, ['es-ES'], ['Calle Mayor', 'Calle del Olivo']),
  AU: country(
    'AU',
    'english',
    'AUD',
    1.52,
    true,
    ['en-AU'],
    ['Banksia Street', 'Bourke Road', 'Wattle Grove'],
  ),
  JP: country(
    'JP',
    'japanese',
    'JPY',
    149,
    true,
    ['ja-JP'],
    ['Aoyama 2-chome', 'Kamogawa-cho', 'Hongo 5-chome'],
  ),
  BR: country(
    'BR',
    'portuguese',
    'BRL',
    5.1,
    true,
    ['pt-BR'],
    ['Rua das Palmeiras', 'Alameda Santos'],
  ),
  IN: country('IN', 'indian', 'INR', 83, true, ['en-IN'], ['MG Road', 'Lake View Road']),
  KW: country('KW', 'arabic', 'KWD', 0.307, true, ['ar-KW'], ['Salem Al-Mubarak Street']),
};

export const PLACES: Place[] = [
  ...places('US', 0, [
    ['NY', 'New York', '100##', 'America/New_York', 90, 88750, '212'],
    ['NY', 'Rochester', '146##', 'America/New_York', 30, 80000, '585'],
    ['NJ', 'Montclair', '0704#', 'America/New_York', 40, 66250, '973'],
    ['MA', 'Somerville', '0214#', 'America/New_York', 45, 62500, '617'],
    ['PA', 'Philadelphia', '191##', 'America/New_York', 40, 80000, '215'],
    ['NC', 'Asheville', '2880#', 'America/New_York', 22, 70000, '828'],
    ['GA', 'Decatur', '3003#', 'America/New_York', 24, 80000, '404'],
    ['FL', 'Gainesville', '3260#', 'America/New_York', 26, 75000, '352'],
    ['IL', 'Chicago', '606##', 'America/Chicago', 44, 102500, '312'],
    ['TX', 'Austin', '787##', 'America/Chicago', 46, 82500, '512'],
    ['MN', 'Minneapolis', '554##', 'America/Chicago', 22, 90250, '612'],
    ['CO', 'Boulder', '8030#', 'America/Denver', 24, 90450, '303'],
    ['AZ', 'Tucson', '857##', 'America/Phoenix', 16, 87000, '520'],
    ['CA', 'Oakland', '946##', 'America/Los_Angeles', 60, 102500, '510'],
    ['CA', 'Los Angeles', '900##', 'America/Los_Angeles', 48, 95000, '213'],
    ['OR', 'Portland', '972##', 'America/Los_Angeles', 30, 0, '503'],
    ['WA', 'Seattle', '981##', 'America/Los_Angeles', 34, 103500, '206'],
    ['AK', 'Anchorage', '9950#', 'America/Anchorage', 3, 0, '907'],
    ['HI', 'Honolulu', '968##', 'Pacific/Honolulu', 6, 45000, '808'],
  ]),
  ...places('CA', 0, [
    ['ON', 'Toronto', 'M5@ #@#', 'America/Toronto', 34, 130000, '416'],
    ['QC', 'Montréal', 'H2@ #@#', 'America/Toronto', 24, 149750, '514'],
    ['BC', 'Vancouver', 'V6@ #@#', 'America/Vancouver', 22, 120000, '604'],
    ['NS', 'Halifax', 'B3@ #@#', 'America/Halifax', 6, 150000, '902'],
    ['NL', 'St. John’s', 'A1@ #@#', 'America/St_Johns', 3, 150000, '709'],
  ]),
  ...places('GB', 200000, [
    ['ENG', 'Bristol', 'BS6 #@@', 'Europe/London', 34, null, null],
    ['ENG', 'Hebden Bridge', 'HX7 #@@', 'Europe/London', 18, null, null],
    ['ENG', 'London', 'SE15 #@@', 'Europe/London', 40, null, null],
    ['SCT', 'Edinburgh', 'EH3 #@@', 'Europe/London', 16, null, null],
    ['WLS', 'Cardiff', 'CF11 #@@', 'Europe/London', 8, null, null],
  ]),
  ...places('IE', 230000, [['D', 'Dublin', 'D08 @#@#', 'Europe/Dublin', 10, null, null]]),
  ...places('DE', 190000, [
    [null, 'Berlin', '10###', 'Europe/Berlin', 30, null, null],
    [null, 'Freiburg', '791##', 'Europe/Berlin', 14, null, null],
    [null, 'Leipzig', '042##', 'Europe/Berlin', 12, null, null],
  ]),
  ...places('FR', 200000, [
    [null, 'Nantes', '440##', 'Europe/Paris', 18, null, null],
    [null, 'Lyon', '690##', 'Europe/Paris', 18, null, null],
  ]),
  ...places('ES', 210000, [
    ['B', 'Barcelona', '080##', 'Europe/Madrid', 10, null, null],
    ['TF', 'La Laguna', '382##', 'Atlantic/Canary', 3, null, null],
  ]),
  ...places('AU', 100000, [
    ['NSW', 'Sydney', '20##', 'Australia/Sydney', 16, null, null],
    ['VIC', 'Melbourne', '30##', 'Australia/Melbourne', 16, null, null],
    ['WA', 'Fremantle', '616#', 'Australia/Perth', 5, null, null],
    ['SA', 'Adelaide', '50##', 'Australia/Adelaide', 4, null, null],
  ]),
  ...places('JP', 100000, [
    ['JP-13', 'Tokyo', '150-00##', 'Asia/Tokyo', 14, null, null],
    ['JP-26', 'Kyoto', '606-8###', 'Asia/Tokyo', 8, null, null],
  ]),
  ...places('BR', 170000, [['SP', 'São Paulo', '014##-0##', 'America/Sao_Paulo', 7, null, null]]),
  ...places('IN', 180000, [['KA', 'Bengaluru', '5600##', 'Asia/Kolkata', 6, null, null]]),
  ...places('KW', 0, [[null, 'Kuwait City', '13###', 'Asia/Kuwait', 4, null, null]]),
];

function country(
  code: string,
  names: Country['names'],
  currency: string,
  rate: number,
  taxesIncluded: boolean,
  locales: string[],
  streets: string[],
): Country {
  return { code, names, currency, rate, taxesIncluded, locales, streets };
}

type PlaceRow = [string | null, string, string, string, number, number | null, string | null];

function places(countryCode: string, countryTax: number, rows: PlaceRow[]): Place[] {
  return rows.map(([provinceCode, city, zip, timeZone, weight, tax, areaCode]) => ({
    countryCode,
    provinceCode,
    city,
    zip,
    timeZone,
    weight,
    taxMillionths: tax ?? countryTax,
    areaCode,
  }));
}
