import type { Order } from '../../model.ts';
import { totalsOf } from '../../totals.ts';
import type { ConnectionItem } from '../connection.ts';
import { type Fields, typed } from '../graph.ts';
import { moneyV2 } from '../values.ts';

export interface ApplicationSource {
  order: Order;
  index: number;
}

/** One application per discount code of an order. */
export function discountApplicationsOf(order: Order): ConnectionItem[] {
  return order.discountCodes.map((_, index) => ({
    id: String(index + 1),
    value: String(index + 1),
    node: applicationOf(order, index),
  }));
}

export function applicationOf(order: Order, index: number) {
  return typed('DiscountCodeApplication', { order, index });
}

export const discountCodeApplicationFields: Fields<ApplicationSource> = {
  index: ({ index }) => index,
  code: ({ order, index }) => order.discountCodes[index]?.code,
  allocationMethod: () => 'ACROSS',
  targetSelection: () => 'ALL',
  targetType: ({ order, index }) =>
    order.discountCodes[index]?.type === 'shipping' ? 'SHIPPING_LINE' : 'LINE_ITEM',
  value: ({ order, index }) => {
    const code = order.discountCodes[index];
    if (code?.type === 'percentage') {
      const { lineItems } = totalsOf(order);
      const percentage = lineItems === 0 ? 0 : Math.round((code.amount / lineItems) * 1000) / 10;
      return typed('PricingPercentageValue', { percentage });
    }
    return typed('MoneyV2', moneyV2(code?.amount ?? 0, order.currency));
  },
};
