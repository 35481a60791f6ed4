// One block of vertex-level spins: each vertex takes the nearest turned vertex as its source, and what a parcel's vertices bring along
// becomes either one source parcel (`baum`) or a sparse row of overlaps (`cornblath`).
import { Landings, type HemisphereVertices } from '../nulls/spins/landings.js';
import { entryOf, MOST_VERTICES } from '../nulls/spins/overlap.js';
import { rotationOf } from '../nulls/spins/rotation.js';
import type { Control } from './control.js';

export interface VertexSpinBlock {
  sides: readonly HemisphereVertices[];
  /** Left rotations `[spin][9]`, shared. */
  rotations: Float64Array;
  from: number;
  to: number;
  output: ModalOutput | OverlapOutput;
}

export interface ModalOutput {
  kind: 'modal';
  parcels: number;
  /** Source parcel `[spin][parcel]`, shared; −1 for none. */
  index: Int16Array;
}

/** Entries of this block alone, row after row. */
export interface OverlapOutput {
  kind: 'overlap';
  parcels: number;
  /** Entries of each row `[spin − from][parcel]`, shared. */
  lengths: Int32Array;
  /** Shared. */
  entries: Int32Array;
  /** Shared, length 1: entries needed, which may be more than there is room for. */
  used: Int32Array;
}

export function runVertexSpinBlock(block: VertexSpinBlock, control: Control): void {
  const { sides, rotations, from, to, output } = block;
  const counted = sides.map((side): Counted => ({ side, landings: new Landings(side) }));
  const write =
    output.kind === 'modal' ? modalWriter(output, counted) : overlapWriter(output, counted, from);
  for (let spin = from; spin < to; spin++) {
    control.check();
    for (const { side, landings } of counted) {
      landings.count(rotationOf(rotations, spin, side.hemisphere));
    }
    write(spin);
    control.advance(1);
  }
}

interface Counted {
  side: HemisphereVertices;
  landings: Landings;
}

/** Writes what was counted in a spin. */
type Write = (spin: number) => void;

function modalWriter({ index, parcels }: ModalOutput, counted: readonly Counted[]): Write {
  return (spin) => {
    const row = index.subarray(spin * parcels, (spin + 1) * parcels).fill(-1);
    for (const { side, landings } of counted) {
      for (let j = 0; j < side.parcels.length; j++) {
        const source = landings.modal(j);
        row[side.parcels[j] as number] = source < 0 ? -1 : (side.parcels[source] as number);
      }
    }
  };
}

/** Rows stand in the order of the parcels of the analysis; those of parcels in neither hemisphere are empty. */
function overlapWriter(
  { lengths, entries, used, parcels }: OverlapOutput,
  counted: readonly Counted[],
  from: number,
): Write {
  const rows = Array.from({ length: parcels }, (_, parcel) =>
    counted
      .map(({ side, landings }) => ({ side, landings, j: side.parcels.indexOf(parcel) }))
      .find(({ j }) => j >= 0),
  );
  let at = 0;
  return (spin) => {
    for (let parcel = 0; parcel < parcels; parcel++) {
      const start = at;
      const row = rows[parcel];
      const n = row?.side.parcels.length ?? 0;
      for (let i = 0; row && i < n; i++) {
        let count = row.landings.counts[row.j * n + i] as number;
        for (; count > 0; count -= MOST_VERTICES) {
          // Beyond the room there is nothing is written, and `used` tells.
          entries[at++] = entryOf(row.side.parcels[i] as number, Math.min(count, MOST_VERTICES));
        }
      }
      lengths[(spin - from) * parcels + parcel] = at - start;
    }
    used[0] = at;
  };
}
