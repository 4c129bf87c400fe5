import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { StoreContents } from '#sandbox/shopify/model.ts';
import { generateStore } from '#sandbox/store/generate-store.ts';
import { sharedFile } from '#test/support/shared-data.ts';
import { openAdminApi } from './support/local-shopify.ts';
import { NOW } from './support/small-store.ts';

const operations = sharedFile('shopify/operations.graphql');

test.skipIf(operations === null)('the collected operations answer or say why not', async () => {
  const contents = generateStore({
    seed: 7,
    customers: 60,
    products: 20,
    endsAt: new Date(NOW),
  });
  const api = await openAdminApi({ loadContents: () => contents });
  const outcomes: Record<string, string> = {};
  for (const operation of readFileSync(operations ?? '', 'utf8')
    .split('\n')
    .filter(Boolean)) {
    const name = /(?:query|mutation) (\w+)/.exec(operation)?.[1] ?? '';
    const { errors } = await api.run(operation, variablesFor(name, contents));
    const error = errors?.[0];
    outcomes[name] = error ? String(error.extensions?.code ?? error.message) : 'ok';
  }
  const answered = Object.keys(outcomes).filter((name) => outcomes[name] === 'ok');
  expect(answered).toEqual(
    expect.arrayContaining([
      'ShopInfo',
      'OrdersPage',
      'BulkRun',
      'BulkStatus',
      'BulkList',
      'CodeBasicCreate',
      'CodesBulkAdd',
      'CodesBulkStatus',
      'DeactivateCode',
      'CodeLookup',
      'EmailConsent',
      'SmsConsent',
      'TagsAdd',
      'TagsRemove',
      'MetafieldsSet',
      'AbandonedCheckouts',
      'Segments',
      'SegmentCreate',
      'WebhookCreate',
      'Webhooks',
      'Refunds',
      'Products',
    ]),
  );
  const others = Object.values(outcomes).filter((outcome) => outcome !== 'ok');
  expect(new Set(others)).toEqual(new Set(['NOT_MODELLED', 'ACCESS_DENIED', 'undefinedField']));
});

function variablesFor(name: string, contents: StoreContents): object {
  const customer = `gid://shopify/Customer/${contents.customers[0]?.id}`;
  const discount = 'gid://shopify/DiscountCodeNode/1';
  const input = { title: 'T', code: 'T-1', startsAt: NOW };
  const consent = { marketingState: 'SUBSCRIBED', marketingOptInLevel: 'SINGLE_OPT_IN' };
  const variables: Record<string, object> = {
    CustomersPage: { first: 2 },
    OrdersPage: { first: 2, query: 'status:any' },
    Products: { first: 2 },
    AbandonedCheckouts: { first: 2 },
    BulkRun: { query: '{ products { edges { node { id } } } }' },
    BulkStatus: { id: 'gid://shopify/BulkOperation/1' },
    CodeBasicCreate: { d: { ...input, customerGets: { value: { percentage: 0.1 } } } },
    CodesBulkAdd: { id: discount, codes: [{ code: 'X' }] },
    CodesBulkStatus: { id: 'gid://shopify/DiscountRedeemCodeBulkCreation/1' },
    FreeShipping: { d: input },
    AutoApp: { d: { title: 'T', startsAt: NOW } },
    CodeApp: { d: { title: 'T', startsAt: NOW } },
    DeactivateCode: { id: discount },
    CodeLookup: { code: 'T-1' },
    EmailConsent: { i: { customerId: customer, emailMarketingConsent: consent } },
    SmsConsent: { i: { customerId: customer, smsMarketingConsent: consent } },
    TagsAdd: { id: customer, tags: ['a'] },
    TagsRemove: { id: customer, tags: ['a'] },
    MetafieldsSet: { m: [{ ownerId: customer, key: 'k', type: 'boolean', value: 'true' }] },
    MetaobjectUpsert: { h: { type: 't', handle: 'h' }, v: {} },
    StoreCredit: { id: customer, i: { creditAmount: { amount: '1', currencyCode: 'USD' } } },
    StoreCreditDebit: { id: customer, i: { debitAmount: { amount: '1', currencyCode: 'USD' } } },
    AbandonmentOf: { id: 'gid://shopify/AbandonedCheckout/1' },
    AbandonmentDelivered: { id: 'gid://shopify/Abandonment/1', ma: customer, s: 'SENT' },
    MarketingUpsert: {
      i: {
        title: 'T',
        remoteId: '1',
        remoteUrl: 'https://a.example',
        tactic: 'NEWSLETTER',
        marketingChannelType: 'EMAIL',
        status: 'ACTIVE',
      },
    },
    MarketingEngagement: {
      remoteId: '1',
      e: { occurredOn: '2026-06-01', utcOffset: '+00:00', isCumulative: false },
    },
    SegmentMembers: { id: 'gid://shopify/Segment/1', first: 1 },
    SegmentCreate: { name: 'S', query: 'number_of_orders > 1' },
    WebhookCreate: { t: 'ORDERS_CREATE', w: { uri: 'https://app.example/webhooks' } },
    AppSub: { name: 'P', li: [], r: 'https://app.example', t: true },
    Refunds: { id: `gid://shopify/Order/${contents.orders[0]?.id}` },
    FlowTrigger: { h: 'h', p: {} },
    PixelCreate: { w: { settings: '{}' } },
  };
  return variables[name] ?? {};
}
