import type { TooLittleData } from '#app/domain/clv/fit/model-fit.ts';
import type { Predictor } from '#app/domain/clv/store-fit.ts';
import type { ExclusionReason } from '#app/domain/orders/value.ts';

/** What the purchase models foretell, and how far one may trust it. */
export const predictions = {
  title: 'Predictions',
  within: (days: number) => (days === 365 ? 'the next year' : `the next ${days} days`),
  sure: '80% certain',
  between: (low: string, high: string) => `${low} to ${high}, 80% certain`,
  asOf: (day: string) => `From all orders up to ${day}.`,
  none: {
    title: 'No predictions yet',
    text: 'They are made every night and after each import, once your store’s history is read.',
    action: 'See how far it is',
  },
  lack: {
    title: 'Not enough data to predict yet',
    text: 'No figure is shown rather than one that is made up.',
    missing: {
      'repeat-customers': (have: string, need: string) =>
        `Customers who ordered on two or more days: ${have} so far, ${need} are needed.`,
      'history-days': (have: string, need: string) =>
        `Days of history: ${have} so far, ${need} are needed.`,
      spread: () =>
        'Customers order too much alike so far: there is nothing yet to tell them apart by.',
    } satisfies Record<TooLittleData['missing'], (have: string, need: string) => string>,
    expected: (day: string) => `If customers keep coming as they do, around ${day}.`,
    unknown: 'At the present pace it cannot be said when.',
  },
  predictors: {
    'bg-nbd': 'BG/NBD',
    'mbg-nbd': 'MBG/NBD',
    'bg-cnbd-k': 'BG/CNBD-k',
    'mbg-cnbd-k': 'MBG/CNBD-k',
    'pareto-nbd': 'Pareto/NBD',
    'last-period': 'Same as last period',
    'cohort-mean': 'Average of the cohort',
    classic: 'Classic formula',
  } satisfies Record<Predictor, string>,
  store: {
    title: (within: string) => `What to expect in ${within}`,
    revenue: {
      label: 'Predicted revenue',
      definition:
        'Net revenue that today’s customers are expected to bring, without those still to be won. The range holds the true sum in four of five cases.',
    },
    orders: {
      label: 'Predicted orders',
      definition:
        'Days with an order that today’s customers are expected to have, without those still to be won.',
    },
    perCustomer: {
      label: 'Value per customer',
      definition: 'Predicted revenue divided by customers, with its range.',
    },
    median: {
      label: 'Predicted CLV, median',
      definition: (rate: string) =>
        `Half of the customers are expected to bring less than this, later orders discounted by ${rate} a month.`,
    },
    customers: { label: 'Customers', definition: 'Everyone who has ever ordered.' },
    noValue: 'too few repeat orders to say it in money',
    all: 'Predictions',
  },
  distribution: {
    title: 'How predicted CLV is spread',
    text: 'How many customers are expected to bring how much: each bar counts those from its amount up to the next.',
    from: 'Predicted CLV from',
    customers: 'Customers',
    top: (share: string, from: string) =>
      `${share} of all predicted value lies with customers of ${from} and more.`,
  },
  accuracy: {
    title: 'How far to trust it',
    text: (day: string, days: string, customers: string) =>
      `Each method was given your orders up to ${day} only, and foretold the ${days} days after for ${customers} customers.`,
    none: 'Your history is too short to be split into a part to learn from and a part to check against, so nothing is known about the accuracy yet.',
    won: (model: string, share: string, rule: string) =>
      `${model} is used: its error per customer is ${share} below that of the best simple rule (${rule}).`,
    wonOtherwise: (model: string, share: string, rule: string) =>
      `${model} is used: its error per customer is ${share} above that of “${rule}”, but over all measures it did best.`,
    lost: (rule: string) => `No model did better than the simple rule “${rule}”, so that is used.`,
    total: (predicted: string, actual: string, off: string) =>
      `It foretold ${predicted} orders in all; ${actual} came (${off}).`,
    tooMany: (share: string) => `${share} too many`,
    tooFew: (share: string) => `${share} too few`,
    top: (share: string) =>
      `The tenth of customers that it put first brought ${share} of the orders.`,
    coverage: (share: string) =>
      `${share} of customers ordered as often as their 80% range said; it should be near 80%.`,
    method: 'Method',
    used: 'Used',
    columns: {
      bias: 'Total off by',
      error: 'Error per customer (MAE)',
      square: 'RMSE',
      rank: 'Rank correlation',
      gini: 'Gini',
      decile: 'Error by tenths',
      top: 'Top tenth brought',
    },
    calibrationTitle: 'Orders of a customer',
    calibrationText:
      'Customers in ten equal groups by what was predicted, from the lowest tenth (1) to the highest (10). The nearer both bars of a group, the better.',
    churnTitle: 'Share without an order',
    tenth: 'Tenth of customers',
    predicted: 'Predicted',
    actual: 'Actual',
  },
  customer: {
    title: 'What to expect of this customer',
    exactly: (count: number) =>
      ['Likely no order', 'Likely 1 order'][count] ?? `Likely ${count} orders`,
    upTo: (count: number) => `Likely up to ${count} ${count === 1 ? 'order' : 'orders'}`,
    range: (low: string, high: string) => `Likely ${low} to ${high} orders`,
    worth: (low: string, high: string) => `worth ${low} to ${high}`,
    worthUpTo: (high: string) => `worth up to ${high}`,
    headline: (orders: string, within: string, worth: string | null) =>
      `${orders} in ${within}${worth ? `, ${worth}` : ''}.`,
    headlineText: 'In four of five cases it stays within these ranges.',
    expected: {
      label: 'Expected orders',
      definition: (days: string) =>
        `Days with an order expected within ${days} days, weighed by how likely it is that the customer still is one.`,
    },
    clv: {
      label: 'Predicted CLV',
      definition: (days: string) =>
        `What the customer is expected to bring within ${days} days, later orders discounted.`,
    },
    churn: {
      label: 'Chance of no order',
      definition: (days: string) =>
        `The probability that the customer places no order within ${days} days from the last day known.`,
      note: (days: string) => `in ${days} days`,
    },
    alive: {
      label: 'Still a customer',
      definition:
        'The probability that the customer has not left for good (“P(alive)”): high for whoever bought lately at his own pace.',
      untold: 'cannot be told by this method',
    },
    next: {
      label: 'Next order',
      definition:
        'Half of such customers have ordered by this day, the middle half between the two below. Not shown for who has rather left than not, or is not expected within two years.',
      between: (from: string, to: string) => `${from} to ${to}`,
      open: (from: string) => `from ${from} on`,
      gone: 'has rather left than not',
      far: 'not expected within two years',
    },
    curve: {
      title: 'Still a customer, over time',
      text: 'As it could be known on each day: it rises with an order and falls while none comes.',
      day: 'Day',
      series: 'Still a customer',
    },
    inputs: {
      title: 'What this is made from',
      text: (days: number, count: string) =>
        days === 1
          ? 'The 1 day with an order that counts; orders of a day are one purchase.'
          : `The ${count} days with orders that count; orders of a day are one purchase.`,
      show: 'Show days and orders',
      hide: 'Hide days and orders',
      day: 'Day',
      orders: 'Orders',
      value: 'Net value',
      leftOutTitle: 'Left out',
      order: 'Order',
      reason: 'Why',
      reasons: {
        deleted: 'Deleted',
        test: 'Test order',
        cancelled: 'Cancelled',
        voided: 'Payment voided',
        not_paid: 'Not paid',
        gift_cards_only: 'Gift cards only',
        subscription_renewal: 'Renewal of a subscription: not a choice to buy again',
        nothing_left: 'Refunded: nothing is left of its day',
      } satisfies Record<ExclusionReason | 'subscription_renewal' | 'nothing_left', string>,
    },
    method: (name: string) => `Foretold by ${name}.`,
  },
  alert: {
    title: 'Predictions have become less accurate',
    text: {
      error: (now: string, usual: string) =>
        `The error per customer is now ${now} of the best simple rule’s; before it was ${usual}. Something about your customers has changed: treat single predictions with care.`,
      total: (now: string, usual: string) =>
        `In all, ${now} of the orders that came were foretold; before it was ${usual}. Treat the totals with care.`,
    },
  },
  history: {
    title: 'Earlier fits',
    text: 'Models are fitted again every night, after imports and when a setting that they depend on changes.',
    day: 'Orders up to',
    trigger: 'Why',
    triggers: { night: 'Every night', import: 'After an import', asked: 'A setting changed' },
    used: 'Used',
    customers: 'Customers',
    error: 'Error beside the best simple rule',
    total: 'Foretold of what came',
    tooLittle: 'Too little data',
    running: 'Running',
    failed: 'Failed',
    current: 'In use',
    decayed: 'Less accurate',
  },
};
