// What every reduction of X is: many maps in, a few out. The rows of the table in reductions.ts.
import type { MapTable } from '../../library/map-table.js';
import type { Note } from '../note.js';
import type { Work } from '../work.js';

export interface ReductionOptions {
  /** Number of components; null: all there are (fa: an error). */
  components: number | null;
  /** Share of variance, 0 to 1, that components must explain together; null: not asked. Goes before `components`. */
  minExplained: number | null;
  /** mean and median: use the weights of the maps. */
  weighted: boolean;
  /** Start of ica. */
  seed: number;
}

/** The maps of one set (or all) and the parcels that components are made on. */
export interface ReductionInput {
  /** `[map][parcel]`. */
  values: Float64Array;
  maps: number;
  parcels: number;
  weights: (number | null)[];
  /** Parcels that no map of X, Y and Z misses. */
  complete: Int32Array;
}

export interface Reduced {
  /** `[component][parcel]`; NaN where it does not exist. */
  values: Float64Array;
  components: number;
  /** Share of variance of each component, or null where the method has none. */
  explained: Float64Array | null;
  notes: Note[];
}

export interface Reduction {
  readonly name: string;
  /** True: `c0`, `c1`, … with loadings; false: one map, named after the method. */
  readonly isComponents: boolean;
  readonly doc: string;
  readonly source?: string;
  readonly run: (input: ReductionInput, options: ReductionOptions, work: Work) => Reduced;
}

/** Parcels without a missing value in any of the tables. */
export function completeParcels(tables: readonly MapTable[]): Int32Array {
  const count = tables[0]?.parcels.length ?? 0;
  const missing = new Uint8Array(count);
  for (const { values } of tables) {
    values.forEach((value, at) => {
      if (value !== value) missing[at % count] = 1;
    });
  }
  return Int32Array.from(missing.keys()).filter((i) => !missing[i]);
}

/** Scores of components on the complete parcels as maps of all parcels. */
export function spread(
  scores: readonly Float64Array[],
  { parcels, complete }: ReductionInput,
): Float64Array {
  const out = new Float64Array(scores.length * parcels).fill(NaN);
  scores.forEach((score, k) =>
    complete.forEach((i, at) => (out[k * parcels + i] = score[at] as number)),
  );
  return out;
}
