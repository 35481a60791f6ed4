// One block of the spin test: permutations `from` … `to` − 1 of all maps.
import type { Control } from './control.js';
import { storePermutation, type NullOutput } from './null-output.js';
import {
  SpunCorrelator,
  type FixedMaps,
  type MovingMaps,
  type SpunConfounds,
} from './spun-correlator.js';

export interface SpinBlock {
  moving: MovingMaps;
  fixed: FixedMaps;
  ranked: boolean;
  /** Z maps to regress out; their rows stand behind the fixed maps. */
  confounds?: SpunConfounds | null;
  /** Source parcel `[spin][parcel]`, shared; −1 for none. */
  index: Int16Array;
  from: number;
  to: number;
  output: NullOutput;
}

/** Permutations between two looks at the stop flag. */
const STRIDE = 16;

export function runSpinBlock(block: SpinBlock, control: Control): void {
  const { moving, fixed, index, output } = block;
  const correlator = new SpunCorrelator(moving, fixed, block.ranked, block.confounds);
  const targets = fixed.maps - (block.confounds?.rows ?? 0);
  const correlations = new Float64Array(moving.maps * targets);
  const scratch = new Float64Array(Math.max(moving.maps, fixed.maps));
  for (let k = block.from; k < block.to; k++) {
    if ((k - block.from) % STRIDE === 0) control.check();
    correlator.correlate(
      index.subarray(k * moving.parcels, (k + 1) * moving.parcels),
      correlations,
    );
    storePermutation(output, correlations, moving.maps, targets, k, scratch);
    control.advance(1);
  }
}
