import { expect, test } from 'vitest';
import { parseWebhook } from '#app/adapters/shopify/webhook-payloads/index.ts';
import type { FactChange } from '#app/domain/facts.ts';
import { versionInstant } from '#app/domain/versions.ts';
import type { StoreEvent } from '#sandbox/shopify/events.ts';
import { generateStore } from '#sandbox/store/generate-store.ts';
import { collectBulk } from './collect.ts';
import { connectShop } from './connected-shop.ts';

function sampleStore() {
  return generateStore({ seed: 2, customers: 60, endsAt: new Date('2026-06-15T12:00:00Z') });
}

function read(event: StoreEvent, currency: string): FactChange[] {
  const { topic, triggeredAt } = event;
  const metafields = event.metafields()?.values ?? [];
  const body = Buffer.from(JSON.stringify({ ...event.buildPayload(), metafields }));
  const parsed = parseWebhook({ topic, body, triggeredAt, occurredAt: triggeredAt }, currency);
  return parsed.kind === 'changes' ? parsed.changes : [];
}

test('a customer is the same fact from webhooks and from the bulk file', async () => {
  const { local, bulk, reader, address, clock } = await connectShop({ loadContents: sampleStore });
  const said: FactChange[] = [];
  local.store.on((event) => said.push(...read(event, address.currency)));
  for (const { id, email } of [...local.store.state.tables.customers.values()]) {
    clock.advance(1_000);
    if (email) local.store.setConsent(id, { channel: 'email', state: 'SUBSCRIBED' });
    const birthDate = { namespace: 'facts', key: 'birth_date', type: 'date', value: '1990-02-28' };
    local.store.setMetafield(id, birthDate);
    local.store.upsertCustomer({ id, firstName: 'Ada' });
  }
  const fromBulk = await collectBulk(bulk, address, 'customers');
  const since = '2026-01-01T00:00:00.000Z';
  const page = await reader.readChanged(address, 'customer', { since, cursor: null });
  expect(page.objects.length).toBe(fromBulk.size);
  for (const { id, changes } of page.objects) expect(changes).toEqual([fromBulk.get(id)]);

  for (const change of fromBulk.values()) {
    if (change.type !== 'customer') throw new Error('no customer');
    // Webhooks carry no tags and no locale, and consents come on topics of their own.
    const { tags: _, locale: __, consents, versionKey, ...fact } = change.fact;
    const { customerId } = fact;
    const last = said.findLast(
      (each) => each.type === 'customer' && each.fact.customerId === customerId,
    );
    if (last?.type !== 'customer') throw new Error('no webhook');
    expect(fact).toEqual({
      customerId,
      email: last.fact.email,
      phone: last.fact.phone,
      firstName: 'Ada',
      lastName: last.fact.lastName,
      countryCode: last.fact.countryCode,
      provinceCode: last.fact.provinceCode,
      birthDate: '1990-02-28',
      createdAt: last.fact.createdAt,
    });
    expect(last.fact.birthDate).toBe('1990-02-28');
    expect(versionInstant(versionKey)).toBe(versionInstant(last.fact.versionKey));
    const consent = said.findLast(
      (each) => each.type === 'consent' && each.fact.customerId === customerId,
    );
    if (consent?.type !== 'consent') continue;
    expect(consents.find(({ channel }) => channel === 'email')).toEqual(consent.fact);
  }
});
