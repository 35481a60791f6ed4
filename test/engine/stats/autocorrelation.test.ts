// Moran's I and variograms: hand-computed values, missing parcels, limits, and the quick way against the plain one.
import { describe, expect, it } from 'vitest';
import { Profiler, profileOf } from '../../../engine/additional/autocorrelation-profile.js';
import { Pcg64 } from '../../../engine/nulls/rng/pcg64.js';
import { moransI } from '../../../engine/stats/morans-i.js';
import { pairsAmong, parcelPairs } from '../../../engine/stats/parcel-pairs.js';
import { variogram } from '../../../engine/stats/variogram.js';

/** Parcels at whole millimetres on a line. */
function line(parcels: number): Float64Array {
  return Float64Array.from({ length: parcels ** 2 }, (_, at) =>
    Math.abs(Math.floor(at / parcels) - (at % parcels)),
  );
}
const onLine = (parcels: number, bins?: number) =>
  parcelPairs(
    parcels,
    [{ parcels: Array.from({ length: parcels }, (_, i) => i), matrix: line(parcels) }],
    bins,
  );

describe('pairs of parcels', () => {
  it('stand in bins of equal size, each with its mean distance', () => {
    // Distances 1 1 1 2 2 3: the median is 1.5.
    const pairs = onLine(4, 2);
    expect([...pairs.starts]).toEqual([0, 3, 6]);
    expect(pairs.distances[0]).toBeCloseTo(1, 14);
    expect(pairs.distances[1]).toBeCloseTo(7 / 3, 14);
  });

  it('leave out bins that equal distances make empty', () => {
    const pairs = onLine(4, 25);
    expect([...pairs.starts]).toEqual([0, 3, 5, 6]);
    expect([...pairs.distances].map((mm) => mm.toFixed(9))).toEqual(
      [1, 2, 3].map((mm) => mm.toFixed(9)),
    );
  });

  it('are made within blocks only, and not at distance 0 or Infinity', () => {
    const matrix = Float64Array.from([0, 2, Infinity, 2, 0, 0, Infinity, 0, 0]);
    const pairs = parcelPairs(5, [{ parcels: [4, 1, 0], matrix }]);
    expect([...pairs.from, ...pairs.to, ...pairs.weights]).toEqual([4, 1, 0.5]);
  });

  it('among present parcels are in the same bins', () => {
    const pairs = pairsAmong(onLine(4, 25), Uint8Array.from([1, 1, 0, 1]));
    expect([...pairs.starts]).toEqual([0, 1, 2, 3]);
  });
});

describe("Moran's I", () => {
  it('of 1 2 3 4 on a line is −3/65', () => {
    // W = 3 + 2/2 + 1/3 = 13/3; Σ w z z = .75 − .25 + .75 − .375 − .375 − .75 = −.25; Σ z² = 5.
    expect(moransI([1, 2, 3, 4], onLine(4))).toBeCloseTo(-3 / 65, 15);
  });

  it('leaves a missing parcel out, with its pairs', () => {
    // 1, 2, 4 at 0, 1, 3: z = −4/3, −1/3, 5/3; Σ w z z = 4/9 − 20/27 − 5/18 = −31/54; W = 11/6; Σ z² = 14/3.
    const expected = (3 / (11 / 6)) * (-31 / 54 / (14 / 3));
    expect(moransI([1, 2, NaN, 4], onLine(4))).toBeCloseTo(expected, 15);
  });

  it('is −1/(n − 1) where all weights are equal, whatever the values', () => {
    const matrix = new Float64Array(36).fill(2);
    const pairs = parcelPairs(6, [{ parcels: [0, 1, 2, 3, 4, 5], matrix }]);
    expect(moransI([3, 1, 4, 1, 5, 9], pairs)).toBeCloseTo(-1 / 5, 14);
  });

  it('does not depend on scale and shift', () => {
    const values = [3, 1, 4, 1, 5, 9, 2, 6];
    const moved = values.map((value) => 100 - 3 * value);
    expect(moransI(moved, onLine(8))).toBeCloseTo(moransI(values, onLine(8)), 12);
  });

  it('does not exist for constant maps, two parcels and no pairs', () => {
    expect(moransI([2, 2, 2, 2], onLine(4))).toBeNaN();
    expect(moransI([1, NaN, NaN, 2], onLine(4))).toBeNaN();
    expect(moransI([1, 2, 3], parcelPairs(3, []))).toBeNaN();
  });
});

describe('a variogram', () => {
  it('of 1 2 3 4 on a line grows with the square of the distance', () => {
    // (1²/2, 2²/2, 3²/2) over the variance 5/3.
    expect([...variogram([1, 2, 3, 4], onLine(4))]).toEqual([
      expect.closeTo(0.3, 14),
      expect.closeTo(1.2, 14),
      expect.closeTo(2.7, 14),
    ]);
  });

  it('is 1 on the average over all pairs', () => {
    const [whole] = variogram([3, 1, 4, 1, 5, 9, 2, 6], onLine(8, 1));
    expect(whole).toBeCloseTo(1, 14);
  });

  it('has no value in bins of which every pair misses a parcel', () => {
    expect([...variogram([1, 2, 3, NaN], onLine(4))][2]).toBeNaN();
  });
});

describe('four maps at a time', () => {
  const random = new Pcg64(11);
  const maps = (missing: (map: number, parcel: number) => boolean) =>
    Array.from({ length: 4 }, (_, map) =>
      Float64Array.from({ length: 40 }, (_, i) =>
        missing(map, i) ? NaN : random.random() + i / 9,
      ),
    );
  const pairs = onLine(40);

  it.each([
    ['complete maps', () => false],
    ['maps that miss the same parcels', (_: number, i: number) => i % 7 === 2],
    ['maps that miss different parcels', (map: number, i: number) => (i + map) % 9 === 2],
  ])('give what one at a time gives: %s', (_, missing) => {
    const tables = maps(missing);
    const profiler = new Profiler(pairs);
    profiler.profiles(maps(() => false));
    profiler.profiles(tables).forEach((found, m) => {
      const expected = profileOf(tables[m] as Float64Array, pairs);
      expect(found.moransI).toBeCloseTo(expected.moransI, 12);
      expected.variogram.forEach((value, bin) =>
        expect(found.variogram[bin]).toBeCloseTo(value, 12),
      );
    });
  });

  it('give nothing for a constant map among others', () => {
    const tables = [...maps(() => false).slice(0, 3), new Float64Array(40).fill(2)];
    const found = new Profiler(pairs).profiles(tables);
    expect(found[3]?.moransI).toBeNaN();
    expect(found[0]?.moransI).toBeGreaterThan(0);
  });
});
