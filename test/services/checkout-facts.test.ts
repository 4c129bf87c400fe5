import { expect, test } from 'vitest';
import type { CheckoutFact } from '#app/domain/facts.ts';
import { versionKey } from '#app/domain/versions.ts';
import { clearFacts, dumpFacts, inboxServices } from './inbox-services.ts';

const base = {
  checkoutId: '9007199254740993',
  customerId: null,
  createdAt: '2026-03-01T10:00:00Z',
  completedAt: null,
  url: 'https://fern.example/recover',
  totalMinor: 1000,
  lines: [{ productId: '1', variantId: '1', quantity: 1 }],
};
const contact = { token: 't', email: 'ann@example.com', phone: null };
const at = (second: string, saidAt: string) =>
  versionKey(`2026-03-01T${second}Z`, `2026-03-01T${saidAt}Z`);

const told: CheckoutFact = { ...base, contact, versionKey: at('10:00:00', '10:00:01') };
const changed: CheckoutFact = {
  ...base,
  contact: { ...contact, email: 'ann@new.example' },
  totalMinor: 2000,
  versionKey: at('10:05:00', '10:05:01'),
};
const read: CheckoutFact = { ...base, totalMinor: 2000, versionKey: at('10:05:00', '11:30:00') };
const readLater: CheckoutFact = {
  ...base,
  totalMinor: 3000,
  versionKey: at('11:40:00', '13:00:00'),
};

const ORDERS = [
  [told, changed, read, readLater],
  [readLater, read, changed, told],
  [read, told, readLater, changed],
  [changed, readLater, told, read],
];

test('a checkout that is told and read is one row, whose contact a reading does not take away', async () => {
  const { pool, shop, transact, deps } = await inboxServices();
  const outcomes: unknown[] = [];
  for (const facts of ORDERS) {
    await clearFacts(pool);
    for (const fact of facts) {
      const change = { change: { type: 'checkout', fact } as const, occurredAt: fact.createdAt };
      const meta = { source: 'reconcile', recordedAt: new Date('2026-03-02') } as const;
      await transact((stores) => deps.applyChanges(stores, shop, [change], meta));
    }
    outcomes.push(await dumpFacts(pool));
  }
  const { rows } = await pool.query(
    'select checkout_id, token, email_key, total_minor, is_listed from checkouts',
  );
  expect(rows).toEqual([
    {
      checkout_id: base.checkoutId,
      token: 't',
      email_key: 'ann@new.example',
      total_minor: '3000',
      is_listed: true,
    },
  ]);
  for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0]);
});
