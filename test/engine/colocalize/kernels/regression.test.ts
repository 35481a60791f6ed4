import { describe, expect, it } from 'vitest';
import { pearson } from '../../../../engine/stats/correlation.js';
import { close, plainRSquared, problem, runKernel } from './run-kernel.js';

const { x, y } = problem(2);
const adjusted = (r2: number, n: number, p: number): number =>
  1 - ((1 - r2) * (n - 1)) / (n - p - 1);

describe('slr', () => {
  it('is the squared correlation, adjusted for one predictor unless asked otherwise', () => {
    const r2 = x.map((map) => pearson(map, y) ** 2);
    expect(close(runKernel('slr', x, y, { adjR2: false })['r2']!, r2)).toBe(true);
    const expected = r2.map((value) => adjusted(value, y.length, 1));
    expect(close(runKernel('slr', x, y)['r2']!, expected)).toBe(true);
  });

  it('is the multiple regression on one map', () => {
    for (const map of x) {
      const [one, many] = [runKernel('slr', [map], y), runKernel('mlr', [map], y)];
      expect(close(one['r2']!, many['r2']!)).toBe(true);
    }
  });
});

describe('mlr', () => {
  it('explains as much as an orthogonal fit of the raw maps', () => {
    const { r2 } = runKernel('mlr', x, y, { adjR2: false });
    expect(r2![0]).toBeCloseTo(plainRSquared(x, y), 12);
    const { r2: reported } = runKernel('mlr', x, y);
    expect(reported![0]).toBeCloseTo(adjusted(plainRSquared(x, y), y.length, x.length), 12);
  });

  it('finds the coefficients of a y that is made of the maps, in their units', () => {
    const made = y.map((_, i) => 3 + 2 * x[0]![i]! - 100 * x[3]![i]!);
    const { beta, intercept, r2 } = runKernel('mlr', x, made);
    expect(close(beta!, [2, 0, 0, -100, 0], 1e-9)).toBe(true);
    expect(intercept![0]).toBeCloseTo(3, 9);
    expect(r2![0]).toBeCloseTo(1, 12);
  });

  it.each([true, false])(
    'individual is R² less R² without the map, adjusted alike: %s',
    (adjR2) => {
      const { r2, individual } = runKernel('mlr', x, y, { adjR2, mlrIndividual: true });
      const without = x.map((_, j) => {
        const others = x.filter((_map, k) => k !== j);
        return r2![0]! - runKernel('mlr', others, y, { adjR2 })['r2']![0]!;
      });
      expect(close(individual!, without)).toBe(true);
    },
  );

  it('of one map has all of its R² as individual', () => {
    const { r2, individual } = runKernel('mlr', [x[0]!], y, { mlrIndividual: true });
    expect(individual![0]).toBeCloseTo(r2![0]!, 12);
  });

  it('does not have individual unless asked', () => {
    expect(Object.keys(runKernel('mlr', x, y))).toEqual(['r2', 'beta', 'intercept']);
  });

  it('scales its coefficients with the maps and nothing else', () => {
    const [before, after] = [
      runKernel('mlr', x, y),
      runKernel(
        'mlr',
        x.map((map) => map.map((v) => 1000 * v - 4)),
        y,
      ),
    ];
    expect(close(after['r2']!, before['r2']!)).toBe(true);
    expect(
      close(
        after['beta']!.map((b) => 1000 * b),
        before['beta']!,
      ),
    ).toBe(true);
  });

  it('is missing when a map is a combination of others, but not when it nearly is', () => {
    const sum = x[0]!.map((v, i) => v - 2 * x[1]![i]! + 1);
    const exact = runKernel('mlr', [...x, sum], y, { mlrIndividual: true });
    expect(Object.values(exact).flat().every(Number.isNaN)).toBe(true);
    const nearly = sum.map((v, i) => v + 1e-3 * x[2]![(i * 7) % 60]!);
    const near = runKernel('mlr', [...x, nearly], y, { adjR2: false });
    expect(near['r2']![0]).toBeCloseTo(plainRSquared([...x, nearly], y), 8);
  });

  it('is missing without a degree of freedom: as many coefficients as parcels fit anything', () => {
    const few = (n: number) => x.map((map) => map.slice(0, n));
    expect(runKernel('mlr', few(6), y.slice(0, 6))['r2']).toEqual([NaN]);
    expect(runKernel('mlr', few(7), y.slice(0, 7))['r2']![0]).not.toBeNaN();
  });
});
