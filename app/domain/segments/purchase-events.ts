/** What changes a customer's purchases at one moment. */
export interface PurchaseEvent {
  /** Epoch ms of business time. */
  at: number;
  /** `order:<id>` or `refund:<id>`. */
  cause: string;
  orders: number;
  spentMinor: number;
  discountedOrders: number;
}

export interface OrderForSegments {
  orderId: string;
  processedAt: number;
  /** After refunds. */
  netMinor: number;
  refundedMinor: number;
  isDiscounted: boolean;
  refunds: { refundId: string; processedAt: number; weightMinor: number }[];
}

/** A total order: time, then orders before refunds, then id. */
export function compareEvents(a: PurchaseEvent, b: PurchaseEvent): number {
  if (a.at !== b.at) return a.at - b.at;
  return a.cause < b.cause ? -1 : Number(a.cause > b.cause);
}

/**
 * The events of counted orders: each adds its value when placed and loses what came back at each
 * refund's own time. What was refunded in all is spread over the refunds by their amounts, rounded
 * cumulatively, so that the end is the order's net value to the unit.
 */
export function purchaseEventsOf(orders: OrderForSegments[]): PurchaseEvent[] {
  return orders.flatMap((order) => [
    {
      at: order.processedAt,
      cause: `order:${order.orderId}`,
      orders: 1,
      spentMinor: order.refunds.length > 0 ? order.netMinor + order.refundedMinor : order.netMinor,
      discountedOrders: order.isDiscounted ? 1 : 0,
    },
    ...refundEventsOf(order),
  ]);
}

function refundEventsOf(order: OrderForSegments): PurchaseEvent[] {
  const refunds = [...order.refunds].sort(
    (a, b) => a.processedAt - b.processedAt || (a.refundId < b.refundId ? -1 : 1),
  );
  const weightOf = (weightMinor: number) => Math.max(0, weightMinor);
  const total = refunds.reduce((sum, { weightMinor }) => sum + weightOf(weightMinor), 0);
  let weightSoFar = 0;
  let spread = 0;
  return refunds.map(({ refundId, processedAt, weightMinor }, index) => {
    weightSoFar += weightOf(weightMinor);
    const isLast = index === refunds.length - 1;
    const upToHere =
      isLast || total === 0
        ? isLast
          ? order.refundedMinor
          : 0
        : Math.round((order.refundedMinor * weightSoFar) / total);
    const event = {
      at: Math.max(processedAt, order.processedAt),
      cause: `refund:${refundId}`,
      orders: 0,
      spentMinor: spread - upToHere,
      discountedOrders: 0,
    };
    spread = upToHere;
    return event;
  });
}
