import {
  type AttemptResult,
  claimEffect,
  outcomeOfFailure,
  type PerformEffectsDeps,
  recordOutcome,
  resultOf,
} from './attempt.ts';
import type {
  ClaimedEffect,
  ConsentSpec,
  DueEffect,
  EffectOutcome,
} from './ports/effects-store.ts';

/** Tells Shopify that a person unsubscribed; saying it twice changes nothing. */
export async function writeBackConsent(
  deps: PerformEffectsDeps,
  due: DueEffect,
): Promise<AttemptResult> {
  const effect = await claimEffect(deps, due);
  if (effect?.kind !== 'consent') return 'not_ours';
  const { attempts } = effect;
  const outcome = await tell(deps, effect).catch((error: unknown) =>
    outcomeOfFailure(error, { now: deps.clock.now(), attempts, reason: 'refused_by_shopify' }),
  );
  await recordOutcome(deps, effect, outcome);
  return resultOf(outcome);
}

async function tell(
  deps: PerformEffectsDeps,
  effect: ClaimedEffect & { spec: ConsentSpec },
): Promise<EffectOutcome> {
  const shop = await deps.transact((stores) => stores.shops.find(effect.shopId));
  if (!shop) return { state: 'skipped', reason: 'customer_gone' };
  const answer = await deps.consents.unsubscribe(shop, effect.customerId, effect.spec.at);
  if (answer.outcome === 'unsubscribed') return { state: 'done', result: {} };
  if (answer.outcome === 'customer_gone') return { state: 'skipped', reason: 'customer_gone' };
  return { state: 'failed', reason: 'refused_by_shopify', error: answer.message };
}
