import { expect, test } from 'vitest';
import { assignGroup, drawShare } from '#app/domain/campaigns/holdout.ts';

const campaignId = '00000000-0000-4000-8000-000000000001';
const customers = Array.from({ length: 20_000 }, (_, index) => String(7_000_000_000 + index));

test('the share held out is the share asked for', () => {
  for (const share of [0, 0.05, 0.1, 0.5]) {
    const held = customers.filter(
      (customerId) =>
        assignGroup({ shopId: '1', campaignId, customerId }, share, null) === 'holdout',
    );
    // Four standard deviations of a binomial.
    const spread = 4 * Math.sqrt((share * (1 - share)) / customers.length);
    expect(Math.abs(held.length / customers.length - share)).toBeLessThanOrEqual(spread);
  }
});

test('the draw is the same each time, and independent between campaigns', () => {
  const draw = (campaign: string) => customers.map((id) => drawShare('1', campaign, id) < 0.5);
  const first = draw(campaignId);
  expect(draw(campaignId)).toEqual(first);
  const second = draw('00000000-0000-4000-8000-000000000002');
  const agreeing = first.filter((value, index) => value === second[index]).length;
  expect(Math.abs(agreeing / customers.length - 0.5)).toBeLessThan(0.02);
});

test('what was assigned before holds when the share changes', () => {
  for (const customerId of customers.slice(0, 100)) {
    const draw = { shopId: '1', campaignId, customerId };
    expect(assignGroup(draw, 0, 'holdout')).toBe('holdout');
    expect(assignGroup(draw, 0.5, 'treatment')).toBe('treatment');
  }
});
