/** Who may use a discount code, on what, and what it takes off. */
import type { Customer } from '../model.ts';
import { allocate } from '../money.ts';
import type { Discount } from '../records.ts';
import type { StoreState } from '../state/state.ts';
import { sum } from '../totals.ts';
import { discountEvent } from '../webhooks/discount-payloads.ts';
import { type Refusal, refuse } from './results.ts';

export type DiscountStatus = 'ACTIVE' | 'EXPIRED' | 'SCHEDULED';

export function discountStatus(discount: Discount, now: Date): DiscountStatus {
  if (discount.endsAt !== null && Date.parse(discount.endsAt) <= now.getTime()) return 'EXPIRED';
  return Date.parse(discount.startsAt) > now.getTime() ? 'SCHEDULED' : 'ACTIVE';
}

export function findDiscountByCode(state: StoreState, code: string): Discount | null {
  const id = state.indexes.discountByCode.first(code.trim().toLowerCase());
  return state.tables.discounts.get(id) ?? null;
}

export interface DiscountableLine {
  productId: string | null;
  variantId: string | null;
  quantity: number;
  price: number;
}

export interface Buyer {
  customer: Customer | null;
  email: string | null;
}

export type DiscountCheck =
  | { ok: true; discount: Discount; amounts: number[]; type: 'percentage' | 'fixed_amount' }
  | Refusal;

/** What `code` takes off each line for this buyer, or why it may not be used. */
export function checkDiscountCode(
  state: StoreState,
  code: string,
  buyer: Buyer,
  lines: readonly DiscountableLine[],
): DiscountCheck {
  const discount = findDiscountByCode(state, code);
  if (!discount) return refuse('unknown_code', `Discount code ${code} isn’t valid`);
  const refusal =
    refuseByTime(state, discount, code) ??
    refuseByUse(discount, code, buyer) ??
    refuseByBuyer(discount, code, buyer) ??
    refuseByBasket(discount, code, lines);
  if (refusal) return refusal;
  const type = discount.value.kind === 'percentage' ? 'percentage' : 'fixed_amount';
  return { ok: true, discount, amounts: discountAmounts(discount, lines), type };
}

function refuseByTime(state: StoreState, discount: Discount, code: string): Refusal | null {
  const status = discountStatus(discount, state.clock.now());
  if (status === 'EXPIRED') return refuse('expired', `Discount code ${code} has expired`);
  if (status === 'SCHEDULED') {
    return refuse('not_started', `Discount code ${code} isn’t active yet`);
  }
  return null;
}

/** The REST reference says that the usage limit counts per code. */
function refuseByUse(discount: Discount, code: string, buyer: Buyer): Refusal | null {
  const used = discount.codes.find((each) => sameCode(each.code, code))?.usageCount ?? 0;
  if (discount.usageLimit !== null && used >= discount.usageLimit) {
    return refuse('usage_limit', `Discount code ${code} has reached its usage limit`);
  }
  const key = buyerKey(buyer);
  if (discount.appliesOncePerCustomer && key !== null && discount.usedBy.includes(key)) {
    return refuse('used_by_customer', `Discount code ${code} was already used by this customer`);
  }
  return null;
}

function refuseByBuyer(discount: Discount, code: string, buyer: Buyer): Refusal | null {
  if (discount.context.kind === 'all') return null;
  const allowed =
    discount.context.kind === 'customers' &&
    buyer.customer !== null &&
    discount.context.customerIds.includes(buyer.customer.id);
  if (allowed) return null;
  return refuse('not_for_customer', `Discount code ${code} isn’t available to this customer`);
}

function refuseByBasket(
  discount: Discount,
  code: string,
  lines: readonly DiscountableLine[],
): Refusal | null {
  const entitled = lines.filter((line) => isEntitled(discount, line));
  if (entitled.length === 0) {
    return refuse('no_entitled_items', `Discount code ${code} isn’t valid for these items`);
  }
  const { minimum } = discount;
  if (minimum?.kind === 'subtotal' && subtotalOf(entitled) < minimum.amount) {
    return refuse('minimum_subtotal', `Discount code ${code} needs a higher subtotal`);
  }
  const quantity = sum(entitled.map((line) => line.quantity));
  if (minimum?.kind === 'quantity' && quantity < minimum.quantity) {
    return refuse('minimum_quantity', `Discount code ${code} needs more items`);
  }
  return null;
}

function discountAmounts(discount: Discount, lines: readonly DiscountableLine[]): number[] {
  const { value } = discount;
  const worth = lines.map((line) => (isEntitled(discount, line) ? line.price * line.quantity : 0));
  if (value.kind === 'percentage') {
    return worth.map((amount) => Math.round(amount * value.percentage));
  }
  if (value.appliesOnEachItem) {
    return lines.map((line, at) => Math.min(worth[at] ?? 0, value.amount * line.quantity));
  }
  return allocate(Math.min(value.amount, sum(worth)), worth);
}

/** Counts a redemption of `code` by this buyer. */
export function recordRedemption(
  state: StoreState,
  discount: Discount,
  code: string,
  buyer: Buyer,
): void {
  for (const each of discount.codes) if (sameCode(each.code, code)) each.usageCount += 1;
  const key = buyerKey(buyer);
  if (key !== null) discount.usedBy.push(key);
  state.tables.discounts.put(discount);
}

/** Stores a discount and tells it; `created` picks the topic. */
export function putDiscount(state: StoreState, discount: Discount, created: boolean): Discount {
  state.tables.discounts.put(discount);
  state.emit(discountEvent(state, discount, created ? 'discounts/create' : 'discounts/update'));
  return discount;
}

export function removeDiscount(state: StoreState, discountId: string): boolean {
  const discount = state.tables.discounts.get(discountId);
  if (!discount) return false;
  state.tables.discounts.remove(discountId);
  state.emit(discountEvent(state, discount, 'discounts/delete'));
  return true;
}

function isEntitled(discount: Discount, line: DiscountableLine): boolean {
  if (discount.items.kind === 'all') return true;
  const { productIds, variantIds } = discount.items;
  const byProduct = line.productId !== null && productIds.includes(line.productId);
  return byProduct || (line.variantId !== null && variantIds.includes(line.variantId));
}

function subtotalOf(lines: readonly DiscountableLine[]): number {
  return sum(lines.map((line) => line.price * line.quantity));
}

function buyerKey(buyer: Buyer): string | null {
  return buyer.customer?.id ?? buyer.email?.toLowerCase() ?? null;
}

function sameCode(left: string, right: string): boolean {
  return left.trim().toLowerCase() === right.trim().toLowerCase();
}
