import type { Fulfillment, Order } from '#sandbox/shopify/model.ts';
import type { Identifiers } from '../identifiers.ts';
import type { Random } from '../random.ts';
import { toTimestamp } from '../timestamps.ts';

const HOUR_MS = 3_600_000;

/** Sends what is to be sent, in one or two parcels, as far as time went on until `endsAt`. */
export function fulfillOrder(random: Random, order: Order, ids: Identifiers, endsAt: number): void {
  const placedAt = Date.parse(order.processedAt);
  if (order.sourceName === 'pos') {
    handOver(order, ids);
    return;
  }
  const goods = order.lines.filter((line) => line.requiresShipping).map((line) => line.id);
  const codes = order.lines.filter((line) => !line.requiresShipping).map((line) => line.id);
  if (codes.length > 0) addParcel(order, codes, ids, placedAt, null);
  const split = goods.length > 2 && random.chance(0.06);
  const parcels = split ? [goods.slice(0, 1), goods.slice(1)] : [goods];
  let sentAt = placedAt;
  for (const lineItemIds of parcels) {
    if (lineItemIds.length === 0) continue;
    sentAt += random.integer(6, 62) * HOUR_MS;
    if (sentAt > endsAt) break;
    const travelHours = order.shippingAddress?.countryCode === 'US' ? 60 : 150;
    const deliveredAt = sentAt + random.integer(30, 30 + 2 * travelHours) * HOUR_MS;
    addParcel(order, lineItemIds, ids, sentAt, { deliveredAt, endsAt, tracking: random.hex(12) });
  }
  settleStatus(order);
}

function handOver(order: Order, ids: Identifiers): void {
  const all = order.lines.map((line) => line.id);
  addParcel(order, all, ids, Date.parse(order.processedAt), null);
  settleStatus(order);
}

function addParcel(
  order: Order,
  lineItemIds: string[],
  ids: Identifiers,
  sentAt: number,
  travel: { deliveredAt: number; endsAt: number; tracking: string } | null,
): void {
  const arrived = travel !== null && travel.deliveredAt <= travel.endsAt;
  const createdAt = toTimestamp(sentAt);
  const updatedAt = arrived ? toTimestamp(travel.deliveredAt) : createdAt;
  const fulfillment: Fulfillment = {
    id: ids.next(),
    status: 'SUCCESS',
    shipmentStatus: travel === null ? null : arrived ? 'delivered' : 'in_transit',
    trackingNumber: travel === null ? null : `FF${travel.tracking.toUpperCase()}`,
    createdAt,
    updatedAt,
    lineItemIds,
  };
  order.fulfillments.push(fulfillment);
  for (const line of order.lines) {
    if (lineItemIds.includes(line.id)) line.fulfilledQuantity = line.quantity;
  }
  if (updatedAt > order.updatedAt) order.updatedAt = updatedAt;
}

function settleStatus(order: Order): void {
  const sent = order.lines.filter((line) => line.fulfilledQuantity === line.quantity).length;
  if (sent === order.lines.length) {
    order.fulfillmentStatus = 'FULFILLED';
    order.closedAt = order.fulfillments.at(-1)?.createdAt ?? null;
  } else if (sent > 0) {
    order.fulfillmentStatus = 'PARTIALLY_FULFILLED';
  }
}
