import type { DecisionReason, EffectReason, Outcome } from '#app/domain/campaigns/decision.ts';

/** Why something was sent, or was not: one sentence per reason. */
export const decisions = {
  outcomes: {
    act: 'Sent',
    'hold-back': 'Held back',
    skip: 'Skipped',
  } satisfies Record<Outcome, string>,
  waiting: (date: string) => `Will be decided ${date}`,
  reasons: {
    occasion_reached: 'The day had come and everything the campaign asks for held.',
    held_out:
      'Belongs to the holdout group, which gets nothing so that the effect can be measured.',
    campaign_paused: 'The campaign was not active at the time.',
    moment_passed: 'The moment had passed by more than a day before it could be decided.',
    customer_gone: 'The customer was deleted or merged into another one.',
    guest_customer: 'Ordered as a guest: a code cannot be bound to someone without an account.',
    no_email_address: 'There is no e-mail address.',
    no_email_consent: 'Had not subscribed to marketing mail.',
    not_in_audience: 'Was not in the campaign’s audience at the time.',
    too_few_orders: 'Had fewer orders than the campaign asks for.',
    messaged_recently: 'Had got another message too recently.',
    customer_limit_reached: 'Had already got this campaign as often as its limit allows.',
    cap_reached: 'The campaign had used up its total limit.',
    order_cancelled: 'The order was cancelled.',
    order_returned: 'Everything in the order was returned.',
    nothing_to_recommend: 'No product fits the order well enough, is in stock and not owned yet.',
  } satisfies Record<DecisionReason, string>,
  effectStates: {
    planned: 'Planned',
    attempting: 'Under way',
    done: 'Done',
    failed: 'Failed',
    skipped: 'Skipped',
    uncertain: 'Uncertain',
    cancelled: 'Cancelled',
  },
  effectReasons: {
    no_email_address: 'There was no e-mail address when it was to be sent.',
    no_email_consent: 'Had unsubscribed by the time it was to be sent.',
    customer_gone: 'The customer had been deleted.',
    campaign_archived: 'The campaign had been archived.',
    offer_expired: 'The offer had expired before it could be sent.',
    code_failed: 'Its discount code could not be created.',
    code_taken: 'Another discount in Shopify has the same code.',
    refused_by_shopify: 'Shopify refused it.',
    refused_by_mail_server: 'The mail server refused it for good.',
    template_broken: 'A text of the campaign could not be filled in.',
    nothing_to_recommend: 'None of its products could be bought any more.',
    crashed_while_sending: 'The app stopped while sending: it may or may not have arrived.',
    connection_lost_while_sending:
      'The connection broke while sending: it may or may not have arrived.',
  } satisfies Record<EffectReason, string>,
};
