// Mean distances over all voxel pairs of parcels, cut into blocks for the threads (spec/statistics.md 4.11).
import type { BlockPool } from '../../parallel/pool.js';
import { sharedFloat64 } from '../../parallel/shared.js';
import type { VoxelDistanceBlock, VoxelRuns } from '../../parallel/voxel-distance-block.js';
import type { StageContext } from '../../progress.js';
import { voxelRuns, type ParcelGrid } from './voxel-runs.js';

/** Elementary steps of one block: short enough to look at the stop flag between two of them. */
const BLOCK_STEPS = 2e7;

/**
 * d_ij = mean |a − b| over all voxels a of parcel i and b of parcel j, world mm; d_ii = 0; NaN where a parcel has no voxels.
 * Offsets between voxels are counted exactly, so the numbers do not depend on threads and are accurate to the last digits.
 * @returns `[i][j]`, row-major, symmetric
 */
export async function voxelDistances(
  grid: ParcelGrid,
  parcels: number,
  pool: BlockPool,
  ctx: Pick<StageContext, 'signal' | 'report'>,
): Promise<Float64Array> {
  const runs = voxelRuns(grid, parcels);
  const matrix = sharedFloat64(parcels * parcels);
  const { blocks, steps } = cutPairs(runs, grid.affine, matrix);
  const pairs = (parcels * (parcels - 1)) / 2;
  await pool.run('voxelDistance', blocks, {
    signal: ctx.signal,
    onDone: (done) => ctx.report(done, pairs, 'pairs of parcels'),
    steps,
  });
  return matrix;
}

function cutPairs(
  runs: VoxelRuns,
  affine: Float64Array,
  matrix: Float64Array,
): { blocks: VoxelDistanceBlock[]; steps: number } {
  const n = runs.voxels.length;
  const blocks: VoxelDistanceBlock[] = [];
  let all = 0;
  for (let row = 0; row < n; row++) {
    let from = row + 1;
    let steps = 0;
    for (let j = row + 1; j < n; j++) {
      const cost = pairSteps(runs, row, j);
      steps += cost;
      all += cost;
      if (steps < BLOCK_STEPS && j + 1 < n) continue;
      blocks.push({ parcels: runs, affine, row, from, to: j + 1, matrix });
      from = j + 1;
      steps = 0;
    }
  }
  return { blocks, steps: all };
}

/** Four table cells per pair of runs, and the table itself. */
function pairSteps({ first, boxes }: VoxelRuns, i: number, j: number): number {
  const runs = (p: number): number => (first[p + 1] as number) - (first[p] as number);
  const extent = (p: number, axis: number): number =>
    (boxes[p * 6 + 2 * axis + 1] as number) - (boxes[p * 6 + 2 * axis] as number) + 1;
  const table = [0, 1, 2].reduce((cells, axis) => cells * (extent(i, axis) + extent(j, axis)), 1);
  return 4 * runs(i) * runs(j) + table;
}
