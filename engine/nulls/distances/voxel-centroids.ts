// Centroids of the parcels of a label image, in mm: the plainer measure of where a parcel lies.
import { multiplyPoint } from '../../parcellate/affine.js';
import type { ParcelGrid } from './voxel-runs.js';

/** Means of the voxel coordinates, `[parcel][x, y, z]`, world mm; NaN for a parcel without voxels. */
export function voxelCentroids({ dims, affine, parcels }: ParcelGrid, count: number): Float64Array {
  const sums = new Float64Array(count * 3);
  const voxels = new Int32Array(count);
  const [nx, ny] = dims;
  for (let at = 0; at < parcels.length; at++) {
    const parcel = parcels[at] as number;
    if (parcel < 0) continue;
    const row = Math.floor(at / nx);
    const index = [at % nx, row % ny, Math.floor(row / ny)];
    for (let axis = 0; axis < 3; axis++)
      sums[parcel * 3 + axis] = (sums[parcel * 3 + axis] as number) + (index[axis] as number);
    voxels[parcel] = (voxels[parcel] as number) + 1;
  }
  const point = new Float64Array(3);
  for (let parcel = 0; parcel < count; parcel++) {
    const n = voxels[parcel] as number;
    const mean = (axis: number): number => (sums[parcel * 3 + axis] as number) / n;
    multiplyPoint(affine, mean(0), mean(1), mean(2), point);
    sums.set(point, parcel * 3);
  }
  return sums;
}

/** Euclidean distances between points `[point][x, y, z]`: `[i][j]`, diagonal 0. */
export function pointDistances(points: Float64Array): Float64Array {
  const n = points.length / 3;
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const [x, y, z] = [0, 1, 2].map(
        (axis) => (points[i * 3 + axis] as number) - (points[j * 3 + axis] as number),
      ) as [number, number, number];
      const distance = Math.sqrt(x * x + y * y + z * z);
      matrix[i * n + j] = distance;
      matrix[j * n + i] = distance;
    }
  }
  return matrix;
}
