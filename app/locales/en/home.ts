/** The home page. */
export const home = {
  title: 'Home',
  figuresTitle: 'Your store',
  asOf: (time: string) => `As of ${time}`,
  noFigures: {
    title: 'Figures are on their way',
    text: 'They appear here as soon as the history of your store is read. You can leave this page.',
  },
  figures: {
    orders: {
      label: 'Orders',
      definition:
        'All orders that count: paid, not cancelled, no test orders and not gift cards alone.',
      note: (excluded: string) => `${excluded} left out`,
    },
    revenue: {
      label: 'Net revenue',
      definition:
        'What counted orders brought after discounts and refunds. Tax and shipping count only where your settings say so; tips and gift cards sold never do.',
      note: (refunded: string) => `${refunded} refunded`,
    },
    aov: {
      label: 'Average order value',
      definition: 'Net revenue divided by orders.',
    },
    frequency: {
      label: 'Purchase frequency',
      definition: (days: string) =>
        `Orders per buyer within the last ${days} days, among those who bought in them.`,
      note: (days: string) => `per ${days} days`,
    },
    repeatRate: {
      label: 'Repeat rate',
      definition: 'The share of buyers with more than one order.',
      note: (buyers: string) => `of ${buyers} buyers`,
    },
    historicClv: {
      label: 'Historic CLV',
      definition: 'What a buyer has brought so far on average, after refunds.',
      note: 'average per buyer',
    },
    clv12: {
      label: 'Classic CLV, 12 months',
      definition:
        'Average order value × purchase frequency, for one year: what a buyer is worth in a year at the present pace.',
    },
    clv24: {
      label: 'Classic CLV, 24 months',
      definition: 'Average order value × purchase frequency, for two years.',
    },
    lifetime: {
      label: 'Classic CLV, lifetime',
      definition: (years: string) =>
        `Average order value × purchase frequency × expected customer lifetime (${years} years; you can change it in Settings).`,
      note: (years: string) => `over ${years} years`,
    },
    gap: {
      label: 'Days between orders',
      definition: 'The median time from one order of a customer to the next.',
      note: 'median',
    },
  },
  revenue: {
    title: 'Revenue by month',
    text: 'Net revenue of counted orders.',
    month: 'Month',
    series: 'Net revenue',
  },
  groups: {
    title: 'Where your customers stand',
    text: 'RFM groups: how recently, how often and for how much they bought. Click one to see who.',
    customers: (count: string) => `${count} customers`,
    revenueShare: (share: string) => `${share} of revenue`,
  },
  segments: {
    title: 'Segments',
    all: 'All segments',
  },
  campaigns: {
    title: 'Live campaigns',
    all: 'All campaigns',
    emptyTitle: 'No campaign is live',
    empty:
      'A birthday discount, a cross-sell offer and loyalty points are ready to be switched on.',
    create: 'Choose a campaign',
    counts: (acted: string, heldBack: string, sent: string) =>
      `${acted} acted · ${heldBack} held back · ${sent} messages sent`,
  },
  todo: {
    reopen: {
      title: 'Shopify no longer answers us',
      text: 'Its access has expired. Open the app again from your Shopify admin to renew it.',
    },
    importing: {
      title: 'Your store’s history is being read',
      text: 'Figures become complete as it goes on. You can use the app meanwhile; no campaign starts from past orders.',
    },
    importFailed: {
      title: 'Reading your store’s history has failed',
      action: 'See what happened',
    },
    paused: {
      title: 'All sending is paused',
      text: (since: string) =>
        `Since ${since} no message leaves. Campaigns go on deciding; what is due waits.`,
      action: 'Open settings',
    },
    address: {
      title: 'Add your postal address',
      text: 'Marketing mail must name it, so campaigns cannot send before it is there.',
      action: 'Add the address',
    },
    history: {
      title: 'Only the last 60 days of orders can be read',
      text: 'Shopify has not granted this app access to all orders (read_all_orders), so older orders are missing from every figure.',
    },
    webhooks: {
      title: (count: string) => `${count} messages from Shopify could not be processed`,
      text: 'What they said is missing until the next comparison with Shopify.',
      action: 'See which',
    },
  },
};
