import type { Checkout } from '#sandbox/shopify/model.ts';
import type { Identifiers } from '../identifiers.ts';
import type { Random } from '../random.ts';
import { toTimestamp } from '../timestamps.ts';
import { fillBasket } from './basket.ts';
import type { Catalogue } from './catalogue.ts';
import { atLocalTime } from './local-time.ts';
import type { Shopper } from './shoppers.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const KEPT_DAYS = 90;

/** Checkouts left behind in the last three months; some of them were completed after all. */
export function buildCheckouts(
  random: Random,
  catalogue: Catalogue,
  shoppers: Shopper[],
  ids: Identifiers,
  store: { domain: string; startsAt: number; endsAt: number },
): Checkout[] {
  const count = Math.round(shoppers.length * 0.1);
  const checkouts = Array.from({ length: count }, (_, index) => {
    const own = random.split(`checkout/${index}`);
    return buildCheckout(own, catalogue, own.pick(shoppers), store);
  });
  checkouts.sort((one, other) => (one.createdAt < other.createdAt ? -1 : 1));
  for (const checkout of checkouts) checkout.id = ids.next();
  return checkouts;
}

function buildCheckout(
  random: Random,
  catalogue: Catalogue,
  shopper: Shopper,
  store: { domain: string; startsAt: number; endsAt: number },
): Checkout {
  const { domain, endsAt } = store;
  const day = endsAt - random.next() * KEPT_DAYS * DAY_MS;
  const from = Math.max(store.startsAt, Date.parse(shopper.createdAt));
  const wished = atLocalTime(day, shopper.person.place.timeZone, random.integer(8, 22) * HOUR_MS);
  const at = Math.min(Math.max(wished, from), endsAt - 60_000);
  const target = Math.round(random.gamma(6.25, 1) * 900);
  const taste = { ...shopper.taste, owned: new Set(shopper.taste.owned) };
  const basket = fillBasket(random, catalogue, taste, target, at);
  const token = random.hex(32);
  const completedAt = at + random.integer(2, 70) * HOUR_MS;
  const completed = random.chance(0.08) && completedAt <= endsAt;
  const updatedAt = completed ? completedAt : Math.min(endsAt, at + random.integer(1, 900) * 1000);
  return {
    id: '',
    token,
    cartToken: random.hex(32),
    customerId: shopper.customerId,
    email: shopper.email,
    phone: null,
    lines: basket.map(({ item, variant, quantity }) => ({
      productId: item.product.id,
      variantId: variant.id,
      title: item.product.title,
      quantity,
      price: variant.price,
    })),
    url: `https://${domain}/checkouts/${token}/recover`,
    createdAt: toTimestamp(at),
    updatedAt: toTimestamp(updatedAt),
    completedAt: completed ? toTimestamp(completedAt) : null,
  };
}
