import type { EffectReason } from '#app/domain/campaigns/decision.ts';
import type { CampaignsStore } from './ports/campaigns-store.ts';
import type { ConsentPort } from './ports/consent-port.ts';
import type { DiscountPort } from './ports/discount-port.ts';
import type {
  ClaimedEffect,
  DueEffect,
  EffectOutcome,
  EffectsStore,
} from './ports/effects-store.ts';
import type { MailPort } from './ports/mail-port.ts';
import type { MailRenderer } from './ports/mail-renderer.ts';
import { OutsideError } from './ports/outside-error.ts';
import type { PairsStore } from './ports/pairs-store.ts';
import type { RecipientsStore } from './ports/recipients-store.ts';
import type { ShopFinder } from './ports/shop-finder.ts';
import type { UnsubscribeLinks } from './ports/unsubscribe-links.ts';
import type { Clock, Transact } from './transact.ts';

export interface EffectStores {
  campaigns: CampaignsStore;
  effects: EffectsStore;
  pairs: PairsStore;
  recipients: RecipientsStore;
  shops: ShopFinder;
}

export interface PerformEffectsDeps {
  transact: Transact<EffectStores>;
  clock: Clock;
  discounts: DiscountPort;
  consents: ConsentPort;
  mail: MailPort;
  renderer: MailRenderer;
  unsubscribeLinks: UnsubscribeLinks;
  /** The right-hand side of Message-ID headers. */
  mailDomain: string;
}

/**
 * What came of trying an effect: `put_off` where the other side did not answer or asked to wait,
 * `not_ours` where someone else has it or it is no longer due.
 */
export type AttemptResult = 'attempted' | 'put_off' | 'not_ours';

export function resultOf(outcome: EffectOutcome): AttemptResult {
  return outcome.state === 'planned' ? 'put_off' : 'attempted';
}

const LEASE_MS = 120_000;
const FIRST_BACKOFF_MS = 10_000;
const LONGEST_BACKOFF_MS = 15 * 60_000;

/** An attempt that is not recorded by then is taken for crashed. */
export function leaseFrom(now: Date): Date {
  return new Date(now.getTime() + LEASE_MS);
}

/** When to try again: 10 s, 20 s, 40 s … up to a quarter of an hour, or as the other side asks. */
export function backOff(now: Date, attempts: number, retryAfterMs: number | null): Date {
  const doubled = FIRST_BACKOFF_MS * 2 ** Math.min(attempts - 1, 10);
  const waitMs = Math.max(Math.min(doubled, LONGEST_BACKOFF_MS), retryAfterMs ?? 0);
  return new Date(now.getTime() + waitMs);
}

/** Takes an effect that is safe to attempt twice; null where someone else has it. */
export async function claimEffect(
  deps: PerformEffectsDeps,
  due: DueEffect,
): Promise<ClaimedEffect | null> {
  const now = deps.clock.now();
  const claimed = await deps.transact((stores) => stores.effects.claim(due, now, leaseFrom(now)));
  return claimed?.effect ?? null;
}

export function recordOutcome(
  deps: PerformEffectsDeps,
  effect: ClaimedEffect,
  outcome: EffectOutcome,
): Promise<void> {
  const { shopId, effectId } = effect;
  return deps.transact((stores) =>
    stores.effects.record(shopId, effectId, outcome, deps.clock.now()),
  );
}

/**
 * What becomes of an effect after a failure outside: tried again later where that may help.
 * @throws what is no failure outside, but a bug
 */
export function outcomeOfFailure(
  error: unknown,
  attempt: { now: Date; attempts: number; reason: EffectReason },
): EffectOutcome {
  if (!(error instanceof OutsideError)) throw error;
  if (!error.retryable) return { state: 'failed', reason: attempt.reason, error: error.message };
  const dueAt = backOff(attempt.now, attempt.attempts, error.retryAfterMs);
  return { state: 'planned', dueAt, error: error.message };
}
