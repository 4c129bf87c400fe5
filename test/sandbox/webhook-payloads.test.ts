import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { schemaForWebhook } from 'shopify-webhook-schemas';
import { expect, test } from 'vitest';
import type { LocalShopify } from '#sandbox/index.ts';
import { install, postGraphql, startShopify, writeToml } from './support/local-shopify.ts';
import { startReceiver, subscribe } from './support/receiver.ts';
import { buildProduct } from './support/small-store.ts';

const TOPICS = [
  'app/scopes_update',
  'app/uninstalled',
  'bulk_operations/finish',
  'checkouts/create',
  'checkouts/delete',
  'checkouts/update',
  'customers/create',
  'customers/delete',
  'customers/merge',
  'customers/purchasing_summary',
  'customers/update',
  'customers_email_marketing_consent/update',
  'customers_marketing_consent/update',
  'discounts/create',
  'discounts/delete',
  'discounts/update',
  'inventory_items/create',
  'inventory_items/update',
  'orders/cancelled',
  'orders/create',
  'orders/delete',
  'orders/edited',
  'orders/fulfilled',
  'orders/paid',
  'orders/partially_fulfilled',
  'orders/updated',
  'products/create',
  'products/delete',
  'products/update',
  'refunds/create',
  'shop/update',
];
const COMPLIANCE = ['customers/data_request', 'customers/redact', 'shop/redact'];

/** One of everything that can happen in a store. */
function liveThroughEverything({ store }: LocalShopify): void {
  const order = store.placeOrder({
    customerId: '101',
    lines: [
      { variantId: '2011', quantity: 3 },
      { variantId: '2021', quantity: 1 },
    ],
    shipping: 500,
    taxRate: 800,
    paid: false,
  });
  if (!order.ok) throw new Error(order.message);
  const { id, lines } = order.order;
  const first = lines[0]?.id ?? '';
  store.editOrder(id, { quantities: [{ lineItemId: first, quantity: 2 }] });
  store.markPaid(id);
  store.fulfillOrder(id, { lineItemIds: [first], trackingNumber: 'T1' });
  store.fulfillOrder(id);
  store.deliver(id);
  store.refundOrder(id, { lines: [{ lineItemId: first, quantity: 1 }], adjustment: 100 });
  store.cancelOrder(id);
  const checkout = store.updateCheckout({
    customerId: '102',
    lines: [{ variantId: '2012', quantity: 1 }],
  });
  if (!checkout.ok) throw new Error(checkout.message);
  store.completeCheckout(checkout.checkout.id);
  store.deleteCheckout(checkout.checkout.id);
  store.upsertCustomer({ firstName: 'New', lastName: 'Person', email: 'new@example.com' });
  store.setConsent('101', { channel: 'email', state: 'UNSUBSCRIBED' });
  store.setConsent('101', { channel: 'sms', state: 'SUBSCRIBED' });
  store.upsertProduct(buildProduct('203', [500]));
  store.upsertProduct({ ...buildProduct('203', [600]), title: 'Changed' });
  store.setUnitCost('2031', 250);
  store.setUnitCost('2031', null);
  store.deleteProduct('203');
  store.updateShop({ name: 'Fern & Co' });
  store.requestCustomerData('101');
  store.mergeCustomers('103', '102');
  store.requestCustomerRedact('101');
  store.deleteOrder(id);
  store.uninstall();
  store.requestShopRedact();
}

/**
 * The published schemas are inferred from examples; where real payloads are known to go beyond
 * them, the difference is named here.
 */
const KNOWN_DIFFERENCES: Record<string, RegExp> = {
  'redacted, new and guest people have no address, name or e-mail':
    /^\/(default_address|first_name|last_name|contact_email|email|phone|customer|billing_address|shipping_address)( |\/)/,
  'an address in the list may lack company and second line': /^\/addresses\/0\/(address2|company) /,
  'a customer without orders has no last one': /^\/lastOrderId /,
  'the only order with refunds in the examples has none': /^\/refunds\/\d+ boolean schema/,
  'the only tax rate of a shipped line in the examples is 0': /\/rate must be integer$/,
  'the examples themselves have null duties': /^\/total_duties /,
  'every inventory item in the examples has a cost': /^\/cost /,
};

test('every payload has the shape of its published schema', async () => {
  const { received, appUrl } = await startReceiver();
  const compliance = COMPLIANCE.map((topic) => `"${topic}"`).join(', ');
  const shopify = await startShopify({
    appUrl,
    toml: writeToml({
      subscriptions:
        subscribe(TOPICS) +
        `[[webhooks.subscriptions]]\ncompliance_topics = [${compliance}]\nuri = "/webhooks"\n`,
    }),
  });
  const { access_token: token } = await install(shopify);
  await makeDiscountsAndBulk(shopify, token);
  shopify.store.state.meta.scopes = ['read_orders'];
  await install(shopify);
  shopify.store.upsertCustomer({ firstName: 'Gone', email: 'gone@example.com' });
  const gone = shopify.store.state.indexes.customerByEmail.first('gone@example.com') ?? '';
  shopify.store.deleteCustomer(gone);
  liveThroughEverything(shopify);
  await shopify.webhooks.flush();
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats(ajv);
  const validators = new Map<string, ReturnType<typeof ajv.compile>>();
  const validatorOf = (topic: string) => {
    const validate = validators.get(topic) ?? ajv.compile(schemaForWebhook('2026-07', topic));
    validators.set(topic, validate);
    return validate;
  };
  const wrong = received.flatMap(({ topic, body }) => {
    const validate = validatorOf(topic);
    validate(JSON.parse(body));
    return (validate.errors ?? [])
      .map((error) => `${error.instancePath} ${error.message}`)
      .filter((error) => !Object.values(KNOWN_DIFFERENCES).some((known) => known.test(error)))
      .map((error) => `${topic}: ${error}`);
  });
  expect([...new Set(wrong)]).toEqual([]);
  expect([...new Set(received.map(({ topic }) => topic))].sort()).toEqual(
    [...TOPICS, ...COMPLIANCE].sort(),
  );
});

async function makeDiscountsAndBulk(shopify: LocalShopify, token: string): Promise<void> {
  const run = (query: string) => postGraphql(shopify, token, query);
  await run(`mutation { discountCodeBasicCreate(basicCodeDiscount: { title: "T", code: "C",
    startsAt: "2026-06-01T00:00:00Z", customerGets: { value: { percentage: 0.1 },
    items: { all: true } } }) { userErrors { message } } }`);
  const [discount] = shopify.store.state.tables.discounts.values();
  const id = `gid://shopify/DiscountCodeNode/${discount?.id}`;
  await run(`mutation { discountCodeDeactivate(id: "${id}") { userErrors { message } } }`);
  await run(`mutation { discountCodeDelete(id: "${id}") { deletedCodeDiscountId } }`);
  await run(`mutation { bulkOperationRunQuery(
    query: "{ products { edges { node { id } } } }") { userErrors { message } } }`);
  await expect
    .poll(() => [...shopify.store.state.tables.bulkOperations.values()].at(-1)?.status, {
      timeout: 10_000,
    })
    .toBe('COMPLETED');
}
