import { describe, expect, it } from 'vitest';
import { galwey, mapEigenvalues } from '../../../engine/inference/meff.js';
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

  it('is refused with two complete parcels: all maps would count as one test', () => {
    const gappy = [1, 4, NaN, NaN, NaN, NaN];
    expect(() => mapEigenvalues(table(a, b, gappy), 'the x maps')).toThrow(/there are 2/);
  });
});
