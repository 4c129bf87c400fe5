import type { CampaignDefinition, Play } from './definition.ts';

const alone = { orderDiscounts: false, productDiscounts: false, shippingDiscounts: true };

const anniversaryDiscount: CampaignDefinition = {
  trigger: { type: 'birthday', localHour: 10 },
  audience: { type: 'everyone' },
  conditions: [{ type: 'min-orders', count: 1 }],
  action: {
    type: 'discount-offer',
    offer: {
      value: { kind: 'percentage', share: 0.15 },
      validDays: 14,
      minimumSubtotalMinor: null,
      combinesWith: alone,
      codePrefix: 'BDAY',
    },
    message: {
      subject: 'A little something for your day, {{ customer.first_name | default: "friend" }}',
      preheader: '{{ offer.value }} off, just for you, until {{ offer.expires }}',
      heading: 'Happy birthday, {{ customer.first_name | default: "friend" }}!',
      body:
        'Thank you for being part of {{ shop.name }}. To celebrate, here is {{ offer.value }} off ' +
        'your next order. The code is yours alone.',
      buttonLabel: 'Choose something lovely',
    },
  },
  limits: { perCustomer: { count: 1, days: 360 }, total: null },
  holdoutShare: 0.1,
};

const crossSellOffer: CampaignDefinition = {
  trigger: { type: 'order-fulfilled', delayDays: 7 },
  audience: { type: 'everyone' },
  conditions: [{ type: 'days-since-last-message', days: 7 }],
  action: {
    type: 'cross-sell-offer',
    crossSell: { productCount: 3, minimumSupport: 3, fallback: 'none' },
    offer: {
      value: { kind: 'percentage', share: 0.1 },
      validDays: 14,
      minimumSubtotalMinor: null,
      combinesWith: alone,
      codePrefix: 'PAIR',
    },
    message: {
      subject: 'Goes well with your {{ order.first_item }}',
      preheader: 'Picked from what others bought together with it',
      heading: 'Made for each other',
      body:
        'Hi {{ customer.first_name | default: "there" }}, people who chose ' +
        '{{ order.first_item }} often took these home too.' +
        '{% if offer %} Here is {{ offer.value }} off, in case one of them catches your eye.{% endif %}',
      buttonLabel: 'See them in the shop',
    },
  },
  limits: { perCustomer: { count: 1, days: 30 }, total: null },
  holdoutShare: 0.1,
};

const loyaltyPoints: CampaignDefinition = {
  trigger: { type: 'order-paid' },
  audience: { type: 'everyone' },
  conditions: [],
  action: {
    type: 'points',
    rule: { pointsPerUnit: 5, maturingDays: 14, roundingRule: 'down' },
  },
  limits: { perCustomer: null, total: null },
  holdoutShare: 0,
};

/** What a new campaign of each play starts from. */
export const defaultDefinitions: Record<Play, CampaignDefinition> = {
  'anniversary-discount': anniversaryDiscount,
  'cross-sell-offer': crossSellOffer,
  'loyalty-points': loyaltyPoints,
};
