// The spatial eigenvectors of one block of parcels for one pattern of missing parcels: seconds of work for 1,000 parcels, so it is
// done in a thread.
import { moranVectors, type SpectrumOptions } from '../nulls/moran-vectors.js';
import type { Control } from './control.js';

export interface MoranBlock {
  /** Distances `[i][j]` of the block, shared. */
  matrix: Float64Array;
  size: number;
  /** Positions in the block that the map has. */
  used: Int32Array;
  options: SpectrumOptions;
  /** `[component][used]`, shared, with room for all that can be asked for. */
  vectors: Float64Array;
  /** Shared, length 1: how many eigenvectors there are, −1 when none of the eigenvalues is zero. */
  components: Int32Array;
}

export function runMoranBlock(block: MoranBlock, control: Control): void {
  control.check();
  const made = moranVectors(block.matrix, block.size, block.used, block.options);
  block.components[0] = made ? made.eigenvalues.length : -1;
  if (made) block.vectors.set(made.vectors);
  control.advance(1);
}
