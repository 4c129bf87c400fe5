import type { Play } from '#app/domain/campaigns/definition.ts';
import type { CampaignForm } from './campaign-form.ts';

/**
 * The definition that a form stands for, in the shape the server reads. What is typed and is no
 * number stays text: the server says what is wrong with it, at its field.
 */
export function toDefinition(play: Play, form: CampaignForm, exponent: number) {
  const isPoints = play === 'loyalty-points';
  return {
    trigger: triggerOf(form),
    audience: audienceOf(form),
    conditions: isPoints ? [] : conditionsOf(form),
    action: actionOf(play, form, exponent),
    limits: {
      perCustomer:
        form.hasCustomerLimit && !isPoints
          ? { count: numberOf(form.limitCount), days: numberOf(form.limitDays) }
          : null,
      total: form.total.trim() === '' || isPoints ? null : numberOf(form.total),
    },
    holdoutShare: shareOf(form.holdoutPercent),
  };
}

function triggerOf(form: CampaignForm) {
  const { trigger: type } = form;
  if (type === 'order-fulfilled') return { type, delayDays: numberOf(form.delayDays) };
  return type === 'order-paid' ? { type } : { type, localHour: numberOf(form.localHour) };
}

function audienceOf({ audience: type, segments, groups }: CampaignForm) {
  if (type === 'segments') return { type, keys: segments };
  return type === 'rfm-groups' ? { type, groups } : { type };
}

function conditionsOf(form: CampaignForm) {
  return [
    ...(form.hasMinOrders ? [{ type: 'min-orders', count: numberOf(form.minOrders) }] : []),
    ...(form.hasLastMessage
      ? [{ type: 'days-since-last-message', days: numberOf(form.lastMessageDays) }]
      : []),
  ];
}

function actionOf(play: Play, form: CampaignForm, exponent: number) {
  if (play === 'loyalty-points') {
    const { pointsPerUnit, maturingDays, roundingRule } = form;
    const rule = {
      pointsPerUnit: numberOf(pointsPerUnit),
      maturingDays: numberOf(maturingDays),
      roundingRule,
    };
    return { type: 'points', rule };
  }
  const { subject, preheader, heading, body, buttonLabel } = form;
  const message = { subject, preheader, heading, body, buttonLabel };
  if (play === 'anniversary-discount') {
    return { type: 'discount-offer', offer: offerOf(form, exponent), message };
  }
  const crossSell = {
    productCount: numberOf(form.productCount),
    minimumSupport: numberOf(form.minimumSupport),
    fallback: form.fallback,
  };
  const offer = form.hasOffer ? offerOf(form, exponent) : null;
  return { type: 'cross-sell-offer', crossSell, offer, message };
}

function offerOf(form: CampaignForm, exponent: number) {
  const { orderDiscounts, productDiscounts, shippingDiscounts } = form;
  return {
    value:
      form.valueKind === 'percentage'
        ? { kind: 'percentage', share: shareOf(form.percent) }
        : { kind: 'amount', amountMinor: minorOf(form.amount, exponent) },
    validDays: numberOf(form.validDays),
    minimumSubtotalMinor: form.minimum.trim() === '' ? null : minorOf(form.minimum, exponent),
    combinesWith: { orderDiscounts, productDiscounts, shippingDiscounts },
    codePrefix: form.codePrefix.trim().toUpperCase(),
  };
}

const NUMBER = /^-?\d{1,15}([.,]\d{1,6})?$/;

function numberOf(text: string): number | string | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  return NUMBER.test(trimmed) ? Number(trimmed.replace(',', '.')) : text;
}

/** A typed percentage as a share of 1; four decimals are kept. */
function shareOf(text: string): number | string | null {
  const percent = numberOf(text);
  return typeof percent === 'number' ? Number((percent / 100).toFixed(6)) : percent;
}

/** A typed amount in minor units; digits beyond the currency's are left for the server to refuse. */
export function minorOf(text: string, exponent: number): number | string | null {
  const amount = numberOf(text);
  return typeof amount === 'number' ? Number((amount * 10 ** exponent).toFixed(4)) : amount;
}
