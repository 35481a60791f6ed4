// One block of the `random` null: all permutations of the moving maps `from` … `to` − 1. A generator belongs to a map
// (seed + row) and its permutations follow each other, so this null is cut by map; pooling waits until all maps are done.
// Source: spec/statistics.md 4.3, 4.5; numpy `default_rng(seed + row).permutation`.
import { pearson } from '../stats/correlation.js';
import { fisherZ } from '../stats/fisher.js';
import { Pcg64 } from '../nulls/rng/pcg64.js';
import type { Control } from './control.js';
import type { FixedMaps } from './spun-correlator.js';

export interface ShuffleBlock {
  /** Centred values or doubled centred ranks of the moving maps `[map][parcel]`, NaN missing, shared. */
  moving: FixedMaps;
  fixed: FixedMaps;
  seed: number;
  from: number;
  to: number;
  permutations: number;
  rToZ: boolean;
  /** `[fixed][moving][permutation]`, shared. */
  out: Float64Array;
}

const STRIDE = 256;

export function runShuffleBlock(block: ShuffleBlock, control: Control): void {
  for (let m = block.from; m < block.to; m++) shuffleMap(block, m, control);
}

function shuffleMap(block: ShuffleBlock, m: number, control: Control): void {
  const { moving, fixed, permutations, out } = block;
  const { parcels } = moving;
  const places: number[] = [];
  for (let i = 0; i < parcels; i++) {
    const value = moving.values[m * parcels + i] as number;
    if (value === value) places.push(i);
  }
  const original = Float64Array.from(places, (i) => moving.values[m * parcels + i] as number);
  const targets = Array.from({ length: fixed.maps }, (_, f) =>
    Float64Array.from(places, (i) => fixed.values[f * parcels + i] as number),
  );
  const generator = new Pcg64(block.seed + m);
  const shuffled = new Float64Array(original.length);
  for (let k = 0; k < permutations; k++) {
    if (k % STRIDE === 0) control.check();
    shuffled.set(original);
    generator.shuffle(shuffled);
    for (let f = 0; f < fixed.maps; f++) {
      const r = pearson(shuffled, targets[f] as Float64Array);
      out[(f * moving.maps + m) * permutations + k] = block.rToZ ? fisherZ(r) : r;
    }
    control.advance(1);
  }
}
