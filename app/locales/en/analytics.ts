import type { ExclusionReason } from '#app/domain/orders/value.ts';

/** The numbers around lifetime value: a period's figures and what customers cost to win. */
export const analytics = {
  title: 'Analytics',
  pages: {
    overview: 'Overview',
    predictions: 'Predictions',
    cohorts: 'Cohorts',
    rfm: 'RFM grid',
    movement: 'Movement',
    costs: 'Acquisition costs',
  },
  none: {
    title: 'No orders yet',
    text: 'Figures appear with the first order that counts. If your store’s history is still being read, they fill as it goes on.',
    action: 'See how far it is',
  },
  period: {
    label: 'Period',
    choices: {
      '30': 'Last 30 days',
      '90': 'Last 90 days',
      '365': 'Last 365 days',
      all: 'Since the first order',
      custom: 'Other days',
    },
    from: 'From',
    to: 'To',
    apply: 'Show',
    wrongWay: 'Must not be before the first day.',
    missing: 'Enter a date.',
    span: (from: string, to: string) => `${from} to ${to}`,
  },
  figures: {
    title: 'The period in figures',
    change: (change: string, days: string) => `${change} on the ${days} days before`,
    orders: {
      label: 'Orders',
      definition:
        'Orders placed in the period that count: paid, not cancelled, no test orders and not gift cards alone.',
    },
    revenue: {
      label: 'Net revenue',
      definition:
        'What the counted orders of the period brought after discounts and all refunds so far, whenever they were refunded.',
    },
    profit: {
      label: 'Gross profit',
      definition:
        'Net revenue less the unit costs of what was sold. Only what has a unit cost in Shopify counts; the line below says how much of the revenue that is.',
      coverage: (share: string) => `costs known for ${share} of revenue`,
      unknown: 'no unit costs in Shopify',
    },
    aov: {
      label: 'Average order value',
      definition: 'Net revenue of the period divided by its orders.',
    },
    frequency: {
      label: 'Purchase frequency',
      definition: 'Orders of the period per customer who ordered in it.',
      customers: (customers: string) => `${customers} customers`,
    },
    repeatRate: {
      label: 'Repeat purchase rate',
      definition:
        'Of the customers who ordered in the period, the share who had placed two or more orders by its end.',
      of: (some: string, all: string) => `${some} of ${all} customers`,
    },
    gap: {
      label: 'Days between orders',
      definition:
        'The median of the days since the order before, over the period’s orders that are not a customer’s first.',
      median: 'median',
    },
    retention: {
      label: 'Retention rate',
      definition:
        'Of the customers who ordered in the equally long period just before, the share who ordered again in this one.',
      of: (some: string, all: string) => `${some} of ${all} before`,
      nobody: 'nobody ordered before',
    },
    churn: {
      label: 'Churn rate',
      definition:
        'The rest of the retention rate: who ordered in the equally long period before, but not in this one.',
    },
    clvToCost: {
      label: 'CLV : acquisition cost',
      definition:
        'Classic lifetime value of a customer divided by what winning one cost: entered costs of the period ÷ customers who first ordered on the days these costs are for.',
      ratio: (ratio: string) => `${ratio} : 1`,
      ofProfit: (ratio: string) => `of gross profit ${ratio} : 1`,
      noCost: 'enter what you spend below',
    },
  },
  excluded: {
    title: 'Orders left out',
    reasons: {
      deleted: (orders: string) => `${orders} deleted`,
      test: (orders: string) => `${orders} test`,
      cancelled: (orders: string) => `${orders} cancelled`,
      voided: (orders: string) => `${orders} with a voided payment`,
      not_paid: (orders: string) => `${orders} not paid`,
      gift_cards_only: (orders: string) => `${orders} of gift cards only`,
    } satisfies Record<ExclusionReason, (orders: string) => string>,
  },
  repeat: {
    title: 'How soon first-time buyers order again',
    text: 'Customers whose first order is in the period. Those who are still young count for as long as they have been seen, so a growing store does not look worse than it is.',
    day: 'Days since the first order',
    share: 'Ordered again',
    lower: 'At least (80%)',
    upper: 'At most (80%)',
    within: (share: string, days: string, low: string, high: string) =>
      `${share} order again within ${days} days (between ${low} and ${high}, with 80% certainty).`,
    counted: (repeated: string, customers: string) =>
      `${repeated} of ${customers} first-time buyers have ordered again so far.`,
    median: (days: string) => `Half of those who came back did so within ${days} days.`,
    tooFew: (least: string) =>
      `There is no curve yet: it needs at least ${least} first-time buyers in the period.`,
  },
  acquisition: {
    title: 'What a customer is worth, and what one costs',
    edit: 'Acquisition costs',
    clv: {
      label: 'Classic CLV, lifetime',
      definition: (days: string) =>
        `Average order value × purchase frequency × expected lifetime, from the orders of the ${days} days up to the end of the period.`,
    },
    marginClv: {
      label: 'Classic CLV of gross profit',
      definition:
        'The lifetime value times the margin of the orders whose unit costs are known in the same days.',
    },
    cost: { label: 'Acquisition cost', definition: 'Entered costs, by their days in the period.' },
    newCustomers: {
      label: 'New customers',
      definition: 'Who placed a first order on a day that a cost was entered for.',
    },
    perCustomer: {
      label: 'Cost of a new customer',
      definition: 'Acquisition cost ÷ new customers.',
    },
    covered: (days: string, all: string) => `Costs are entered for ${days} of ${all} days.`,
    channel: 'Channel',
    none: {
      title: 'No costs in this period',
      text: 'Enter what you spent to win customers, such as ads, to see what one costs and how many times a customer is worth that.',
      action: 'Enter costs',
    },
  },
  costs: {
    title: 'Acquisition costs',
    intro:
      'What you spent to win customers, by channel and days. A cost is spread evenly over its days, so one that lies partly in a period counts in part.',
    addTitle: 'Add a cost',
    channel: 'Channel',
    channelHelp: 'Such as Google Ads or Influencers.',
    from: 'First day',
    to: 'Last day',
    amount: 'Amount',
    add: 'Add',
    added: 'Added',
    alreadyAdded: 'This cost is there already',
    listTitle: 'Entered costs',
    days: 'Days',
    perDay: 'A day',
    remove: 'Delete',
    removeNamed: (channel: string, days: string) => `Delete ${channel}, ${days}`,
    removeTitle: 'Delete this cost?',
    removeText: (channel: string, amount: string, days: string) =>
      `${channel}, ${amount}, ${days}. Cost of a new customer and CLV : acquisition cost change with it.`,
    removed: 'Deleted',
    gone: 'It was deleted before.',
    notMoney: (currency: string) => `Enter an amount in ${currency}, such as 250.`,
    none: {
      title: 'No costs yet',
      text: 'With what you spend, Overview shows what a new customer costs and how many times one is worth that.',
    },
  },
};
