// Correlations of explicit null maps with the fixed maps: rank or centre, take Z out, correlate. For nulls that no shortcut
// through spins or shuffled ranks serves. Everything is made once per block of permutations; nothing is allocated per null.
import { centre, correlationFromSums, FEWEST_SHARED, pearson } from '../stats/correlation.js';
import { Ranker } from '../stats/ranker.js';
import { Residuals, type ConfoundMaps } from '../stats/residuals.js';
import type { FixedMaps } from './spun-correlator.js';

/** How a map is made comparable, observed or null: ranked or not, Z (ranked likewise) taken out or not. */
export interface Preparation {
  ranked: boolean;
  z: ConfoundMaps | null;
}

/** A pair of maps needs 3 shared parcels, and one more for each Z map that was taken out. */
export const fewestShared = (z: ConfoundMaps | null): number => FEWEST_SHARED + (z?.maps ?? 0);

/** Brings maps into the form in which they are correlated, in place. */
export class MapPreparer {
  private readonly ranker: Ranker | null;
  private readonly residuals: Residuals | null;

  constructor({ ranked, z }: Preparation, parcels: number) {
    this.ranker = ranked ? new Ranker(parcels) : null;
    this.residuals = z ? new Residuals(z) : null;
  }

  /** @param map values of one map, NaN missing */
  prepare(map: Float64Array): void {
    if (this.ranker) this.ranker.rank(map, map);
    else centre(map);
    this.residuals?.remove(map);
  }
}

export class MapCorrelator {
  private readonly preparer: MapPreparer;
  private readonly rows: Float64Array[];
  private readonly complete: boolean[];
  private readonly sums: number[];
  private readonly squares: number[];
  private readonly fewest: number;

  /** @param fixed maps prepared in the same way */
  constructor(fixed: FixedMaps, preparation: Preparation) {
    const { maps, parcels, values } = fixed;
    this.preparer = new MapPreparer(preparation, parcels);
    this.fewest = fewestShared(preparation.z);
    this.rows = Array.from({ length: maps }, (_, f) =>
      values.subarray(f * parcels, (f + 1) * parcels),
    );
    this.complete = this.rows.map((row) => row.every((v) => v === v));
    this.sums = this.rows.map((row) => row.reduce((sum, v) => sum + v, 0));
    this.squares = this.rows.map((row) => row.reduce((sum, v) => sum + v * v, 0));
  }

  /**
   * @param map one null map, NaN missing; is overwritten
   * @param out r with each fixed map; NaN where it does not exist
   */
  correlate(map: Float64Array, out: Float64Array): void {
    this.preparer.prepare(map);
    const n = map.length;
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < n; i++) {
      const value = map[i] as number;
      sum += value;
      squares += value * value;
    }
    const whole = sum === sum;
    for (let f = 0; f < this.rows.length; f++) {
      const row = this.rows[f] as Float64Array;
      if (!whole || !this.complete[f]) {
        out[f] = pearson(map, row, this.fewest);
        continue;
      }
      let product = 0;
      for (let i = 0; i < n; i++) product += (map[i] as number) * (row[i] as number);
      const y = this.sums[f] as number;
      const yy = this.squares[f] as number;
      out[f] = correlationFromSums(n, sum, y, squares, yy, product, this.fewest);
    }
  }
}
