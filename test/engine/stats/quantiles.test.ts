import { describe, expect, it } from 'vitest';
import { Pcg64 } from '../../../engine/nulls/rng/pcg64.js';
import {
  median,
  medianAbsoluteDeviation,
  quantile,
  sortedPresent,
} from '../../../engine/stats/quantiles.js';

describe('order statistics', () => {
  it('leave out missing values', () => {
    expect([...sortedPresent([3, NaN, 1, 2, NaN])]).toEqual([1, 2, 3]);
  });

  it('interpolate like numpy.percentile', () => {
    const sorted = Float64Array.from([1, 2, 4, 8]);
    const at = [0, 0.25, 0.5, 0.99, 1].map((share) => quantile(sorted, share));
    [1, 1.75, 3, 7.88, 8].forEach((value, i) => expect(at[i]).toBeCloseTo(value, 12));
    expect(quantile(new Float64Array(0), 0.5)).toBeNaN();
  });

  it('give a MAD that equals the median of sorted deviations', () => {
    const rng = new Pcg64(1);
    for (let n = 1; n < 40; n++) {
      const sorted = sortedPresent(Array.from({ length: n }, () => Math.floor(rng.random() * 12)));
      const centre = median(sorted);
      const expected = median(sortedPresent(Array.from(sorted, (v) => Math.abs(v - centre))));
      expect(medianAbsoluteDeviation(sorted)).toBe(expected);
    }
  });
});
