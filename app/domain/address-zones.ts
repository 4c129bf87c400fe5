/**
 * Zones of addresses. A province that spans two zones has that of most of its people; a country
 * of several zones without a province has none.
 */

const US: Record<string, string> = zonesByGroup({
  'America/New_York': 'CT DE DC FL GA IN KY ME MD MA MI NH NJ NY NC OH PA RI SC VT VA WV',
  'America/Chicago': 'AL AR IL IA KS LA MN MS MO NE ND OK SD TN TX WI',
  'America/Denver': 'CO ID MT NM UT WY',
  'America/Phoenix': 'AZ',
  'America/Los_Angeles': 'CA NV OR WA',
  'America/Anchorage': 'AK',
  'Pacific/Honolulu': 'HI',
  'America/Puerto_Rico': 'PR VI',
  'Pacific/Guam': 'GU MP',
  'Pacific/Pago_Pago': 'AS',
});

const CA: Record<string, string> = zonesByGroup({
  'America/Vancouver': 'BC',
  'America/Edmonton': 'AB NT',
  'America/Regina': 'SK',
  'America/Winnipeg': 'MB',
  'America/Toronto': 'ON QC NU',
  'America/Halifax': 'NB NS PE',
  'America/St_Johns': 'NL',
  'America/Whitehorse': 'YT',
});

const AU: Record<string, string> = zonesByGroup({
  'Australia/Sydney': 'NSW ACT',
  'Australia/Melbourne': 'VIC',
  'Australia/Brisbane': 'QLD',
  'Australia/Adelaide': 'SA',
  'Australia/Darwin': 'NT',
  'Australia/Perth': 'WA',
  'Australia/Hobart': 'TAS',
});

const BR: Record<string, string> = zonesByGroup({
  'America/Sao_Paulo': 'AL AP BA CE DF ES GO MA MG PA PB PE PI PR RJ RN RS SC SE SP TO',
  'America/Manaus': 'AM RR RO',
  'America/Cuiaba': 'MT MS',
  'America/Rio_Branco': 'AC',
});

const MX: Record<string, string> = zonesByGroup({
  'America/Mexico_City':
    'AGS CAMP CHIS CHIH CDMX DF COAH COL DGO GTO GRO HGO JAL MEX MICH MOR NL OAX PUE QRO SLP TAB ' +
    'TAMPS TLAX VER YUC ZAC',
  'America/Tijuana': 'BC',
  'America/Mazatlan': 'BCS NAY SIN',
  'America/Hermosillo': 'SON',
  'America/Cancun': 'QROO Q_ROO',
});

const RU: Record<string, string> = zonesByGroup({
  'Europe/Kaliningrad': 'KGD',
  'Europe/Moscow':
    'MOW MOS SPE LEN ARK BEL BRY VLA VLG VOR IVA KLU KOS KDA KRS LIP MUR NGR NIZ PNZ PSK ROS RYA ' +
    'SMO TAM TUL TVE YAR AD CE CU DA IN KB KC KL KO KR ME MO SE STA TA KIR VGG',
  'Europe/Samara': 'SAM UD AST SAR ULY',
  'Asia/Yekaterinburg': 'SVE CHE KGN PER TYU ORE BA KHM YAN',
  'Asia/Omsk': 'OMS',
  'Asia/Novosibirsk': 'NVS TOM ALT AL KEM',
  'Asia/Krasnoyarsk': 'KYA KK TY',
  'Asia/Irkutsk': 'IRK BU',
  'Asia/Yakutsk': 'SA AMU ZAB',
  'Asia/Vladivostok': 'PRI KHA YEV',
  'Asia/Magadan': 'MAG SAK',
  'Asia/Kamchatka': 'KAM CHU',
});

const ID: Record<string, string> = zonesByGroup({
  'Asia/Jakarta': 'AC SU SB RI KR JA SS BE BB LA JK JB BT JT YO JI KB KT',
  'Asia/Makassar': 'BA NB NT KS KI KU SN ST SR GO SG SA',
  'Asia/Jayapura': 'MA MU PA PB',
});

const ES: Record<string, string> = zonesByGroup({ 'Atlantic/Canary': 'GC TF' });
const PT: Record<string, string> = zonesByGroup({
  'Atlantic/Azores': 'PT-20',
  'Atlantic/Madeira': 'PT-30',
});

const BY_PROVINCE: Record<string, Record<string, string>> = { US, CA, AU, BR, MX, RU, ID, ES, PT };

/** Countries with one zone, and those whose few exceptions stand by province above. */
const BY_COUNTRY: Record<string, string> = {
  ...{ AE: 'Asia/Dubai', AR: 'America/Argentina/Buenos_Aires', AT: 'Europe/Vienna' },
  ...{ BD: 'Asia/Dhaka', BE: 'Europe/Brussels', BG: 'Europe/Sofia', BH: 'Asia/Bahrain' },
  ...{ BO: 'America/La_Paz', CH: 'Europe/Zurich', CN: 'Asia/Shanghai', CO: 'America/Bogota' },
  ...{ CR: 'America/Costa_Rica', CY: 'Asia/Nicosia', CZ: 'Europe/Prague', DE: 'Europe/Berlin' },
  ...{ DK: 'Europe/Copenhagen', DO: 'America/Santo_Domingo', DZ: 'Africa/Algiers' },
  ...{ EE: 'Europe/Tallinn', EG: 'Africa/Cairo', ES: 'Europe/Madrid', FI: 'Europe/Helsinki' },
  ...{ FR: 'Europe/Paris', GB: 'Europe/London', GH: 'Africa/Accra', GR: 'Europe/Athens' },
  ...{ GT: 'America/Guatemala', HK: 'Asia/Hong_Kong', HN: 'America/Tegucigalpa' },
  ...{ HR: 'Europe/Zagreb', HU: 'Europe/Budapest', IE: 'Europe/Dublin', IL: 'Asia/Jerusalem' },
  ...{ IN: 'Asia/Kolkata', IS: 'Atlantic/Reykjavik', IT: 'Europe/Rome', JM: 'America/Jamaica' },
  ...{ JO: 'Asia/Amman', JP: 'Asia/Tokyo', KE: 'Africa/Nairobi', KH: 'Asia/Phnom_Penh' },
  ...{ KR: 'Asia/Seoul', KW: 'Asia/Kuwait', LB: 'Asia/Beirut', LK: 'Asia/Colombo' },
  ...{ LT: 'Europe/Vilnius', LU: 'Europe/Luxembourg', LV: 'Europe/Riga', MA: 'Africa/Casablanca' },
  ...{ MT: 'Europe/Malta', MU: 'Indian/Mauritius', MY: 'Asia/Kuala_Lumpur', NG: 'Africa/Lagos' },
  ...{ NL: 'Europe/Amsterdam', NO: 'Europe/Oslo', NP: 'Asia/Kathmandu', NZ: 'Pacific/Auckland' },
  ...{ OM: 'Asia/Muscat', PA: 'America/Panama', PE: 'America/Lima', PH: 'Asia/Manila' },
  ...{ PK: 'Asia/Karachi', PL: 'Europe/Warsaw', PT: 'Europe/Lisbon', PY: 'America/Asuncion' },
  ...{ QA: 'Asia/Qatar', RO: 'Europe/Bucharest', RS: 'Europe/Belgrade', SA: 'Asia/Riyadh' },
  ...{ SE: 'Europe/Stockholm', SG: 'Asia/Singapore', SI: 'Europe/Ljubljana' },
  ...{ SK: 'Europe/Bratislava', SV: 'America/El_Salvador', TH: 'Asia/Bangkok' },
  ...{ TN: 'Africa/Tunis', TR: 'Europe/Istanbul', TT: 'America/Port_of_Spain' },
  ...{ TW: 'Asia/Taipei', TZ: 'Africa/Dar_es_Salaam', UA: 'Europe/Kyiv', UG: 'Africa/Kampala' },
  ...{ UY: 'America/Montevideo', VE: 'America/Caracas', VN: 'Asia/Ho_Chi_Minh' },
  ...{ ZA: 'Africa/Johannesburg', ZM: 'Africa/Lusaka', ZW: 'Africa/Harare' },
};

function zonesByGroup(groups: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(groups).flatMap(([zone, codes]) => codes.split(' ').map((code) => [code, zone])),
  );
}

/**
 * The zone of an address where country and province give one, else null.
 * @param countryCode ISO 3166-1 alpha-2
 * @param provinceCode as Shopify writes it: `NY`, `ON`, `NSW`
 */
export function zoneOfAddress(
  countryCode: string | null,
  provinceCode: string | null,
): string | null {
  if (countryCode === null) return null;
  const country = countryCode.toUpperCase();
  const province = provinceCode?.toUpperCase().replaceAll(' ', '_') ?? '';
  return BY_PROVINCE[country]?.[province] ?? BY_COUNTRY[country] ?? null;
}
