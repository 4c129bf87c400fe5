import { expect, test } from 'vitest';
import { dueFit, type FitStanding, lastWholeDay } from '#app/domain/clv/fit-schedule.ts';

const standing: FitStanding = {
  timezone: 'America/New_York',
  askedBy: null,
  askedAt: null,
  isRecomputing: false,
  hasJustFailed: false,
  observationEnd: '2026-03-06',
};
const BEFORE_THREE = new Date('2026-03-08T06:59:00Z');
/** The clocks jump from two to three at this instant. */
const THREE = new Date('2026-03-08T07:00:00Z');

test('a shop is due once a day, from three in its own night', () => {
  expect(dueFit(standing, BEFORE_THREE)).toBeNull();
  expect(dueFit(standing, THREE)).toBe('night');
  const observationEnd = lastWholeDay(standing, THREE);
  expect(observationEnd).toBe('2026-03-07');
  expect(dueFit({ ...standing, observationEnd }, THREE)).toBeNull();
  expect(dueFit({ ...standing, observationEnd: null }, THREE)).toBe('night');
});

test('one that was asked for waits for no night', () => {
  const asked: FitStanding = { ...standing, askedBy: 'import', observationEnd: '2026-03-07' };
  expect(dueFit(asked, BEFORE_THREE)).toBe('import');
});

test('figures come first, and a failure is not repeated at once', () => {
  const asked: FitStanding = { ...standing, askedBy: 'asked' };
  expect(dueFit({ ...asked, isRecomputing: true }, THREE)).toBeNull();
  expect(dueFit({ ...asked, hasJustFailed: true }, THREE)).toBeNull();
});
