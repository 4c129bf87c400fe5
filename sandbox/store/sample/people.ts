import type { Address, Consent, Customer, Metafield } from '#sandbox/shopify/model.ts';
import type { Random } from '../random.ts';
import { toTimestamp } from '../timestamps.ts';
import { NAMES } from './names.ts';
import { COUNTRIES, type Country, PLACES, type Place } from './places.ts';

const DAY_MS = 86_400_000;
const NO_CONSENT: Consent = { state: 'NOT_SUBSCRIBED', optInLevel: 'UNKNOWN', updatedAt: null };

/** Someone who shops, with or without a customer record. */
export interface Person {
  firstName: string;
  lastName: string;
  email: string;
  place: Place;
  country: Country;
  address: Address;
  locale: string;
}

/** Draws a person whose e-mail nobody in `takenEmails` has, and adds it there. */
export function drawPerson(random: Random, takenEmails: Set<string>): Person {
  const place = random.weighted(PLACES, (one) => one.weight);
  const country = COUNTRIES[place.countryCode];
  if (!country) throw new Error(`No country ${place.countryCode}`);
  const locale = random.pick(country.locales);
  const list = NAMES[locale === 'fr-CA' ? 'french' : country.names];
  const firstName = random.pick(list.first);
  const lastName = random.pick(list.last);
  const address: Address = {
    firstName,
    lastName,
    address1: `${random.integer(1, 240)} ${random.pick(country.streets)}`,
    city: place.city,
    zip: fillPattern(random, place.zip),
    countryCode: place.countryCode,
    provinceCode: place.provinceCode,
  };
  const email = drawEmail(random, firstName, lastName, takenEmails);
  return { firstName, lastName, email, place, country, address, locale };
}

/** The customer record of a person. Instants are epoch milliseconds. */
export function buildCustomer(
  random: Random,
  person: Person,
  id: string,
  createdAt: number,
  endsAt: number,
  takenPhones: Set<string>,
): Customer {
  const phone = drawPhone(random, person.place, takenPhones);
  const emailConsent = drawEmailConsent(random, createdAt, endsAt);
  const smsConsent = phone === null ? NO_CONSENT : drawSmsConsent(random, createdAt, endsAt);
  const birthDate = drawBirthDate(random, createdAt);
  const changes = [createdAt, Date.parse(emailConsent.updatedAt ?? '1970-01-01')];
  return {
    id,
    firstName: person.firstName,
    lastName: person.lastName,
    email: person.email,
    phone,
    locale: person.locale,
    tags: drawTags(random),
    state: random.chance(0.34) ? 'ENABLED' : 'DISABLED',
    verifiedEmail: random.chance(0.93),
    emailConsent,
    smsConsent,
    defaultAddress: random.chance(0.97) ? person.address : null,
    metafields: birthDate ? [birthDate] : [],
    createdAt: toTimestamp(createdAt),
    updatedAt: toTimestamp(Math.max(...changes)),
  };
}

function drawEmail(random: Random, first: string, last: string, taken: Set<string>): string {
  const plain = (name: string) =>
    name
      .normalize('NFD')
      .replaceAll('ß', 'ss')
      .replace(/[^A-Za-z-]/g, '')
      .toLowerCase();
  const separator = random.pick(['.', '.', '_', '']);
  const base = `${plain(first)}${separator}${plain(last)}`;
  // Domains reserved for examples: a misrouted mail can reach nobody.
  const domain = random.weighted(['example.com', 'example.org', 'example.net'], (one) =>
    one === 'example.com' ? 6 : 2,
  );
  let email = `${base}@${domain}`;
  while (taken.has(email)) email = `${base}${random.integer(2, 9999)}@${domain}`;
  taken.add(email);
  return email;
}

/** Numbers from ranges that are set aside for fiction; half of the people give none. */
function drawPhone(random: Random, place: Place, taken: Set<string>): string | null {
  if (!random.chance(0.42)) return null;
  const two = String(random.integer(0, 99)).padStart(2, '0');
  const three = String(random.integer(0, 999)).padStart(3, '0');
  const numbers: Record<string, string | null> = {
    US: place.areaCode && `+1${place.areaCode}55501${two}`,
    CA: place.areaCode && `+1${place.areaCode}55501${two}`,
    GB: `+447700900${three}`,
    AU: `+61491570${three}`,
    DE: `+4915550${three}${two}`,
    FR: `+336399${three}${two}`,
  };
  const phone = numbers[place.countryCode] ?? null;
  if (phone === null || taken.has(phone)) return null;
  taken.add(phone);
  return phone;
}

function drawEmailConsent(random: Random, createdAt: number, endsAt: number): Consent {
  const later = createdAt + Math.floor(random.next() ** 2 * (endsAt - createdAt));
  const confirmed = random.chance(0.35);
  const level = confirmed ? 'CONFIRMED_OPT_IN' : 'SINGLE_OPT_IN';
  const draw = random.next();
  if (draw < 0.62) return consent('SUBSCRIBED', level, random.chance(0.7) ? createdAt : later);
  if (draw < 0.66) return consent('PENDING', 'CONFIRMED_OPT_IN', createdAt);
  if (draw < 0.77) return consent('UNSUBSCRIBED', level, later);
  return NO_CONSENT;
}

function drawSmsConsent(random: Random, createdAt: number, endsAt: number): Consent {
  const later = createdAt + Math.floor(random.next() * (endsAt - createdAt));
  const draw = random.next();
  if (draw < 0.38) return consent('SUBSCRIBED', 'SINGLE_OPT_IN', createdAt);
  if (draw < 0.48) return consent('UNSUBSCRIBED', 'SINGLE_OPT_IN', later);
  return NO_CONSENT;
}

function consent(state: Consent['state'], optInLevel: Consent['optInLevel'], at: number): Consent {
  return { state, optInLevel, updatedAt: toTimestamp(at) };
}

/** About 55 % tell their birthday, spread evenly over the year, leap days included. */
function drawBirthDate(random: Random, createdAt: number): Metafield | null {
  if (!random.chance(0.55)) return null;
  const from = Date.UTC(1942, 0, 1);
  const days = Math.round((Date.UTC(2006, 11, 31) - from) / DAY_MS);
  const leap = random.chance(0.004);
  const born = new Date(from + random.integer(0, days) * DAY_MS).toISOString().slice(0, 10);
  return {
    namespace: 'facts',
    key: 'birth_date',
    type: 'date',
    value: leap ? `${random.pick([1968, 1976, 1984, 1992, 1996, 2000])}-02-29` : born,
    updatedAt: toTimestamp(createdAt),
  };
}

function drawTags(random: Random): string[] {
  const tags: string[] = [];
  if (random.chance(0.12)) tags.push('garden-club');
  if (random.chance(0.03)) tags.push('workshop');
  if (random.chance(0.008)) tags.push('wholesale');
  return tags;
}

function fillPattern(random: Random, pattern: string): string {
  return pattern
    .replace(/#/g, () => String(random.integer(0, 9)))
    .replace(/@/g, () => random.pick([...'ABCEGHJKLMNPRSTVXY']));
}
