import type {
  CampaignEvent,
  Comparison,
  DateField,
  NumberField,
} from '#app/domain/segments/rules/rule.ts';

/** What a condition is about, as it stands in the builder's list. */
export type AttributeKey =
  | NumberField
  | DateField
  | 'ordersCount'
  | 'spentMinor'
  | 'product'
  | 'variant'
  | 'vendor'
  | 'product-type'
  | 'rfm-group'
  | 'email'
  | 'sms'
  | 'tag'
  | 'country'
  | 'campaign'
  | 'segment'
  | 'birthday';

const attributes = {
  ordersCount: 'Number of orders',
  spentMinor: 'Net spend',
  aovMinor: 'Average order value',
  largestOrderMinor: 'Largest order',
  discountedOrders: 'Orders with a discount',
  firstOrder: 'First order',
  lastOrder: 'Last order',
  product: 'Ordered a product',
  variant: 'Ordered a variant',
  vendor: 'Ordered from a vendor',
  'product-type': 'Ordered a product type',
  predictedClvMinor: 'Predicted CLV',
  probabilityAlive: 'Probability of still being a customer',
  churnProbability: 'Probability of not ordering again',
  expectedPurchases: 'Expected orders',
  recencyScore: 'RFM recency score',
  frequencyScore: 'RFM frequency score',
  monetaryScore: 'RFM monetary score',
  'rfm-group': 'RFM group',
  availablePoints: 'Points that can be spent',
  email: 'Subscribed to e-mail',
  sms: 'Subscribed to SMS',
  tag: 'Customer tag',
  country: 'Country',
  customerCreated: 'Customer since',
  birthday: 'Birthday',
  campaign: 'Campaign',
  segment: 'Ready segment',
} satisfies Record<AttributeKey, string>;

const comparisons = {
  'at-least': 'at least',
  'more-than': 'more than',
  'at-most': 'at most',
  'less-than': 'less than',
  equals: 'exactly',
} satisfies Record<Comparison, string>;

const events = {
  decided: 'was considered',
  treated: 'got it',
  'held-out': 'was held out',
  redeemed: 'used its code',
} satisfies Record<CampaignEvent, string>;

const days = (count: number) => (count === 1 ? '1 day' : `${count} days`);

/** Rules of segments: the builder's words and the sentences that say a rule. */
export const segmentRules = {
  attributes,
  attributeGroups: {
    orders: 'Orders',
    products: 'Products',
    predictions: 'Predictions',
    rfm: 'RFM and points',
    person: 'Customer',
    campaigns: 'Campaigns and segments',
  },
  comparisons,
  events,
  when: {
    label: 'When',
    ever: 'at any time',
    'in-last-days': 'in the last … days',
    'days-ago': '… days ago or longer',
    between: 'between two dates',
  },
  fields: {
    attribute: 'Condition',
    comparison: 'Comparison',
    value: 'Value',
    days: 'Days',
    from: 'From',
    to: 'To',
    tag: 'Tag',
    tagHelp: 'Exactly as it is written in Shopify.',
    countries: 'Country codes',
    countriesHelp: 'Two letters each, with commas between them, such as GB, IE.',
    products: 'Products',
    variants: 'Variants',
    vendors: 'Vendors',
    productTypes: 'Product types',
    groups: 'Groups',
    campaign: 'Campaign',
    event: 'What happened',
    segment: 'Segment',
    orders: 'orders',
    within: 'within',
    withinDays: 'Within days, today included',
    chosen: (count: string) => `${count} chosen`,
    search: 'Search',
  },
  /** Between an attribute and what it is compared with; or after one that is a statement. */
  polarity: { label: 'Is or is not', is: 'is', isNot: 'is not', yes: 'yes', no: 'no' },
  group: {
    match: 'Customers match',
    all: 'all of these',
    any: 'any of these',
    notAll: 'not all of these',
    notAny: 'none of these',
    add: 'Add condition',
    addGroup: 'Add group',
    remove: 'Remove condition',
    removeGroup: 'Remove group',
  },
  sentence: {
    and: ' and ',
    or: ' or ',
    not: (text: string) => `not (${text})`,
    compared: (what: string, comparison: string, value: string) =>
      `${what.toLowerCase()} ${comparison} ${value}`,
    dated: (what: string, when: string) => `${what.toLowerCase()} ${when}`,
    ordered: (count: string, what: string) => `ordered ${what} in ${count} orders`,
    inLastDays: (count: number) => `in the last ${days(count)}`,
    daysAgo: (count: number) => `${days(count)} ago or longer`,
    between: (from: string, to: string) => `from ${from} to ${to}`,
    since: (from: string) => `since ${from}`,
    until: (to: string) => `until ${to}`,
    listed: (what: string, values: string) => `${what.toLowerCase()} ${values}`,
    consent: { email: 'subscribed to e-mail', sms: 'subscribed to SMS' },
    tag: (tag: string) => `tagged “${tag}”`,
    campaign: (event: string, name: string) => `${event} in campaign “${name}”`,
    segment: (name: string) => `in “${name}”`,
    birthday: (count: number) =>
      count === 1 ? 'birthday today' : `birthday within ${days(count)}`,
  },
};
