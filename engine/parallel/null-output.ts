// Where a block of permutations puts its statistics: Fisher's z (or r), pooled over the Y maps or not.
import { fisherZ } from '../stats/fisher.js';
import { median, sortedPresent } from '../stats/quantiles.js';

export interface NullOutput {
  /** `[row][column][permutation]`, shared. Rows are Y maps, or the one pooled row; columns are X maps. */
  nulls: Float64Array;
  rows: number;
  columns: number;
  permutations: number;
  /** True: the moving maps are X (columns); false: they are Y (rows). */
  movingIsX: boolean;
  rToZ: boolean;
  pooled: 'mean' | 'median' | null;
}

/** Mean or median of the present values; NaN if there is none. */
export function pool(values: Float64Array, by: 'mean' | 'median'): number {
  if (by === 'median') return median(sortedPresent(values));
  let sum = 0;
  let n = 0;
  for (const value of values) {
    if (value !== value) continue;
    sum += value;
    n++;
  }
  return n ? sum / n : NaN;
}

/** Stores one permutation's correlations `[fixed][moving]`. */
export function storePermutation(
  output: NullOutput,
  correlations: Float64Array,
  movingMaps: number,
  fixedMaps: number,
  permutation: number,
  scratch: Float64Array,
): void {
  const { nulls, columns, permutations, movingIsX, rToZ, pooled } = output;
  const yMaps = movingIsX ? fixedMaps : movingMaps;
  for (let column = 0; column < columns; column++) {
    for (let y = 0; y < yMaps; y++) {
      const at = movingIsX ? y * movingMaps + column : column * movingMaps + y;
      const r = correlations[at] as number;
      const statistic = rToZ ? fisherZ(r) : r;
      if (pooled) scratch[y] = rToZ ? statistic : fisherZ(r);
      else nulls[(y * columns + column) * permutations + permutation] = statistic;
    }
    if (!pooled) continue;
    const z = pool(scratch.subarray(0, yMaps), pooled);
    nulls[column * permutations + permutation] = rToZ ? z : Math.tanh(z);
  }
}

/**
 * Stores the correlations `[fixed]` of one moving map in one permutation. Not for pooling over moving Y maps, which needs all of
 * them at once.
 */
export function storeMap(
  output: NullOutput,
  correlations: Float64Array,
  map: number,
  permutation: number,
  scratch: Float64Array,
): void {
  const { nulls, columns, permutations, movingIsX, rToZ, pooled } = output;
  for (let f = 0; f < correlations.length; f++) {
    const r = correlations[f] as number;
    const statistic = rToZ ? fisherZ(r) : r;
    if (pooled) scratch[f] = rToZ ? statistic : fisherZ(r);
    else {
      const cell = movingIsX ? f * columns + map : map * columns + f;
      nulls[cell * permutations + permutation] = statistic;
    }
  }
  if (!pooled) return;
  const z = pool(scratch, pooled);
  nulls[map * permutations + permutation] = rToZ ? z : Math.tanh(z);
}

/** Where the null values of one statistic go, when it is not a correlation: as they are, pooled over the Y maps or not. */
export interface StatisticOutput {
  /** `[row][column][permutation]`, shared. Rows are Y maps, or the one pooled row. */
  nulls: Float64Array;
  /** X maps, or 1 for a statistic of the whole model. */
  columns: number;
  permutations: number;
  pooled: 'mean' | 'median' | null;
}

/** Takes one Y map of a permutation after the other; pools them when the last one is there. */
export class StatisticSink {
  /** `[column][y]`, of the present permutation; used when pooling. */
  private readonly all: Float64Array[];

  constructor(
    private readonly output: StatisticOutput,
    yMaps: number,
  ) {
    const kept = output.pooled ? output.columns : 0;
    this.all = Array.from({ length: kept }, () => new Float64Array(yMaps));
  }

  /** @param values one per column */
  take(values: Float64Array, y: number, permutation: number): void {
    const { nulls, columns, permutations, pooled } = this.output;
    for (let column = 0; column < columns; column++) {
      const value = values[column] as number;
      if (pooled) (this.all[column] as Float64Array)[y] = value;
      else nulls[(y * columns + column) * permutations + permutation] = value;
    }
  }

  /** After the last Y map of a permutation. */
  close(permutation: number): void {
    const { nulls, permutations, pooled } = this.output;
    if (!pooled) return;
    for (let column = 0; column < this.all.length; column++) {
      nulls[column * permutations + permutation] = pool(this.all[column] as Float64Array, pooled);
    }
  }
}
