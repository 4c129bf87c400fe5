import type { EffectsStore } from './ports/effects-store.ts';
import type { FactsStore } from './ports/facts-store.ts';
import type { RecipientsStore } from './ports/recipients-store.ts';
import type { ShopFinder } from './ports/shop-finder.ts';
import type { UnsubscribeLinks } from './ports/unsubscribe-links.ts';
import type { Clock, Transact } from './transact.ts';

export interface UnsubscribeDeps {
  transact: Transact<{
    effects: EffectsStore;
    facts: FactsStore;
    recipients: RecipientsStore;
    shops: ShopFinder;
  }>;
  clock: Clock;
  unsubscribeLinks: UnsubscribeLinks;
}

export type UnsubscribePage =
  | { outcome: 'invalid_link' }
  | { outcome: 'found'; shopName: string; isUnsubscribed: boolean };

/** What the page behind a link shows; changes nothing, for mail scanners open links too. */
export async function readUnsubscribePage(
  deps: UnsubscribeDeps,
  input: { token: string },
): Promise<UnsubscribePage> {
  const target = await deps.unsubscribeLinks.read(input.token);
  if (!target) return { outcome: 'invalid_link' };
  return deps.transact(async (stores) => {
    const shop = await stores.shops.find(target.shopId);
    if (!shop) return { outcome: 'invalid_link' };
    const person = await stores.recipients.find(target.shopId, target.customerId);
    const isUnsubscribed =
      person?.emailConsent !== 'subscribed' && person?.emailConsent !== 'pending';
    return { outcome: 'found', shopName: shop.name, isUnsubscribed };
  });
}

/**
 * Ends marketing mail to one person: here at once, also for what is queued, and in Shopify by an
 * effect that is tried until it succeeds. Doing it again changes nothing (M2).
 */
export async function unsubscribe(
  deps: UnsubscribeDeps,
  input: { token: string },
): Promise<{ outcome: 'invalid_link' } | { outcome: 'unsubscribed'; shopName: string }> {
  const target = await deps.unsubscribeLinks.read(input.token);
  if (!target) return { outcome: 'invalid_link' };
  const { shopId } = target;
  return deps.transact(async (stores) => {
    const shop = await stores.shops.find(shopId);
    if (!shop) return { outcome: 'invalid_link' };
    await stores.facts.lock(shopId);
    const person = await stores.recipients.find(shopId, target.customerId);
    const done = { outcome: 'unsubscribed', shopName: shop.name } as const;
    if (!person || person.gone || person.emailConsent === 'unsubscribed') return done;
    const at = deps.clock.now();
    const { customerId } = person;
    const occurredAt = at.toISOString();
    const said = {
      state: 'unsubscribed',
      updatedAt: occurredAt,
      source: 'unsubscribe link',
    } as const;
    const fact = { customerId, channel: 'email', ...said } as const;
    const change = { change: { type: 'consent', fact }, occurredAt } as const;
    await stores.facts.apply(shop, [change], { source: 'webhook', recordedAt: at });
    const plan = {
      // One per consent that is withdrawn: two clicks plan it once, a later consent anew.
      effectId: `unsubscribe-${customerId}-${person.emailConsentAt ?? 'unknown'}`,
      decisionId: null,
      customerId,
      afterEffectId: null,
      dueAt: occurredAt,
      kind: 'consent',
      spec: { channel: 'email', at: occurredAt },
    } as const;
    await stores.effects.plan(shopId, [plan], at);
    return done;
  });
}
