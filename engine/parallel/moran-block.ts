// The spatial eigenvectors of one block of parcels for one pattern of missing parcels: seconds of work for 1,000 parcels, so it is
// done in a thread.
import {
  moranVectors,
  vectorsOfWeights,
  type MoranVectors,
  type SpectrumOptions,
} from '../nulls/moran-vectors.js';
import { pickSquare } from '../nulls/pick-square.js';
import type { VariogramOptions } from '../nulls/variomoran/options.js';
import { variogramWeights } from '../nulls/variomoran/weights.js';
import type { Control } from './control.js';

export interface MoranBlock {
  /** Distances `[i][j]` of the block, shared. */
  matrix: Float64Array;
  size: number;
  /** Positions in the block that the map has. */
  used: Int32Array;
  options: SpectrumOptions;
  /** The map (in the used parcels) whose variogram gives the weights; null: weights are 1/distance. */
  variogram: { values: Float64Array; options: VariogramOptions } | null;
  /** `[component][used]`, shared, with room for all that can be asked for. */
  vectors: Float64Array;
  /** Shared, length 1: how many eigenvectors there are, −1 when none of the eigenvalues is zero. */
  components: Int32Array;
}

export function runMoranBlock(block: MoranBlock, control: Control): void {
  control.check();
  const made = madeVectors(block);
  block.components[0] = made ? made.eigenvalues.length : -1;
  if (made) block.vectors.set(made.vectors);
  control.advance(1);
}

function madeVectors({ matrix, size, used, options, variogram }: MoranBlock): MoranVectors | null {
  const weights =
    variogram
    && variogramWeights(variogram.values, pickSquare(matrix, size, used), variogram.options);
  return weights
    ? vectorsOfWeights(weights, used.length, options)
    : moranVectors(matrix, size, used, options);
}
