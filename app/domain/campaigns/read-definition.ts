import type { CombinesWith, Offer, OfferValue } from '../offers/offer.ts';
import {
  type Action,
  type Audience,
  type CampaignDefinition,
  type Condition,
  type CrossSell,
  type Limits,
  MAX_DELAY_DAYS,
  type MessageTexts,
  type Play,
  type PointsRule,
  type Trigger,
} from './definition.ts';
import { createFieldReader, type FieldError, type FieldReader } from './field-reader.ts';

const MAX_MINOR = 1_000_000_000;
const TRIGGERS_OF: Record<Play, readonly Trigger['type'][]> = {
  'anniversary-discount': ['birthday', 'first-order-anniversary'],
  'cross-sell-offer': ['order-fulfilled'],
  'loyalty-points': ['order-paid'],
};
const ACTION_OF: Record<Play, Action['type']> = {
  'anniversary-discount': 'discount-offer',
  'cross-sell-offer': 'cross-sell-offer',
  'loyalty-points': 'points',
};

export type DefinitionResult =
  | { ok: true; definition: CampaignDefinition }
  | { ok: false; errors: FieldError[] };

/**
 * Reads a campaign definition of a play from JSON: a form's, or what the database holds. Every
 * error names its field by path, such as `action.offer.validDays`.
 */
export function readDefinition(play: Play, json: unknown): DefinitionResult {
  const errors: FieldError[] = [];
  const reader = createFieldReader(json, errors);
  const definition = readFields(play, reader);
  if (errors.length > 0 || !definition) return { ok: false, errors };
  return { ok: true, definition };
}

function readFields(play: Play, reader: FieldReader): CampaignDefinition | null {
  const trigger = readTrigger(play, reader.at('trigger'));
  const audience = readAudience(play, reader.at('audience'));
  const conditions = readConditions(play, reader.at('conditions'));
  const action = readAction(play, reader.at('action'));
  const limits = readLimits(reader.at('limits'));
  const holdoutShare = reader.at('holdoutShare').number({ min: 0, max: 0.5 });
  if (play === 'loyalty-points' && holdoutShare > 0) {
    // The programme is open to every member: points are settled from facts, without a draw.
    reader.at('holdoutShare').reject({ code: 'not_for_play' });
  }
  if (!trigger || !audience || !action) return null;
  return { trigger, audience, conditions, action, limits, holdoutShare };
}

function readTrigger(play: Play, reader: FieldReader): Trigger | null {
  const type = reader.at('type').oneOf(TRIGGERS_OF[play]);
  if (type === 'birthday' || type === 'first-order-anniversary') {
    return { type, localHour: reader.at('localHour').number({ min: 0, max: 23, whole: true }) };
  }
  if (type === 'order-fulfilled') {
    return {
      type,
      delayDays: reader.at('delayDays').number({ min: 0, max: MAX_DELAY_DAYS, whole: true }),
    };
  }
  return type === 'order-paid' ? { type } : null;
}

function readAudience(play: Play, reader: FieldReader): Audience | null {
  const options: Audience['type'][] =
    play === 'loyalty-points' ? ['everyone'] : ['everyone', 'segments', 'rfm-groups'];
  const type = reader.at('type').oneOf(options);
  if (type === 'segments') return { type, keys: readNames(reader.at('keys')) };
  if (type === 'rfm-groups') return { type, groups: readNames(reader.at('groups')) };
  return type ? { type } : null;
}

function readNames(reader: FieldReader): string[] {
  const names = reader.items(50).map((item) => item.text({ max: 100 }));
  if (names.length === 0) reader.reject({ code: 'empty' });
  return names;
}

function readConditions(play: Play, reader: FieldReader): Condition[] {
  const items = reader.items(10);
  if (play === 'loyalty-points' && items.length > 0) reader.reject({ code: 'not_for_play' });
  return items.flatMap((item): Condition[] => {
    const type = item.at('type').oneOf(['min-orders', 'days-since-last-message']);
    if (type === 'min-orders') {
      return [{ type, count: item.at('count').number({ min: 1, max: 1_000, whole: true }) }];
    }
    if (!type) return [];
    return [{ type, days: item.at('days').number({ min: 1, max: 365, whole: true }) }];
  });
}

function readAction(play: Play, reader: FieldReader): Action | null {
  const type = reader.at('type').oneOf([ACTION_OF[play]]);
  if (type === 'points') return { type, rule: readPointsRule(reader.at('rule')) };
  if (type === 'discount-offer') {
    const message = readTexts(reader.at('message'));
    return { type, offer: readOffer(reader.at('offer')), message };
  }
  if (type !== 'cross-sell-offer') return null;
  const offer = reader.at('offer');
  return {
    type,
    crossSell: readCrossSell(reader.at('crossSell')),
    offer: offer.isNull() ? null : readOffer(offer),
    message: readTexts(reader.at('message')),
  };
}

function readOffer(reader: FieldReader): Offer {
  const minimum = reader.at('minimumSubtotalMinor');
  return {
    value: readValue(reader.at('value')),
    validDays: reader.at('validDays').number({ min: 1, max: 365, whole: true }),
    minimumSubtotalMinor: minimum.isNull()
      ? null
      : minimum.number({ min: 1, max: MAX_MINOR, whole: true }),
    combinesWith: readCombination(reader.at('combinesWith')),
    codePrefix: reader.at('codePrefix').text({
      max: 12,
      allowEmpty: true,
      pattern: /^[A-Z0-9]*$/,
      expected: 'A–Z, 0–9',
    }),
  };
}

function readValue(reader: FieldReader): OfferValue {
  const kind = reader.at('kind').oneOf(['percentage', 'amount']);
  if (kind === 'percentage') {
    return { kind, share: reader.at('share').number({ min: 0.01, max: 1 }) };
  }
  const amountMinor = reader.at('amountMinor');
  return {
    kind: 'amount',
    amountMinor: kind ? amountMinor.number({ min: 1, max: MAX_MINOR, whole: true }) : 0,
  };
}

function readCombination(reader: FieldReader): CombinesWith {
  return {
    orderDiscounts: reader.at('orderDiscounts').flag(),
    productDiscounts: reader.at('productDiscounts').flag(),
    shippingDiscounts: reader.at('shippingDiscounts').flag(),
  };
}

function readCrossSell(reader: FieldReader): CrossSell {
  return {
    productCount: reader.at('productCount').number({ min: 1, max: 6, whole: true }),
    minimumSupport: reader.at('minimumSupport').number({ min: 1, max: 10_000, whole: true }),
    fallback: reader.at('fallback').oneOf(['none', 'bestsellers']) ?? 'none',
  };
}

function readPointsRule(reader: FieldReader): PointsRule {
  return {
    pointsPerUnit: reader.at('pointsPerUnit').number({ min: 0.01, max: 1_000 }),
    maturingDays: reader.at('maturingDays').number({ min: 0, max: 90, whole: true }),
    roundingRule: reader.at('roundingRule').oneOf(['down', 'nearest', 'up']) ?? 'down',
  };
}

function readTexts(reader: FieldReader): MessageTexts {
  return {
    subject: reader.at('subject').text({ max: 200, pattern: /^[^\r\n]*$/, expected: 'one line' }),
    preheader: reader.at('preheader').text({ max: 200, allowEmpty: true }),
    heading: reader.at('heading').text({ max: 200 }),
    body: reader.at('body').text({ max: 5_000 }),
    buttonLabel: reader.at('buttonLabel').text({ max: 60 }),
  };
}

function readLimits(reader: FieldReader): Limits {
  const perCustomer = reader.at('perCustomer');
  const total = reader.at('total');
  return {
    perCustomer: perCustomer.isNull()
      ? null
      : {
          count: perCustomer.at('count').number({ min: 1, max: 100, whole: true }),
          days: perCustomer.at('days').number({ min: 1, max: 3_650, whole: true }),
        },
    total: total.isNull() ? null : total.number({ min: 1, max: 10_000_000, whole: true }),
  };
}
