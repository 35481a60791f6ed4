// Effect sizes of two groups and of pairs, one map each. Counts are of the present values of each parcel.
// Sources: Cohen 1988, ISBN 978-0-8058-0283-2; Hedges 1981, doi:10.3102/10769986006002107; spec/statistics.md 2.3.
import { NO_VARIANCE } from '../../stats/correlation.js';
import { columnMoments, type Sample } from './sample.js';
import type { Kernel } from './transform.js';

/** J = 1 − 3/(4·df − 1), the usual approximation of the small-sample correction. */
export const hedgesCorrection = (df: number): number => 1 - 3 / (4 * df - 1);

/** mean(first) − mean(second). */
export const meanDifference: Kernel = (first, second, out) => {
  const a = columnMoments(first).mean;
  const b = columnMoments(second).mean;
  for (let i = 0; i < out.length; i++) out[i] = (a[i] as number) - (b[i] as number);
};

/**
 * Cohen's d = (mean a − mean b) / √((Σ(a − mean a)² + Σ(b − mean b)²)/(n_a + n_b − 2)).
 * Missing where a group has fewer than two values, and where there is no variance within the groups.
 * @param out one value for each parcel of the range
 */
export function cohenOf(
  first: Sample,
  second: Sample,
  out: Float64Array,
  correct: (df: number) => number = () => 1,
  from = 0,
  to = first.parcels,
): void {
  const a = columnMoments(first, from, to);
  const b = columnMoments(second, from, to);
  for (let i = 0; i < to - from; i++) {
    const na = a.n[i] as number;
    const nb = b.n[i] as number;
    const within = (a.about[i] as number) + (b.about[i] as number);
    const squares = (a.squares[i] as number) + (b.squares[i] as number);
    const df = na + nb - 2;
    out[i] =
      na < 2 || nb < 2 || !(within > NO_VARIANCE * squares)
        ? NaN
        : (((a.mean[i] as number) - (b.mean[i] as number)) / Math.sqrt(within / df)) * correct(df);
  }
}

export const cohen: Kernel = (first, second, out) => cohenOf(first, second, out);

/** Hedges' g = d·J with df = n_a + n_b − 2. */
export const hedges: Kernel = (first, second, out) => cohenOf(first, second, out, hedgesCorrection);

/** Row k of the first minus row k of the second, as a sample of its own. */
export function differences(first: Sample, second: Sample): Sample {
  const { parcels, rows } = first;
  const values = new Float64Array(rows.length * parcels);
  rows.forEach((row, k) => {
    const a = row * parcels;
    const b = (second.rows[k] as number) * parcels;
    for (let i = 0; i < parcels; i++) {
      values[k * parcels + i] = (first.values[a + i] as number) - (second.values[b + i] as number);
    }
  });
  return { values, parcels, rows: Int32Array.from(rows.keys()) };
}

/** d_z = mean(a − b)/sd(a − b), sd over n − 1, over the pairs that have both. Missing for fewer than two pairs and without variance. */
export const pairedCohen: Kernel = (first, second, out) => {
  const { n, mean, squares, about } = columnMoments(differences(first, second));
  for (let i = 0; i < out.length; i++) {
    const count = n[i] as number;
    out[i] =
      count < 2 || !((about[i] as number) > NO_VARIANCE * (squares[i] as number))
        ? NaN
        : (mean[i] as number) / Math.sqrt((about[i] as number) / (count - 1));
  }
};
