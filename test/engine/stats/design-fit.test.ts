import { describe, expect, it } from 'vitest';
import { RandomState } from '../../../engine/nulls/rng/mt19937.js';
import { DesignFit } from '../../../engine/stats/design-fit.js';

const generator = new RandomState(3);
const random = (n = 20): Float64Array => Float64Array.from({ length: n }, () => generator.normal());
const ones = new Float64Array(20).fill(1);

describe('DesignFit', () => {
  it('finds the coefficients a target was made with', () => {
    const columns = [ones, random(), random().map((v) => 1e6 + 1e4 * v)];
    const target = ones.map((_, i) => 3 - 2 * columns[1]![i]! + 0.5 * columns[2]![i]!);
    const beta = new DesignFit(columns).coefficients(target);
    // The intercept of a column around 1e6 is determined to about 1e-16 · 1e6 · 1e2.
    [3, -2, 0.5].forEach((value, k) => expect(beta[k]).toBeCloseTo(value, 7));
  });

  it('leaves residuals orthogonal to every column', () => {
    const columns = [ones, random(), random()];
    const target = random();
    const beta = new DesignFit(columns).coefficients(target);
    const rest = target.map((v, i) => v - columns.reduce((sum, c, k) => sum + beta[k]! * c[i]!, 0));
    for (const column of columns) {
      expect(Math.abs(rest.reduce((sum, v, i) => sum + v * column[i]!, 0))).toBeLessThan(1e-12);
    }
  });

  it('names the columns that repeat earlier ones, and of which', () => {
    const [a, b] = [random(), random()];
    const fit = new DesignFit([
      ones,
      a,
      b,
      a.map((v, i) => 2 * v - 3 * b[i]! + 1),
      random(),
      a.map((v) => 5 + v),
    ]);
    expect(fit.rank).toBe(4);
    expect(fit.dependent).toEqual([3, 5]);
    expect(fit.madeOf(3)).toEqual([0, 1, 2]);
    expect(fit.madeOf(5)).toEqual([0, 1]);
  });

  it('does not take a column far from 0 for the intercept', () => {
    const years = ones.map((_, i) => 2010 + (i % 7));
    expect(new DesignFit([ones, years]).rank).toBe(2);
    expect(new DesignFit([ones, ones.map(() => 2010)]).dependent).toEqual([1]);
  });
});
