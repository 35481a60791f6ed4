// The table of block jobs: what a worker can be asked to do, by name. Adding a kernel is adding a row.
import { runBurt2018Block, type Burt2018FitBlock } from './burt2018-block.js';
import type { Control } from './control.js';
import { runCorrelationBlock, type CorrelationBlock } from './correlation-block.js';
import { runDenseBlock, type DenseBlock } from './dense-block.js';
import { runGeodesicBlock, type GeodesicBlock } from './geodesic-block.js';
import { runKernelBlock, type KernelBlock } from './kernel-block.js';
import { runMoranBlock, type MoranBlock } from './moran-block.js';
import { runParcelSpinBlock, type ParcelSpinBlock } from './parcel-spin-block.js';
import { runSetFitBlock, type SetFitBlock } from './set-fit-block.js';
import { runShuffleBlock, type ShuffleBlock } from './shuffle-block.js';
import { runSpinBlock, type SpinBlock } from './spin-block.js';
import { runVertexSpinBlock, type VertexSpinBlock } from './vertex-spin-block.js';
import { runVoxelDistanceBlock, type VoxelDistanceBlock } from './voxel-distance-block.js';

export interface BlockJobs {
  spin: SpinBlock;
  shuffle: ShuffleBlock;
  dense: DenseBlock;
  kernel: KernelBlock;
  correlation: CorrelationBlock;
  setFit: SetFitBlock;
  moran: MoranBlock;
  burt2018: Burt2018FitBlock;
  parcelSpin: ParcelSpinBlock;
  vertexSpin: VertexSpinBlock;
  voxelDistance: VoxelDistanceBlock;
  geodesic: GeodesicBlock;
}

export type BlockName = keyof BlockJobs;

export const blockJobs: {
  [name in BlockName]: (block: BlockJobs[name], control: Control) => void;
} = {
  spin: runSpinBlock,
  shuffle: runShuffleBlock,
  dense: runDenseBlock,
  kernel: runKernelBlock,
  correlation: runCorrelationBlock,
  setFit: runSetFitBlock,
  moran: runMoranBlock,
  burt2018: runBurt2018Block,
  parcelSpin: runParcelSpinBlock,
  vertexSpin: runVertexSpinBlock,
  voxelDistance: runVoxelDistanceBlock,
  geodesic: runGeodesicBlock,
};

/** Runs one block in whatever thread this is. */
export function runBlock<N extends BlockName>(
  name: N,
  block: BlockJobs[N],
  control: Control,
): void {
  blockJobs[name](block, control);
}
