import { describe, expect, it } from 'vitest';
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { galwey, liJi, mapEigenvalues } from '../../../engine/inference/meff.js';
import { Pcg64 } from '../../../engine/nulls/rng/pcg64.js';
import { pearson } from '../../../engine/stats/correlation.js';
import type { MapTable } from '../../../engine/library/map-table.js';

const table = (...maps: number[][]): MapTable => ({
  labels: maps.map((_, i) => `map${i}`),
  sets: maps.map(() => null),
  weights: maps.map(() => null),
  parcels: (maps[0] as number[]).map((_, i) => `parcel${i}`),
  values: Float64Array.from(maps.flat()),
});
const a = [1, 4, 2, 8, 5, 7];
const b = [3, 1, 9, 2, 6, 4];

describe('mapEigenvalues', () => {
  it('takes no test for a map that is constant, standardized to missing or not', () => {
    const two = galwey(mapEigenvalues(table(a, b), 'x')!);
    const flat = a.map(() => 2.5);
    expect(galwey(mapEigenvalues(table(a, b, flat), 'x')!)).toBe(two);
    expect(
      galwey(
        mapEigenvalues(
          table(
            a,
            b,
            flat.map(() => NaN),
          ),
          'x',
        )!,
      ),
    ).toBe(two);
    expect(mapEigenvalues(table(a, flat), 'x')).toBeNull();
  });

  it('is the same for more maps than parcels, found by parcel', () => {
    const rng = new Pcg64(2);
    const maps = Array.from({ length: 9 }, () => Array.from({ length: 6 }, () => rng.random()));
    // One map twice, one the other way round.
    maps.push(
      maps[0]!,
      maps[1]!.map((v) => 3 - v),
    );
    const found = mapEigenvalues(table(...maps), 'x')!;
    const r = maps.map((x) => maps.map((y) => pearson(x, y)));
    const whole = new EigenvalueDecomposition(new Matrix(r), {
      assumeSymmetric: true,
    }).realEigenvalues.filter((value) => value > 1e-9);
    const sorted = (values: number[]) => values.filter((v) => v > 1e-9).sort((p, q) => p - q);
    expect(sorted(found).length).toBe(5);
    sorted(found).forEach((value, i) => expect(value).toBeCloseTo(sorted(whole)[i]!, 10));
    expect(galwey(found)).toBeCloseTo(galwey(whole), 5);
    expect(liJi(found)).toBeCloseTo(liJi(whole), 9);
  });

  it('counts maps that are the same once, whatever the rounding (Li & Ji)', () => {
    expect(liJi([2 - 1e-12, 1e-12])).toBe(1);
    expect(liJi([2 + 1e-12, 0])).toBe(1);
    expect(liJi(mapEigenvalues(table(a, a, a, b), 'x')!)).toBeCloseTo(2, 6);
  });

  it('is refused with two complete parcels: all maps would count as one test', () => {
    const gappy = [1, 4, NaN, NaN, NaN, NaN];
    expect(() => mapEigenvalues(table(a, b, gappy), 'the x maps')).toThrow(/there are 2/);
  });
});
