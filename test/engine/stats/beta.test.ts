import { describe, expect, it } from 'vitest';
import { betaQuantile, incompleteBeta } from '../../../engine/stats/beta.js';

/** From 40-digit arithmetic (mpmath). */
const QUANTILES: readonly [p: number, a: number, b: number, x: number][] = [
  [0.025, 3, 8, 0.06673951117773447],
  [0.975, 4, 7, 0.6524528500599973],
  [0.025, 5, 996, 0.00162541951756276],
  [0.975, 6, 995, 0.01162947055981215],
  [0.025, 9, 99992, 4.115453033731777e-5],
  [0.975, 10, 99991, 0.0001708411281938357],
  [0.025, 400, 999600, 0.0003617633957411666],
  [0.975, 401, 599, 0.4315417499464731],
  [0.025, 2, 1e6, 2.422091281067833e-7],
];

describe('the beta distribution', () => {
  it('has quantiles with a relative error below 1e-11', () => {
    for (const [p, a, b, x] of QUANTILES) {
      expect(Math.abs(betaQuantile(p, a, b) / x - 1), `${p} ${a} ${b}`).toBeLessThan(1e-11);
    }
  });

  it('has the closed forms at its ends', () => {
    expect(betaQuantile(0.3, 1, 4)).toBeCloseTo(1 - 0.7 ** 0.25, 15);
    expect(betaQuantile(0.3, 4, 1)).toBeCloseTo(0.3 ** 0.25, 15);
    expect([betaQuantile(0, 2, 3), betaQuantile(1, 2, 3)]).toEqual([0, 1]);
    expect(betaQuantile(NaN, 2, 3)).toBeNaN();
  });

  it('is a sum of binomial probabilities, and symmetric', () => {
    // P(Beta(3, 5) ≤ x) = P(Bin(7, x) ≥ 3).
    const x = 0.37;
    const binomial = [3, 4, 5, 6, 7].reduce((sum, k) => {
      const choose = { 3: 35, 4: 35, 5: 21, 6: 7, 7: 1 }[k as 3];
      return sum + choose * x ** k * (1 - x) ** (7 - k);
    }, 0);
    expect(incompleteBeta(x, 3, 5)).toBeCloseTo(binomial, 14);
    expect(incompleteBeta(1 - x, 5, 3)).toBeCloseTo(1 - binomial, 14);
    expect([incompleteBeta(0, 3, 5), incompleteBeta(1, 3, 5)]).toEqual([0, 1]);
  });

  it('is undone by its quantile', () => {
    for (const p of [1e-4, 0.01, 0.5, 0.9]) {
      for (const [a, b] of [
        [2, 9],
        [50, 7],
        [300, 300],
        [7, 99_994],
      ] as const)
        expect(incompleteBeta(betaQuantile(p, a, b), a, b)).toBeCloseTo(p, 11);
    }
  });
});
