// One group in one map: mean, median, standard deviation, variance; and the maps as they are.
import { median, sortedPresent } from '../../stats/quantiles.js';
import { column, columnMoments } from './sample.js';
import type { Kernel } from './transform.js';

/** The rows themselves. */
export const identity: Kernel = ({ values, parcels, rows }, _, out) => {
  rows.forEach((row, k) =>
    out.set(values.subarray(row * parcels, (row + 1) * parcels), k * parcels),
  );
};

/** Mean of the present values; missing where there is none. */
export const mean: Kernel = (sample, _, out) => out.set(columnMoments(sample).mean);

/** Median of the present values. */
export const medianMap: Kernel = (sample, _, out) => {
  for (let i = 0; i < sample.parcels; i++) out[i] = median(sortedPresent(column(sample, i)));
};

/** Variance over n − 1; missing for fewer than two values. */
export const variance: Kernel = (sample, _, out) => {
  const { n, about } = columnMoments(sample);
  for (let i = 0; i < sample.parcels; i++) {
    const count = n[i] as number;
    out[i] = count < 2 ? NaN : (about[i] as number) / (count - 1);
  }
};

/** Standard deviation over n − 1. */
export const deviation: Kernel = (sample, other, out) => {
  variance(sample, other, out);
  for (let i = 0; i < sample.parcels; i++) out[i] = Math.sqrt(out[i] as number);
};
