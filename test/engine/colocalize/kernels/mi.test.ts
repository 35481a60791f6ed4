import { describe, expect, it } from 'vitest';
import { close, randomMaps, runKernel, type Maps } from './run-kernel.js';

/** ψ by its recurrence and asymptotic series. */
function digamma(m: number): number {
  if (m < 12) return digamma(m + 1) - 1 / m;
  return Math.log(m) - 1 / (2 * m) - 1 / (12 * m ** 2) + 1 / (120 * m ** 4) - 1 / (252 * m ** 6);
}

/** By the definition: all pairs of parcels, no ordering. */
function naive(x: Float64Array, y: Float64Array, k: number): number {
  const keep = [...x.keys()].filter((i) => x[i] === x[i] && y[i] === y[i]);
  const scaled = [x, y].map((map) => {
    const mean = keep.reduce((sum, i) => sum + map[i]!, 0) / keep.length;
    const sd = Math.sqrt(keep.reduce((sum, i) => sum + (map[i]! - mean) ** 2, 0) / keep.length);
    return keep.map((i) => map[i]! / sd);
  });
  const [a, b] = scaled as [number[], number[]];
  const n = keep.length;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const others = a.map((_, j) => j).filter((j) => j !== i);
    const far = others.map((j) => Math.max(Math.abs(a[j]! - a[i]!), Math.abs(b[j]! - b[i]!)));
    const radius = far.sort((p, q) => p - q)[k - 1]!;
    for (const map of [a, b]) {
      sum += digamma(1 + others.filter((j) => Math.abs(map[j]! - map[i]!) < radius).length);
    }
  }
  return Math.max(0, digamma(n) + digamma(k) - sum / n);
}

const mi = (maps: Maps, y: Float64Array, nNeighbors = 3): number[] =>
  runKernel('mi', maps, y, { nNeighbors })['mi']!;

describe('mi', () => {
  const [a, b, c, y] = randomMaps(8, 4, 70) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const related = y.map((v, i) => (v - 0.5) ** 2 + 0.05 * a[i]!);

  it.each([1, 3, 7])('equals the definition with %i neighbours and missing values', (k) => {
    const holes = b.map((v, i) => (i % 9 === 0 ? NaN : v));
    const maps = [a, holes, related];
    expect(
      close(
        mi(maps, y, k),
        maps.map((map) => naive(map, y, k)),
      ),
    ).toBe(true);
  });

  it('parts equal values by the noise that numpy draws for the seed, like scikit-learn', () => {
    // Expected: the definition in numpy, with RandomState(seed).standard_normal for x and then for y; scipy's digamma.
    const n = 30;
    const coarse = Float64Array.from({ length: n }, (_, i) => Math.round(3 * Math.sin(1.7 * i)));
    const target = coarse.map((v, i) => Math.round(4 * Math.cos(0.9 * i) + v));
    const of = (nNeighbors: number, seed: number): number =>
      runKernel('mi', [coarse], target, { nNeighbors, seed })['mi']![0]!;
    expect(of(1, 42)).toBeCloseTo(0.747154038087299, 12);
    expect(of(3, 42)).toBeCloseTo(0.4139674099006698, 12);
    expect(of(5, 42)).toBeCloseTo(0.07493245520395009, 12);
    expect(of(3, 7)).toBeCloseTo(0.3691670251002859, 12);
    const missing = Float64Array.from({ length: n }, (_, i) =>
      i % 4 === 1 ? NaN : Math.sin(1.7 * i) + 100,
    );
    expect(mi([missing], target)[0]).toBeCloseTo(0.0905377681236117, 12);
  });

  it('sees a dependence that is no correlation, and little between unrelated maps', () => {
    const [dependent, unrelated] = mi([related, c], y) as [number, number];
    expect(dependent).toBeGreaterThan(0.6);
    expect(unrelated).toBeLessThan(0.2);
  });

  it('is symmetric, and never below 0', () => {
    for (const map of [a, b, c, related]) {
      expect(mi([map], y)[0]).toBeCloseTo(mi([y], map)[0]!, 12);
    }
    const many = randomMaps(10, 30, 40);
    expect(mi(many.slice(1), many[0]!).every((v) => v >= 0)).toBe(true);
    expect(mi(many.slice(1), many[0]!).some((v) => v === 0)).toBe(true);
  });

  it('does not see the sign, unit and zero of a map', () => {
    expect(mi([related.map((v) => 8 - 4 * v)], y)[0]).toBeCloseTo(mi([related], y)[0]!, 12);
  });

  it('approaches −½·ln(1 − ρ²) for normal maps', () => {
    const [u, v] = randomMaps(11, 2, 4000) as [Float64Array, Float64Array];
    const length = u.map((p) => Math.sqrt(-2 * Math.log(1 - p)));
    const one = length.map((r, i) => r * Math.cos(2 * Math.PI * v[i]!));
    const two = length.map((r, i) => r * Math.sin(2 * Math.PI * v[i]!));
    const rho = 0.8;
    const target = one.map((p, i) => rho * p + Math.sqrt(1 - rho * rho) * two[i]!);
    // The standard error of the estimate with 4,000 points is about 0.02.
    expect(Math.abs(mi([one], target)[0]! + Math.log(1 - rho * rho) / 2)).toBeLessThan(0.06);
  });

  it('is missing when there are not more parcels than neighbours', () => {
    expect(mi([a.slice(0, 7)], y.slice(0, 7), 7)).toEqual([NaN]);
    expect(mi([a.slice(0, 8)], y.slice(0, 8), 7)[0]).not.toBeNaN();
  });
});
