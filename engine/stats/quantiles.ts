// Order statistics of one sample: quantiles, median, MAD. The sample is sorted once and read many times.

/** The present values, ascending. */
export function sortedPresent(values: ArrayLike<number>): Float64Array {
  const copy = new Float64Array(values.length);
  let n = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value === value) copy[n++] = value;
  }
  return copy.subarray(0, n).sort();
}

/** Quantile by linear interpolation between order statistics (Hyndman & Fan type 7, numpy's default). NaN for an empty sample. */
export function quantile(sorted: Float64Array, share: number): number {
  const n = sorted.length;
  if (n === 0) return NaN;
  const position = (n - 1) * share;
  const below = Math.floor(position);
  const low = sorted[below] as number;
  const high = sorted[Math.min(below + 1, n - 1)] as number;
  return low === high ? low : low + (high - low) * (position - below);
}

export function median(sorted: Float64Array): number {
  const n = sorted.length;
  if (n === 0) return NaN;
  const half = n >> 1;
  const upper = sorted[half] as number;
  return n % 2 ? upper : ((sorted[half - 1] as number) + upper) / 2;
}

/**
 * Median absolute deviation from the median, unscaled. Reads the deviations in ascending order from the two ends that
 * meet at the median, so nothing is sorted again.
 */
export function medianAbsoluteDeviation(sorted: Float64Array): number {
  const n = sorted.length;
  if (n === 0) return NaN;
  const centre = median(sorted);
  let right = 0;
  while (right < n && (sorted[right] as number) < centre) right++;
  let left = right - 1;
  let previous = NaN;
  let current = NaN;
  for (let taken = 0; taken <= n >> 1; taken++) {
    const down = left >= 0 ? centre - (sorted[left] as number) : Infinity;
    const up = right < n ? (sorted[right] as number) - centre : Infinity;
    previous = current;
    if (down <= up) {
      current = down;
      left--;
    } else {
      current = up;
      right++;
    }
  }
  return n % 2 ? current : (previous + current) / 2;
}
