// Correlations of explicit null maps with the fixed maps: rank or centre, take Z out, correlate. For nulls that no shortcut
// through spins or shuffled ranks serves. Everything is made once per block of permutations; nothing is allocated per null.
import { centre, correlationFromSums, FEWEST_SHARED, pearson } from '../stats/correlation.js';
import { Ranker } from '../stats/ranker.js';
import { residualsFor, type ConfoundMaps, type Residuals } from '../stats/residuals.js';
import type { FixedMaps } from './spun-correlator.js';

/** How a map is made comparable, observed or null: ranked or not, Z (ranked likewise) taken out or not. */
export interface Preparation {
  ranked: boolean;
  z: ConfoundMaps | null;
  /** Shared parcels that a correlation needs, where Z was taken out of the other side alone; else as fewestShared of `z`. */
  fewest?: number;
}

/** A pair of maps needs 3 shared parcels, and one more for each Z map that was taken out of one of them. */
export const fewestShared = (z: ConfoundMaps | null): number =>
  FEWEST_SHARED + (z === null ? 0 : z.matched ? 1 : z.maps);

/** Brings maps into the form in which they are correlated, in place. */
export class MapPreparer {
  private readonly ranker: Ranker | null;
  private readonly residuals: ((row: number) => Residuals) | null;

  constructor({ ranked, z }: Preparation, parcels: number) {
    this.ranker = ranked ? new Ranker(parcels) : null;
    this.residuals = z && residualsFor(z);
  }

  /**
   * @param map values of one map, NaN missing
   * @param row its place among the maps of its side, which says which Z map is its own
   */
  prepare(map: Float64Array, row: number): void {
    if (this.ranker) this.ranker.rank(map, map);
    else centre(map);
    this.residuals?.(row).remove(map);
  }
}

/** Parcels that some fixed maps have, and the sums of the null map over them. */
interface Mask {
  places: Int32Array;
  sum: number;
  squares: number;
}

const PAIRWISE = -2;

export class MapCorrelator {
  private readonly preparer: MapPreparer;
  private readonly rows: Float64Array[];
  /** Rows with their missing values as 0. */
  private readonly filled: Float64Array[];
  /** Which parcels a row has: position in `masks`; −1 for all of them, PAIRWISE where it is not known. */
  private readonly maskOf: number[] = [];
  private readonly masks: Mask[] = [];
  private readonly sums: number[];
  private readonly squares: number[];
  private readonly fewest: number;
  /** Of the present map with each row. */
  private readonly products: Float64Array;

  /** @param fixed maps prepared in the same way */
  constructor(fixed: FixedMaps, preparation: Preparation) {
    const { maps, parcels, values } = fixed;
    this.preparer = new MapPreparer(preparation, parcels);
    this.fewest = preparation.fewest ?? fewestShared(preparation.z);
    this.rows = Array.from({ length: maps }, (_, f) =>
      values.subarray(f * parcels, (f + 1) * parcels),
    );
    this.filled = this.rows.map((row) =>
      row.some((v) => v !== v) ? row.map((v) => (v === v ? v : 0)) : row,
    );
    this.sums = this.filled.map((row) => row.reduce((sum, v) => sum + v, 0));
    this.squares = this.filled.map((row) => row.reduce((sum, v) => sum + v * v, 0));
    this.products = new Float64Array(maps);
    this.findMasks();
  }

  /**
   * To be called when the values of the fixed maps have changed. Rows that miss parcels are then correlated pair by pair, because the
   * parcels they share with each other are different every time.
   */
  refresh(): void {
    for (let f = 0; f < this.rows.length; f++) {
      const row = this.rows[f] as Float64Array;
      let sum = 0;
      let squares = 0;
      for (let i = 0; i < row.length; i++) {
        const value = row[i] as number;
        sum += value;
        squares += value * value;
      }
      this.filled[f] = row;
      this.sums[f] = sum;
      this.squares[f] = squares;
      this.maskOf[f] = sum === sum ? -1 : PAIRWISE;
    }
    this.masks.length = 0;
  }

  /** Maps of one table mostly miss the same parcels, so what a null map has in them is summed once for all. */
  private findMasks(): void {
    const known = new Map<string, number>();
    for (const row of this.rows) {
      const places = [...row.keys()].filter((i) => row[i] === row[i]);
      if (places.length === row.length) {
        this.maskOf.push(-1);
        continue;
      }
      const key = places.join();
      let at = known.get(key);
      if (at === undefined) {
        at = this.masks.push({ places: Int32Array.from(places), sum: 0, squares: 0 }) - 1;
        known.set(key, at);
      }
      this.maskOf.push(at);
    }
  }

  /**
   * @param map one null map, NaN missing; is overwritten
   * @param row its place among the maps that are permuted
   * @param out r with each fixed map; NaN where it does not exist
   */
  correlate(map: Float64Array, row: number, out: Float64Array): void {
    this.preparer.prepare(map, row);
    const n = map.length;
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < n; i++) {
      const value = map[i] as number;
      sum += value;
      squares += value * value;
    }
    if (sum !== sum) {
      this.rows.forEach((row, f) => (out[f] = pearson(map, row, this.fewest)));
      return;
    }
    this.sumMasks(map);
    this.multiply(map);
    for (let f = 0; f < this.filled.length; f++) {
      const at = this.maskOf[f] as number;
      if (at === PAIRWISE) {
        out[f] = pearson(map, this.rows[f] as Float64Array, this.fewest);
        continue;
      }
      const product = this.products[f] as number;
      const y = this.sums[f] as number;
      const yy = this.squares[f] as number;
      const mask = this.masks[at];
      out[f] = mask
        ? correlationFromSums(
            mask.places.length,
            mask.sum,
            y,
            mask.squares,
            yy,
            product,
            this.fewest,
          )
        : correlationFromSums(n, sum, y, squares, yy, product, this.fewest);
    }
  }

  /** Σ map·row for every row: four rows side by side, so that no sum waits for its last addition. */
  private multiply(map: Float64Array): void {
    const { filled, products } = this;
    const n = map.length;
    let f = 0;
    for (; f + 3 < filled.length; f += 4) {
      const p = filled[f] as Float64Array;
      const q = filled[f + 1] as Float64Array;
      const r = filled[f + 2] as Float64Array;
      const s = filled[f + 3] as Float64Array;
      let [a, b, c, d] = [0, 0, 0, 0];
      for (let i = 0; i < n; i++) {
        const value = map[i] as number;
        a += value * (p[i] as number);
        b += value * (q[i] as number);
        c += value * (r[i] as number);
        d += value * (s[i] as number);
      }
      products[f] = a;
      products[f + 1] = b;
      products[f + 2] = c;
      products[f + 3] = d;
    }
    for (; f < filled.length; f++) {
      const row = filled[f] as Float64Array;
      let product = 0;
      for (let i = 0; i < n; i++) product += (map[i] as number) * (row[i] as number);
      products[f] = product;
    }
  }

  private sumMasks(map: Float64Array): void {
    for (const mask of this.masks) {
      mask.sum = 0;
      mask.squares = 0;
      for (let j = 0; j < mask.places.length; j++) {
        const value = map[mask.places[j] as number] as number;
        mask.sum += value;
        mask.squares += value * value;
      }
    }
  }
}
