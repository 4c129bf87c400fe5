import type { RfmGroup } from '#app/domain/rfm/groups.ts';
import type { ReadySegmentKey } from '#app/domain/segments/ready-segments.ts';

/** Words that several pages share. */
export const shared = {
  save: 'Save',
  discard: 'Discard',
  cancel: 'Cancel',
  loading: 'Loading',
  showTable: 'Show as table',
  showChart: 'Show as chart',
  whatIs: (term: string) => `What “${term}” means`,
  asOf: (day: string) => `As of ${day}`,
  saved: 'Saved',
  notSaved: 'Not saved: look at the marked fields.',
  unreadable: 'The request could not be read.',
  badAddress: {
    title: 'This address cannot be shown',
    withoutParameters: 'Show the page without them',
    home: 'Go to Home',
    parameter: (name: string, problem: string) => `${name}: ${problem}`,
  },
  problems: {
    needed: 'This is needed.',
    number: 'Enter a number.',
    amount: 'Enter an amount such as 12.50.',
    whole: 'Enter a whole number.',
    text: 'Enter text.',
    atLeast: (minimum: number) => `Enter ${minimum} or more.`,
    atMost: (maximum: number) => `Enter ${maximum} or less.`,
    tooLong: (maximum: number) => `At most ${maximum} characters.`,
    email: 'Enter an e-mail address such as hello@example.com.',
    oneOf: (allowed: string) => `Choose one of: ${allowed}.`,
    date: 'Enter a date such as 2026-11-22.',
    wrong: 'This is not what it should be.',
  },
  segmentNames: {
    'first-time': 'First-time customers',
    repeat: 'Repeat customers',
    'vip-and-loyal': 'VIP and loyal customers',
    'high-aov': 'High average order value',
    'big-spender': 'Big spenders',
    'discount-shopper': 'Discount shoppers',
    'full-price': 'Full-price customers',
    'checkout-abandoner': 'Checkout abandoners',
  } satisfies Record<ReadySegmentKey, string>,
  rfmGroups: {
    champions: {
      name: 'Champions',
      text: 'Bought lately, often and for much: your best customers.',
    },
    loyal: { name: 'Loyal', text: 'Buy often and for much, and not long ago.' },
    active: { name: 'Active', text: 'Bought lately, a few times.' },
    new: { name: 'New', text: 'Bought lately for the first time or for little.' },
    promising: { name: 'Promising', text: 'Bought fairly lately, once or for little.' },
    needs_attention: {
      name: 'Needs attention',
      text: 'Average in every way; the last order is some time ago.',
    },
    at_risk: { name: 'At risk', text: 'Used to buy regularly, but not for a long time.' },
    almost_lost: { name: 'Almost lost', text: 'Bought little, and that some time ago.' },
    previously_loyal: {
      name: 'Previously loyal',
      text: 'Bought often and for much, but not for a long time.',
    },
    dormant: { name: 'Dormant', text: 'Bought little, and that a long time ago.' },
    prospects: { name: 'Prospects', text: 'Have no order that counts yet.' },
  } satisfies Record<RfmGroup, { name: string; text: string }>,
};
