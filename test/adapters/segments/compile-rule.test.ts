import fc from 'fast-check';
import type { Pool } from 'pg';
import { expect, test } from 'vitest';
import { compileRule } from '#app/adapters/db/segments/compile-rule.server.ts';
import { readCustomerFacts } from '#app/adapters/db/segments/customer-facts.server.ts';
import type { CustomerFacts } from '#app/domain/segments/rules/customer-facts.ts';
import { evaluateRule } from '#app/domain/segments/rules/evaluate-rule.ts';
import type { Rule, RuleMoment } from '#app/domain/segments/rules/rule.ts';
import type { Shop } from '#app/domain/shop.ts';
import { startOfDay } from '#app/domain/time.ts';
import { createTestDatabase } from '#test/support/database.ts';
import { aShop, insertShop } from '#test/support/fact-rows.ts';
import { insertRandomCustomers } from './customer-rows.ts';
import { customersAround, factsOf, type RandomCustomer } from './random-customers.ts';
import { rulesAbout } from './random-rules.ts';

const CUSTOMERS = 120;
const RULES = 150;

async function aShopOfRandomCustomers(shop: Shop, today: string, seed: number) {
  const { pool } = await createTestDatabase();
  await insertShop(pool, shop);
  const customers = fc.sample(customersAround(today, shop.timezone), {
    seed,
    numRuns: CUSTOMERS,
  });
  await insertRandomCustomers(pool, shop, customers);
  const neighbour = { ...shop, shopId: '2', domain: 'moss.myshopify.com' };
  await insertShop(pool, neighbour);
  const others = fc.sample(customersAround(today, shop.timezone), {
    seed: seed + 1,
    numRuns: CUSTOMERS,
  });
  await insertRandomCustomers(pool, neighbour, others);
  return { pool, customers };
}

function allFacts(customers: RandomCustomer[], zone: string): CustomerFacts[] {
  return customers.map((customer, index) => factsOf(String(index + 1), customer, zone));
}

async function selectIds(pool: Pool, rule: Rule, shopId: string, moment: RuleMoment) {
  const { rows } = await pool.query<{ customer_id: string }>(compileRule(rule, shopId, moment));
  return rows.map(({ customer_id }) => customer_id).sort();
}

function evaluatedIds(facts: CustomerFacts[], rule: Rule, moment: RuleMoment): string[] {
  return facts
    .filter((each) => evaluateRule(rule, each, moment))
    .map(({ customerId }) => customerId)
    .sort();
}

const DAYS: [zone: string, today: string, what: string][] = [
  ['Europe/London', '2026-03-29', 'an hour is skipped'],
  ['America/New_York', '2026-11-01', 'an hour comes twice'],
  ['America/Santiago', '2026-09-06', 'midnight is skipped'],
  ['Australia/Lord_Howe', '2026-04-05', 'half an hour comes twice'],
  ['Pacific/Apia', '2011-12-31', 'the day before is skipped'],
  ['Asia/Kolkata', '2027-02-27', 'the end of February is near'],
  ['Pacific/Auckland', '2028-02-29', 'it is a leap day'],
];

test.each(DAYS)(
  'random rules select in SQL who satisfies them in TypeScript: %s on %s, where %s',
  async (zone, today) => {
    const shop = aShop({ timezone: zone });
    const { pool, customers } = await aShopOfRandomCustomers(shop, today, 20260329);
    const facts = allFacts(customers, zone);
    const start = Date.parse(startOfDay(today, zone));
    const instants = fc.constantFrom(start, start + 1, start + 3_600_000);
    let selective = 0;
    await fc.assert(
      fc.asyncProperty(rulesAbout(today), instants, async (rule, asOf) => {
        const moment = { asOf, today, zone };
        const ids = evaluatedIds(facts, rule, moment);
        if (ids.length > 0 && ids.length < CUSTOMERS) selective += 1;
        expect(await selectIds(pool, rule, shop.shopId, moment)).toEqual(ids);
      }),
      { numRuns: RULES, seed: 42 },
    );
    expect(selective).toBeGreaterThan(RULES / 2);
  },
);

test('the facts of a customer are read as they are stored', async () => {
  const shop = aShop({ timezone: 'America/Santiago' });
  const { pool, customers } = await aShopOfRandomCustomers(shop, '2026-09-06', 7);
  const ids = customers.map((_, index) => String(index + 1));
  const read = await readCustomerFacts(pool, shop.shopId, [...ids, '-1', '999']);
  const sorted = (facts: CustomerFacts[]) => facts.map(inOrder).sort(byId);
  expect(sorted(read)).toEqual(sorted(allFacts(customers, shop.timezone)));
});

function byId(a: CustomerFacts, b: CustomerFacts): number {
  return Number(a.customerId) - Number(b.customerId);
}

/** The same facts, their lists in an order of their own. */
function inOrder(facts: CustomerFacts): CustomerFacts {
  const sort = <Item>(items: Item[]) =>
    items.map((item) => JSON.stringify(item, keysSorted)).sort();
  return JSON.parse(
    JSON.stringify({
      ...facts,
      orders: sort(facts.orders),
      campaigns: sort(facts.campaigns),
      memberships: sort(facts.memberships),
    }),
  );
}

function keysSorted(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => JSON.stringify(item, keysSorted)).sort();
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'customerId')
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
