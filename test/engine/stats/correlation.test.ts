import { describe, expect, it } from 'vitest';
import { centred, pearson } from '../../../engine/stats/correlation.js';

describe('pearson', () => {
  it('is 1 for a line, −1 for a falling line, and symmetric', () => {
    expect(pearson([1, 2, 3], [2, 4, 6])).toBeCloseTo(1, 15);
    expect(pearson([1, 2, 3], [3, 2, 1])).toBeCloseTo(-1, 15);
    expect(pearson([1, 5, 2, 8], [3, 1, 9, 2])).toBe(pearson([3, 1, 9, 2], [1, 5, 2, 8]));
  });

  it('uses the places where both are present', () => {
    expect(pearson([1, NaN, 2, 4, 9], [2, 5, 1, NaN, 3])).toBe(pearson([1, 2, 9], [2, 1, 3]));
  });

  it('is missing for a constant map, also one that is constant up to rounding', () => {
    expect(pearson([5, 5, 5], [1, 2, 3])).toBeNaN();
    expect(pearson([1e6 + 1e-9, 1e6, 1e6], [1, 2, 3])).toBeNaN();
  });

  it('is missing when fewer than three places are shared: two always give ±1', () => {
    expect(pearson([1, NaN], [NaN, 2])).toBeNaN();
    expect(pearson([1, 5, NaN], [7, 2, 3])).toBeNaN();
    expect(pearson([1, 5, 2], [7, 2, 3])).not.toBeNaN();
  });
});

describe('centred', () => {
  it('makes a constant map exactly zero', () => {
    expect([...centred([0.1, 0.1, 0.1, NaN])]).toEqual([0, 0, 0, NaN]);
  });
});
