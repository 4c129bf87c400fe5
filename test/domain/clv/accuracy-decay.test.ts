import { expect, test } from 'vitest';
import { accuracyDecay, type FitAccuracy, fitAccuracyOf } from '#app/domain/clv/accuracy-decay.ts';
import { aStoreFit, OBSERVATION_END } from '#test/support/fits.ts';

const TODAY = 20_785;

function fitOf(daysAgo: number, figures: Partial<FitAccuracy> = {}): FitAccuracy {
  const observationEnd = TODAY - daysAgo;
  return { observationEnd, relativeError: 0.8, totalRatio: 1.05, ...figures };
}

const steady = Array.from({ length: 60 }, (_, at) => fitOf(at + 1));

test('a fit like those before says nothing, nor does a better one', () => {
  expect(accuracyDecay(fitOf(0), steady)).toBeNull();
  expect(accuracyDecay(fitOf(0, { relativeError: 0.4, totalRatio: 1 }), steady)).toBeNull();
});

test('an error more than 15 % above the usual is told, with both figures', () => {
  expect(accuracyDecay(fitOf(0, { relativeError: 0.91 }), steady)).toBeNull();
  expect(accuracyDecay(fitOf(0, { relativeError: 0.93 }), steady)).toEqual({
    kind: 'error',
    now: 0.93,
    usual: 0.8,
  });
});

test.each([0.75, 1.3])(
  'a total that is %d of what came is told where that is not usual',
  (ratio) => {
    expect(accuracyDecay(fitOf(0, { totalRatio: ratio }), steady)).toMatchObject({ kind: 'total' });
    const always = steady.map((each) => ({ ...each, totalRatio: ratio }));
    expect(accuracyDecay(fitOf(0, { totalRatio: ratio }), always)).toBeNull();
  },
);

test('decay is seen also where it came day by day', () => {
  const creeping = steady.map((each, at) => ({
    ...each,
    relativeError: 1 - 0.01 * Math.min(at, 20),
  }));
  expect(accuracyDecay(fitOf(0, { relativeError: 1.01 }), creeping)).toMatchObject({
    kind: 'error',
  });
});

test('with fewer than three earlier fits, or only distant ones, nothing is said', () => {
  const worse = fitOf(0, { relativeError: 2 });
  expect(accuracyDecay(worse, [fitOf(8), fitOf(9), fitOf(1), fitOf(2)])).toBeNull();
  expect(accuracyDecay(worse, [fitOf(130), fitOf(140), fitOf(150)])).toBeNull();
  expect(accuracyDecay(worse, [fitOf(8), fitOf(9), fitOf(10)])).not.toBeNull();
});

test('a fit is measured against the best naive baseline on the shop’s own past', () => {
  const fit = aStoreFit();
  expect(fitAccuracyOf(fit)).toEqual({
    observationEnd: OBSERVATION_END,
    relativeError: 0.8,
    totalRatio: 1,
  });
  expect(fitAccuracyOf(aStoreFit({ predictor: 'cohort-mean' }))?.relativeError).toBe(1);
  expect(fitAccuracyOf(aStoreFit({ accuracy: null }))).toBeNull();
});
