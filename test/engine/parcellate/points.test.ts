// An image averaged at points between its voxels.
import { describe, expect, it } from 'vitest';
import type { Volume } from '../../../engine/formats/nifti.js';
import { parcellatePoints } from '../../../engine/parcellate/points.js';
import { failure, plain } from '../library/small-library.js';

/** 4 × 4 × 4 voxels of 2 mm whose value is a function of their millimetres. */
function image(value: (x: number, y: number, z: number) => number): Volume {
  const data = new Float64Array(64);
  for (let i = 0; i < 64; i++)
    data[i] = value(2 * (i % 4) - 3, 2 * ((i >> 2) % 4) - 3, 2 * (i >> 4) - 3);
  return {
    path: 'image.nii',
    dims: [4, 4, 4],
    affine: Float64Array.of(2, 0, 0, -3, 0, 2, 0, -3, 0, 0, 2, -3, 0, 0, 0, 1),
    data,
    datatype: 'float64',
    warnings: [],
  };
}

const at = (parcels: number[], ...points: number[]) => [
  { points: Float64Array.from(points), parcelOfPoint: Int32Array.from(parcels) },
];
const nothing = { ...plain, background: false as const };

describe('values at points', () => {
  it('are exact for a function linear in space', () => {
    const linear = image((x, y, z) => x + 10 * y - 3 * z);
    const sets = at([0, 0, 1, -1], 0.5, 1, -2, 1, 1, 1, -2.9, 0, 0.1, 0, 0, 0);
    const { values, valid } = parcellatePoints(linear, sets, 2, nothing);
    expect(values[0]).toBeCloseTo((16.5 + 8) / 2, 12);
    expect(values[1]).toBeCloseTo(-3.2, 12);
    expect([...valid]).toEqual([2, 1]);
  });

  it('leave out background and points outside the image', () => {
    const half = image((x) => (x < 0 ? 0 : 5));
    const sets = at([0, 0, 1, 1], -2, 0, 0, 2, 0, 0, 2, 0, 0, 40, 0, 0);
    const { values, ignored } = parcellatePoints(half, sets, 2, { ...plain, background: [0] });
    expect([...values]).toEqual([5, 5]);
    expect(ignored).toEqual({ background: 1, missing: 1 });
  });

  it('are refused when no point lies in the image', async () => {
    await failure(
      () =>
        parcellatePoints(
          image(() => 1),
          at([0], 90, 0, 0),
          1,
          nothing,
        ),
      'no-overlap',
    );
  });
});
