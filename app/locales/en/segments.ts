import type { ReadySegmentKey } from '#app/domain/segments/ready-segments.ts';

/** What the sentence of a segment says about it today, already written out. */
export interface DefinitionWords {
  minOrders: string;
  above: string;
  fromAov: string;
  topShare: string;
  highAovFactor: string;
  share: string;
  afterHours: string;
  withinDays: string;
}

/** Segments: the list and the page of one. */
export const segments = {
  title: 'Segments',
  readyTitle: 'Ready segments',
  own: {
    listTitle: 'Your segments',
    create: 'Create segment',
    revenue: 'Net revenue',
    none: {
      title: 'Make a segment of your own',
      text: 'Put together what customers bought, when, what they are worth and where they stand. The number who match is shown while you build.',
    },
    rule: (sentence: string) => `Customers with: ${sentence}.`,
    unreadable:
      'This rule was made with a newer version of the app. Its customers stay as they are.',
    edit: 'Edit segment',
    export: 'Export CSV',
    archive: 'Archive',
    archiveTitle: (name: string) => `Archive “${name}”?`,
    archiveText:
      'All customers leave the segment. It cannot be used any more; its history is kept.',
    inUse: (campaigns: string) =>
      `It is the audience of: ${campaigns}. Choose another one there first.`,
    historyText: 'At the start of each day.',
    day: 'Day',
    noMembersText: 'Customers come in as soon as they match the rule.',
    notDownloaded: 'The file could not be downloaded. Try again.',
  },
  builder: {
    newTitle: 'New segment',
    editTitle: (name: string) => `Edit ${name}`,
    nameTitle: 'Name',
    name: 'Name of the segment',
    ruleTitle: 'Who is in it',
    ruleText:
      'Orders are those that count, money is net of refunds, and days are days of your store. What a customer does not have, such as a last order, matches nothing.',
    save: 'Save segment',
    saved: 'Segment saved',
    refused: 'Not saved. See the fields that are marked.',
    changedMeanwhile: 'Somebody else has changed this segment meanwhile. Reload the page first.',
    countTitle: 'Customers who match',
    counting: 'Counting',
    incomplete: 'Complete the conditions to see how many match.',
    ofAll: (share: string) => `${share} of all customers`,
    sampleTitle: 'Some of them',
    worth: (orders: number, spent: string) =>
      `${orders} ${orders === 1 ? 'order' : 'orders'} · ${spent}`,
  },
  intro:
    'Kept up to date with every order, refund and checkout. Each is one sentence; its numbers are yours to change.',
  asOf: (day: string) => `As of ${day}`,
  columns: {
    segment: 'Segment',
    customers: 'Customers',
    share: 'Share of buyers',
    averageClv: 'Historic CLV, average',
    classicClv: 'Classic CLV, lifetime',
  },
  none: {
    title: 'No customers yet',
    text: 'Segments fill as soon as your store’s history is read.',
    action: 'See how far it is',
  },
  definitions: {
    'first-time': () => 'Has placed exactly one order that counts.',
    repeat: ({ minOrders }) => `Has placed ${minOrders} or more orders that count.`,
    'vip-and-loyal': ({ minOrders, topShare, above }) =>
      `Has placed ${minOrders} or more orders, or is among the top ${topShare} by historic CLV (today: more than ${above}).`,
    'high-aov': ({ highAovFactor, fromAov }) =>
      `Spends on average at least ${highAovFactor} times the shop’s average order value (today: ${fromAov} or more).`,
    'big-spender': ({ topShare, above }) =>
      `Is among the top ${topShare} by historic CLV (today: more than ${above}).`,
    'discount-shopper': ({ share }) => `Used a discount in ${share} or more of the orders.`,
    'full-price': ({ share }) =>
      share === '0%'
        ? 'Has ordered, and never with a discount.'
        : `Has ordered, with a discount in at most ${share} of the orders.`,
    'checkout-abandoner': ({ afterHours, withinDays }) =>
      `Began a checkout more than ${afterHours === '1' ? 'an hour' : `${afterHours} hours`} and less than ${withinDays} days ago, did not complete it and has not ordered since.`,
  } satisfies Record<ReadySegmentKey, (words: DefinitionWords) => string>,
  rfm: {
    title: 'RFM scores',
    open: 'RFM scores',
    intro:
      'Every customer with an order gets three scores from 1 to 5 – how recently, how often and how much – and by them is in exactly one of ten groups. Customers who are alike always score alike.',
    modeTitle: 'Where the scores part',
    modes: {
      quintiles: 'At the fifths of your own customers',
      limits: 'At limits that you set',
    },
    modeHelp: {
      quintiles:
        'Measured anew at the start of each day from all orders before it. With fewer than 50 customers fixed limits are used.',
      limits: 'The same every day, until you change them.',
    },
    scales: {
      recencyDays: { title: 'Recency', unit: 'days', text: 'Days since the last order.' },
      frequency: { title: 'Frequency', unit: 'orders', text: 'Orders that count.' },
      monetary: { title: 'Monetary', unit: '', text: 'Historic CLV.' },
    },
    upTo: (score: number) => `Score ${score} up to`,
    rest: (score: number) => `Score ${score}: everything above.`,
    notAscending: 'Must not be less than the limit before it.',
    notMoney: (currency: string) => `Must be an amount in ${currency}, such as 50.`,
    saved: 'Saved. Scores and groups are being computed again.',
  },
  unknownAmount: 'not known yet',
  page: {
    figuresTitle: 'Figures',
    customers: {
      label: 'Customers',
      definition: 'Who is in the segment now.',
      note: (share: string) => `${share} of buyers`,
    },
    averageOrders: {
      label: 'Orders per customer',
      definition: 'All orders that count of its customers, divided by its customers.',
    },
    aov: {
      label: 'Average order value',
      definition: 'Net revenue of its customers divided by their orders.',
    },
    revenue: {
      label: 'Net revenue',
      definition: 'What its customers have brought so far, after refunds.',
    },
    averageClv: {
      label: 'Historic CLV',
      definition: 'What one of its customers has brought so far on average.',
      note: 'average per customer',
    },
    clv12: {
      label: 'Classic CLV, 12 months',
      definition:
        'Average order value × purchase frequency of its customers in the last period, for one year.',
    },
    clv24: {
      label: 'Classic CLV, 24 months',
      definition:
        'Average order value × purchase frequency of its customers in the last period, for two years.',
    },
    lifetime: {
      label: 'Classic CLV, lifetime',
      definition:
        'Average order value × purchase frequency × expected customer lifetime, of its customers.',
    },
    historyTitle: 'Size over time',
    historyText: 'At the start of each week.',
    day: 'Week',
    size: 'Customers',
    thresholdsTitle: 'What counts',
    thresholdsText: 'A change applies to all customers within a few minutes.',
    noThresholds: 'Nothing to set: one order is one order.',
    membersTitle: 'Customers in it',
    noMembers: 'No one is in this segment now.',
    allMembers: 'Filter further',
    movementsTitle: 'Came and went last',
    entered: 'Entered',
    left: 'Left',
    noMovements: 'No one has entered or left yet.',
    saved: 'Saved. The segments are being computed again.',
    endsTooSoon: 'This must be later than when it begins to count.',
    small:
      'Fewer than 50 customers have ordered, so fixed limits are used instead of shares of customers.',
  },
  tag: {
    title: 'Customer tag in Shopify',
    what: 'Who enters the segment gets the tag, who leaves it loses it: for Shopify’s own segments, Flow and other apps.',
    label: 'Tag',
    start: 'Write the tag',
    change: 'Change the tag',
    stop: 'Take the tag off everyone',
    started: 'Customers are getting the tag.',
    ending: 'The tag is being taken off everyone.',
    taken: 'Another segment is written with this tag.',
    failed: 'Shopify did not take the tags. It is tried again by itself.',
    carrying: (tag: string, tagged: string, members: string) =>
      `${tagged} of ${members} customers carry “${tag}”.`,
    leaving: (tag: string, tagged: string) => `“${tag}” is being taken off ${tagged} customers.`,
  },
  fields: {
    repeatMinOrders: {
      label: 'Orders from which a customer is a repeat customer',
      suffix: 'orders',
    },
    loyalMinOrders: { label: 'Orders from which a customer is loyal', suffix: 'orders' },
    vipTopShare: { label: 'Top share of customers by historic CLV', suffix: '%' },
    highAovFactor: { label: 'Times the shop’s average order value', suffix: '×' },
    bigSpenderTopShare: { label: 'Top share of customers by historic CLV', suffix: '%' },
    discountShopperMinShare: { label: 'Share of orders with a discount, at least', suffix: '%' },
    fullPriceMaxShare: { label: 'Share of orders with a discount, at most', suffix: '%' },
    checkoutAbandonedAfterHours: { label: 'Counts from, after it began', suffix: 'hours' },
    checkoutAbandonedWithinDays: { label: 'Counts until, after it began', suffix: 'days' },
  },
};
