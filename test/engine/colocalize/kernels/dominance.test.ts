import { describe, expect, it } from 'vitest';
import { close, plainRSquared, problem, runKernel, type Maps } from './run-kernel.js';

const { x, y } = problem(3, 4);

/** By the definition: every model is fitted to the raw maps, gains are averaged by size and then over sizes. */
function byDefinition(maps: Maps, target: Float64Array, report: (r2: number, p: number) => number) {
  const p = maps.length;
  const r2 = (set: number): number => {
    const chosen = maps.filter((_, j) => set & (1 << j));
    return chosen.length ? report(plainRSquared(chosen, target), chosen.length) : 0;
  };
  const sizeOf = (set: number): number => maps.filter((_, j) => set & (1 << j)).length;
  const models = Array.from({ length: 2 ** p }, (_, set) => set);
  const total = maps.map((_, j) => {
    const bySize = maps.map((_map, k) => {
      const gains = models
        .filter((set) => set & (1 << j) && sizeOf(set) === k + 1)
        .map((set) => r2(set) - r2(set ^ (1 << j)));
      return gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
    });
    return bySize.reduce((sum, gain) => sum + gain, 0) / p;
  });
  return { total, sum: r2(2 ** p - 1), individual: maps.map((_, j) => r2(1 << j)) };
}

describe('dominance', () => {
  it.each([true, false])('equals refitting all models, adjusted: %s', (adjR2) => {
    const n = y.length;
    const expected = byDefinition(x, y, (r2, p) =>
      adjR2 ? 1 - ((1 - r2) * (n - 1)) / (n - p - 1) : r2,
    );
    const results = runKernel('dominance', x, y, { adjR2 });
    expect(close(results['total']!, expected.total)).toBe(true);
    expect(close(results['individual']!, expected.individual)).toBe(true);
    expect(close(results['sum']!, [expected.sum])).toBe(true);
    expect(
      close(
        results['relative']!,
        expected.total.map((v) => v / expected.sum),
      ),
    ).toBe(true);
  });

  it.each([1, 2, 7, 12])('of %i maps sums to the R² of all of them', (maps) => {
    const { x: many, y: target } = problem(4, maps, 80);
    for (const adjR2 of [true, false]) {
      const { total, sum, relative } = runKernel('dominance', many, target, { adjR2 });
      const add = (values: number[]): number => values.reduce((a, b) => a + b, 0);
      expect(add(total!)).toBeCloseTo(sum![0]!, 12);
      expect(add(relative!)).toBeCloseTo(1, 10);
      const { r2 } = runKernel('mlr', many, target, { adjR2 });
      expect(sum![0]).toBeCloseTo(r2![0]!, 12);
    }
  });

  it('does not depend on the order of the maps', () => {
    const [forward, backward] = [
      runKernel('dominance', x, y)['total']!,
      runKernel('dominance', [...x].reverse(), y)['total']!,
    ];
    expect(close(backward.reverse(), forward)).toBe(true);
  });

  it('gives what orthogonal maps explain alone', () => {
    const n = 64;
    const waves = [1, 2, 3].map((f) =>
      Float64Array.from({ length: n }, (_, i) => Math.cos((2 * Math.PI * f * i) / n)),
    );
    const target = waves[0]!.map((v, i) => v + 2 * waves[1]![i]! + Math.sin(i * i));
    const { total, individual } = runKernel('dominance', waves, target, { adjR2: false });
    expect(close(total!, individual!)).toBe(true);
  });

  it('is missing when maps are linearly dependent', () => {
    const results = runKernel('dominance', [...x, x[0]!.map((v) => 2 * v)], y);
    expect(Object.values(results).flat().every(Number.isNaN)).toBe(true);
  });

  it('refuses more maps than allowed, and names the way out', () => {
    expect(() => runKernel('dominance', x, y, { dominanceMaxPredictors: 3 })).toThrow(
      /4 X maps.*dominance_max_predictors \(3\).*fewer X maps/s,
    );
  });
});
