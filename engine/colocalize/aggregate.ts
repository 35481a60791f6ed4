// Enrichment: the colocalizations of the maps of a set become one number per set (spec/statistics.md 1.11). Correlations are
// aggregated on the Fisher z scale.
import type { MapTable } from '../library/map-table.js';
import type { Tail } from '../plan.js';

export interface MapSet {
  name: string;
  /** Rows of the X table. */
  members: Int32Array;
  /** One per member; NaN where the table has none. */
  weights: Float64Array;
}

/** Sets of a table in order of first appearance; rows need not be contiguous. Rows without a set are in none. */
export function mapSets({ sets, weights }: Pick<MapTable, 'sets' | 'weights'>): MapSet[] {
  const rows = new Map<string, number[]>();
  sets.forEach((set, row) => {
    if (set === null) return;
    const members = rows.get(set);
    if (members) members.push(row);
    else rows.set(set, [row]);
  });
  return [...rows].map(([name, members]) => ({
    name,
    members: Int32Array.from(members),
    weights: Float64Array.from(members, (row) => weights[row] ?? NaN),
  }));
}

export interface Aggregation {
  /** As the property `xsea_aggregation_method` names it. */
  name: string;
  label: string;
  centre: 'mean' | 'median' | 'weighted';
  /** Of absolute values; every statistic is then tested for large values only. */
  absolute: boolean;
}

export const aggregations: readonly Aggregation[] = [
  { name: 'mean', label: 'Mean', centre: 'mean', absolute: false },
  { name: 'median', label: 'Median', centre: 'median', absolute: false },
  { name: 'absmean', label: 'Mean of absolute values', centre: 'mean', absolute: true },
  { name: 'absmedian', label: 'Median of absolute values', centre: 'median', absolute: true },
  { name: 'weightedmean', label: 'Weighted mean', centre: 'weighted', absolute: false },
  {
    name: 'weightedabsmean',
    label: 'Weighted mean of absolute values',
    centre: 'weighted',
    absolute: true,
  },
];

export const aggregationByName = new Map(aggregations.map((row) => [row.name, row]));

/** The default tail of a statistic once it is aggregated. */
export const aggregatedTail = (aggregation: Aggregation, tail: Tail): Tail =>
  aggregation.absolute ? 'upper' : tail;

/**
 * A weighted aggregation of sets without any weight becomes the one without weights, as in NiSpace; the caller says so when the
 * returned row is another than the one given.
 */
export function aggregationFor(wish: Aggregation, sets: readonly MapSet[]): Aggregation {
  const weighted = sets.some((set) => set.weights.some((w) => w === w));
  if (wish.centre !== 'weighted' || weighted) return wish;
  return aggregationByName.get(wish.name.replace('weighted', '')) ?? wish;
}

/** Aggregates one row of statistics after another without allocating. */
export class Aggregator {
  private readonly kept: Float64Array;

  constructor(
    private readonly sets: readonly MapSet[],
    private readonly aggregation: Aggregation,
  ) {
    this.kept = new Float64Array(Math.max(0, ...sets.map((set) => set.members.length)));
  }

  /**
   * @param values one statistic per row of X; NaN is left out
   * @param out one number per set; NaN where no member has a value (weighted: nor a weight, or the weights add up to 0)
   */
  aggregate(values: Float64Array, out: Float64Array): void {
    const { centre } = this.aggregation;
    for (let s = 0; s < this.sets.length; s++) {
      const set = this.sets[s] as MapSet;
      out[s] =
        centre === 'weighted'
          ? this.weightedMean(values, set)
          : centre === 'mean'
            ? this.mean(values, set.members)
            : this.median(values, set.members);
    }
  }

  private valueAt(values: Float64Array, row: number): number {
    const value = values[row] as number;
    return this.aggregation.absolute ? Math.abs(value) : value;
  }

  private mean(values: Float64Array, members: Int32Array): number {
    let sum = 0;
    let n = 0;
    for (let j = 0; j < members.length; j++) {
      const value = this.valueAt(values, members[j] as number);
      if (value !== value) continue;
      sum += value;
      n++;
    }
    return n ? sum / n : NaN;
  }

  private weightedMean(values: Float64Array, { members, weights }: MapSet): number {
    let sum = 0;
    let total = 0;
    for (let j = 0; j < members.length; j++) {
      const value = this.valueAt(values, members[j] as number);
      const weight = weights[j] as number;
      if (value !== value || weight !== weight) continue;
      sum += weight * value;
      total += weight;
    }
    return total === 0 ? NaN : sum / total;
  }

  /** Sets hold tens of maps: an insertion sort keeps them in place. */
  private median(values: Float64Array, members: Int32Array): number {
    const { kept } = this;
    let n = 0;
    for (let j = 0; j < members.length; j++) {
      const value = this.valueAt(values, members[j] as number);
      if (value !== value) continue;
      let at = n++;
      while (at > 0 && (kept[at - 1] as number) > value) {
        kept[at] = kept[at - 1] as number;
        at--;
      }
      kept[at] = value;
    }
    if (n === 0) return NaN;
    const upper = kept[n >> 1] as number;
    return n % 2 ? upper : ((kept[(n >> 1) - 1] as number) + upper) / 2;
  }
}
