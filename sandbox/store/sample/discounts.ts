import type { Order } from '#sandbox/shopify/model.ts';
import { allocate } from '#sandbox/shopify/money.ts';
import type { Random } from '../random.ts';
import type { OrderPlan } from './order-plan.ts';

interface Promotion {
  code: string;
  type: Order['discountCodes'][number]['type'];
  /** Percent, or cents for a fixed amount. */
  value: number;
}

const WELCOME: Promotion = { code: 'WELCOME10', type: 'percentage', value: 10 };
const THANKS: Promotion = { code: 'THANKYOU5', type: 'fixed_amount', value: 500 };
const FREE_SHIPPING: Promotion = { code: 'FREESHIP', type: 'shipping', value: 100 };
/** By month, January first; empty where the shop runs nothing. */
const SEASONS: (Promotion | null)[] = [
  { code: 'NEWLEAF', type: 'percentage', value: 15 },
  null,
  { code: 'SPRING15', type: 'percentage', value: 15 },
  { code: 'SPRING15', type: 'percentage', value: 15 },
  null,
  { code: 'MIDSUMMER', type: 'fixed_amount', value: 1000 },
  null,
  null,
  { code: 'BULBS20', type: 'percentage', value: 20 },
  null,
  { code: 'BLACKFERN', type: 'percentage', value: 25 },
  { code: 'COSYTEA', type: 'fixed_amount', value: 700 },
];

/** Uses a code where this person and the season suggest one; gift cards are never discounted. */
export function applyDiscount(random: Random, order: Order, plan: OrderPlan): void {
  const promotion = drawPromotion(random, plan);
  if (!promotion || order.sourceName === 'shopify_draft_order') return;
  const amount =
    promotion.type === 'shipping'
      ? discountShipping(order)
      : discountLines(order, promotion.type, promotion.value);
  if (amount > 0) order.discountCodes.push({ code: promotion.code, amount, type: promotion.type });
}

function drawPromotion(random: Random, plan: OrderPlan): Promotion | null {
  const { bargainHunting } = plan;
  const season = SEASONS[new Date(plan.placedAt).getUTCMonth()] ?? null;
  if (plan.nth === 0 && random.chance(0.16 + bargainHunting * 0.4)) return WELCOME;
  if (season && random.chance(0.08 + bargainHunting * 0.6)) return season;
  if (random.chance(bargainHunting * 0.25)) return random.chance(0.5) ? THANKS : FREE_SHIPPING;
  return null;
}

function discountShipping(order: Order): number {
  order.shippingDiscount = order.shipping;
  return order.shippingDiscount;
}

function discountLines(order: Order, type: Promotion['type'], value: number): number {
  const lines = order.lines.filter((line) => !line.giftCard);
  const gross = lines.map((line) => line.price * line.quantity);
  const goods = gross.reduce((sum, amount) => sum + amount, 0);
  const wanted = type === 'percentage' ? Math.round((goods * value) / 100) : value;
  const amount = Math.min(wanted, goods);
  const parts = allocate(amount, gross);
  lines.forEach((line, index) => {
    line.discount = parts[index] ?? 0;
  });
  return amount;
}
