// Simple linear regression of Y on each X map alone: R² of y = a + b·x (spec/statistics.md 1.5).
import { centre, FEWEST_SHARED, pearson } from '../../stats/correlation.js';
import { adjustedRSquared } from '../../stats/r-squared.js';
import type { Kernel, KernelMaker, KernelOptions, KernelShape, StatisticSpec } from './kernel.js';

const STATISTICS: readonly StatisticSpec[] = [
  { name: 'r2', shape: 'pair', tail: 'upper', label: 'R² with one X map' },
];

const fewestParcels: KernelMaker['fewestParcels'] = ({ confounds = 0 }) =>
  FEWEST_SHARED + confounds;

/** R² = r² over the parcels both maps have; r is Pearson's correlation. */
class SimpleRegression implements Kernel {
  readonly statistics = STATISTICS;
  private readonly x: Float64Array;
  private readonly rows: Float64Array[];
  private readonly y: Float64Array;
  private readonly fewest: number;

  constructor(
    { maps, parcels, confounds }: KernelShape,
    private readonly options: KernelOptions,
  ) {
    this.x = new Float64Array(maps * parcels);
    this.rows = Array.from({ length: maps }, (_, m) =>
      this.x.subarray(m * parcels, (m + 1) * parcels),
    );
    this.y = new Float64Array(parcels);
    this.fewest = fewestParcels({ maps, confounds }, options);
  }

  setX(x: Float64Array): void {
    this.x.set(x);
    for (let m = 0; m < this.rows.length; m++) centre(this.rows[m] as Float64Array);
  }

  run(y: Float64Array, out: readonly Float64Array[]): void {
    const r2 = out[0] as Float64Array;
    this.y.set(y);
    centre(this.y);
    for (let m = 0; m < this.rows.length; m++) {
      const row = this.rows[m] as Float64Array;
      const r = pearson(row, this.y, this.fewest);
      r2[m] = this.options.adjR2 ? adjustedRSquared(r * r, this.shared(row), 1) : r * r;
    }
  }

  private shared(row: Float64Array): number {
    let n = 0;
    for (let i = 0; i < row.length; i++) {
      if (row[i] === row[i] && this.y[i] === this.y[i]) n++;
    }
    return n;
  }
}

export const slr: KernelMaker = {
  name: 'slr',
  label: 'Simple linear regression',
  papers: [],
  options: ['adjR2'],
  univariate: true,
  needsDistances: false,
  statistics: () => STATISTICS,
  fewestParcels,
  make: (shape, options) => new SimpleRegression(shape, options),
};
