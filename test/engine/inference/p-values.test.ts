import { describe, expect, it } from 'vitest';
import { permutationP } from '../../../engine/inference/p-values.js';

const nulls = Float64Array.from([-2, -1, 0, 1, 2, 3, 4, 5, 6, 7]);

describe('permutationP', () => {
  it('counts nulls at least as extreme, without adding one', () => {
    expect(permutationP(5, nulls, 'upper')).toBe(0.3);
    expect(permutationP(-1, nulls, 'lower')).toBe(0.2);
    expect(permutationP(5, nulls, 'two')).toBe(0.6);
  });

  it('is never below 1/m nor above 1 − 1/m', () => {
    expect(permutationP(100, nulls, 'upper')).toBe(0.1);
    expect(permutationP(-100, nulls, 'upper')).toBe(0.9);
    expect(permutationP(2.5, nulls, 'two')).toBe(0.9);
  });

  it('counts a null within 1e-10 as a tie, in both tails', () => {
    expect(permutationP(5 + 5e-11, nulls, 'upper')).toBe(0.3);
    expect(permutationP(5 - 5e-11, nulls, 'lower')).toBe(0.8);
    expect(permutationP(5 + 5e-9, nulls, 'upper')).toBe(0.2);
  });

  it('leaves missing nulls out of m', () => {
    expect(permutationP(5, [NaN, ...nulls, NaN], 'upper')).toBe(0.3);
  });

  it('is missing when the observed value or every null is missing', () => {
    expect(permutationP(NaN, nulls, 'two')).toBeNaN();
    expect(permutationP(1, [NaN, NaN], 'two')).toBeNaN();
  });

  it('of a single null are 1: nothing can be told from it', () => {
    expect(permutationP(5, [0], 'upper')).toBe(1);
    expect(permutationP(5, [9], 'two')).toBe(1);
  });
});
