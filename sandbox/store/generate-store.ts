import type { Order, Shop, StoreContents } from '#sandbox/shopify/model.ts';
import { countIdentifiers, type Identifiers } from './identifiers.ts';
import { createRandom, type Random } from './random.ts';
import { fillBasket } from './sample/basket.ts';
import { buildOrder } from './sample/build-order.ts';
import { buildCatalogue, type Catalogue } from './sample/catalogue.ts';
import { buildCheckouts } from './sample/checkouts.ts';
import { meetFate } from './sample/fate.ts';
import type { OrderPlan } from './sample/order-plan.ts';
import { drawCrowd, type Shopper } from './sample/shoppers.ts';
import { toTimestamp } from './timestamps.ts';

export interface GenerateStoreOptions {
  /** Equal seed, sizes and `endsAt` give an equal store, byte for byte. */
  seed: string | number;
  customers?: number;
  products?: number;
  years?: number;
  /** The store's present: nothing in it happened later. */
  endsAt: Date;
}

const YEAR_MS = 365.25 * 86_400_000;
const FIRST_ORDER_NUMBER = 1001;

/**
 * The sample store "Fern & Fable": a shop for plants, gardens and tea whose customers come back
 * and drop out as BG/NBD and Gamma-Gamma with the published CDNOW parameters say.
 */
export function generateStore(options: GenerateStoreOptions): StoreContents {
  const { customers: count = 3000, products = 120, years = 2 } = options;
  const endsAt = Math.floor(options.endsAt.getTime() / 1000) * 1000;
  const startsAt = endsAt - Math.round((years * YEAR_MS) / 1000) * 1000;
  const random = createRandom(`fern-and-fable/${options.seed}`);
  const catalogue = buildCatalogue(random.split('catalogue'), products, startsAt, endsAt);
  const crowd = drawCrowd(random.split('crowd'), count, startsAt, endsAt);
  const ids = countIdentifiers(5_412_700_000_000, 32);
  const orders = placeOrders(random, catalogue, crowd.shoppers, ids, endsAt);
  const shop = buildShop(startsAt);
  const checkouts = buildCheckouts(random.split('checkouts'), catalogue, crowd.shoppers, ids, {
    domain: shop.domain,
    startsAt,
    endsAt,
  });
  return {
    shop,
    products: catalogue.items.map((item) => item.product),
    customers: crowd.customers,
    orders,
    checkouts,
  };
}

function placeOrders(
  random: Random,
  catalogue: Catalogue,
  shoppers: Shopper[],
  ids: Identifiers,
  endsAt: number,
): Order[] {
  const plans = shoppers.flatMap((shopper, index) =>
    planOrders(random.split(`plans/${index}`), catalogue, shopper, index),
  );
  plans.sort((one, other) => one.placedAt - other.placedAt);
  return plans.map((plan, index) => {
    const own = random.split(`order/${plan.key}`);
    const order = buildOrder(own, plan, ids, FIRST_ORDER_NUMBER + index);
    meetFate(own, order, ids, endsAt);
    return order;
  });
}

function planOrders(
  random: Random,
  catalogue: Catalogue,
  shopper: Shopper,
  index: number,
): OrderPlan[] {
  return shopper.purchases.map((purchase, nth) => ({
    key: `${index}/${nth}`,
    customerId: shopper.customerId,
    person: shopper.person,
    email: shopper.email,
    phone: shopper.phone,
    placedAt: purchase.at,
    lines: drawLines(random, catalogue, shopper, purchase),
    nth,
    bargainHunting: shopper.bargainHunting,
  }));
}

/** Now and then, more so before the holidays, the order is a gift card for somebody else. */
function drawLines(
  random: Random,
  catalogue: Catalogue,
  shopper: Shopper,
  purchase: Shopper['purchases'][number],
): OrderPlan['lines'] {
  const month = new Date(purchase.at).getUTCMonth();
  const [card] = catalogue.giftCards;
  if (card && random.chance(month === 11 ? 0.05 : 0.012)) {
    const closest = [...card.product.variants].sort(
      (one, other) => Math.abs(one.price - purchase.value) - Math.abs(other.price - purchase.value),
    )[0];
    if (closest) return [{ item: card, variant: closest, quantity: 1 }];
  }
  return fillBasket(random, catalogue, shopper.taste, purchase.value, purchase.at);
}

function buildShop(startsAt: number): Shop {
  return {
    id: '58213400123',
    domain: 'fern-and-fable.myshopify.com',
    name: 'Fern & Fable',
    email: 'hello@fernandfable.example',
    currency: 'USD',
    ianaTimezone: 'America/New_York',
    countryCode: 'US',
    planName: 'Shopify',
    taxesIncluded: false,
    address: {
      firstName: 'Ines',
      lastName: 'Fable',
      address1: '48 Warren Street',
      city: 'Hudson',
      zip: '12534',
      countryCode: 'US',
      provinceCode: 'NY',
    },
    createdAt: toTimestamp(startsAt - 30 * 86_400_000),
  };
}
