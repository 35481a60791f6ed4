// One map for each row of the first group: differences from, and changes against, the second (spec/statistics.md 2.1).
import { differences } from './effect-sizes.js';
import { columnMoments, type Sample } from './sample.js';
import type { Kernel } from './transform.js';

/** a − b of each pair. */
export const elementDifference: Kernel = (first, second, out) =>
  out.set(differences(first, second).values);

/** a − mean(b). */
export const centre: Kernel = (first, second, out) => {
  const { mean } = columnMoments(second);
  eachCell(first, out, (value, i) => value - (mean[i] as number));
};

/** 100·(a − b)/a of each pair; missing where a is 0. */
export const percentChange: Kernel = (first, second, out) =>
  eachPair(first, second, out, (a, b) => (a === 0 ? NaN : ((a - b) / a) * 100));

/**
 * ln((a + c)/(b + c)) row by row; c = 0 unless a value of either group is negative, then −(smallest) + 1e-6 for all cells.
 * Missing where a ratio or its logarithm does not exist (a or b is 0).
 */
export const logFoldChange: Kernel = (first, second, out) => {
  const smallest = Math.min(smallestOf(first), smallestOf(second));
  const shift = smallest >= 0 ? 0 : -smallest + 1e-6;
  eachPair(first, second, out, (a, b) => {
    const change = Math.log((a + shift) / (b + shift));
    return Number.isFinite(change) ? change : NaN;
  });
};

function smallestOf({ values, parcels, rows }: Sample): number {
  let smallest = Infinity;
  for (const row of rows) {
    for (let at = row * parcels; at < (row + 1) * parcels; at++) {
      const value = values[at] as number;
      if (value < smallest) smallest = value;
    }
  }
  return smallest;
}

/** Each cell of a sample with the number of its parcel. */
export function eachCell(
  { values, parcels, rows }: Sample,
  out: Float64Array,
  of: (value: number, parcel: number) => number,
): void {
  rows.forEach((row, k) => {
    for (let i = 0; i < parcels; i++) {
      out[k * parcels + i] = of(values[row * parcels + i] as number, i);
    }
  });
}

function eachPair(
  first: Sample,
  second: Sample,
  out: Float64Array,
  of: (a: number, b: number) => number,
): void {
  const { parcels } = first;
  first.rows.forEach((row, k) => {
    const other = (second.rows[k] as number) * parcels;
    for (let i = 0; i < parcels; i++) {
      const a = first.values[row * parcels + i] as number;
      out[k * parcels + i] = of(a, second.values[other + i] as number);
    }
  });
}
