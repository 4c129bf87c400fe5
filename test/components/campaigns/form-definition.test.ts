import { expect, test } from 'vitest';
import { toForm } from '#app/components/campaigns/campaign-form.ts';
import { toDefinition } from '#app/components/campaigns/form-definition.ts';
import { defaultDefinitions } from '#app/domain/campaigns/defaults.ts';
import { type CampaignDefinition, PLAYS } from '#app/domain/campaigns/definition.ts';
import { readDefinition } from '#app/domain/campaigns/read-definition.ts';

const full: CampaignDefinition = {
  ...defaultDefinitions['anniversary-discount'],
  trigger: { type: 'first-order-anniversary', localHour: 0 },
  audience: { type: 'rfm-groups', groups: ['champions', 'at_risk'] },
  conditions: [
    { type: 'min-orders', count: 3 },
    { type: 'days-since-last-message', days: 21 },
  ],
  limits: { perCustomer: null, total: 500 },
  holdoutShare: 0.125,
};

function withAmount(amountMinor: number): CampaignDefinition {
  const { action } = full;
  if (action.type !== 'discount-offer') throw new Error('another action');
  const value = { kind: 'amount', amountMinor } as const;
  const offer = { ...action.offer, value, minimumSubtotalMinor: amountMinor + 1 };
  return { ...full, action: { ...action, offer } };
}

test('a definition that is opened in the editor and saved is the same', () => {
  for (const play of PLAYS) {
    const definition = defaultDefinitions[play];
    expect(toDefinition(play, toForm('', definition, 2), 2)).toEqual(definition);
  }
  expect(toDefinition('anniversary-discount', toForm('', full, 2), 2)).toEqual(full);
});

test('money keeps every minor unit, in currencies with none, two and three decimals', () => {
  for (const exponent of [0, 2, 3]) {
    for (const amountMinor of [1, 10, 1999, 123_456_789]) {
      const definition = withAmount(amountMinor);
      const form = toForm('', definition, exponent);
      expect(toDefinition('anniversary-discount', form, exponent)).toEqual(definition);
    }
  }
});

test('what is typed and is no number reaches the server as it is, which names the field', () => {
  const form = {
    ...toForm('', full, 2),
    percent: 'lots',
    validDays: '',
    minimum: '9.999',
    holdoutPercent: '12,5',
  };
  const read = readDefinition(
    'anniversary-discount',
    toDefinition('anniversary-discount', form, 2),
  );
  expect(read.ok ? [] : read.errors).toEqual([
    { field: 'action.offer.value.share', code: 'not_a_number' },
    { field: 'action.offer.validDays', code: 'missing' },
    { field: 'action.offer.minimumSubtotalMinor', code: 'not_whole' },
  ]);
});
