// Mid-ranks with missing values: the one ranking that observed maps use (nulls are ranked by counting, colocalize/spun.ts).

/**
 * 0-based mid-ranks of the non-missing values (ties get the mean of the positions they occupy; scipy `rankdata` − 1).
 * Missing (NaN) stays missing and takes no rank.
 */
export function midRanks(values: ArrayLike<number>): Float64Array {
  const ranks = new Float64Array(values.length).fill(NaN);
  const order = sortedIndices(values);
  for (let start = 0; start < order.length;) {
    const end = tieEnd(values, order, start);
    for (let i = start; i < end; i++) ranks[order[i] as number] = (start + end - 1) / 2;
    start = end;
  }
  return ranks;
}

/**
 * Ranks as integers: twice the mid-rank minus its mean, so that sums of products are exact in float64 and equal rank
 * sums compare equal. Correlations do not see the factor. Missing stays NaN.
 */
export function doubledCentredRanks(values: ArrayLike<number>): Float64Array {
  const ranks = midRanks(values);
  let present = 0;
  for (const rank of ranks) if (rank === rank) present++;
  for (let i = 0; i < ranks.length; i++) ranks[i] = 2 * (ranks[i] as number) - (present - 1);
  return ranks;
}

/** Positions of the non-missing values in ascending order of value. */
export function sortedIndices(values: ArrayLike<number>): Int32Array {
  const present: number[] = [];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value === value) present.push(i);
  }
  return Int32Array.from(present).sort((a, b) => (values[a] as number) - (values[b] as number));
}

/** End (exclusive) of the run of equal values that begins at `start` of a sorted order. */
export function tieEnd(values: ArrayLike<number>, order: ArrayLike<number>, start: number): number {
  const value = values[order[start] as number];
  let end = start + 1;
  while (end < order.length && values[order[end] as number] === value) end++;
  return end;
}
