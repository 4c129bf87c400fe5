import type { Customer } from '#sandbox/shopify/model.ts';
import type { Random } from '../random.ts';
import { toTimestamp } from '../timestamps.ts';
import { drawTaste, type Taste } from './basket.ts';
import { drawOrderValues, drawPurchaseTimes } from './behaviour.ts';
import { atLocalTime } from './local-time.ts';
import { buildCustomer, drawPerson, type Person } from './people.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const FIRST_CUSTOMER_ID = 6_204_100_000_000;

/** Someone with their taste and the orders they will place. */
export interface Shopper {
  customerId: string | null;
  email: string;
  phone: string | null;
  person: Person;
  taste: Taste;
  bargainHunting: number;
  createdAt: string;
  /** Epoch ms and value in cents of every order, oldest first. */
  purchases: { at: number; value: number }[];
}

export interface Crowd {
  customers: Customer[];
  shoppers: Shopper[];
}

/** Customers acquired over the window, a few of whom never buy, and guests besides. */
export function drawCrowd(random: Random, count: number, startsAt: number, endsAt: number): Crowd {
  const takenEmails = new Set<string>();
  const takenPhones = new Set<string>();
  const drawn = Array.from({ length: count }, (_, index) => {
    const own = random.split(`customer/${index}`);
    const prospect = own.chance(0.045);
    const shopper = drawShopper(own, takenEmails, startsAt, endsAt, prospect);
    return { own, shopper };
  });
  drawn.sort((one, other) => (one.shopper.createdAt < other.shopper.createdAt ? -1 : 1));
  const customers = drawn.map(({ own, shopper }, index) => {
    const id = String(FIRST_CUSTOMER_ID + index * 64);
    const createdAt = Date.parse(shopper.createdAt);
    const customer = buildCustomer(own, shopper.person, id, createdAt, endsAt, takenPhones);
    shopper.customerId = id;
    shopper.phone = customer.phone;
    return customer;
  });
  shareOneAlias(
    customers,
    drawn.map(({ shopper }) => shopper),
  );
  const guests = Array.from({ length: Math.round(count * 0.02) }, (_, index) => {
    const own = random.split(`guest/${index}`);
    const guest = drawShopper(own, takenEmails, startsAt, endsAt, false);
    return own.chance(0.4) ? asKnownPerson(guest, own.pick(drawn).shopper) : guest;
  });
  return { customers, shoppers: [...drawn.map(({ shopper }) => shopper), ...guests] };
}

function drawShopper(
  random: Random,
  takenEmails: Set<string>,
  startsAt: number,
  endsAt: number,
  prospect: boolean,
): Shopper {
  const person = drawPerson(random, takenEmails);
  const acquiredAt = drawAcquisition(random, startsAt, endsAt);
  const moments = prospect ? [] : drawPurchaseTimes(random, acquiredAt, endsAt);
  const values = drawOrderValues(random, moments.length);
  const purchases = moments.map((moment, index) => {
    const wished = atLocalTime(moment, person.place.timeZone, drawTimeOfDay(random));
    // The last day is not over: what would fall behind its present keeps its drawn moment.
    return { at: wished > endsAt ? moment : wished, value: values[index] ?? 0 };
  });
  purchases.sort((one, other) => one.at - other.at);
  const firstAt = purchases[0]?.at ?? acquiredAt;
  const knownBefore = random.chance(0.2)
    ? random.integer(1, 30) * DAY_MS
    : random.integer(1, 9) * MINUTE_MS;
  return {
    customerId: null,
    email: person.email,
    phone: null,
    person,
    taste: drawTaste(random),
    bargainHunting: random.beta(0.6, 2.2),
    createdAt: toTimestamp(Math.max(startsAt, firstAt - knownBefore)),
    purchases,
  };
}

/** New customers grow over the window, with more in spring and before the holidays. */
function drawAcquisition(random: Random, startsAt: number, endsAt: number): number {
  for (;;) {
    const share =
      (Math.sqrt(0.3 + random.next() * 2.2) - Math.sqrt(0.3)) / (Math.sqrt(2.5) - Math.sqrt(0.3));
    const at = Math.floor(startsAt + share * (endsAt - startsAt - DAY_MS));
    const date = new Date(at);
    const season = SEASON[date.getUTCMonth()] ?? 1;
    const weekday = WEEKDAY[date.getUTCDay()] ?? 1;
    if (random.chance((season * weekday) / 2)) return at;
  }
}

/** Relative demand by month, January first, and by weekday, Sunday first. */
const SEASON = [0.8, 0.9, 1.15, 1.35, 1.3, 1, 0.8, 0.75, 1, 1.05, 1.4, 1.4];
const WEEKDAY = [1.15, 1, 0.95, 0.95, 0.95, 1, 1.1];
/** Relative demand by local hour, midnight first. */
const HOURS = [2, 1, 0.5, 0.3, 0.3, 0.5, 1.5, 3, 5, 6, 7, 7, 8, 7, 6, 6, 6, 7, 8, 9, 11, 10, 7, 4];
const HOUR_INDEXES = HOURS.map((_, hour) => hour);

function drawTimeOfDay(random: Random): number {
  const hour = random.weighted(HOUR_INDEXES, (one) => HOURS[one] ?? 0);
  return hour * 3_600_000 + random.integer(0, 3_599) * 1000;
}

/** A customer who checked out without signing in, and wrote the address in another case. */
function asKnownPerson(guest: Shopper, known: Shopper): Shopper {
  const [name = '', domain = ''] = known.email.split('@');
  const email = `${name.charAt(0).toUpperCase()}${name.slice(1)}@${domain}`;
  return { ...guest, person: known.person, taste: known.taste, email };
}

/** Two people of one household whose addresses end in the same mailbox. */
function shareOneAlias(customers: Customer[], shoppers: Shopper[]): void {
  const [one, other] = customers;
  const [first, second] = shoppers;
  if (!one || !other || !first || !second) return;
  second.email = first.email.replace('@', '+garden@');
  other.email = second.email;
  other.lastName = one.lastName;
}
