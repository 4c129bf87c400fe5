import type { CampaignDefinition, Condition } from '#app/domain/campaigns/definition.ts';
import type { Offer } from '#app/domain/offers/offer.ts';

/** The fields of the editor as they are typed. A form of any play has all of them. */
export interface CampaignForm {
  name: string;
  trigger: 'birthday' | 'first-order-anniversary' | 'order-fulfilled' | 'order-paid';
  localHour: string;
  delayDays: string;
  audience: 'everyone' | 'segments' | 'rfm-groups';
  segments: string[];
  groups: string[];
  hasMinOrders: boolean;
  minOrders: string;
  hasLastMessage: boolean;
  lastMessageDays: string;
  hasOffer: boolean;
  valueKind: 'percentage' | 'amount';
  percent: string;
  amount: string;
  validDays: string;
  minimum: string;
  orderDiscounts: boolean;
  productDiscounts: boolean;
  shippingDiscounts: boolean;
  codePrefix: string;
  productCount: string;
  minimumSupport: string;
  fallback: 'none' | 'bestsellers';
  subject: string;
  preheader: string;
  heading: string;
  body: string;
  buttonLabel: string;
  pointsPerUnit: string;
  maturingDays: string;
  roundingRule: 'down' | 'nearest' | 'up';
  hasCustomerLimit: boolean;
  limitCount: string;
  limitDays: string;
  total: string;
  holdoutPercent: string;
}

/** The fields of a definition; those of other plays hold what they would begin with. */
export function toForm(
  name: string,
  definition: CampaignDefinition,
  exponent: number,
): CampaignForm {
  const { trigger, audience, limits, holdoutShare } = definition;
  return {
    name,
    trigger: trigger.type,
    localHour: 'localHour' in trigger ? String(trigger.localHour) : '10',
    delayDays: trigger.type === 'order-fulfilled' ? String(trigger.delayDays) : '7',
    audience: audience.type,
    segments: audience.type === 'segments' ? audience.keys : [],
    groups: audience.type === 'rfm-groups' ? audience.groups : [],
    ...conditionFields(definition.conditions),
    ...actionFields(definition, exponent),
    hasCustomerLimit: limits.perCustomer !== null,
    limitCount: String(limits.perCustomer?.count ?? 1),
    limitDays: String(limits.perCustomer?.days ?? 30),
    total: limits.total === null ? '' : String(limits.total),
    holdoutPercent: percentText(holdoutShare),
  };
}

function conditionFields(conditions: Condition[]) {
  const minOrders = conditions.find((condition) => condition.type === 'min-orders');
  const lastMessage = conditions.find(({ type }) => type === 'days-since-last-message');
  return {
    hasMinOrders: minOrders !== undefined,
    minOrders: minOrders?.type === 'min-orders' ? String(minOrders.count) : '1',
    hasLastMessage: lastMessage !== undefined,
    lastMessageDays:
      lastMessage?.type === 'days-since-last-message' ? String(lastMessage.days) : '7',
  };
}

function actionFields({ action }: CampaignDefinition, exponent: number) {
  const message = action.type === 'points' ? null : action.message;
  const crossSell = action.type === 'cross-sell-offer' ? action.crossSell : null;
  const rule = action.type === 'points' ? action.rule : null;
  return {
    ...offerFields(action.type === 'points' ? null : action.offer, exponent),
    productCount: String(crossSell?.productCount ?? 3),
    minimumSupport: String(crossSell?.minimumSupport ?? 3),
    fallback: crossSell?.fallback ?? ('none' as const),
    subject: message?.subject ?? '',
    preheader: message?.preheader ?? '',
    heading: message?.heading ?? '',
    body: message?.body ?? '',
    buttonLabel: message?.buttonLabel ?? '',
    pointsPerUnit: String(rule?.pointsPerUnit ?? 1),
    maturingDays: String(rule?.maturingDays ?? 14),
    roundingRule: rule?.roundingRule ?? ('down' as const),
  };
}

function offerFields(offer: Offer | null, exponent: number) {
  const value = offer?.value;
  const minimum = offer?.minimumSubtotalMinor ?? null;
  return {
    hasOffer: offer !== null,
    valueKind: value?.kind ?? ('percentage' as const),
    percent: value?.kind === 'percentage' ? percentText(value.share) : '10',
    amount: value?.kind === 'amount' ? amountText(value.amountMinor, exponent) : '10',
    validDays: String(offer?.validDays ?? 14),
    minimum: minimum === null ? '' : amountText(minimum, exponent),
    orderDiscounts: offer?.combinesWith.orderDiscounts ?? false,
    productDiscounts: offer?.combinesWith.productDiscounts ?? false,
    shippingDiscounts: offer?.combinesWith.shippingDiscounts ?? true,
    codePrefix: offer?.codePrefix ?? '',
  };
}

function percentText(share: number): string {
  return String(Number((share * 100).toFixed(4)));
}

/** Minor units as one types them: `1250` is `12.50`, `1200` is `12`. */
export function amountText(minor: number, exponent: number): string {
  const text = (minor / 10 ** exponent).toFixed(exponent);
  return text.replace(/\.0+$/, '');
}
