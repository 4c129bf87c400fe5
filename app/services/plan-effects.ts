import type { Campaign, CampaignVersion } from '#app/domain/campaigns/definition.ts';
import { offerEnd } from '#app/domain/campaigns/occasions.ts';
import type { ProductId } from '#app/domain/ids.ts';
import { deriveCode, nameDiscount } from '#app/domain/offers/code.ts';
import type { CodeSpec, Offer } from '#app/domain/offers/offer.ts';
import type { Shop } from '#app/domain/shop.ts';
import type { WaitingDecision } from './ports/decisions-store.ts';
import type { EffectPlan, MessageSpec } from './ports/effects-store.ts';

/** A mail without an offer still makes sense for so long. */
const MESSAGE_VALID_DAYS = 7;
const DAY_MS = 86_400_000;

export interface PlanEffectsInput {
  shop: Shop;
  campaign: Campaign;
  version: CampaignVersion;
  occasion: WaitingDecision;
  suggested: ProductId[];
  /** The customer's zone, else the shop's. */
  zone: string;
  now: Date;
}

/** What leaves the building for a decision to act: a code, and a mail that waits for it. */
export function planEffects(input: PlanEffectsInput): {
  effects: EffectPlan[];
  detail: Record<string, unknown>;
} {
  const { action } = input.version.definition;
  if (action.type === 'points') return { effects: [], detail: {} };
  const code = action.offer ? planCode(input, action.offer) : null;
  const detail = {
    ...(code ? { code: code.spec.code, endsAt: code.spec.endsAt } : {}),
    ...(input.suggested.length > 0 ? { productIds: input.suggested } : {}),
  };
  const effects = code ? [code.effect] : [];
  return { effects: [...effects, planMessage(input, code?.spec ?? null)], detail };
}

function planCode(
  { shop, campaign, occasion, zone, now }: PlanEffectsInput,
  offer: Offer,
): { effect: EffectPlan; spec: CodeSpec } {
  const { campaignId, customerId, occasionKey, occasionAt, decisionId } = occasion;
  const effectId = `${decisionId}-code`;
  const key = [shop.shopId, campaignId, customerId, occasionKey].join('/');
  const spec: CodeSpec = {
    code: deriveCode(offer.codePrefix, key),
    title: nameDiscount(campaign.name, effectId),
    value: offer.value,
    minimumSubtotalMinor: offer.minimumSubtotalMinor,
    combinesWith: offer.combinesWith,
    startsAt: occasionAt,
    endsAt: offerEnd(occasionAt, offer.validDays, zone),
  };
  const effect: EffectPlan = {
    effectId,
    decisionId,
    customerId,
    afterEffectId: null,
    dueAt: now.toISOString(),
    kind: 'discount-code',
    spec,
  };
  return { effect, spec };
}

function planMessage(
  { campaign, version, occasion, suggested, now }: PlanEffectsInput,
  code: CodeSpec | null,
): EffectPlan {
  const { decisionId, customerId, occasionAt, occasionKey } = occasion;
  const validUntil = new Date(Date.parse(occasionAt) + MESSAGE_VALID_DAYS * DAY_MS);
  const spec: MessageSpec = {
    campaignId: campaign.campaignId,
    campaignVersion: version.version,
    sendUntil: code?.endsAt ?? validUntil.toISOString(),
    code: code?.code ?? null,
    productIds: suggested,
    orderId: occasionKey.startsWith('order:') ? occasionKey.slice('order:'.length) : null,
  };
  return {
    effectId: `${decisionId}-mail`,
    decisionId,
    customerId,
    afterEffectId: code ? `${decisionId}-code` : null,
    dueAt: now.toISOString(),
    kind: 'message',
    spec,
  };
}
