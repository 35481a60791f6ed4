import { describe, expect, it } from 'vitest';
import { parcelIndex } from '../../../engine/parcellate/parcel-index.js';
import { parcellateVolume, type ParcellateOptions } from '../../../engine/parcellate/volume.js';
import { fill, grid, image, labelImage } from './grids.js';

const plain: ParcellateOptions = {
  background: false,
  minValidCount: null,
  minValidFraction: null,
  resamplingTarget: 'data',
};
/** Eight voxels in a row: background, two parcels of three, background. */
const row = grid([8, 1, 1], [1, 1, 1], [0, 0, 0]);
const labels = parcelIndex(labelImage(row, Uint8Array.of(0, 1, 1, 1, 2, 2, 2, 0)), 2);

describe('parcel means', () => {
  it('average the voxels of each parcel', () => {
    const means = parcellateVolume(image(row, [9, 1, 2, 6, 4, 4, 1, 9]), labels, plain);
    expect(means).toMatchObject({
      values: Float64Array.of(3, 3),
      voxels: Int32Array.of(3, 3),
      valid: Int32Array.of(3, 3),
    });
    expect(means.ignored).toEqual({ background: 0, missing: 0 });
  });

  it('leave out NaN always and background by the rule', () => {
    const data = [9, NaN, 2, 6, 0, -1, 5, 9];
    const none = parcellateVolume(image(row, data), labels, plain);
    expect([...none.values]).toEqual([4, 4 / 3]);
    expect(none.ignored).toEqual({ background: 0, missing: 1 });
    const both = parcellateVolume(image(row, data), labels, { ...plain, background: [0, -1] });
    expect([...both.values]).toEqual([4, 5]);
    expect(both).toMatchObject({ ignored: { background: 2, missing: 1 }, background: [0, -1] });
    expect([...both.valid]).toEqual([2, 1]);
  });

  it('are missing, and reported, where nothing valid is left', () => {
    const means = parcellateVolume(image(row, [0, 0, NaN, 0, 1, 2, 3, 0]), labels, {
      ...plain,
      background: [0],
    });
    expect([...means.values]).toEqual([NaN, 2]);
    expect(means).toMatchObject({ empty: [0], vanished: [], sparse: [] });
  });

  it('are missing where fewer valid voxels are left than asked for', () => {
    const data = image(row, [0, 0, 0, 5, 1, 2, 3, 0]);
    const zero: ParcellateOptions = { ...plain, background: [0] };
    const values = (options: Partial<ParcellateOptions>) => {
      const means = parcellateVolume(data, labels, { ...zero, ...options });
      return { values: [...means.values], sparse: means.sparse };
    };
    expect(values({ minValidCount: 1 })).toEqual({ values: [5, 2], sparse: [] });
    expect(values({ minValidCount: 2 })).toEqual({ values: [NaN, 2], sparse: [0] });
    expect(values({ minValidFraction: 1 / 3 })).toEqual({ values: [5, 2], sparse: [] });
    expect(values({ minValidFraction: 0.34 })).toEqual({ values: [NaN, 2], sparse: [0] });
  });

  it('are reported where infinite voxels make them infinite', () => {
    const means = parcellateVolume(image(row, [0, 1, Infinity, 3, 1, 2, 3, 0]), labels, plain);
    expect(means).toMatchObject({ values: Float64Array.of(Infinity, 2), infinite: [0] });
  });
});

describe('an image on another grid', () => {
  it('takes the parcel of the nearest label voxel, half-way upwards', () => {
    const coarse = grid([3, 1, 1], [3, 1, 1], [0.5, 0, 0]);
    const means = parcellateVolume(image(coarse, [10, 20, 30]), labels, plain);
    // centres at 0.5, 3.5, 6.5 fall on label voxels 1, 4 and 7
    expect([...means.values]).toEqual([10, 20]);
  });

  it('gives the same means when its axes are flipped', () => {
    const flipped = grid([8, 1, 1], [-1, 1, 1], [7, 0, 0]);
    const data = [9, 1, 2, 6, 4, 5, 1, 9];
    const straight = parcellateVolume(image(row, data), labels, plain);
    const mirrored = parcellateVolume(image(flipped, [...data].reverse()), labels, plain);
    expect(mirrored.values).toEqual(straight.values);
  });

  it('gives the same means when its axes are exchanged or turned a little', () => {
    const cube = grid([6, 6, 6], [2, 2, 2], [-5, -5, -5]);
    const blocks = parcelIndex(
      labelImage(cube, Int16Array.from(fill(cube, (i, j) => (i < 3 ? 1 : 2) + (j < 3 ? 0 : 2)))),
      4,
    );
    const value = (x: number, y: number, z: number): number => x + 10 * y + 100 * z;
    const direct = image(
      cube,
      fill(cube, (i, j, k) => value(2 * i, 2 * j, 2 * k)),
    );
    const exchanged = image(
      {
        dims: [6, 6, 6],
        affine: Float64Array.of(0, 2, 0, -5, 0, 0, 2, -5, 2, 0, 0, -5, 0, 0, 0, 1),
      },
      fill(cube, (i, j, k) => value(2 * j, 2 * k, 2 * i)),
    );
    const turned = { ...direct, affine: direct.affine.slice() };
    turned.affine[1] = 1e-7;
    const expected = parcellateVolume(direct, blocks, plain).values;
    expect(parcellateVolume(exchanged, blocks, plain).values).toEqual(expected);
    expect(parcellateVolume(turned, blocks, plain).values).toEqual(expected);
  });

  it('counts half-way positions the same on both paths', () => {
    const half = grid([4, 1, 1], [2, 1, 1], [0.5, 0, 0]);
    const turned = { ...half, affine: half.affine.slice() };
    turned.affine[9] = 1e-12;
    const data = [1, 2, 3, 4];
    const expected = parcellateVolume(image(half, data), labels, plain);
    expect([...expected.voxels]).toEqual([2, 1]);
    expect(parcellateVolume(image(turned, data), labels, plain)).toEqual(expected);
  });

  it('reports parcels that lie between its voxels', () => {
    const sparse = grid([2, 1, 1], [5, 1, 1], [0, 0, 0]);
    const means = parcellateVolume(image(sparse, [1, 2]), labels, plain);
    expect(means).toMatchObject({ vanished: [0], voxels: Int32Array.of(0, 1) });
    expect([...means.values]).toEqual([NaN, 2]);
  });

  it.each(['data', 'parcellation'] as const)(
    'is refused when it lies elsewhere (target %s)',
    (resamplingTarget) => {
      const away = image(grid([8, 1, 1], [1, 1, 1], [100, 0, 0]), [1, 2, 3, 4, 5, 6, 7, 8]);
      expect(() => parcellateVolume(away, labels, { ...plain, resamplingTarget })).toThrow(
        /image\.nii does not overlap the label image labels\.nii/,
      );
    },
  );
});

describe('resampling the image to the parcellation', () => {
  const target: ParcellateOptions = { ...plain, resamplingTarget: 'parcellation' };

  it('interpolates linearly at the label voxels', () => {
    const coarse = grid([5, 1, 1], [2, 1, 1], [-0.5, 0, 0]);
    const ramp = image(
      coarse,
      fill(coarse, (i) => 2 * i - 0.5),
    );
    const means = parcellateVolume(ramp, labels, target);
    expect(means.values[0]).toBeCloseTo(2, 12);
    expect(means.values[1]).toBeCloseTo(5, 12);
    expect([...means.voxels]).toEqual([3, 3]);
  });

  it('is exact for a function linear in space, in three dimensions', () => {
    const fine = grid([9, 9, 9], [1, 1, 1], [0, 0, 0]);
    const one = parcelIndex(
      labelImage(fine, Uint8Array.from(fill(fine, (i, j, k) => (i + j + k) % 2))),
      1,
    );
    const coarse = grid([4, 4, 4], [3, 3, 3], [-0.25, -0.25, -0.25]);
    const at = (i: number): number => 3 * i - 0.25;
    const plane = image(
      coarse,
      fill(coarse, (i, j, k) => at(i) - 2 * at(j) + 3 * at(k)),
    );
    const exact = image(
      fine,
      fill(fine, (i, j, k) => i - 2 * j + 3 * k),
    );
    expect(parcellateVolume(plane, one, target).values[0]).toBeCloseTo(
      parcellateVolume(exact, one, plain).values[0]!,
      12,
    );
  });

  it('keeps a constant background recognisable between voxels', () => {
    const coarse = grid([6, 1, 1], [1.7, 1, 1], [0, 0, 0]);
    const constant = image(coarse, [-0.003, -0.003, -0.003, -0.003, 8, 8]);
    const { valid, ignored } = parcellateVolume(constant, labels, {
      ...target,
      background: [-0.003],
    });
    expect([...valid]).toEqual([0, 1]);
    expect(ignored.background).toBe(5);
  });

  it('takes voxels outside the image, or beside a missing one, for missing', () => {
    const short = image(grid([5, 1, 1], [1, 1, 1], [0.5, 0, 0]), [NaN, 2, 3, 4, 5]);
    const { values, valid, ignored } = parcellateVolume(short, labels, target);
    // label voxels 1…6 stand at image positions 0.5…5.5
    expect([...valid]).toEqual([2, 1]);
    expect([...values]).toEqual([3, 4.5]);
    expect(ignored.missing).toBe(3);
  });
});
