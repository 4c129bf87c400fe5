import type { Address, LineItem, Order } from '#sandbox/shopify/model.ts';
import type { Identifiers } from '../identifiers.ts';
import { addRefund, EMPTY_REFUND, refundWholeOrder } from '../order-refund.ts';
import { toTimestamp } from '../timestamps.ts';
import { countryCodeOf } from './countries.ts';
import { type ExportAmounts, readExportAmounts } from './export-amounts.ts';
import type { ExportCells } from './export-cells.ts';
import { payExportOrder, readFinancialStatus } from './export-payment.ts';

/**
 * The order of a group of export rows: the first row holds the order, each row one line item.
 * Throws `UnreadableCell` for a cell that makes the order unreadable. Customer and product are
 * named by the caller.
 */
export function readExportOrder(rows: ExportCells[], currency: string, ids: Identifiers): Order {
  const [first] = rows;
  if (!first) throw new Error('An order of no rows');
  const createdAt = first.instant('Created at');
  if (createdAt === null) throw first.fail('Created at', 'is empty');
  const status = readFinancialStatus(first);
  const id = /^\d{1,19}$/.test(first.text('Id')) ? first.text('Id') : ids.next();
  const lines = rows.map((row) => readLine(row, ids));
  const own = rows.map((row) => row.money('Lineitem discount'));
  const amounts = readExportAmounts(first, lines, own);
  const at = toTimestamp(createdAt);
  const order: Order = {
    id,
    number: Number(/\d{1,9}/.exec(first.text('Name'))?.[0] ?? 0),
    name: first.text('Name'),
    customerId: null,
    email: first.text('Email') || null,
    phone: first.text('Phone') || null,
    test: false,
    sourceName: first.text('Source') || 'web',
    currency,
    presentmentCurrency: currency,
    presentmentRate: 1,
    taxesIncluded: amounts.taxesIncluded,
    financialStatus: status,
    fulfillmentStatus: 'UNFULFILLED',
    lines,
    shipping: amounts.shipping,
    shippingDiscount: amounts.shippingDiscount,
    shippingTax: amounts.shippingTax,
    tip: amounts.tip,
    discountCodes: readDiscountCodes(first, amounts),
    transactions: [],
    refunds: [],
    fulfillments: [],
    shippingAddress: readExportAddress(first, 'Shipping'),
    tags: first
      .text('Tags')
      .split(',')
      .map((tag) => tag.trim())
      .filter(Boolean),
    cancelReason: null,
    cancelledAt: null,
    closedAt: null,
    checkoutToken: null,
    cartToken: null,
    processedAt: at,
    createdAt: at,
    updatedAt: at,
  };
  payExportOrder(first, order, amounts.total, ids);
  fulfillExportOrder(rows, order, ids);
  refundExportOrder(first, order, ids);
  return order;
}

function readLine(row: ExportCells, ids: Identifiers): LineItem {
  const title = row.text('Lineitem name');
  if (title === '') throw row.fail('Lineitem name', 'is empty');
  const price = row.money('Lineitem price');
  if (row.text('Lineitem price') === '') throw row.fail('Lineitem price', 'is empty');
  if (price < 0) throw row.fail('Lineitem price', 'is negative');
  const quantity = row.units('Lineitem quantity');
  const requiresShipping = row.text('Lineitem requires shipping') !== 'false';
  const taxable = row.text('Lineitem taxable') !== 'false';
  return {
    id: ids.next(),
    productId: null,
    variantId: null,
    title,
    sku: row.text('Lineitem sku'),
    vendor: row.text('Vendor') || null,
    // The export has no column for it; Shopify's gift cards are neither shipped nor taxed.
    giftCard: !requiresShipping && !taxable && /gift card/i.test(title),
    requiresShipping,
    taxable,
    quantity,
    currentQuantity: quantity,
    fulfilledQuantity: 0,
    price,
    discount: 0,
    tax: 0,
  };
}

function readDiscountCodes(first: ExportCells, amounts: ExportAmounts): Order['discountCodes'] {
  const code = first.text('Discount Code');
  if (code === '' || amounts.discount === 0) return [];
  const onlyShipping = amounts.discount === amounts.shippingDiscount;
  return [{ code, amount: amounts.discount, type: onlyShipping ? 'shipping' : 'fixed_amount' }];
}

/** The billing or shipping address of a row; null where it names no country. */
export function readExportAddress(
  cells: ExportCells,
  kind: 'Billing' | 'Shipping',
): Address | null {
  const country = cells.text(`${kind} Country`);
  if (country === '') return null;
  const [firstName = '', ...rest] = cells.text(`${kind} Name`).split(/\s+/);
  return {
    firstName,
    lastName: rest.join(' '),
    address1: cells.text(`${kind} Address1`) || cells.text(`${kind} Street`),
    city: cells.text(`${kind} City`),
    zip: cells.text(`${kind} Zip`),
    countryCode: countryCodeOf(country) ?? country,
    provinceCode: cells.text(`${kind} Province`) || null,
  };
}

function fulfillExportOrder(rows: ExportCells[], order: Order, ids: Identifiers): void {
  const [first] = rows;
  const status = first?.text('Fulfillment Status').toLowerCase();
  if (!first || (status !== 'fulfilled' && status !== 'partial')) return;
  const sent = order.lines.filter((_, index) => {
    const own = rows[index]?.text('Lineitem fulfillment status').toLowerCase() ?? '';
    return status === 'fulfilled' || own === 'fulfilled';
  });
  if (sent.length === 0) return;
  for (const line of sent) line.fulfilledQuantity = line.quantity;
  const at = first.instant('Fulfilled at') ?? Date.parse(order.createdAt);
  order.fulfillmentStatus =
    sent.length === order.lines.length ? 'FULFILLED' : 'PARTIALLY_FULFILLED';
  order.fulfillments.push({
    id: ids.next(),
    status: 'SUCCESS',
    shipmentStatus: null,
    trackingNumber: null,
    createdAt: toTimestamp(at),
    updatedAt: toTimestamp(at),
    lineItemIds: sent.map((line) => line.id),
  });
  touch(order, at);
}

/** The export dates no refund: it is put where the order was cancelled, or last changed. */
function refundExportOrder(first: ExportCells, order: Order, ids: Identifiers): void {
  const cancelledAt = first.instant('Cancelled at');
  if (cancelledAt !== null) {
    order.cancelledAt = toTimestamp(cancelledAt);
    order.cancelReason = 'other';
    touch(order, cancelledAt);
  }
  const refunded = first.money('Refunded Amount');
  const received = order.transactions
    .filter((one) => one.kind === 'SALE' && one.status === 'SUCCESS')
    .reduce((sum, one) => sum + one.amount, 0);
  if (refunded < 0) throw first.fail('Refunded Amount', 'is negative');
  if (refunded > received) throw first.fail('Refunded Amount', 'is more than was paid');
  const at = Date.parse(order.updatedAt);
  const restockType = cancelledAt === null ? 'RETURN' : 'CANCEL';
  if (refunded === 0) {
    if (cancelledAt !== null) for (const line of order.lines) line.currentQuantity = 0;
  } else if (refunded === received) {
    refundWholeOrder(order, ids, at, { restockType, note: null });
  } else {
    addRefund(order, ids, at, { ...EMPTY_REFUND, adjustment: refunded });
  }
}

function touch(order: Order, at: number): void {
  const stamp = toTimestamp(at);
  if (stamp > order.updatedAt) order.updatedAt = stamp;
}
