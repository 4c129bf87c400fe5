import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kind, parse } from 'graphql';
import { expect, test } from 'vitest';
import { sharedFile } from '#test/support/shared-data.ts';
import { openAdminApi } from './support/local-shopify.ts';

interface Exchange {
  file: string;
  query: string;
  variables: object;
  response: Record<string, unknown>;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Every request with its answer, wherever a recording keeps it. */
function* exchangesIn(file: string, value: unknown, queryOfAll = ''): Iterable<Exchange> {
  if (Array.isArray(value)) {
    for (const each of value) yield* exchangesIn(file, each, queryOfAll);
    return;
  }
  if (!isRecord(value)) return;
  const request = isRecord(value.request) ? value.request : value;
  const answer = isRecord(value.response) ? value.response : value.payload;
  const response = isRecord(answer) && isRecord(answer.payload) ? answer.payload : answer;
  const query = typeof request.query === 'string' ? request.query : queryOfAll;
  if (query !== '' && isRecord(response) && isRecord(request.variables ?? {})) {
    const variables = isRecord(request.variables) ? request.variables : {};
    yield { file, query, variables, response };
  }
  for (const each of Object.values(value)) yield* exchangesIn(file, each, queryOfAll);
}

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
  for (const name of readdirSync(folder)) {
    const document: unknown = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    for (const exchange of exchangesIn(name, document)) {
      for (const refusal of refusalsIn(exchange, root)) {
        found.set(JSON.stringify([refusal.input, refusal.userErrors]), refusal);
      }
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
