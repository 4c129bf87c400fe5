import type { LocalShopifyContext } from '../context.ts';
import type { Customer, Order } from '../model.ts';
import { exponentOf, toDecimal } from '../money.ts';

/** Minor units as the shop's admin writes money: "$1,234.50". */
export function showMoney(amount: number, currency: string): string {
  const digits = exponentOf(currency);
  const format = new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
  });
  // The decimal string is what Intl takes without a detour over floats.
  const decimal: unknown = toDecimal(amount, currency);
  return format.format(isDecimal(decimal) ? decimal : amount);
}

function isDecimal(text: unknown): text is Intl.StringNumericLiteral {
  return typeof text === 'string' && /^-?\d+(\.\d+)?$/.test(text);
}

/** An instant in the shop's own zone: "22 Nov 2026, 18:04". */
export function showMoment(context: LocalShopifyContext, instant: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: context.store.shop.ianaTimezone,
  }).format(new Date(instant));
}

export function customerName(customer: Customer | undefined): string {
  if (!customer) return 'Guest';
  const name = [customer.firstName, customer.lastName].filter(Boolean).join(' ');
  return name || customer.email || `Customer ${customer.id}`;
}

const words: Record<string, string> = {
  NOT_SUBSCRIBED: 'Not subscribed',
  PARTIALLY_PAID: 'Partially paid',
  PARTIALLY_REFUNDED: 'Partially refunded',
  PARTIALLY_FULFILLED: 'Partially fulfilled',
};

/** A status of the API in words: "PARTIALLY_REFUNDED" → "Partially refunded". */
export function showStatus(status: string): string {
  return words[status] ?? status.charAt(0) + status.slice(1).toLowerCase().replaceAll('_', ' ');
}

export function isDelivered(order: Order): boolean {
  return (
    order.fulfillments.length > 0 &&
    order.fulfillments.every(({ shipmentStatus }) => shipmentStatus === 'delivered')
  );
}
