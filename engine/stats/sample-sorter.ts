// Sorts one sample after another without allocating: tens of thousands of null distributions have to be sorted once each. Values are
// counted into as many buckets as there are values, evenly over their range, and what stands together is put in order.

/** Below, the engine's own sort is as quick. */
const FEW = 64;
/** A bucket with more values than this (an uneven sample) is left to the engine's own sort. */
const CROWD = 32;

export class SampleSorter {
  private readonly present: Float64Array;
  private readonly ordered: Float64Array;
  private readonly bucket: Int32Array;
  private readonly starts: Int32Array;

  /** @param size largest number of values */
  constructor(size: number) {
    this.present = new Float64Array(size);
    this.ordered = new Float64Array(size);
    this.bucket = new Int32Array(size);
    this.starts = new Int32Array(size + 1);
  }

  /** The values that are not NaN, ascending; good until the next call. */
  sorted(values: Float64Array): Float64Array {
    const { present } = this;
    let n = 0;
    let least = Infinity;
    let most = -Infinity;
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as number;
      if (value !== value) continue;
      present[n++] = value;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    const scale = (n - 1) / (most - least);
    if (n < FEW || !(scale > 0) || !Number.isFinite(scale)) return present.subarray(0, n).sort();
    return this.intoBuckets(n, least, scale);
  }

  private intoBuckets(n: number, least: number, scale: number): Float64Array {
    const { present, ordered, bucket, starts } = this;
    starts.fill(0, 0, n + 1);
    for (let i = 0; i < n; i++) {
      const at = Math.min(n - 1, ((present[i] as number) - least) * scale) | 0;
      bucket[i] = at;
      starts[at + 1] = (starts[at + 1] as number) + 1;
    }
    for (let at = 0; at < n; at++) {
      starts[at + 1] = (starts[at + 1] as number) + (starts[at] as number);
    }
    // Each start moves on to the end of its bucket, which is the start of the next.
    for (let i = 0; i < n; i++) {
      const at = bucket[i] as number;
      const place = starts[at] as number;
      starts[at] = place + 1;
      ordered[place] = present[i] as number;
    }
    for (let at = 0, from = 0; at < n; at++) {
      const to = starts[at] as number;
      if (to - from > CROWD) ordered.subarray(from, to).sort();
      from = to;
    }
    insert(ordered, n);
    return ordered.subarray(0, n);
  }
}

/** Insertion sort of what is nearly in order. */
function insert(values: Float64Array, n: number): void {
  for (let i = 1; i < n; i++) {
    const value = values[i] as number;
    let j = i - 1;
    while (j >= 0 && (values[j] as number) > value) {
      values[j + 1] = values[j] as number;
      j--;
    }
    values[j + 1] = value;
  }
}
