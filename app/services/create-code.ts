import type { CustomerId } from '#app/domain/ids.ts';
import type { CodeSpec } from '#app/domain/offers/offer.ts';
import type { Shop } from '#app/domain/shop.ts';
import {
  type AttemptResult,
  claimEffect,
  outcomeOfFailure,
  type PerformEffectsDeps,
  recordOutcome,
  resultOf,
} from './attempt.ts';
import type { ClaimedEffect, DueEffect, EffectOutcome } from './ports/effects-store.ts';

/**
 * Creates the code of an effect, once whatever crashes: the code follows from the effect, Shopify
 * refuses a second one of the same text, and the discount's title tells whether the first is ours.
 */
export async function createCode(deps: PerformEffectsDeps, due: DueEffect): Promise<AttemptResult> {
  const effect = await claimEffect(deps, due);
  if (effect?.kind !== 'discount-code') return 'not_ours';
  const now = deps.clock.now();
  const target = await deps.transact(async (stores) => ({
    shop: await stores.shops.find(effect.shopId),
    person: await stores.recipients.find(effect.shopId, effect.customerId),
  }));
  if (!target.shop || !target.person || target.person.gone) {
    await recordOutcome(deps, effect, { state: 'failed', reason: 'customer_gone' });
    return 'attempted';
  }
  if (Date.parse(effect.spec.endsAt) <= now.getTime()) {
    await recordOutcome(deps, effect, { state: 'failed', reason: 'offer_expired' });
    return 'attempted';
  }
  const { customerId } = target.person;
  const { attempts } = effect;
  const outcome = await ensureCode(deps, target.shop, customerId, effect).catch((error: unknown) =>
    outcomeOfFailure(error, { now: deps.clock.now(), attempts, reason: 'refused_by_shopify' }),
  );
  await finish(deps, effect, outcome);
  return resultOf(outcome);
}

async function ensureCode(
  deps: PerformEffectsDeps,
  shop: Shop,
  customerId: CustomerId,
  effect: ClaimedEffect & { spec: CodeSpec },
): Promise<EffectOutcome> {
  const { spec } = effect;
  // A first attempt cannot have left a code; a later one may follow a crash after creating it.
  const known = effect.attempts > 1 ? await findOwn(deps, shop, spec) : null;
  if (known) return known;
  const created = await deps.discounts.createBoundCode(shop, { ...spec, customerId });
  if (created.outcome === 'created') return { state: 'done', result: { gid: created.gid } };
  if (created.outcome === 'refused') {
    return { state: 'failed', reason: 'refused_by_shopify', error: created.message };
  }
  const taken = await findOwn(deps, shop, spec);
  return taken ?? { state: 'failed', reason: 'code_taken', error: `${spec.code} exists already` };
}

async function findOwn(
  deps: PerformEffectsDeps,
  shop: Shop,
  spec: CodeSpec,
): Promise<EffectOutcome | null> {
  const found = await deps.discounts.findByCode(shop, spec.code);
  return found?.title === spec.title ? { state: 'done', result: { gid: found.gid } } : null;
}

async function finish(
  deps: PerformEffectsDeps,
  effect: ClaimedEffect,
  outcome: EffectOutcome,
): Promise<void> {
  const { shopId, effectId } = effect;
  await deps.transact(async (stores) => {
    await stores.effects.record(shopId, effectId, outcome, deps.clock.now());
    if (outcome.state !== 'done' || typeof outcome.result.gid !== 'string') return;
    await stores.effects.markCodeActive(shopId, effectId, outcome.result.gid);
  });
}
