// Partial least squares and principal component regression.
import { describe, expect, it } from 'vitest';
import { pearson } from '../../../../engine/stats/correlation.js';
import { close, plainRSquared, problem, randomMaps, runKernel } from './run-kernel.js';

const { x, y } = problem(5);
const raw = (method: string, nComponents: number, maps = x): number =>
  runKernel(method, maps, y, { nComponents, adjR2: false })['r2']![0]!;

describe('pls', () => {
  it('with all components is ordinary least squares, and asking for more changes nothing', () => {
    for (const nComponents of [5, 9]) {
      const { r2, beta } = runKernel('pls', x, y, { nComponents });
      const ols = runKernel('mlr', x, y, { adjR2: false });
      expect(r2![0]).toBeCloseTo(ols['r2']![0]!, 10);
      expect(close(beta!, ols['beta']!, 1e-8)).toBe(true);
    }
  });

  it('with one component is the R² of the maps weighted by their correlation with y', () => {
    const standard = x.map((map) => {
      const mean = map.reduce((a, b) => a + b, 0) / map.length;
      const sd = Math.sqrt(map.reduce((a, b) => a + (b - mean) ** 2, 0));
      return map.map((v) => ((v - mean) / sd) * pearson(map, y));
    });
    const score = y.map((_, i) => standard.reduce((sum, map) => sum + map[i]!, 0));
    expect(raw('pls', 1)).toBeCloseTo(pearson(score, y) ** 2, 12);
  });

  it('explains more with every component, and never adjusts', () => {
    const steps = [1, 2, 3, 4, 5].map((k) => raw('pls', k));
    steps.slice(1).forEach((value, k) => expect(value).toBeGreaterThan(steps[k]!));
    expect(runKernel('pls', x, y, { nComponents: 2, adjR2: true })['r2']![0]).toBe(steps[1]);
  });

  it('fits what its coefficients say', () => {
    const { beta, r2 } = runKernel('pls', x, y, { nComponents: 2 });
    const fitted = y.map((_, i) => x.reduce((sum, map, j) => sum + map[i]! * beta![j]!, 0));
    const mean = (v: Float64Array): number => v.reduce((a, b) => a + b, 0) / v.length;
    const [my, mf] = [mean(y), mean(fitted)];
    const left = y.reduce((sum, v, i) => sum + (v - my - fitted[i]! + mf) ** 2, 0);
    const all = y.reduce((sum, v) => sum + (v - my) ** 2, 0);
    expect(r2![0]).toBeCloseTo(1 - left / all, 10);
  });

  it('does not see the units of the maps', () => {
    expect(
      raw(
        'pls',
        2,
        x.map((map, j) => map.map((v) => v * 10 ** j)),
      ),
    ).toBeCloseTo(raw('pls', 2), 11);
  });

  it('stands repeated maps and more maps than parcels', () => {
    expect(raw('pls', 5, [...x, ...x])).toBeCloseTo(raw('mlr', 1), 9);
    const wide = randomMaps(6, 90, 60);
    expect(raw('pls', 3, wide)).toBeGreaterThan(raw('pls', 2, wide));
    expect(raw('pls', 3, wide)).toBeLessThan(1);
  });
});

describe('pcr', () => {
  it('with all components is ordinary least squares, adjusted alike', () => {
    expect(raw('pcr', 5)).toBeCloseTo(raw('mlr', 5), 11);
    const [all, mlr] = [runKernel('pcr', x, y, { nComponents: 5 }), runKernel('mlr', x, y)];
    expect(all['r2']![0]).toBeCloseTo(mlr['r2']![0]!, 11);
  });

  it('with one component is the R² of the direction in which the maps vary most', () => {
    // The power method on the centred maps: another way to the first component.
    const centred = x.map((map) => {
      const mean = map.reduce((a, b) => a + b, 0) / map.length;
      return map.map((v) => v - mean);
    });
    let weights = x.map(() => 1);
    let score = new Float64Array(y.length);
    for (let step = 0; step < 3000; step++) {
      score = y.map((_, i) => centred.reduce((sum, map, j) => sum + map[i]! * weights[j]!, 0));
      weights = centred.map((map) => map.reduce((sum, v, i) => sum + v * score[i]!, 0));
      const length = Math.hypot(...weights);
      weights = weights.map((w) => w / length);
    }
    expect(raw('pcr', 1)).toBeCloseTo(pearson(score, y) ** 2, 10);
  });

  it('decomposes the smaller matrix when there are more maps than parcels', () => {
    const wide = randomMaps(7, 80, 60);
    const narrow = wide.slice(0, 59);
    expect(raw('pcr', 58, wide)).toBeGreaterThan(0.9);
    expect(raw('pcr', 58, narrow)).toBeLessThan(1);
    // Repeating the maps doubles all eigenvalues and turns 40 maps into more than there are parcels.
    const some = wide.slice(0, 40);
    expect(raw('pcr', 7, [...some, ...some])).toBeCloseTo(raw('pcr', 7, some), 9);
  });

  it('is missing when the maps do not have so many components', () => {
    expect(raw('pcr', 6, [...x, x[0]!])).toBeNaN();
    expect(raw('pcr', 5, [...x, x[0]!])).toBeCloseTo(plainRSquared(x, y), 10);
  });
});
