// From the grid of a parcellation to the grid of an image: labels by nearest neighbour (spec 3.4).
import { voxelToVoxel } from './affine.js';
import type { Grid } from '../formats/nifti.js';
import type { IndexedLabels } from './parcel-index.js';

/** Positions this close below half-way count as half-way: affines are stored in float32 or computed from inverses. */
export const TIE = 1e-9;

/** Index of the nearest voxel, half-way upwards: floor(x + 0.5). */
const nearest = (position: number): number => Math.floor(position + 0.5 + TIE);

/** Parcel position of every voxel of `grid` (first index fastest), -1 outside parcels and outside the label image. */
export function parcelsOnGrid(labels: IndexedLabels, grid: Grid): Int16Array | Int32Array {
  if (sameGrid(labels, grid)) return labels.parcels;
  const map = voxelToVoxel(grid.affine, labels.affine);
  const size = grid.dims[0] * grid.dims[1] * grid.dims[2];
  const result = labels.parcels instanceof Int16Array ? new Int16Array(size) : new Int32Array(size);
  const axes = alignedAxes(map);
  if (axes === null) sampleOblique(labels, grid, map, result);
  else sampleAligned(labels, grid, map, axes, result);
  return result;
}

export function sameGrid(a: Grid, b: Grid): boolean {
  return (
    a.dims.every((length, axis) => length === b.dims[axis])
    && a.affine.every((value, i) => value === b.affine[i])
  );
}

/** For each axis of the label grid the only image axis it depends on; null when the grids are turned against each other. */
function alignedAxes(map: Float64Array): number[] | null {
  const axes = [0, 1, 2].map((row) => {
    const used = [0, 1, 2].filter((column) => map[4 * row + column] !== 0);
    return used.length === 1 ? (used[0] as number) : -1;
  });
  return axes.includes(-1) ? null : axes;
}

/** Each image axis has a table of steps into the label array, or -1 where it leaves the label image. */
function sampleAligned(
  labels: IndexedLabels,
  grid: Grid,
  map: Float64Array,
  axes: number[],
  result: Int16Array | Int32Array,
): void {
  const [width, height] = labels.dims;
  const strides = [1, width, width * height];
  const tables = [0, 1, 2].map((imageAxis) => {
    const axis = axes.indexOf(imageAxis);
    const step = map[4 * axis + imageAxis] as number;
    const shift = map[4 * axis + 3] as number;
    return Int32Array.from({ length: grid.dims[imageAxis] as number }, (_, i) => {
      const index = nearest(step * i + shift);
      return index >= 0 && index < (labels.dims[axis] as number)
        ? index * (strides[axis] as number)
        : -1;
    });
  });
  const [alongX, alongY, alongZ] = tables as [Int32Array, Int32Array, Int32Array];
  const { parcels } = labels;
  let voxel = 0;
  for (const z of alongZ) {
    for (const y of alongY) {
      for (const x of alongX) {
        result[voxel++] = x < 0 || y < 0 || z < 0 ? -1 : (parcels[x + y + z] as number);
      }
    }
  }
}

function sampleOblique(
  labels: IndexedLabels,
  grid: Grid,
  map: Float64Array,
  result: Int16Array | Int32Array,
): void {
  const [width, height, depth] = labels.dims;
  const { parcels } = labels;
  const [
    xi = 0,
    xj = 0,
    xk = 0,
    x0 = 0,
    yi = 0,
    yj = 0,
    yk = 0,
    y0 = 0,
    zi = 0,
    zj = 0,
    zk = 0,
    z0 = 0,
  ] = map;
  let voxel = 0;
  for (let k = 0; k < grid.dims[2]; k++) {
    for (let j = 0; j < grid.dims[1]; j++) {
      const [xRow, yRow, zRow] = [xj * j + xk * k + x0, yj * j + yk * k + y0, zj * j + zk * k + z0];
      for (let i = 0; i < grid.dims[0]; i++) {
        const x = nearest(xi * i + xRow);
        const y = nearest(yi * i + yRow);
        const z = nearest(zi * i + zRow);
        const inside = x >= 0 && y >= 0 && z >= 0 && x < width && y < height && z < depth;
        result[voxel++] = inside ? (parcels[x + width * (y + height * z)] as number) : -1;
      }
    }
  }
}
