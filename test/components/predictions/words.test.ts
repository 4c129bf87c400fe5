import { expect, test } from 'vitest';
import { describePrediction } from '#app/components/customer/prediction-words.ts';
import { describeAccuracy } from '#app/components/predictions/accuracy-words.ts';
import { createFormats } from '#app/components/shared/formats.ts';
import type { CandidateAccuracy } from '#app/domain/clv/accuracy/accuracy-card.ts';
import type { FittedStore } from '#app/domain/clv/store-fit.ts';
import { messagesFor } from '#app/locales/index.ts';
import { aStoreFit } from '#test/support/fits.ts';

const messages = messagesFor('en');
const formats = createFormats({
  currency: 'USD',
  currencyExponent: 2,
  locale: 'en',
  timezone: 'UTC',
});

function describe(fit: FittedStore): string {
  const days = { observationEnd: '2026-11-27', calibrationEnd: '2026-05-31', expectedOn: null };
  return describeAccuracy({ fit, ...days, alert: null }, messages, formats).join(' ');
}

/** A fit whose candidates have these mean absolute errors, best first, used first. */
function fitWith(errors: [CandidateAccuracy['predictor'], number][]): FittedStore {
  const fit = aStoreFit();
  const [model] = fit.accuracy?.candidates ?? [];
  if (!fit.accuracy || !model) throw new Error('no accuracy');
  const candidates = errors.map(([predictor, meanAbsoluteError]) => ({
    ...model,
    predictor,
    purchases: { ...model.purchases, meanAbsoluteError, predicted: 90, bias: -0.1 },
  }));
  const predictor = errors[0]?.[0] ?? fit.predictor;
  return { ...fit, predictor, accuracy: { ...fit.accuracy, candidates } };
}

test('the model that won is named with by how much, and how far the total was off', () => {
  const text = describe(
    fitWith([
      ['bg-nbd', 0.6],
      ['classic', 1],
      ['cohort-mean', 0.8],
    ]),
  );
  expect(text).toContain('BG/NBD is used: its error per customer is 25% below');
  expect(text).toContain('(Average of the cohort)');
  expect(text).toContain('It foretold 90 orders in all; 100 came (10% too few).');
  expect(text).toContain('81% of customers');
});

test('where a simple rule did better it is said, and no interval is claimed for it', () => {
  const text = describe(
    fitWith([
      ['last-period', 0.6],
      ['bg-nbd', 0.7],
    ]),
  );
  expect(text).toMatch(/^No model did better than the simple rule “Same as last period”/);
  expect(text).not.toContain('80% range');
});

test('a model that won otherwise than by its error does not boast of it', () => {
  const text = describe(
    fitWith([
      ['bg-nbd', 0.66],
      ['cohort-mean', 0.6],
    ]),
  );
  expect(text).toContain('10% above that of “Average of the cohort”');
});

test('without a check on the past it says that nothing is known', () => {
  expect(describe(aStoreFit({ accuracy: null }))).toMatch(/^Your history is too short/);
});

const prediction = {
  horizonDays: 365,
  expectedPurchasesLower: 2,
  expectedPurchasesUpper: 5,
  predictedClvLowerMinor: 8_000,
  predictedClvUpperMinor: 26_049,
};

test.each([
  [{}, 'Likely 2 to 5 orders in the next year, worth $80 to $260.'],
  [{ horizonDays: 90 }, 'Likely 2 to 5 orders in the next 90 days, worth $80 to $260.'],
  [
    { expectedPurchasesLower: 0, expectedPurchasesUpper: 1, predictedClvLowerMinor: 20 },
    'Likely up to 1 order in the next year, worth up to $260.',
  ],
  [{ expectedPurchasesLower: 0, expectedPurchasesUpper: 0 }, 'Likely no order in the next year.'],
  [
    { expectedPurchasesLower: 1, expectedPurchasesUpper: 1, predictedClvLowerMinor: null },
    'Likely 1 order in the next year.',
  ],
])('a customer’s ranges in words: %j', (change, sentence) => {
  expect(describePrediction({ ...prediction, ...change }, messages, formats)).toBe(sentence);
});
