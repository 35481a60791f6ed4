// One block of volume distances: the mean distance over all voxel pairs between one parcel and some others.
// How often each voxel offset occurs between two parcels is counted exactly, in whole numbers, from runs of voxels; then every offset
// is measured once. The work grows with runs, not with voxels, and sums do not depend on how the work is cut.
import type { Control } from './control.js';

/** Voxels of all parcels as runs along the first index. */
export interface VoxelRuns {
  /** Runs of parcel p are `first[p]` … `first[p + 1]` − 1. */
  first: Int32Array;
  /** `[run][x of the first voxel, x of the last, y, z]`, voxel indices. */
  runs: Int32Array;
  /** Per parcel: voxels. */
  voxels: Int32Array;
  /** `[parcel][least x, greatest x, least y, greatest y, least z, greatest z]`. */
  boxes: Int32Array;
}

export interface VoxelDistanceBlock {
  parcels: VoxelRuns;
  /** Voxel index → mm, 4 × 4 row-major, any orientation. */
  affine: Float64Array;
  /** Pairs (`row`, j) for j = `from` … `to` − 1. */
  row: number;
  from: number;
  to: number;
  /** Shared; mean distances go to `[row][j]` and `[j][row]`, mm; NaN where a parcel has no voxels. */
  matrix: Float64Array;
}

/** Runs of the first parcel between two looks at the stop flag. */
const STRIDE = 64;

export function runVoxelDistanceBlock(block: VoxelDistanceBlock, control: Control): void {
  const { parcels, affine, row, matrix } = block;
  const n = parcels.voxels.length;
  const table = new Int32Array(largestTable(block));
  for (let j = block.from; j < block.to; j++) {
    const offsets = offsetsBetween(parcels.boxes, row, j);
    const pairs = (parcels.voxels[row] as number) * (parcels.voxels[j] as number);
    let mean = NaN;
    if (pairs > 0) {
      countOffsets(parcels, row, j, offsets, table, control);
      mean = sumOfDistances(offsets, affine, table) / pairs;
    }
    matrix[row * n + j] = mean;
    matrix[j * n + row] = mean;
    control.advance(1);
  }
}

/** The range of voxel offsets from parcel i to parcel j: least value and number per axis; x has two cells more (see below). */
interface Offsets {
  least: [number, number, number];
  size: [number, number, number];
}

function offsetsBetween(boxes: Int32Array, i: number, j: number): Offsets {
  const at = (parcel: number, k: number): number => boxes[parcel * 6 + k] as number;
  const axis = (a: number): [least: number, size: number] => {
    const least = at(j, 2 * a) - at(i, 2 * a + 1);
    return [least, at(j, 2 * a + 1) - at(i, 2 * a) - least + 1];
  };
  const [[x, nx], [y, ny], [z, nz]] = [axis(0), axis(1), axis(2)];
  return { least: [x, y, z], size: [nx + 2, ny, nz] };
}

function largestTable({ parcels: { boxes, voxels }, row, from, to }: VoxelDistanceBlock): number {
  let largest = 0;
  for (let j = from; j < to; j++) {
    if (voxels[row] === 0 || voxels[j] === 0) continue;
    const [nx, ny, nz] = offsetsBetween(boxes, row, j).size;
    largest = Math.max(largest, nx * ny * nz);
  }
  return largest;
}

/**
 * Adds to `table` `[z][y][x]` the second differences along x of the number of voxel pairs per offset. A run a0…a1 and a run b0…b1
 * have their offsets in a trapezoid from b0 − a1 to b1 − a0, whose second difference is four ones: + − − +.
 */
function countOffsets(
  { first, runs }: VoxelRuns,
  i: number,
  j: number,
  { least, size: [nx, ny] }: Offsets,
  table: Int32Array,
  control: Control,
): void {
  const start = first[j] as number;
  const count = (first[j + 1] as number) - start;
  const place = (run: number): number =>
    ((runs[run * 4 + 3] as number) * ny + (runs[run * 4 + 2] as number)) * nx;
  const heads = new Int32Array(count);
  const tails = new Int32Array(count);
  for (let k = 0; k < count; k++) {
    heads[k] = place(start + k) + (runs[(start + k) * 4] as number);
    tails[k] = place(start + k) + (runs[(start + k) * 4 + 1] as number);
  }
  const origin = (least[2] * ny + least[1]) * nx + least[0];
  for (let run = first[i] as number; run < (first[i + 1] as number); run++) {
    if (run % STRIDE === 0) control.check();
    const fromLast = origin + place(run) + (runs[run * 4 + 1] as number);
    const fromFirst = origin + place(run) + (runs[run * 4] as number);
    for (let k = 0; k < count; k++) {
      const head = heads[k] as number;
      const tail = tails[k] as number;
      (table[head - fromLast] as number)++;
      (table[head - fromFirst + 1] as number)--;
      (table[tail - fromLast + 1] as number)--;
      (table[tail - fromFirst + 2] as number)++;
    }
  }
}

/** Σ count · |affine · offset| over the table, which is left empty. */
function sumOfDistances(
  { least, size: [nx, ny, nz] }: Offsets,
  affine: Float64Array,
  table: Int32Array,
): number {
  const at = (k: number): number => affine[k] as number;
  const [ax, bx, cx] = [at(0), at(1), at(2)];
  const [ay, by, cy] = [at(4), at(5), at(6)];
  const [az, bz, cz] = [at(8), at(9), at(10)];
  let total = 0;
  let cell = 0;
  for (let z = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      const oy = least[1] + y;
      const oz = least[2] + z;
      const rx = bx * oy + cx * oz;
      const ry = by * oy + cy * oz;
      const rz = bz * oy + cz * oz;
      let slope = 0;
      let count = 0;
      let sum = 0;
      for (let x = 0; x < nx; x++, cell++) {
        slope += table[cell] as number;
        table[cell] = 0;
        count += slope;
        if (count === 0) continue;
        const ox = least[0] + x;
        const dx = ax * ox + rx;
        const dy = ay * ox + ry;
        const dz = az * ox + rz;
        sum += count * Math.sqrt(dx * dx + dy * dy + dz * dz);
      }
      total += sum;
    }
  }
  return total;
}
