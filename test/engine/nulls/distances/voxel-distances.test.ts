// Volume distances against all voxel pairs taken one by one.
import { describe, expect, it } from 'vitest';
import { voxelDistances } from '../../../../engine/nulls/distances/voxel-distances.js';
import { voxelRuns, type ParcelGrid } from '../../../../engine/nulls/distances/voxel-runs.js';
import { Pcg64 } from '../../../../engine/nulls/rng/pcg64.js';
import { BlockPool } from '../../../../engine/parallel/pool.js';

const here = new BlockPool(null, 1);
const ctx = { signal: new AbortController().signal, report: () => undefined };

const straight = Float64Array.of(-2, 0, 0, 90, 0, 2, 0, -126, 0, 0, 3, -72, 0, 0, 0, 1);
/** Rotated, sheared and with unequal steps. */
const oblique = Float64Array.of(
  1.7,
  0.4,
  -0.3,
  12,
  -0.5,
  2.1,
  0.2,
  -8,
  0.1,
  -0.6,
  1.4,
  3,
  0,
  0,
  0,
  1,
);

/** Voxels of `parcels` parcels strewn at random; parcel 3 is left out. */
function grid(dims: [number, number, number], affine: Float64Array): ParcelGrid {
  const random = new Pcg64(11);
  const parcels = Int16Array.from({ length: dims[0] * dims[1] * dims[2] }, () => {
    const parcel = Math.floor(random.random() * 8) - 3;
    return parcel === 3 ? 4 : Math.max(-1, parcel);
  });
  return { dims, affine, parcels };
}

function bruteForce({ dims: [nx, ny], affine, parcels }: ParcelGrid, count: number): number[] {
  const points = Array.from({ length: count }, (): number[][] => []);
  parcels.forEach((parcel, at) => {
    const [x, y, z] = [at % nx, Math.floor(at / nx) % ny, Math.floor(at / (nx * ny))];
    points[parcel]?.push(
      [0, 4, 8].map(
        (r) => affine[r]! * x + affine[r + 1]! * y + affine[r + 2]! * z + affine[r + 3]!,
      ),
    );
  });
  return points.flatMap((a, i) =>
    points.map((b, j) => {
      if (i === j) return 0;
      const all = a.flatMap((p) => b.map((q) => Math.hypot(...p.map((x, k) => x - q[k]!))));
      return all.length ? all.reduce((sum, d) => sum + d, 0) / all.length : NaN;
    }),
  );
}

describe('distances between the voxels of parcels', () => {
  it.each([
    ['a straight grid', straight],
    ['an oblique grid', oblique],
  ])('are means over all pairs on %s', async (_, affine) => {
    const image = grid([9, 7, 6], affine);
    const matrix = await voxelDistances(image, 5, here, ctx);
    const expected = bruteForce(image, 5);
    expect(matrix.length).toBe(25);
    expected.forEach((mean, at) => {
      if (Number.isNaN(mean)) expect(matrix[at]).toBeNaN();
      // Thousands of terms in another order.
      else expect(Math.abs(matrix[at]! - mean)).toBeLessThan(1e-11);
    });
  });

  it('of two single voxels is their distance', async () => {
    const parcels = new Int16Array(27).fill(-1);
    parcels[0] = 0;
    parcels[26] = 1;
    const matrix = await voxelDistances(
      { dims: [3, 3, 3], affine: straight, parcels },
      2,
      here,
      ctx,
    );
    expect([...matrix]).toEqual([0, Math.hypot(4, 4, 6), Math.hypot(4, 4, 6), 0]);
  });

  it('are missing for a parcel without voxels', async () => {
    const matrix = await voxelDistances(grid([9, 7, 6], straight), 5, here, ctx);
    expect([...matrix.slice(15, 20)]).toEqual([NaN, NaN, NaN, 0, NaN]);
    expect(matrix.slice(0, 3).every((d) => d >= 0)).toBe(true);
  });
});

describe('voxel runs', () => {
  it('hold every voxel of a parcel once, and its box', () => {
    const parcels = Int16Array.of(0, 0, -1, 0, 1, 1, 1, 0);
    const { first, runs, voxels, boxes } = voxelRuns(
      { dims: [4, 2, 1], affine: straight, parcels },
      2,
    );
    expect([...first]).toEqual([0, 3, 4]);
    expect([...runs]).toEqual([0, 1, 0, 0, 3, 3, 0, 0, 3, 3, 1, 0, 0, 2, 1, 0]);
    expect([...voxels]).toEqual([4, 3]);
    expect([...boxes]).toEqual([0, 3, 0, 1, 0, 0, 0, 2, 1, 1, 0, 0]);
  });
});
