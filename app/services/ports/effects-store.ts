import type { EffectReason } from '#app/domain/campaigns/decision.ts';
import type { CustomerId, OrderId, ProductId, ShopId } from '#app/domain/ids.ts';
import type { CodeSpec } from '#app/domain/offers/offer.ts';

/** What a message effect needs to be written when its turn comes; holds no personal data. */
export interface MessageSpec {
  campaignId: string;
  campaignVersion: number;
  /** ISO instant until which the message makes sense; null where it always does. */
  sendUntil: string | null;
  /** The code in it; null where the message carries no offer. */
  code: string | null;
  productIds: ProductId[];
  orderId: OrderId | null;
}

/** The person said no: written back to Shopify. */
export interface ConsentSpec {
  channel: 'email';
  /** ISO instant. */
  at: string;
}

export type EffectKind = 'discount-code' | 'message' | 'consent';

export type EffectPlan = {
  /** The idempotency key: planning it again changes nothing. */
  effectId: string;
  decisionId: string | null;
  customerId: CustomerId;
  /** Attempted only after this effect is done. */
  afterEffectId: string | null;
  /** ISO instant from which it may be attempted. */
  dueAt: string;
} & (
  | { kind: 'discount-code'; spec: CodeSpec }
  | { kind: 'message'; spec: MessageSpec }
  | { kind: 'consent'; spec: ConsentSpec }
);

export type ClaimedEffect = EffectPlan & {
  shopId: ShopId;
  /** This attempt included. */
  attempts: number;
};

/** Whom an effect needs; what hangs for one shop on one of them stops nothing else. */
export type EffectChannel = 'shopify' | 'mail';

export interface EffectLane {
  shopId: ShopId;
  channel: EffectChannel;
}

export interface DueEffect extends EffectLane {
  effectId: string;
  kind: EffectKind;
}

export type EffectOutcome =
  | { state: 'done'; result: Record<string, unknown> }
  | { state: 'failed' | 'skipped' | 'uncertain'; reason: EffectReason; error?: string }
  | { state: 'planned'; dueAt: Date; error: string };

/** A code that ran out and is still open in Shopify. */
export interface ExpiredCode {
  code: string;
  discountGid: string;
}

export interface EffectsStore {
  /** Also writes the row of each discount code, in state `creating`. */
  plan(shopId: ShopId, effects: EffectPlan[], at: Date): Promise<void>;
  /**
   * What may be attempted now, longest waiting first, of shops that are active: planned effects
   * whose predecessor is done, and attempts whose lease has run out. Messages are left out while
   * the shop's sending or the campaign is paused. At most `perLane` of one shop and channel, so
   * that one with much to do leaves room for the others.
   */
  listDue(
    now: Date,
    page: { perLane: number; limit: number; without: EffectLane[] },
  ): Promise<DueEffect[]>;
  /**
   * Takes one effect for an attempt, until `leaseUntil`. Null where it is no longer due or someone
   * else has it. A message whose earlier attempt was never recorded comes back as `crashed`.
   */
  claim(
    due: DueEffect,
    now: Date,
    leaseUntil: Date,
  ): Promise<{ effect: ClaimedEffect; crashed: boolean } | null>;
  /** Ends or postpones an attempt; what waits for an effect that failed is cancelled with it. */
  record(shopId: ShopId, effectId: string, outcome: EffectOutcome, at: Date): Promise<void>;
  markCodeActive(shopId: ShopId, effectId: string, discountGid: string): Promise<void>;
  /** The orders that carry codes of ours, with the moment of use. */
  markCodesUsed(shopId: ShopId, orderIds: OrderId[]): Promise<void>;
  listExpiredCodes(shopId: ShopId, now: Date, limit: number): Promise<ExpiredCode[]>;
  markCodeExpired(shopId: ShopId, code: string): Promise<void>;
  /** Active shops that have codes past their end. */
  listShopsWithExpiredCodes(now: Date): Promise<ShopId[]>;
  /** Before the handing over: the message as it is about to be sent. */
  startMessage(
    shopId: ShopId,
    message: {
      effectId: string;
      customerId: CustomerId;
      campaignId: string | null;
      subject: string;
      messageIdHeader: string;
    },
    at: Date,
  ): Promise<void>;
  finishMessage(
    shopId: ShopId,
    effectId: string,
    state: 'sent' | 'failed' | 'uncertain',
    at: Date,
  ): Promise<void>;
  /** An uncertain message, back to planned; false where it is not uncertain. */
  replanUncertain(shopId: ShopId, effectId: string, at: Date): Promise<boolean>;
}
