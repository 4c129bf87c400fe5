import type { Order } from './model.ts';
import type { StoreState } from './state/state.ts';
import { totalsOf } from './totals.ts';

export interface CustomerFigures {
  numberOfOrders: number;
  /** Net payments, minor units of the shop's currency. */
  amountSpent: number;
  lastOrder: Order | null;
}

/** What Shopify says about a customer's purchases; test orders do not count. */
export function customerFigures(state: StoreState, customerId: string): CustomerFigures {
  const figures: CustomerFigures = { numberOfOrders: 0, amountSpent: 0, lastOrder: null };
  for (const id of state.indexes.ordersByCustomer.ids(customerId)) {
    const order = state.tables.orders.get(id);
    if (!order || order.test) continue;
    figures.numberOfOrders += 1;
    figures.amountSpent += totalsOf(order).netPayment;
    const last = figures.lastOrder;
    if (!last || order.processedAt > last.processedAt) figures.lastOrder = order;
  }
  return figures;
}
