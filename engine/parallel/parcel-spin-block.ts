// One block of parcel-level spins: for the rotations `from` … `to` − 1 the source of every parcel.
import { assignments, type ParcelRule } from '../nulls/spins/assignments.js';
import { rotate, rotationOf } from '../nulls/spins/rotation.js';
import type { HemisphereCentroids } from '../nulls/spins/parcel-spins.js';
import type { Control } from './control.js';

export interface ParcelSpinBlock {
  rule: ParcelRule;
  hemispheres: readonly HemisphereCentroids[];
  parcels: number;
  /** Left rotations `[spin][9]`, shared. */
  rotations: Float64Array;
  /** Source parcel `[spin][parcel]`, shared; −1 for none. */
  index: Int16Array;
  from: number;
  to: number;
}

export function runParcelSpinBlock(block: ParcelSpinBlock, control: Control): void {
  const { parcels, rotations, index, from, to } = block;
  const sides = block.hemispheres.map((side) => ({
    ...side,
    assign: assignments[block.rule](side.parcels.length),
    turned: new Float64Array(side.coordinates.length),
    sources: new Int32Array(side.parcels.length),
  }));
  for (let spin = from; spin < to; spin++) {
    control.check();
    const row = index.subarray(spin * parcels, (spin + 1) * parcels).fill(-1);
    for (const { hemisphere, coordinates, parcels: own, assign, turned, sources } of sides) {
      rotate(coordinates, rotationOf(rotations, spin, hemisphere), turned);
      assign(coordinates, turned, sources);
      for (let i = 0; i < sources.length; i++) {
        const source = sources[i] as number;
        row[own[i] as number] = source < 0 ? -1 : (own[source] as number);
      }
    }
    control.advance(1);
  }
}
