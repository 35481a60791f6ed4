// Local colocalizations of all Y maps with all X maps, or sets of them: one number for each pair and parcel. The same for observed and
// null maps; made once, allocates nothing per permutation.
import { localCorrelations } from '../additional/local-colocalization.js';
import type { Neighbourhood } from '../additional/neighbourhood.js';
import { Aggregator, type Aggregation, type MapSet } from '../colocalize/aggregate.js';
import type { Kernel, KernelOptions, KernelShape } from '../colocalize/kernels/kernel.js';
import { kernelByName } from '../colocalize/kernels/kernels.js';
import { pool } from './null-output.js';

/** What decides the numbers besides the maps. */
export interface LocalShape {
  hood: Neighbourhood;
  parcels: number;
  xMaps: number;
  yMaps: number;
  /** Null: correlations. */
  kernel: {
    method: string;
    options: KernelOptions;
    shape: Omit<KernelShape, 'maps' | 'parcels'>;
    /** Neighbourhoods with fewer parcels have no value. */
    fewest: number;
  } | null;
  /** Correlations only: how maps become sets. */
  sets: { sets: readonly MapSet[]; aggregation: Aggregation } | null;
  /** Rows are one: the Y maps together. */
  pooled: 'mean' | 'median' | null;
}

/** Columns of the statistic: X maps, sets, or one for a model of all X maps. */
export function localColumns({
  sets,
  kernel,
  xMaps,
}: Pick<LocalShape, 'sets' | 'kernel' | 'xMaps'>): number {
  if (sets) return sets.sets.length;
  const first = kernel && kernelByName.get(kernel.method)?.statistics(kernel.options)[0];
  return first?.shape === 'model' ? 1 : xMaps;
}

export class LocalStatistic {
  readonly columns: number;
  private readonly kernel: Kernel | null;
  private readonly kernelOut: Float64Array[];
  private readonly masked: Float64Array;
  /** `[map][parcel]` of one Y map. */
  private readonly perMap: Float64Array;
  private readonly perMapRows: Float64Array[];
  private readonly column: Float64Array;
  private readonly setValues: Float64Array;
  private readonly aggregator: Aggregator | null;
  private readonly pooling: Float64Array;

  constructor(private readonly of: LocalShape) {
    const { kernel, sets, xMaps, yMaps, parcels } = of;
    this.columns = localColumns(of);
    const maker = kernel ? kernelByName.get(kernel.method) : undefined;
    this.kernel =
      kernel && maker
        ? maker.make({ ...kernel.shape, maps: xMaps, parcels }, kernel.options)
        : null;
    this.kernelOut = (this.kernel?.statistics ?? []).map(
      ({ shape }) => new Float64Array(shape === 'pair' ? xMaps : 1),
    );
    this.masked = new Float64Array(parcels);
    this.perMap = new Float64Array(xMaps * parcels);
    this.perMapRows = rows(this.perMap, xMaps, parcels);
    this.column = new Float64Array(xMaps);
    this.setValues = new Float64Array(sets?.sets.length ?? 0);
    this.aggregator = sets && new Aggregator(sets.sets, sets.aggregation);
    this.pooling = new Float64Array(yMaps);
  }

  /** @param values prepared X maps, read until the next call */
  setX(values: Float64Array): void {
    this.kernel?.setX(values);
  }

  /**
   * @param x,y rows of prepared maps
   * @param out `[y][column][parcel]`
   */
  run(x: readonly Float64Array[], y: readonly Float64Array[], out: Float64Array): void {
    for (let m = 0; m < y.length; m++) {
      const at = m * this.columns * this.of.parcels;
      if (this.kernel) this.fit(this.kernel, y[m] as Float64Array, out, at);
      else this.correlate(x, y[m] as Float64Array, out, at);
    }
  }

  private correlate(
    x: readonly Float64Array[],
    y: Float64Array,
    out: Float64Array,
    at: number,
  ): void {
    const { hood, parcels } = this.of;
    for (let m = 0; m < x.length; m++)
      localCorrelations(x[m] as Float64Array, y, hood, this.perMapRows[m] as Float64Array);
    if (!this.aggregator) {
      out.set(this.perMap, at);
      return;
    }
    for (let i = 0; i < parcels; i++) {
      for (let m = 0; m < x.length; m++) this.column[m] = this.perMap[m * parcels + i] as number;
      this.aggregator.aggregate(this.column, this.setValues);
      for (let s = 0; s < this.columns; s++)
        out[at + s * parcels + i] = this.setValues[s] as number;
    }
  }

  /** Parcels outside of the neighbourhood are missing in Y, and so take no part. */
  private fit(kernel: Kernel, y: Float64Array, out: Float64Array, at: number): void {
    const { hood, parcels } = this.of;
    const fewest = this.of.kernel?.fewest ?? 0;
    for (let i = 0; i < parcels; i++) {
      const members = hood.members[i] as Int32Array;
      const values = this.kernelOut[0] as Float64Array;
      if (members.length < fewest) values.fill(NaN);
      else {
        this.masked.fill(NaN);
        for (let k = 0; k < members.length; k++) {
          const j = members[k] as number;
          this.masked[j] = y[j] as number;
        }
        kernel.run(this.masked, this.kernelOut);
      }
      for (let c = 0; c < this.columns; c++) out[at + c * parcels + i] = values[c] as number;
    }
  }

  /** The row that pools Y maps. @param values `[y][column][parcel]` @param out `[column][parcel]` */
  poolRows(values: Float64Array, by: 'mean' | 'median', out: Float64Array): void {
    const width = this.columns * this.of.parcels;
    for (let at = 0; at < width; at++) {
      for (let m = 0; m < this.pooling.length; m++)
        this.pooling[m] = values[m * width + at] as number;
      out[at] = pool(this.pooling, by);
    }
  }
}

/** Views of the maps of a table. */
export const rows = (values: Float64Array, maps: number, parcels: number): Float64Array[] =>
  Array.from({ length: maps }, (_, m) => values.subarray(m * parcels, (m + 1) * parcels));
