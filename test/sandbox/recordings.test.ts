import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getOperationAST, Kind, parse } from 'graphql';
import { expect, test } from 'vitest';
import { queryCost } from '#sandbox/shopify/graphql/cost.ts';
import { prepare } from '#sandbox/shopify/graphql/engine.ts';
import { adminSchema } from '#sandbox/shopify/graphql/schema.ts';
import { sharedFile } from '#test/support/shared-data.ts';
import { type Exchange, exchangesIn, exchangesOf, isRecord } from './support/exchanges.ts';
import { openAdminApi } from './support/local-shopify.ts';

interface Refusal {
  file: string;
  input: unknown;
  /** As recorded: field, message, code. */
  userErrors: unknown[];
}

/** What one root field was asked with a variable and refused, under whatever alias. */
function refusalsIn(exchange: Exchange, root: string): Refusal[] {
  const { file, query, variables, response } = exchange;
  if (!isRecord(response.data)) return [];
  const refusals: Refusal[] = [];
  for (const definition of parse(query).definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    for (const field of definition.selectionSet.selections) {
      if (field.kind !== Kind.FIELD || field.name.value !== root) continue;
      const payload = response.data[field.alias?.value ?? root];
      const argument = field.arguments?.[0]?.value;
      if (!isRecord(payload) || argument?.kind !== Kind.VARIABLE) continue;
      const { userErrors } = payload;
      if (!Array.isArray(userErrors) || userErrors.length === 0) continue;
      refusals.push({ file, input: Reflect.get(variables, argument.name.value), userErrors });
    }
  }
  return refusals;
}

function recordedRefusals(folder: string, root: string): Refusal[] {
  const found = new Map<string, Refusal>();
  for (const exchange of exchangesOf(folder)) {
    for (const refusal of refusalsIn(exchange, root)) {
      found.set(JSON.stringify([refusal.input, refusal.userErrors]), refusal);
    }
  }
  return [...found.values()];
}

/**
 * Left out: codes that the recorded store had already, settings of plans, and whole numbers beyond
 * 32 bits, which graphql-js refuses before a resolver sees them.
 */
function isComparable({ input, userErrors }: Refusal): boolean {
  const text = JSON.stringify([input, userErrors]);
  return !/"TAKEN"|WithTagsOnSameCartLine|214748364[89]/.test(text);
}

const discounts = sharedFile('shopify/recordings/discounts');

test.skipIf(discounts === null)('discounts are refused as recorded', async () => {
  const recorded = recordedRefusals(discounts ?? '', 'discountCodeBasicCreate');
  expect(recorded.length).toBeGreaterThan(20);
  const api = await openAdminApi({ throttle: { maximumAvailable: 1e6, restoreRate: 1e6 } });
  const wrong: object[] = [];
  for (const refusal of recorded.filter(isComparable)) {
    const { data, errors } = await api.run(
      `mutation ($input: DiscountCodeBasicInput!) { discountCodeBasicCreate(
        basicCodeDiscount: $input) { userErrors { field message code extraInfo } } }`,
      { input: refusal.input },
    );
    const payload = data?.discountCodeBasicCreate;
    const ours = isRecord(payload) ? payload.userErrors : errors;
    if (JSON.stringify(ours) !== JSON.stringify(refusal.userErrors))
      wrong.push({ ...refusal, ours });
  }
  expect(wrong).toEqual([]);
});

const ROOT_QUERY = `mutation ($input: CustomerEmailMarketingConsentUpdateInput!) {
  customerEmailMarketingConsentUpdate(input: $input) { userErrors { message } } }`;

const customers = sharedFile('shopify/recordings/customers');

test.skipIf(customers === null)('wrong variables of consent are refused as recorded', async () => {
  const api = await openAdminApi();
  const messages: { recorded: string; ours: string | undefined }[] = [];
  const folder = customers ?? '';
  const name = 'customer-email-marketing-consent-update-parity.json';
  const document: unknown = JSON.parse(readFileSync(join(folder, name), 'utf8'));
  for (const { variables, response } of exchangesIn(name, document, ROOT_QUERY)) {
    const [error] = Array.isArray(response.errors) ? response.errors : [];
    if (!isRecord(error) || !String(error.message).startsWith('Variable $')) continue;
    const { errors } = await api.run(ROOT_QUERY, variables);
    messages.push({ recorded: String(error.message), ours: errors?.[0]?.message });
  }
  expect(messages.length).toBeGreaterThan(2);
  // The published schema lists the values of enums in another order.
  const withoutOrder = (message = '') => message.replace(/to be one of: .*/, '');
  const differ = messages.filter(
    ({ recorded, ours }) => withoutOrder(recorded) !== withoutOrder(ours),
  );
  expect(differ).toEqual([]);
});

const recordings = sharedFile('shopify/recordings');

test.skipIf(recordings === null)('19 of 20 recorded queries have their recorded price', () => {
  const { schema } = adminSchema();
  const priced = new Map<string, boolean>();
  for (const folder of readdirSync(recordings ?? '')) {
    for (const { query, variables, response } of exchangesOf(join(recordings ?? '', folder))) {
      const cost = isRecord(response.extensions) ? response.extensions.cost : null;
      const prepared = prepare(adminSchema(), query);
      if (!isRecord(cost) || !prepared.ok) continue;
      const operation = getOperationAST(prepared.document);
      if (!operation) continue;
      const ours = queryCost(schema, prepared.document, operation, variables);
      priced.set(query + JSON.stringify(variables), ours === cost.requestedQueryCost);
    }
  }
  const right = [...priced.values()].filter(Boolean).length;
  expect(priced.size).toBeGreaterThan(500);
  expect(right / priced.size).toBeGreaterThan(0.94);
});
