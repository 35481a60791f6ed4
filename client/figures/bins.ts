// A histogram's bins. Pure.

export interface Bins {
  /** Left end of the first bin. */
  start: number;
  width: number;
  counts: number[];
}

const FEWEST = 10;
const MOST = 60;

/**
 * Bins of equal width by the rule of Freedman and Diaconis (1981, doi:10.1007/BF01025868), between 10 and 60 of them.
 * @param values NaN are left out; null when fewer than two different values are left
 */
export function binned(values: ArrayLike<number>): Bins | null {
  const sorted = Float64Array.from(values).filter(Number.isFinite).sort();
  const [low, high] = [sorted[0], sorted.at(-1)];
  if (low === undefined || high === undefined || !(high > low)) return null;
  const quantile = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  const wanted = (2 * (quantile(0.75) - quantile(0.25))) / Math.cbrt(sorted.length);
  const count = Math.min(MOST, Math.max(FEWEST, Math.ceil((high - low) / (wanted || high - low))));
  const width = (high - low) / count;
  const counts = new Array<number>(count).fill(0);
  for (const value of sorted) {
    const bin = Math.min(count - 1, Math.floor((value - low) / width));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return { start: low, width, counts };
}
