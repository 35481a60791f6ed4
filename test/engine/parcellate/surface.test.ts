import { describe, expect, it } from 'vitest';
import { parcellateSurface } from '../../../engine/parcellate/surface.js';

const options = { background: 'auto', minValidCount: null, minValidFraction: null } as const;
const surface = {
  path: 'lh.label.gii',
  parcelOfVertex: Int32Array.of(-1, -1, 0, 0, 0, 1, 1, -1),
  parcels: 3,
  medial: Int32Array.of(0, 0, 1, 1, 1, 1, 1, 0),
};

describe('parcel means on a surface', () => {
  it('leave out NaN, 0 and the median of the medial wall', () => {
    const values = Float64Array.of(-7, NaN, 2, -7, 4, NaN, 0, -7);
    const means = parcellateSurface(values, 'lh.gii', surface, options);
    expect(means.background).toEqual([-7, 0]);
    expect([...means.values]).toEqual([3, NaN, NaN]);
    expect(means).toMatchObject({
      empty: [1],
      vanished: [2],
      ignored: { background: 2, missing: 1 },
    });
  });

  it('know no automatic value without a medial mask or when the medial wall is all NaN', () => {
    const values = Float64Array.of(NaN, NaN, 2, -7, 5, 1, 3, NaN);
    const without = parcellateSurface(values, 'lh.gii', { ...surface, medial: null }, options);
    const blank = parcellateSurface(values, 'lh.gii', surface, options);
    expect(without.background).toEqual([NaN, 0]);
    expect([...without.values]).toEqual([0, 2, NaN]);
    expect(blank).toEqual(without);
  });

  it('refuse values of another mesh', () => {
    const run = (count: number, medial: Int32Array | null) => () =>
      parcellateSurface(new Float64Array(count), 'lh.gii', { ...surface, medial }, options);
    expect(run(7, null)).toThrow(/lh\.gii has 7 vertices.*lh\.label\.gii have 8/);
    expect(run(8, new Int32Array(9))).toThrow(/medial mask has 9/);
  });
});
