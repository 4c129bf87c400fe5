import type { CampaignStatus, Play } from '#app/domain/campaigns/definition.ts';

/** The list of campaigns, the gallery of plays, and words that all campaign pages share. */
export const campaigns = {
  title: 'Campaigns',
  create: 'Create campaign',
  resource: { singular: 'campaign', plural: 'campaigns' },
  statuses: {
    draft: 'Draft',
    active: 'Active',
    paused: 'Paused',
    archived: 'Archived',
  } satisfies Record<CampaignStatus, string>,
  plays: {
    'anniversary-discount': {
      name: 'Anniversary discount',
      text: 'On a customer’s birthday, or on the day of their first order, sends a code that only they can use.',
    },
    'cross-sell-offer': {
      name: 'Cross-sell offer',
      text: 'After an order is fulfilled, shows the products that others bought together with it, with a code if you like.',
    },
    'loyalty-points': {
      name: 'Loyalty points',
      text: 'Gives points for every paid order. Customers spend them on rewards; refunds take them back.',
    },
  } satisfies Record<Play, { name: string; text: string }>,
  columns: {
    name: 'Campaign',
    status: 'Status',
    entered: 'Reached their day',
    acted: 'Acted',
    heldBack: 'Held back',
    messages: 'Mails sent',
    codes: 'Codes used',
    revenue: 'Revenue with codes',
  },
  recent: 'Figures are those of the last 30 days.',
  waiting: (count: number, text: string) => (count === 1 ? '1 to come' : `${text} to come`),
  planning: 'Looking through all customers …',
  summary: (acted: string, messages: string, revenue: string) =>
    `${acted} acted · ${messages} mails · ${revenue}`,
  emptyTitle: 'Start with a play that fits your store',
  emptyText:
    'Each is ready to use: look at the mail, see who would get it, and switch it on. Nothing is sent before that.',
  gallery: {
    title: 'Start another campaign',
    chooseTitle: 'Create campaign',
    inYourStore: 'In your store',
    create: 'Set up',
    open: 'Open the programme',
    onlyOne: 'There is one programme per store; it is set up already.',
    birthdays: (known: string, reachable: string) =>
      `${known} birthdays known, ${reachable} of them subscribed to your mail`,
    buyers: (count: string) => `${count} customers with a first order to celebrate`,
    subscribed: (count: string, all: string) => `${count} of ${all} customers subscribed`,
    pairs: (pairs: string, products: string) =>
      `${pairs} pairs bought together at least three times, for ${products} products`,
    noPairs: 'No products were bought together at least three times yet',
    orders: (count: string) => `${count} orders in the last 30 days`,
    repeat: (count: string) => `${count} customers have bought before`,
  },
  sendingPaused: {
    title: 'All sending is paused',
    text: 'Campaigns still decide, but no mail leaves until you switch sending on again in Settings.',
    action: 'Open settings',
  },
  addressMissing: {
    title: 'Your postal address is missing',
    text: 'The law wants it in every marketing mail, so no campaign that sends mail can be activated yet.',
    action: 'Enter the address',
  },
};
