import type { Order, StoreContents } from '#sandbox/shopify/model.ts';
import { toDecimal } from '#sandbox/shopify/money.ts';
import { paymentsOf } from '#sandbox/shopify/totals.ts';

/** A store in figures. Money in minor units of `currency`, instants ISO 8601. */
export interface StoreSummary {
  name: string;
  currency: string;
  products: number;
  customers: number;
  /** All orders, and those that were paid and are neither tests nor cancelled. */
  orders: number;
  countedOrders: number;
  /** Counted orders of nobody in the customer list. */
  guestOrders: number;
  /** Money received for counted orders, what of it went back, and the difference. */
  received: number;
  refunded: number;
  net: number;
  averageOrder: number;
  /** Share of buying customers with more than one counted order, from 0 to 1. */
  repeatRate: number;
  subscribers: number;
  birthdays: number;
  abandonedCheckouts: number;
  firstOrderAt: string | null;
  lastOrderAt: string | null;
}

/** Sums a store up, for a progress line and for tests. */
export function describeStore(contents: StoreContents): StoreSummary {
  const { shop, products, customers, orders, checkouts } = contents;
  const counted = orders.filter(isCounted);
  const payments = counted.map(paymentsOf);
  const received = payments.reduce((sum, one) => sum + one.received, 0);
  const refunded = payments.reduce((sum, one) => sum + one.refunded, 0);
  const ordersOf = countByCustomer(counted);
  const repeaters = [...ordersOf.values()].filter((count) => count > 1).length;
  const subscribed = customers.filter((one) => one.emailConsent.state === 'SUBSCRIBED');
  const birthdays = customers.filter((one) =>
    one.metafields.some((field) => field.namespace === 'facts' && field.key === 'birth_date'),
  );
  return {
    name: shop.name,
    currency: shop.currency,
    products: products.length,
    customers: customers.length,
    orders: orders.length,
    countedOrders: counted.length,
    guestOrders: counted.filter((order) => order.customerId === null).length,
    received,
    refunded,
    net: received - refunded,
    averageOrder: counted.length === 0 ? 0 : Math.round(received / counted.length),
    repeatRate: ordersOf.size === 0 ? 0 : repeaters / ordersOf.size,
    subscribers: subscribed.length,
    birthdays: birthdays.length,
    abandonedCheckouts: checkouts.filter((one) => one.completedAt === null).length,
    firstOrderAt: orders[0]?.processedAt ?? null,
    lastOrderAt: orders.at(-1)?.processedAt ?? null,
  };
}

/** The summary in one line: "Fern & Fable: 3,000 customers, 6,233 orders, …". */
export function formatStoreSummary(summary: StoreSummary): string {
  const count = (value: number) => value.toLocaleString('en');
  const [whole = '', fraction] = toDecimal(summary.net, summary.currency).split('.');
  const net = `${BigInt(whole).toLocaleString('en')}${fraction === undefined ? '' : `.${fraction}`}`;
  return (
    `${summary.name}: ${count(summary.customers)} customers, ${count(summary.orders)} orders, ` +
    `${count(summary.products)} products, ${net} ${summary.currency} net, ` +
    `${(summary.repeatRate * 100).toFixed(1)} % came back`
  );
}

function isCounted(order: Order): boolean {
  return !order.test && order.cancelledAt === null && paymentsOf(order).received > 0;
}

function countByCustomer(orders: readonly Order[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { customerId } of orders) {
    if (customerId !== null) counts.set(customerId, (counts.get(customerId) ?? 0) + 1);
  }
  return counts;
}
