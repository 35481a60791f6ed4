// The table of block jobs: what a worker can be asked to do, by name. Adding a kernel is adding a row.
import type { Control } from './control.js';
import { runShuffleBlock, type ShuffleBlock } from './shuffle-block.js';
import { runSpinBlock, type SpinBlock } from './spin-block.js';

export interface BlockJobs {
  spin: SpinBlock;
  shuffle: ShuffleBlock;
}

export type BlockName = keyof BlockJobs;

export const blockJobs: {
  [name in BlockName]: (block: BlockJobs[name], control: Control) => void;
} = { spin: runSpinBlock, shuffle: runShuffleBlock };

/** Runs one block in whatever thread this is. */
export function runBlock<N extends BlockName>(
  name: N,
  block: BlockJobs[N],
  control: Control,
): void {
  blockJobs[name](block, control);
}
