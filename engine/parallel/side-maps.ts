// The maps of one side (X or Y) while permutations go by: those that stay, or the null maps of one permutation after the other. Loops
// that can have both sides moving take their maps from here.
import { nullMakers, type NullMaps, type NullSource } from './null-maps.js';
import type { FixedMaps } from './spun-correlator.js';

/** A side of a block. `P` says how null maps are prepared. */
export interface Side<P> {
  /** `[map][parcel]`, NaN missing, shared: as they are where the side moves, prepared where it stays. */
  maps: FixedMaps;
  /** Null: the side stays. */
  moving: { source: NullSource; preparation: P } | null;
}

interface Preparer {
  /** In place; `row` is the place of the map on its side. */
  prepare(map: Float64Array, row: number): void;
}

export class SideMaps {
  /** Prepared maps of the present permutation, `[map][parcel]`; the same array throughout. */
  readonly values: Float64Array;
  /** Its rows. */
  readonly rows: Float64Array[];
  private readonly makers: NullMaps[];

  /** @param from permutation that the first {@link next} makes */
  constructor(
    { maps, moving }: Side<unknown>,
    private readonly preparer: Preparer,
    from: number,
  ) {
    const { maps: count, parcels } = maps;
    this.makers = moving ? nullMakers(moving.source, maps, [0, count], from) : [];
    this.values = moving ? new Float64Array(count * parcels) : maps.values;
    this.rows = Array.from({ length: count }, (_, m) =>
      this.values.subarray(m * parcels, (m + 1) * parcels),
    );
  }

  get moves(): boolean {
    return this.makers.length > 0;
  }

  /** All maps of the next permutation; nothing where the side stays. */
  next(): void {
    for (let m = 0; m < this.makers.length; m++) {
      this.make(m, this.rows[m] as Float64Array);
      this.preparer.prepare(this.rows[m] as Float64Array, m);
    }
  }

  /** Writes one null map of the next permutation as it is made, not prepared. For callers that prepare it themselves, map by map. */
  make(map: number, out: Float64Array): void {
    (this.makers[map] as NullMaps).next(out);
  }
}
