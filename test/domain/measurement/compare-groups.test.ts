import { describe, expect, test } from 'vitest';
import { compareGroups } from '#app/domain/measurement/compare-groups.ts';

describe('comparing those who got a campaign with the holdout group', () => {
  test('says nothing of small groups', () => {
    const result = compareGroups({ customers: 500, buyers: 400 }, { customers: 29, buyers: 0 });
    expect(result).toEqual({ verdict: 'too_early', needed: 30 });
  });

  test('says that there is no holdout group', () => {
    const result = compareGroups({ customers: 500, buyers: 40 }, { customers: 0, buyers: 0 });
    expect(result).toEqual({ verdict: 'no_holdout_group' });
  });

  test('finds a clear effect, with the interval worked by hand', () => {
    const result = compareGroups({ customers: 998, buyers: 149 }, { customers: 998, buyers: 99 });
    // Adjusted shares 150/1000 and 100/1000: 0.05 ± 1.96 × √(0.1275/1000 + 0.09/1000).
    expect(result).toEqual({
      verdict: 'more',
      low: expect.closeTo(0.021095, 5),
      high: expect.closeTo(0.078905, 5),
    });
  });

  test('finds the opposite with the groups exchanged', () => {
    const result = compareGroups({ customers: 998, buyers: 99 }, { customers: 998, buyers: 149 });
    expect(result).toMatchObject({ verdict: 'fewer', high: expect.closeTo(-0.021095, 5) });
  });

  test('claims nothing where chance explains it, nor beyond what shares can be', () => {
    const same = compareGroups({ customers: 40, buyers: 8 }, { customers: 40, buyers: 7 });
    expect(same.verdict).toBe('unclear');
    const all = compareGroups({ customers: 30, buyers: 30 }, { customers: 30, buyers: 0 });
    expect(all).toMatchObject({ verdict: 'more', high: 1 });
  });
});
