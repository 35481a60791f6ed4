// The voxels of parcels as runs along the first index: what volume distances are counted from.
import type { Grid } from '../../formats/nifti.js';
import type { VoxelRuns } from '../../parallel/voxel-distance-block.js';
import { sharedInt32 } from '../../parallel/shared.js';

/** A grid whose voxels are parcel positions; −1 is outside. */
export interface ParcelGrid extends Grid {
  parcels: Int16Array | Int32Array;
}

/** Runs of the parcels 0 … `count` − 1, in the order of the grid, in shared memory. A parcel without voxels has none. */
export function voxelRuns(grid: ParcelGrid, count: number): VoxelRuns {
  const first = sharedInt32(count + 1);
  eachRun(grid, (parcel) => (first[parcel + 1] = (first[parcel + 1] as number) + 1));
  for (let p = 0; p < count; p++) first[p + 1] = (first[p + 1] as number) + (first[p] as number);
  const result: VoxelRuns = {
    first,
    runs: sharedInt32(4 * (first[count] as number)),
    voxels: sharedInt32(count),
    boxes: sharedInt32(6 * count),
  };
  const free = first.slice();
  eachRun(grid, (parcel, start, end, y, z) => {
    const run = free[parcel] as number;
    free[parcel] = run + 1;
    result.runs.set([start, end, y, z], run * 4);
    widen(result.boxes.subarray(parcel * 6, parcel * 6 + 6), result.voxels[parcel] === 0, [
      [start, end],
      [y, y],
      [z, z],
    ]);
    result.voxels[parcel] = (result.voxels[parcel] as number) + end - start + 1;
  });
  return result;
}

type Visit = (parcel: number, start: number, end: number, y: number, z: number) => void;

function eachRun({ dims: [nx, ny, nz], parcels }: ParcelGrid, visit: Visit): void {
  for (let z = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      const row = nx * (y + ny * z);
      for (let x = 0; x < nx;) {
        const parcel = parcels[row + x] as number;
        const start = x++;
        while (x < nx && parcels[row + x] === parcel) x++;
        if (parcel >= 0) visit(parcel, start, x - 1, y, z);
      }
    }
  }
}

function widen(box: Int32Array, isNew: boolean, ranges: [least: number, greatest: number][]): void {
  ranges.forEach(([least, greatest], axis) => {
    const [low, high] = [box[2 * axis] as number, box[2 * axis + 1] as number];
    box[2 * axis] = isNew ? least : Math.min(low, least);
    box[2 * axis + 1] = isNew ? greatest : Math.max(high, greatest);
  });
}
