// The data as ComBat looks at them: what covariates and the grand mean explain taken away, divided by the pooled standard deviation
// (spec/statistics.md 3.4, steps 1 to 3).
import { moments, NO_VARIANCE } from '../../stats/correlation.js';
import { DesignFit } from '../../stats/design-fit.js';
import { stopIfCancelled, type Work } from '../work.js';

export interface SiteModel {
  /** Number of the site of each row, and how many sites there are. */
  site: Int32Array;
  sites: number;
  /** Covariates and protected columns, one value for each row. */
  columns: readonly Float64Array[];
}

export interface Standardized {
  /** The parcels that take part; those below are in this order. */
  parcels: number[];
  /** Parcels with values but without variance. */
  flat: number[];
  /** `[row][parcel]`: (y − mean)/σ. */
  s: Float64Array;
  /** `[row][parcel]`: grand mean and part of the covariates. */
  mean: Float64Array;
  /** √(Σ residual²/n) of each parcel. */
  sigma: Float64Array;
}

/** @param y `[row][parcel]`, no missing values except in parcels that all rows miss */
export function standardized(
  y: { values: Float64Array; parcels: number },
  { site, sites, columns }: SiteModel,
  work: Work,
): Standardized {
  const n = site.length;
  const oneHot = Array.from({ length: sites }, (_, k) =>
    Float64Array.from(site, (own) => (own === k ? 1 : 0)),
  );
  const shares = oneHot.map((column) => column.reduce((sum, value) => sum + value, 0) / n);
  const design = [...oneHot, ...columns];
  const fit = new DesignFit(design);
  const made: { parcel: number; mean: Float64Array; s: Float64Array; sigma: number }[] = [];
  const flat: number[] = [];
  for (let parcel = 0; parcel < y.parcels; parcel++) {
    stopIfCancelled(work);
    const target = Float64Array.from(
      { length: n },
      (_, k) => y.values[k * y.parcels + parcel] as number,
    );
    if (target.some(Number.isNaN)) continue;
    const beta = fit.coefficients(target);
    const grand = shares.reduce((sum, share, k) => sum + share * (beta[k] as number), 0);
    const mean = new Float64Array(n).fill(grand);
    columns.forEach((column, c) =>
      column.forEach(
        (value, k) => (mean[k] = (mean[k] as number) + value * (beta[sites + c] as number)),
      ),
    );
    let residual = 0;
    target.forEach((value, k) => {
      residual += (value - (mean[k] as number) - (beta[site[k] as number] as number) + grand) ** 2;
    });
    if (!(residual > NO_VARIANCE * moments(target).sumOfSquares)) {
      flat.push(parcel);
      continue;
    }
    const sigma = Math.sqrt(residual / n);
    made.push({
      parcel,
      mean,
      sigma,
      s: target.map((value, k) => (value - (mean[k] as number)) / sigma),
    });
    work.report(parcel + 1, y.parcels, 'parcels');
  }
  const rowMajor = (of: (one: (typeof made)[number]) => Float64Array): Float64Array =>
    Float64Array.from({ length: n * made.length }, (_, at) => {
      const one = made[at % made.length] as (typeof made)[number];
      return of(one)[Math.floor(at / made.length)] as number;
    });
  return {
    parcels: made.map(({ parcel }) => parcel),
    flat,
    s: rowMajor(({ s }) => s),
    mean: rowMajor(({ mean }) => mean),
    sigma: Float64Array.from(made, ({ sigma }) => sigma),
  };
}
