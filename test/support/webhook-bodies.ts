import type { Pool } from 'pg';

export interface Delivery {
  topic: string;
  body: unknown;
  /** ISO instant. */
  triggeredAt: string;
}

/** Commits deliveries to a shop's inbox as the intake does, in this order. */
export async function deliver(
  pool: Pool,
  shopDomain: string,
  deliveries: readonly (Delivery & { webhookId: string })[],
): Promise<void> {
  const rows = deliveries.map(({ webhookId, topic, triggeredAt, body }) => ({
    webhookId,
    topic,
    triggeredAt,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  }));
  await pool.query(
    `insert into inbox (shop_domain, webhook_id, topic, api_version, triggered_at, body)
     select $1, r."webhookId", r.topic, '2026-07', r."triggeredAt", convert_to(r.body, 'UTF8')
     from json_to_recordset($2::json) as r("webhookId" text, topic text,
       "triggeredAt" timestamptz, body text)
     on conflict do nothing`,
    [shopDomain, JSON.stringify(rows)],
  );
}

export interface LineParts {
  id: number;
  price: string;
  quantity?: number;
  currentQuantity?: number;
  discount?: string;
  tax?: string;
  giftCard?: boolean;
  productId?: number;
  variantId?: number;
}

function money(amount: string, currency: string) {
  return { shop_money: { amount, currency_code: currency } };
}

export function lineBody(line: LineParts, currency = 'GBP') {
  const { quantity = 1, discount, tax } = line;
  return {
    id: line.id,
    admin_graphql_api_id: `gid://shopify/LineItem/${line.id}`,
    title: `Item ${line.id}`,
    quantity,
    current_quantity: line.currentQuantity ?? quantity,
    price: line.price,
    price_set: money(line.price, currency),
    product_id: line.productId ?? null,
    variant_id: line.variantId ?? null,
    gift_card: line.giftCard ?? false,
    discount_allocations: discount
      ? [{ amount: discount, amount_set: money(discount, currency) }]
      : [],
    tax_lines: tax ? [{ price: tax, price_set: money(tax, currency) }] : [],
  };
}

/** An order's body, paid and of one line of 10.00 unless the overrides say otherwise. */
export function orderBody(id: number, overrides: Record<string, unknown> = {}) {
  return {
    id,
    admin_graphql_api_id: `gid://shopify/Order/${id}`,
    name: `#${id}`,
    customer: null,
    email: null,
    phone: null,
    created_at: '2026-03-01T10:00:00Z',
    processed_at: '2026-03-01T10:00:00Z',
    updated_at: '2026-03-01T10:00:00Z',
    cancelled_at: null,
    test: false,
    source_name: 'web',
    financial_status: 'paid',
    fulfillment_status: null,
    currency: 'GBP',
    presentment_currency: 'GBP',
    taxes_included: false,
    subtotal_price: '10.00',
    total_discounts: '0.00',
    total_tax: '0.00',
    total_price: '10.00',
    current_total_price: '10.00',
    discount_codes: [],
    tags: '',
    line_items: [lineBody({ id: id * 10, price: '10.00' })],
    shipping_lines: [],
    refunds: [],
    fulfillments: [],
    ...overrides,
  };
}

/** A product's body; its variants' inventory items bear their ids plus 1000. */
export function productBody(id: number, overrides: Record<string, unknown> = {}) {
  return {
    id,
    title: `Product ${id}`,
    handle: `product-${id}`,
    tags: 'b, a',
    updated_at: '2026-01-05T08:00:00Z',
    variants: [{ id, price: '10.00', inventory_item_id: id + 1000 }],
    ...overrides,
  };
}

export function inventoryItemBody(id: number, cost: string | null, updatedAt: string) {
  return {
    id,
    admin_graphql_api_id: `gid://shopify/InventoryItem/${id}`,
    cost,
    updated_at: updatedAt,
  };
}

export function customerBody(id: number, overrides: Record<string, unknown> = {}) {
  return {
    id,
    admin_graphql_api_id: `gid://shopify/Customer/${id}`,
    created_at: '2026-01-05T08:00:00Z',
    updated_at: '2026-01-05T08:00:00Z',
    first_name: 'Ann',
    last_name: `No${id}`,
    email: null,
    phone: null,
    default_address: null,
    ...overrides,
  };
}

export interface RefundParts {
  at?: string;
  lines?: { lineId: number; quantity: number; subtotal: string; tax?: string }[];
  /** As Shopify writes them: negative where the shopper gets money back. */
  adjustments?: { kind: 'shipping_refund' | 'refund_discrepancy'; amount: string; tax?: string }[];
  paidBack?: string;
}

export function refundBody(id: number, orderId: number, parts: RefundParts = {}) {
  const at = parts.at ?? '2026-03-05T10:00:00Z';
  return {
    id,
    admin_graphql_api_id: `gid://shopify/Refund/${id}`,
    order_id: orderId,
    created_at: at,
    processed_at: at,
    refund_line_items: (parts.lines ?? []).map((line, index) => ({
      id: id * 10 + index,
      quantity: line.quantity,
      line_item_id: line.lineId,
      subtotal: Number(line.subtotal),
      total_tax: Number(line.tax ?? '0'),
      subtotal_set: money(line.subtotal, 'GBP'),
      total_tax_set: money(line.tax ?? '0', 'GBP'),
    })),
    order_adjustments: (parts.adjustments ?? []).map(({ kind, amount, tax = '0.00' }) => ({
      kind,
      amount,
      tax_amount: tax,
    })),
    refund_shipping_lines: [],
    transactions: parts.paidBack
      ? [{ kind: 'refund', status: 'success', amount: parts.paidBack, currency: 'GBP' }]
      : [],
  };
}
