import { createHash } from 'node:crypto';
import type { CustomerId } from '#app/domain/ids.ts';
import { spendable } from '#app/domain/loyalty/ledger.ts';
import { planHold } from '#app/domain/loyalty/redemption-plan.ts';
import { deriveCode, nameDiscount } from '#app/domain/offers/code.ts';
import type { ShopSettings } from '#app/domain/settings.ts';
import type { Shop } from '#app/domain/shop.ts';
import type { EffectPlan, EffectsStore } from './ports/effects-store.ts';
import type { LedgerStore } from './ports/ledger-store.ts';
import { MemberBook } from './settle-orders.ts';
import type { Clock, Transact } from './transact.ts';

export interface RedeemPointsDeps {
  transact: Transact<{ ledger: LedgerStore; effects: Pick<EffectsStore, 'plan'> }>;
  clock: Clock;
}

export interface RedeemRequest {
  customerId: CustomerId;
  rewardKey: string;
  /** Random, made where the person asks: asking again with it gives the same reward. */
  requestKey: string;
}

export type RedeemResult =
  | { outcome: 'held'; redemptionId: string; code: string; points: number; endsAt: string }
  | {
      outcome: 'refused';
      reason: 'programme_off' | 'unknown_reward' | 'not_a_member' | 'not_enough_points';
    };

type Reward = ShopSettings['loyalty']['rewards'][number];

const DAY_MS = 86_400_000;
const CODE_PREFIX = 'POINTS';
const REWARD_NAME = 'Points reward';

/**
 * Reserves a member's points for a reward and has its code made. The points are spent when an order
 * comes with the code, and return when it runs out. Requests of one member take turns, so points
 * for one reward give one reward.
 */
export async function redeemPoints(
  { transact, clock }: RedeemPointsDeps,
  shop: Shop,
  request: RedeemRequest,
): Promise<RedeemResult> {
  const { enabled, rewards } = shop.settings.loyalty;
  if (!enabled) return { outcome: 'refused', reason: 'programme_off' };
  const reward = rewards.find(({ key }) => key === request.rewardKey);
  if (!reward) return { outcome: 'refused', reason: 'unknown_reward' };
  return transact(async ({ ledger, effects }) => {
    const memberId = await ledger.findMember(shop.shopId, request.customerId);
    if (memberId === null) return { outcome: 'refused', reason: 'not_a_member' };
    const redemptionId = redemptionIdOf(shop, memberId, request.requestKey);
    const book = new MemberBook(await ledger.lockMembers(shop.shopId, [memberId]));
    const known = await ledger.findRedemption(shop.shopId, redemptionId);
    if (known) return { outcome: 'held', redemptionId, ...known };
    const member = book.stateOf(memberId);
    if (spendable(member) < reward.points) {
      return { outcome: 'refused', reason: 'not_enough_points' };
    }
    const now = clock.now();
    const effect = planCode(shop, request.customerId, redemptionId, reward, now);
    book.add([planHold(member, redemptionId, reward.points, now.toISOString())]);
    await ledger.append(shop.shopId, book.transactions, book.changedLots(), now);
    await effects.plan(shop.shopId, [effect], now);
    const { code, endsAt } = effect.spec;
    await ledger.openRedemption(shop.shopId, {
      redemptionId,
      memberId,
      rewardKey: reward.key,
      points: reward.points,
      effectId: effect.effectId,
      requestedAt: now,
      endsAt: new Date(endsAt),
    });
    return { outcome: 'held', redemptionId, code, points: reward.points, endsAt };
  });
}

function redemptionIdOf(shop: Shop, memberId: string, requestKey: string): string {
  const key = `${shop.shopId}/${memberId}/${requestKey}`;
  return createHash('sha256').update(key).digest('hex').slice(0, 24);
}

function planCode(
  shop: Shop,
  customerId: CustomerId,
  redemptionId: string,
  reward: Reward,
  now: Date,
): EffectPlan & { kind: 'discount-code' } {
  const effectId = `redemption-${redemptionId}-code`;
  const endsAt = new Date(now.getTime() + shop.settings.loyalty.rewardValidDays * DAY_MS);
  return {
    effectId,
    decisionId: null,
    customerId,
    afterEffectId: null,
    dueAt: now.toISOString(),
    kind: 'discount-code',
    spec: {
      code: deriveCode(CODE_PREFIX, effectId),
      title: nameDiscount(REWARD_NAME, effectId),
      value: { kind: 'amount', amountMinor: reward.valueMinor },
      minimumSubtotalMinor: null,
      combinesWith: { orderDiscounts: true, productDiscounts: true, shippingDiscounts: true },
      startsAt: now.toISOString(),
      endsAt: endsAt.toISOString(),
    },
  };
}
