// Normalised colocalizations and the summary of a null distribution, both read off the nulls sorted once.
import { median, medianAbsoluteDeviation, quantile } from '../stats/quantiles.js';

/** Percentiles kept of every null distribution (the bands of the chart). */
export const NULL_LEVELS: readonly number[] = [1, 5, 25, 50, 75, 95, 99];

/** Scales the MAD to the standard deviation of a normal distribution. */
const MAD_TO_SD = 1.4826;

export interface NullShape {
  median: number;
  /** 1.4826 · MAD. */
  spread: number;
  mean: number;
  /** ddof 1. */
  sd: number;
  count: number;
  percentiles: number[];
}

/** @param sorted the nulls that exist, ascending */
export function nullShape(sorted: Float64Array): NullShape {
  const n = sorted.length;
  let sum = 0;
  for (const value of sorted) sum += value;
  const mean = n ? sum / n : NaN;
  let squares = 0;
  for (const value of sorted) squares += (value - mean) ** 2;
  return {
    median: median(sorted),
    spread: MAD_TO_SD * medianAbsoluteDeviation(sorted),
    mean,
    sd: n > 1 ? Math.sqrt(squares / (n - 1)) : NaN,
    count: n,
    percentiles: NULL_LEVELS.map((level) => quantile(sorted, level / 100)),
  };
}

/** How an observed value is set against its nulls; both are missing where the nulls do not vary (spec/statistics.md 5.8). */
export type ZMethod = 'robust' | 'standard';

export const zMethods: Readonly<Record<ZMethod, (observed: number, shape: NullShape) => number>> = {
  robust: robustZ,
  standard: standardZ,
};

/** (t − median)/(1.4826·MAD). */
export function robustZ(observed: number, { median: centre, spread }: NullShape): number {
  return spread > 0 ? (observed - centre) / spread : NaN;
}

/** (t − mean)/sd, ddof 1. */
export function standardZ(observed: number, { mean, sd }: NullShape): number {
  return sd > 0 ? (observed - mean) / sd : NaN;
}
