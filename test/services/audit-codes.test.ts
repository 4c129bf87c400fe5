import { expect, test } from 'vitest';
import { createCodeAuditsStore } from '#app/adapters/db/code-audits-store.server.ts';
import { createHealthReads } from '#app/adapters/db/reads/health.server.ts';
import { createShopsStore } from '#app/adapters/db/shops-store.server.ts';
import { inTransaction } from '#app/adapters/db/transaction.server.ts';
import { createDiscountPort } from '#app/adapters/shopify/discounts.server.ts';
import type { KnownCode } from '#app/domain/offers/compare-codes.ts';
import { auditCodes } from '#app/services/audit-codes.ts';
import type { DiscountPort } from '#app/services/ports/discount-port.ts';
import { OutsideError } from '#app/services/ports/outside-error.ts';
import { connectShop } from '#test/adapters/shopify/connected-shop.ts';
import { aShop, insertShop } from '#test/support/fact-rows.ts';

async function aConnectedShop() {
  const { local, client, database } = await connectShop();
  const { id: shopId, domain, currency } = local.store.shop;
  const shop = aShop({ shopId, domain, currency });
  const { pool } = database;
  await insertShop(pool, shop);
  const [customer] = [...local.store.state.tables.customers.values()];
  if (!customer) throw new Error('no customer');
  const now = () => local.store.now();
  const at = (days: number) => new Date(now().getTime() + days * 86_400_000);
  const discounts = createDiscountPort(client);
  const inShopify = async (code: string) => {
    const created = await discounts.createBoundCode(shop, {
      code,
      title: `Treat · ${code}`,
      customerId: customer.id,
      value: { kind: 'percentage', share: 0.1 },
      minimumSubtotalMinor: null,
      combinesWith: { orderDiscounts: false, productDiscounts: false, shippingDiscounts: false },
      startsAt: at(-1).toISOString(),
      endsAt: at(10).toISOString(),
    });
    if (created.outcome !== 'created') throw new Error(JSON.stringify(created));
    return created.gid;
  };
  const inRows = (code: string, state: KnownCode['state']) =>
    pool.query(
      `insert into discount_codes (shop_id, code, effect_id, starts_at, ends_at, state, created_at)
       values ($1, $2, $2, $3, $4, $5, $3)`,
      [shopId, code, at(-1), at(10), state],
    );
  const failures: unknown[] = [];
  const audit = (port: DiscountPort = discounts) =>
    auditCodes({
      transact: (work) =>
        inTransaction(pool, (db) =>
          work({ codeAudits: createCodeAuditsStore(db), shops: createShopsStore(db) }),
        ),
      clock: { now },
      discounts: port,
      onFailure: (_shop, error) => failures.push(error),
    });
  const lastAudit = async () => (await createHealthReads(pool).ofShop(shop)).codes;
  return { shop, discounts, inShopify, inRows, audit, lastAudit, failures, local };
}

test('codes that are the same on both sides differ nowhere, over several pages', async () => {
  const { inShopify, inRows, audit, lastAudit } = await aConnectedShop();
  expect(await lastAudit()).toBeNull();
  for (let number = 0; number < 120; number += 1) {
    await inShopify(`SAME-${number}`);
    await inRows(`SAME-${number}`, 'active');
  }
  expect(await audit()).toEqual({ audited: 1 });
  expect(await lastAudit()).toMatchObject({ compared: 120, differences: 0, examples: [] });
});

test('each way to differ is found, and what a crash left behind is closed (O2)', async () => {
  const { inShopify, inRows, audit, lastAudit, discounts, shop, local } = await aConnectedShop();
  // Created in Shopify, but killed before it was written down; then the effect was given up.
  await inShopify('ORPHAN');
  await inRows('ORPHAN', 'cancelled');
  await inRows('GONE', 'active');
  const closed = await inShopify('CLOSED');
  await inRows('CLOSED', 'active');
  await discounts.deactivate(shop, closed);
  await inShopify('STRANGER');
  await inShopify('GOOD');
  await inRows('GOOD', 'active');
  // A person took the tag off: the search does not show it, and yet it is there.
  await inShopify('UNTAGGED');
  await inRows('UNTAGGED', 'active');
  for (const discount of local.store.state.tables.discounts.values()) {
    if (discount.title.endsWith('UNTAGGED')) discount.tags = [];
  }
  await audit();
  const expected = [
    { kind: 'closed', code: 'CLOSED' },
    { kind: 'missing', code: 'GONE' },
    { kind: 'orphaned', code: 'ORPHAN' },
    { kind: 'unknown', code: 'STRANGER' },
  ];
  expect(await lastAudit()).toMatchObject({ compared: 6, differences: 4, examples: expected });
  expect(await discounts.findByCode(shop, 'ORPHAN')).toMatchObject({ status: 'expired' });
  expect(await discounts.findByCode(shop, 'STRANGER')).toMatchObject({ status: 'active' });
  await audit();
  expect((await lastAudit())?.examples.map(({ code }) => code)).not.toContain('ORPHAN');
});

test('a shop whose Shopify fails keeps the audit it had', async () => {
  const { inRows, audit, lastAudit, discounts, failures } = await aConnectedShop();
  await audit();
  await inRows('LATER', 'active');
  const broken: DiscountPort = {
    ...discounts,
    listOwn: () => {
      throw new OutsideError('no answer', { retryable: true });
    },
  };
  expect(await audit(broken)).toEqual({ audited: 0 });
  expect(failures).toHaveLength(1);
  expect(await lastAudit()).toMatchObject({ compared: 0 });
});
