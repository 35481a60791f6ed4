// Cortex and subcortex merged on one grid.
import { describe, expect, it } from 'vitest';
import { mergeLabels } from '../../../engine/parcellate/merge.js';
import type { IndexedLabels } from '../../../engine/parcellate/parcel-index.js';

/** A row of voxels of a size along x, the first centre at `start`. */
function row(parcels: number[], size = 1, start = 0): IndexedLabels {
  const count = Math.max(...parcels) + 1;
  return {
    path: 'labels.nii',
    dims: [parcels.length, 1, 1],
    affine: Float64Array.of(size, 0, 0, start, 0, size, 0, 0, 0, 0, size, 0, 0, 0, 0, 1),
    ids: Int32Array.from({ length: count }, (_, i) => i + 1),
    parcels: Int16Array.from(parcels),
  };
}

describe('merged label images', () => {
  it('count on through the subcortex, which wins shared voxels', () => {
    const merged = mergeLabels(row([0, 0, 1, -1, -1]), row([-1, -1, -1, 0, 1]));
    expect([...merged.parcels]).toEqual([0, 0, 1, 2, 3]);
    expect([merged.shared, merged.lost, merged.resampled]).toEqual([0, [], false]);
    const shared = mergeLabels(row([0, 0, 1, 1, -1]), row([-1, 0, -1, 1, -1]));
    expect([...shared.parcels]).toEqual([0, 2, 1, 3, -1]);
    expect([...shared.ids]).toEqual([1, 2, 3, 4]);
    expect(shared.shared).toBe(2);
  });

  it('stand on the finer grid, the other resampled by nearest neighbour', () => {
    const fine = row([0, 0, 1, 1, -1, -1]);
    const coarse = row([-1, -1, 0], 2, 0.5);
    for (const [cortex, subcortex, expected] of [
      [fine, coarse, [0, 0, 1, 1, 2, 2]],
      [coarse, fine, [1, 1, 2, 2, 0, 0]],
    ] as const) {
      const merged = mergeLabels(cortex, subcortex);
      expect([merged.dims[0], merged.resampled]).toEqual([6, true]);
      expect([...merged.parcels]).toEqual(expected);
    }
  });

  it('tell which parcels lost every voxel', () => {
    expect(mergeLabels(row([0, 1, -1]), row([-1, 0, -1])).lost).toEqual([1]);
  });
});
