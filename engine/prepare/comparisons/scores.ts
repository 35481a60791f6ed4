// Where each row of a group stands within a reference group: z, robust z, percentile (spec/statistics.md 2.1).
import { NO_VARIANCE } from '../../stats/correlation.js';
import { median, medianAbsoluteDeviation, sortedPresent } from '../../stats/quantiles.js';
import { eachCell } from './changes.js';
import { column, columnMoments, type Sample } from './sample.js';
import type { Kernel } from './transform.js';

/** Makes the MAD of a normal sample its standard deviation. */
const MAD_TO_SD = 1.4826;

/** (a − mean(ref))/sd(ref), sd over n − 1. Missing where the reference has fewer than two values or no variance. */
export const zscore: Kernel = (first, reference, out) => {
  const { n, mean, squares, about } = columnMoments(reference);
  const sd = about.map((sum, i) =>
    (n[i] as number) > 1 && sum > NO_VARIANCE * (squares[i] as number)
      ? Math.sqrt(sum / ((n[i] as number) - 1))
      : NaN,
  );
  eachCell(first, out, (value, i) => (value - (mean[i] as number)) / (sd[i] as number));
};

/** (a − median(ref))/(1.4826·MAD(ref)). Missing where the MAD is 0. */
export const robustZscore: Kernel = (first, reference, out) => {
  const sorted = sortedColumns(reference);
  const centre = sorted.map(median);
  const spread = sorted.map((values) => MAD_TO_SD * medianAbsoluteDeviation(values) || NaN);
  eachCell(first, out, (value, i) => (value - (centre[i] as number)) / (spread[i] as number));
};

/** 100·#{ref ≤ a}/#{ref present}. Missing where a is missing or the reference has no value. */
export const centile: Kernel = (first, reference, out) => {
  const sorted = sortedColumns(reference);
  eachCell(first, out, (value, i) => {
    const values = sorted[i] as Float64Array;
    return value === value && values.length ? (100 * notAbove(values, value)) / values.length : NaN;
  });
};

const sortedColumns = (sample: Sample): Float64Array[] =>
  Array.from({ length: sample.parcels }, (_, i) => sortedPresent(column(sample, i)));

/** How many of the ascending values are ≤ value. */
function notAbove(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
