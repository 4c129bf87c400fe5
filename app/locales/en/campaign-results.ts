/** The page of one campaign: how it stands, what it did, what came of it. */
export const campaignResults = {
  back: 'Campaigns',
  edit: 'Edit',
  activate: 'Activate',
  pause: 'Pause',
  resume: 'Activate again',
  archive: 'Archive',
  draftNote: {
    title: 'Saved as a draft',
    text: 'Nothing is sent until you activate it.',
  },
  planning: 'Looking through all customers for their occasions. This page refreshes itself.',
  changed: {
    active: 'Campaign activated',
    paused: 'Campaign paused',
    archived: 'Campaign archived',
  },
  unchanged: {
    active: 'It was active already',
    paused: 'It was paused already',
    archived: 'It was archived already',
  },
  refusals: {
    archived_is_final: 'An archived campaign stays archived. Create a new one instead.',
    never_active: 'A campaign that was never active cannot be paused.',
    sender_address_missing:
      'Enter your postal address in Settings first: the law wants it in every marketing mail.',
  },
  confirmActivate: {
    title: 'Activate this campaign?',
    mail: 'From now on each customer gets the mail and the code when their day comes. Past occasions start nothing.',
    points: 'From now on paid orders earn points. Orders paid before earn none.',
    holdout: (share: string) => `${share} of customers are held back by chance and get nothing.`,
    button: 'Activate',
  },
  confirmPause: {
    title: 'Pause this campaign?',
    mail: 'Occasions that come while it is paused are skipped, and not made up for later. What was already decided still goes out.',
    points:
      'Orders paid while it is paused earn no points. Points that were earned stay, and can be spent.',
    button: 'Pause',
  },
  confirmArchive: {
    title: 'Archive this campaign?',
    text: 'It ends for good: nothing more is decided, and mail that has not left is not sent. Codes that customers have keep working until they expire. The results stay.',
    button: 'Archive',
  },
  summary: {
    title: 'What it does',
    when: 'When',
    who: 'For',
    offer: 'Offer',
    mail: 'Mail',
    products: 'Products',
    limits: 'Limits',
    holdout: 'Holdout group',
    earning: 'Earning',
    atHour: (occasion: string, hour: string) => `${occasion}, ${hour} their time`,
    afterDays: (days: number) =>
      days === 1 ? '1 day after fulfilment' : `${days} days after fulfilment`,
    orderPaid: 'When an order is paid',
    segments: (names: string) => `Customers in ${names}`,
    minOrders: (count: number) =>
      count === 1 ? 'with at least 1 order' : `with at least ${count} orders`,
    lastMessage: (days: number) => `no message within ${days} days`,
    discount: (value: string, days: number) => `${value} off, valid for ${days} days`,
    fromMinimum: (amount: string) => `on orders from ${amount}`,
    noOffer: 'No discount',
    productCount: (count: number, support: number) =>
      `${count} products bought together at least ${support} times`,
    perCustomer: (count: number, days: number) =>
      count === 1
        ? `Once within ${days} days per customer`
        : `${count} times within ${days} days per customer`,
    total: (count: string) => `${count} in all`,
    noLimits: 'None',
    held: (share: string) => `${share} of customers`,
    noHoldout: 'None',
    rule: (points: string, unit: string, days: string) =>
      `${points} points per ${unit} spent, pending for ${days} days`,
  },
  effect: {
    title: 'What it brings',
    text: (days: number) =>
      `Customers who got the campaign beside the holdout group, which got nothing: orders within ${days} days of the occasion.`,
    treatment: 'Got it',
    holdout: 'Held back',
    customers: 'Customers',
    buyers: 'Bought',
    rate: 'Share that bought',
    orders: 'Orders',
    revenue: 'Revenue per customer',
    difference: 'Difference',
    points: (difference: string) => `${difference} points`,
    noHoldout:
      'There is no holdout group, so nobody can tell what would have happened without the campaign.',
    tooEarly: (needed: number) =>
      `Too early to say: both groups need at least ${needed} customers before a comparison means anything.`,
    unclear: (low: string, high: string) =>
      `No clear difference yet: the share that bought differs by between ${low} and ${high} percentage points, and chance alone could explain that.`,
    more: (low: string, high: string) =>
      `More of those who got it bought: by ${low} to ${high} percentage points, more than chance explains.`,
    fewer: (low: string, high: string) =>
      `Fewer of those who got it bought: by ${low} to ${high} percentage points, more than chance explains.`,
  },
  figures: {
    waiting: { label: 'To come', definition: 'Occasions that are planned and not decided yet.' },
    acted: { label: 'Acted', definition: 'Occasions at which the customer was to get it.' },
    heldBack: { label: 'Held back', definition: 'Customers of the holdout group, at their day.' },
    skipped: {
      label: 'Skipped',
      definition: 'Occasions at which something spoke against it; see why below.',
    },
  },
  why: {
    title: 'Decisions, and why',
    none: 'Nothing has been decided yet. Decisions are made when a customer’s day comes.',
    show: 'Show these',
    count: (count: number, text: string) => (count === 1 ? '1 decision' : `${text} decisions`),
  },
  outcomes: { act: 'Acted', 'hold-back': 'Held back', skip: 'Skipped', waiting: 'To come' },
  codes: {
    title: 'Codes',
    issued: 'Issued',
    active: 'Can be used',
    used: 'Used',
    expired: 'Expired',
  },
  messages: {
    title: 'Mails',
    sent: 'Sent',
    sending: 'Being sent',
    failed: 'Failed',
    uncertain: 'Uncertain',
    uncertainTitle: (count: number, text: string) =>
      count === 1 ? '1 mail may not have arrived' : `${text} mails may not have arrived`,
    uncertainText:
      'The app or the connection stopped while it was being handed over. It was not sent again, so that nobody gets it twice. Look below whom it concerns and decide.',
    showUncertain: 'Show them',
  },
  problems: { title: 'What did not leave', code: 'Code', message: 'Mail' },
  effectKinds: { 'discount-code': 'Code', message: 'Mail', consent: 'Consent' },
  list: {
    title: 'Customers',
    resource: { singular: 'decision', plural: 'decisions' },
    filter: 'Show',
    all: 'All decided',
    uncertain: 'Uncertain mails',
    reason: (sentence: string) => `Reason: ${sentence}`,
    customer: 'Customer',
    occasion: 'Occasion',
    outcome: 'Decision',
    what: 'What came of it',
    unnamed: 'No name',
    none: 'No decision fits.',
    first: 'First page',
    next: 'Next page',
    code: (code: string) => `Code ${code}`,
    mailSent: 'Mail sent',
    sendAgain: 'Send again',
    sendAgainTitle: 'Send this mail again?',
    sendAgainText:
      'It may have arrived the first time; then the customer gets it twice. Consent, limits of sending and the validity of the code are checked once more.',
    planned: 'The mail will be sent again',
    notUncertain: 'This mail is no longer uncertain',
  },
  versions: {
    title: 'Versions',
    text: 'Each change holds from the moment it was saved; what was decided before stays as it was.',
    version: (number: number) => `Version ${number}`,
    current: 'In force',
    changed: (parts: string) => `Changed: ${parts}`,
    first: 'First version',
    parts: {
      trigger: 'when it starts',
      audience: 'audience',
      conditions: 'conditions',
      action: 'offer and mail',
      limits: 'limits',
      holdoutShare: 'holdout group',
    },
  },
  points: {
    title: 'Points',
    text: 'Balances, the ledger and rewards stand on the Loyalty page.',
    open: 'Open Loyalty',
  },
};
