import type { AttributeKey } from '#app/locales/en/segment-rules.ts';

/** How the value of an attribute is typed. */
export type ValueUnit = 'count' | 'orders' | 'money' | 'percent' | 'number';

/** Which fields a condition on an attribute has. */
export type AttributeShape =
  | { kind: 'compare'; unit: ValueUnit; hasWhen: boolean }
  | { kind: 'ordered' }
  | { kind: 'date' }
  | { kind: 'flag' }
  | { kind: 'tag' }
  | { kind: 'country' }
  | { kind: 'rfm-group' }
  | { kind: 'campaign' }
  | { kind: 'segment' }
  | { kind: 'birthday' };

const compare = (unit: ValueUnit, hasWhen = false): AttributeShape => ({
  kind: 'compare',
  unit,
  hasWhen,
});

export const ATTRIBUTES: Record<AttributeKey, AttributeShape> = {
  ordersCount: compare('orders', true),
  spentMinor: compare('money', true),
  aovMinor: compare('money'),
  largestOrderMinor: compare('money'),
  discountedOrders: compare('count'),
  firstOrder: { kind: 'date' },
  lastOrder: { kind: 'date' },
  product: { kind: 'ordered' },
  variant: { kind: 'ordered' },
  vendor: { kind: 'ordered' },
  'product-type': { kind: 'ordered' },
  predictedClvMinor: compare('money'),
  probabilityAlive: compare('percent'),
  churnProbability: compare('percent'),
  expectedPurchases: compare('number'),
  recencyScore: compare('count'),
  frequencyScore: compare('count'),
  monetaryScore: compare('count'),
  'rfm-group': { kind: 'rfm-group' },
  availablePoints: compare('count'),
  email: { kind: 'flag' },
  sms: { kind: 'flag' },
  tag: { kind: 'tag' },
  country: { kind: 'country' },
  customerCreated: { kind: 'date' },
  birthday: { kind: 'birthday' },
  campaign: { kind: 'campaign' },
  segment: { kind: 'segment' },
};

/** The list of attributes in its parts; the order is that of the builder. */
export const ATTRIBUTE_GROUPS = {
  orders: [
    'ordersCount',
    'spentMinor',
    'aovMinor',
    'largestOrderMinor',
    'discountedOrders',
    'firstOrder',
    'lastOrder',
  ],
  products: ['product', 'variant', 'vendor', 'product-type'],
  predictions: ['predictedClvMinor', 'probabilityAlive', 'churnProbability', 'expectedPurchases'],
  rfm: ['rfm-group', 'recencyScore', 'frequencyScore', 'monetaryScore', 'availablePoints'],
  person: ['email', 'sms', 'tag', 'country', 'customerCreated', 'birthday'],
  campaigns: ['campaign', 'segment'],
} as const satisfies Record<string, readonly AttributeKey[]>;

export function isAttribute(text: string): text is AttributeKey {
  return Object.hasOwn(ATTRIBUTES, text);
}
