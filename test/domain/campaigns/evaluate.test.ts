import { expect, test } from 'vitest';
import { defaultDefinitions } from '#app/domain/campaigns/defaults.ts';
import {
  type CustomerSnapshot,
  type EvaluationInput,
  evaluateOccasion,
} from '#app/domain/campaigns/evaluate.ts';

const at = '2027-03-10T10:00:00Z';

function aCustomer(overrides: Partial<CustomerSnapshot> = {}): CustomerSnapshot {
  return {
    customerId: '7',
    gone: false,
    hasEmail: true,
    emailConsent: 'subscribed',
    emailConsentAt: '2025-01-01T00:00:00Z',
    countedOrders: 3,
    segmentKeys: ['repeat'],
    rfmGroup: 'champions',
    messagedAt: [],
    actedAt: [],
    ...overrides,
  };
}

function anInput(overrides: Partial<EvaluationInput> = {}): EvaluationInput {
  const base = defaultDefinitions['anniversary-discount'];
  return {
    definition: { ...base, conditions: [], limits: { perCustomer: null, total: null } },
    status: 'active',
    occasionAt: at,
    now: '2027-03-10T10:05:00Z',
    settlingMinutes: 5,
    group: 'treatment',
    customer: aCustomer(),
    actedInAll: 0,
    order: null,
    recommendable: null,
    ...overrides,
  };
}

const { definition } = anInput();
const afterwards = '2027-03-10T10:02:00Z';

test.each<[string, Partial<EvaluationInput>, string]>([
  ['all is well', {}, 'occasion_reached'],
  ['a day and the delay late', { now: '2027-03-11T10:05:00Z' }, 'occasion_reached'],
  ['later than that', { now: '2027-03-11T10:05:01Z' }, 'moment_passed'],
  ['paused', { status: 'paused' }, 'campaign_paused'],
  ['no such customer', { customer: null }, 'customer_gone'],
  ['a guest', { customer: aCustomer({ customerId: '-7' }) }, 'guest_customer'],
  ['pending consent', { customer: aCustomer({ emailConsent: 'pending' }) }, 'no_email_consent'],
  [
    'consent given after the occasion',
    { customer: aCustomer({ emailConsentAt: afterwards }) },
    'no_email_consent',
  ],
  [
    'consent withdrawn after the occasion',
    { customer: aCustomer({ emailConsent: 'unsubscribed', emailConsentAt: afterwards }) },
    'occasion_reached',
  ],
  [
    'another segment',
    { definition: { ...definition, audience: { type: 'segments', keys: ['vip'] } } },
    'not_in_audience',
  ],
  [
    'one of the segments',
    { definition: { ...definition, audience: { type: 'segments', keys: ['vip', 'repeat'] } } },
    'occasion_reached',
  ],
  [
    'another group',
    { definition: { ...definition, audience: { type: 'rfm-groups', groups: ['dormant'] } } },
    'not_in_audience',
  ],
  [
    'too few orders',
    { definition: { ...definition, conditions: [{ type: 'min-orders', count: 4 }] } },
    'too_few_orders',
  ],
  [
    'a message six days ago',
    {
      definition: { ...definition, conditions: [{ type: 'days-since-last-message', days: 7 }] },
      customer: aCustomer({ messagedAt: ['2027-03-04T10:00:00Z'] }),
    },
    'messaged_recently',
  ],
  [
    'a message exactly seven days ago',
    {
      definition: { ...definition, conditions: [{ type: 'days-since-last-message', days: 7 }] },
      customer: aCustomer({ messagedAt: ['2027-03-03T10:00:00Z'] }),
    },
    'occasion_reached',
  ],
  [
    'the customer’s limit',
    {
      definition: { ...definition, limits: { perCustomer: { count: 1, days: 30 }, total: null } },
      customer: aCustomer({ actedAt: ['2027-03-01T10:00:00Z'] }),
    },
    'customer_limit_reached',
  ],
  [
    'the total limit',
    { definition: { ...definition, limits: { perCustomer: null, total: 5 } }, actedInAll: 5 },
    'cap_reached',
  ],
  ['a cancelled order', { order: { cancelled: true, returned: false } }, 'order_cancelled'],
  ['a returned order', { order: { cancelled: false, returned: true } }, 'order_returned'],
  ['nothing that fits', { recommendable: 0 }, 'nothing_to_recommend'],
  ['held out', { group: 'holdout' }, 'held_out'],
  ['held out but not eligible', { group: 'holdout', recommendable: 0 }, 'nothing_to_recommend'],
])('%s', (_, overrides, reason) => {
  expect(evaluateOccasion(anInput(overrides)).reason).toBe(reason);
});
