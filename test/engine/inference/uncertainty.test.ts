import { describe, expect, it } from 'vitest';
import type { TailCount } from '../../../engine/inference/p-values.js';
import { CountIntervals, countingError } from '../../../engine/inference/uncertainty.js';

const count = (extreme: number, nulls: number): TailCount => ({ extreme, nulls, side: 'upper' });
const of = (extreme: number, nulls: number, tail: 'two' | 'upper' = 'upper') => {
  const p = ((tail === 'two' ? 2 : 1) * Math.max(extreme, 1)) / nulls;
  return new CountIntervals().of(count(extreme, nulls), tail, p);
};

describe('the interval of a counted p', () => {
  it('is that of Clopper and Pearson', () => {
    // Known values: 3 of 10 gives .0667 to .6525; 0 of 20 gives 0 to 1 − .025^(1/20) = .1684.
    const [low, high] = of(3, 10);
    expect(low).toBeCloseTo(0.0667395, 7);
    expect(high).toBeCloseTo(0.6524529, 7);
    expect(of(0, 20)).toEqual([0, expect.closeTo(0.1684335, 7)]);
    expect(of(20, 20)).toEqual([expect.closeTo(1 - 0.1684335, 7), 1]);
  });

  it('is twice as wide for two tails, and ends at 1', () => {
    const [low, high] = of(3, 100);
    expect(of(3, 100, 'two')).toEqual([2 * low, 2 * high]);
    expect(of(45, 100, 'two')[1]).toBe(1);
  });

  it('always holds the p that is reported', () => {
    const intervals = new CountIntervals();
    for (const [extreme, p] of [
      [0, 0.1],
      [10, 0.9],
      [5, 0.9],
    ] as const) {
      const [low, high] = intervals.of(count(extreme, 10), 'two', p);
      expect(low).toBeLessThanOrEqual(p);
      expect(high).toBeGreaterThanOrEqual(p);
    }
  });

  it('covers the true share at least 95 % of the time', () => {
    // Exact coverage of all counts, m = 50.
    const intervals = new CountIntervals();
    for (const share of [0.02, 0.05, 0.31, 0.5]) {
      let covered = 0;
      let probability = (1 - share) ** 50;
      for (let c = 0; c <= 50; c++) {
        const [low, high] = intervals.of(count(c, 50), 'upper', c / 50);
        if (low <= share && share <= high) covered += probability;
        probability *= ((50 - c) / (c + 1)) * (share / (1 - share));
      }
      expect(covered).toBeGreaterThanOrEqual(0.95);
    }
  });
});

describe('the standard error of a counted p', () => {
  it('is that of a share, of half of p for two tails', () => {
    expect(countingError(0.04, 1000, 'upper')).toBeCloseTo(Math.sqrt((0.04 * 0.96) / 1000), 15);
    expect(countingError(0.04, 1000, 'two')).toBeCloseTo(2 * Math.sqrt((0.02 * 0.98) / 1000), 15);
  });
});
