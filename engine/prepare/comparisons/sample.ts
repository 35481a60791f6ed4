// The rows of one group, and what all comparisons read off them: count, mean and spread in every parcel.

/** Rows of a table of maps. */
export interface Sample {
  /** `[row][parcel]`, NaN missing. */
  values: Float64Array;
  parcels: number;
  /** Which rows, in order. */
  rows: Int32Array;
}

/** Of each parcel, over the rows that have it. */
export interface ColumnMoments {
  n: Float64Array;
  /** NaN where n is 0. */
  mean: Float64Array;
  /** Σ v². */
  squares: Float64Array;
  /** Σ (v − mean)²: two passes, so that nothing cancels. */
  about: Float64Array;
}

/** Moments of the parcels `from` to `to` (exclusive); arrays are as long as that range. */
export function columnMoments(sample: Sample, from = 0, to = sample.parcels): ColumnMoments {
  const { values, parcels, rows } = sample;
  const width = to - from;
  const n = new Float64Array(width);
  const mean = new Float64Array(width);
  const squares = new Float64Array(width);
  const about = new Float64Array(width);
  for (const row of rows) {
    const start = row * parcels + from;
    for (let i = 0; i < width; i++) {
      const value = values[start + i] as number;
      if (value !== value) continue;
      n[i] = (n[i] as number) + 1;
      mean[i] = (mean[i] as number) + value;
      squares[i] = (squares[i] as number) + value * value;
    }
  }
  for (let i = 0; i < width; i++) mean[i] = n[i] ? (mean[i] as number) / (n[i] as number) : NaN;
  for (const row of rows) {
    const start = row * parcels + from;
    for (let i = 0; i < width; i++) {
      const value = (values[start + i] as number) - (mean[i] as number);
      if (value === value) about[i] = (about[i] as number) + value * value;
    }
  }
  return { n, mean, squares, about };
}

/** The present values of one parcel, in the order of the rows. */
export function column({ values, parcels, rows }: Sample, parcel: number): Float64Array {
  const out = new Float64Array(rows.length);
  let n = 0;
  for (const row of rows) {
    const value = values[row * parcels + parcel] as number;
    if (value === value) out[n++] = value;
  }
  return out.subarray(0, n);
}
