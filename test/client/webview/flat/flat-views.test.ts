import { describe, expect, it } from 'vitest';
import { flatSurface } from '../../../../client/webview/results/flat/flat-surface.js';
import { flatVolume, worldAxes } from '../../../../client/webview/results/flat/flat-volume.js';
import { OUTSIDE } from '../../../../client/webview/results/flat/outline.js';
import { decodeGeometry } from '../../../../client/webview/results/geometry.js';
import type { VolumeGeometry } from '../../../../client/webview/results/geometry.js';
import { makeSurface } from '../fixtures.js';

describe('a flat surface', () => {
  const geometry = decodeGeometry(makeSurface(200));
  const views = geometry.kind === 'surface' ? flatSurface(geometry.meshes) : [];
  const seen = (i: number): Set<number> => new Set(views[i]!.grid.labels);

  it('has a lateral and a medial view of each hemisphere', () => {
    expect(views.map(({ label }) => label)).toEqual([
      'Left, lateral',
      'Left, medial',
      'Right, medial',
      'Right, lateral',
    ]);
  });

  it('shows parcels of its own hemisphere only, the medial wall only from within', () => {
    for (const [i, left] of [true, true, false, false].entries()) {
      const parcels = [...seen(i)].filter((label) => label >= 0);
      expect(parcels.length).toBeGreaterThan(10);
      expect(parcels.every((parcel) => parcel < 100 === left)).toBe(true);
    }
    expect([0, 1, 2, 3].map((i) => seen(i).has(-1))).toEqual([false, true, true, false]);
  });
});

/** 2 × 3 × 2 voxels of 2 mm about the middle; two parcels left, one right. */
const volume: VolumeGeometry = {
  kind: 'volume',
  space: 'MNI152NLin6Asym',
  dims: [2, 3, 2],
  affine: [2, 0, 0, -1, 0, 2, 0, -2, 0, 0, 2, -1, 0, 0, 0, 1],
  parcels: Int32Array.from([0, -1, 1, -1, -1, 2, 1, -1, -1, -1, -1, -1]),
};

describe('a flat volume', () => {
  const view = (values: (number | null)[], label: string, geometry = volume) =>
    flatVolume(geometry, values).find((each) => each.label === label)?.grid;

  it('shows the largest absolute value along each line of sight', () => {
    const O = OUTSIDE;
    // From above: columns are left and right, rows from front to back.
    expect([...view([1, -5, 2], 'From above')!.labels]).toEqual([O, 2, 1, O, 1, O]);
    expect([...view([7, -5, 2], 'From above')!.labels]).toEqual([O, 2, 1, O, 0, O]);
    expect([...view([null, -5, 2], 'From above')!.labels]).toEqual([O, 2, 1, O, 1, O]);
  });

  it('shows each side of the head from its own side', () => {
    expect(new Set(view([1, 2, 3], 'Left')!.labels)).toEqual(new Set([OUTSIDE, 0, 1]));
    expect(new Set(view([1, 2, 3], 'Right')!.labels)).toEqual(new Set([OUTSIDE, 2]));
  });

  it('looks the same whichever way the voxels run', () => {
    const turned: VolumeGeometry = {
      ...volume,
      affine: [-2, 0, 0, 1, 0, 2, 0, -2, 0, 0, 2, -1, 0, 0, 0, 1],
      parcels: volume.parcels.map((_, i) => volume.parcels[i + 1 - 2 * (i % 2)] ?? -1),
    };
    for (const label of ['Left', 'From behind', 'From above', 'Right'])
      expect(view([1, 2, 3], label, turned)).toEqual(view([1, 2, 3], label));
    expect(worldAxes(turned.affine)[0]).toEqual({ axis: 0, same: false });
  });
});
