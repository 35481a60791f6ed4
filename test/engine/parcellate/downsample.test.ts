import { describe, expect, it } from 'vitest';
import { downsampleParcels } from '../../../engine/parcellate/downsample.js';
import { parcelIndex } from '../../../engine/parcellate/parcel-index.js';
import { parcelsOnGrid } from '../../../engine/parcellate/resample.js';
import { fill, grid, labelImage } from './grids.js';

describe('a label image for display', () => {
  it.each([
    [1, 2],
    [0.5, 4],
    [0.7, 3],
  ])('of %s mm voxels takes every %s-th voxel where it stands', (size, step) => {
    const fine = grid([17, 12, 9], [-size, size, size], [8, -6, -4]);
    const pattern = fill(fine, (i, j, k) => ((i + 3 * j + 7 * k) % 5) + (k > 4 ? 1 : 0));
    const labels = parcelIndex(labelImage(fine, Int16Array.from(pattern)), null);
    const display = downsampleParcels(labels);
    expect(Math.abs(display.affine[0]!)).toBeCloseTo(step * size, 12);
    expect(display.parcels.length).toBe(display.dims[0] * display.dims[1] * display.dims[2]);
    expect(display.parcels).toEqual(Int32Array.from(parcelsOnGrid(labels, display)));
  });

  it('stays as it is when its voxels are coarse already', () => {
    const coarse = grid([3, 2, 2], [3, 3, 3], [0, 0, 0]);
    const labels = parcelIndex(labelImage(coarse, Int16Array.from(fill(coarse, (i) => i))), 2);
    const display = downsampleParcels(labels);
    expect(display).toMatchObject({ dims: [3, 2, 2], affine: coarse.affine });
    expect(display.parcels).toEqual(Int32Array.from(labels.parcels));
  });
});
