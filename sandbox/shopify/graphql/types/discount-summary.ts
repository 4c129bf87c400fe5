import { toDecimal } from '../../money.ts';
import type { Discount } from '../../records.ts';

/** Shopify's one-line summary: "10% off one-time purchase products • Minimum purchase of …". */
export function discountSummary(discount: Discount, currency: string): string {
  const { value, items, minimum } = discount;
  const off =
    value.kind === 'percentage'
      ? `${Number((value.percentage * 100).toFixed(2))}% off`
      : `${toDecimal(value.amount, currency)} ${currency} off`;
  const target = items.kind === 'all' ? 'one-time purchase products' : productsOf(items);
  const parts = [`${off} ${target}`];
  if (minimum?.kind === 'subtotal') {
    parts.push(`Minimum purchase of ${toDecimal(minimum.amount, currency)} ${currency}`);
  }
  if (minimum?.kind === 'quantity') parts.push(`Minimum quantity of ${minimum.quantity}`);
  if (discount.context.kind === 'customers') {
    const { length } = discount.context.customerIds;
    parts.push(length === 1 ? 'For 1 customer' : `For ${length} customers`);
  }
  if (discount.appliesOncePerCustomer) parts.push('One use per customer');
  return parts.join(' • ');
}

function productsOf(items: { productIds: string[]; variantIds: string[] }): string {
  const count = items.productIds.length + items.variantIds.length;
  return count === 1 ? '1 product' : `${count} products`;
}
