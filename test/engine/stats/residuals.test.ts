import { describe, expect, it } from 'vitest';
import { Pcg64 } from '../../../engine/nulls/rng/pcg64.js';
import { Residuals } from '../../../engine/stats/residuals.js';

const N = 40;
const rng = new Pcg64(4);
const map = (): Float64Array => Float64Array.from({ length: N }, () => rng.random() * 10);
const product = (a: Float64Array, b: Float64Array): number =>
  a.reduce((sum, v, i) => (v === v && b[i] === b[i] ? sum + v * b[i]! : sum), 0);
const of = (...z: Float64Array[]) =>
  new Residuals({
    maps: z.length,
    parcels: N,
    values: Float64Array.from(z.flatMap((m) => [...m])),
  });

describe('Residuals', () => {
  it('are orthogonal to the intercept and to every Z map, and miss what any of them misses', () => {
    const [a, b, v] = [map(), map(), map()];
    a[3] = NaN;
    v[7] = NaN;
    of(a, b).remove(v);
    expect([...v.keys()].filter((i) => Number.isNaN(v[i]))).toEqual([3, 7]);
    for (const other of [a, b, new Float64Array(N).fill(1)]) {
      expect(Math.abs(product(v, other))).toBeLessThan(1e-11);
    }
  });

  it('are the map minus its fit: adding multiples of Z and a constant changes nothing', () => {
    const [a, b, v] = [map(), map(), map()];
    const shifted = v.map((value, i) => value + 3 * a[i]! - 0.5 * b[i]! + 7);
    const residuals = of(a, b);
    residuals.remove(v);
    residuals.remove(shifted);
    shifted.forEach((value, i) => expect(value).toBeCloseTo(v[i]!, 12));
  });

  it('do not depend on the maps before, whatever those missed', () => {
    const [a, v, other] = [map(), map(), map()];
    other.fill(NaN, 5, 20);
    const again = Float64Array.from(v);
    of(a).remove(v);
    const residuals = of(a);
    residuals.remove(other);
    residuals.remove(again);
    expect(again).toEqual(v);
  });

  it('are all 0 for a map that Z explains, and for one with as few parcels as Z maps', () => {
    const a = map();
    const explained = a.map((value) => 5 - 2 * value);
    of(a).remove(explained);
    expect([...explained].every((value) => value === 0)).toBe(true);
    const two = new Float64Array(N).fill(NaN);
    two.set([1, 4]);
    of(a).remove(two);
    expect([...two.subarray(0, 2)]).toEqual([0, 0]);
  });

  it('count a repeated Z map once', () => {
    const a = map();
    const residuals = of(
      a,
      a.map((value) => 1 + 2 * value),
    );
    residuals.remove(map());
    expect([residuals.independent, residuals.shared]).toEqual([1, N]);
  });
});
