import { describe, expect, it } from 'vitest';
import { adjustedRSquared, share } from '../../../engine/stats/r-squared.js';

describe('adjusted R²', () => {
  it('takes the share away that predictors explain by chance, and may be negative', () => {
    expect(adjustedRSquared(0.5, 11, 5)).toBe(0);
    expect(adjustedRSquared(0.2, 11, 5)).toBeCloseTo(-0.6, 12);
    expect(adjustedRSquared(1, 11, 5)).toBe(1);
    expect(adjustedRSquared(0.3, 11, 0)).toBeCloseTo(0.3, 15);
  });

  it('does not exist without a degree of freedom', () => {
    expect(adjustedRSquared(1, 6, 5)).toBeNaN();
    expect(adjustedRSquared(1, 5, 5)).toBeNaN();
  });

  it('of a share that rounding put outside is a share', () => {
    expect([share(-1e-17), share(1 + 1e-15), share(0.4), share(NaN)]).toEqual([0, 1, 0.4, NaN]);
  });
});
