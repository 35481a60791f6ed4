// The numbers that null effect maps are sums of: one term for each row (or pair) and parcel, and what does not depend on the labels.
import { columnMoments } from './sample.js';

/** A parcel whose spread is below this share of its sum of squares is taken from the data, too: centring has left mostly rounding. */
const SAFE_SPREAD = 1e-10;

export interface Layout {
  /** Terms that are summed: `[unit][parcel]`, a unit is a row (or a pair), 0 where missing. */
  terms: Float64Array;
  units: number;
  /** Parcels that not every unit has. */
  gaps: Int32Array;
  /** `[unit][gap]`, 1 where present. */
  present: Uint8Array;
  /** Of each parcel: units that have it, Σ terms, Σ terms² (NaN: not to be relied on). */
  count: Float64Array;
  total: Float64Array;
  squares: Float64Array;
}

/** Positions of the two rows of each pair, the earlier one first. */
export function positionsOfPairs(pairs: Int32Array): [number, number][] {
  const out: number[][] = [];
  pairs.forEach((pair, k) => (out[pair] ??= []).push(k));
  return out as [number, number][];
}

/** Rows, centred on the mean of the parcel. */
export function rowLayout(y: { values: Float64Array; parcels: number }, rows: Int32Array): Layout {
  const values = new Float64Array(rows.length * y.parcels);
  rows.forEach((row, k) =>
    values.set(y.values.subarray(row * y.parcels, (row + 1) * y.parcels), k * y.parcels),
  );
  const { mean, squares } = columnMoments({ values: y.values, parcels: y.parcels, rows });
  for (let at = 0; at < values.length; at++) {
    values[at] = (values[at] as number) - (mean[at % y.parcels] as number);
  }
  const layout = layoutOf(values, rows.length, y.parcels);
  layout.squares.forEach((spread, i) => {
    if (!(spread > SAFE_SPREAD * (squares[i] as number))) layout.squares[i] = NaN;
  });
  return layout;
}

/** Differences, the earlier row of a pair minus the later one. Not centred: their signs change. */
export function pairLayout(
  y: { values: Float64Array; parcels: number },
  rows: Int32Array,
  pairs: [number, number][],
): Layout {
  const { parcels } = y;
  const values = new Float64Array(pairs.length * parcels);
  pairs.forEach(([j, k], pair) => {
    const a = (rows[j] as number) * parcels;
    const b = (rows[k] as number) * parcels;
    for (let i = 0; i < parcels; i++) {
      values[pair * parcels + i] = (y.values[a + i] as number) - (y.values[b + i] as number);
    }
  });
  return layoutOf(values, pairs.length, parcels);
}

/** @param terms NaN missing; replaced by 0 here */
function layoutOf(terms: Float64Array, units: number, parcels: number): Layout {
  const count = new Float64Array(parcels);
  const total = new Float64Array(parcels);
  const squares = new Float64Array(parcels);
  const here = terms.map((value) => (value === value ? 1 : 0));
  for (let at = 0; at < terms.length; at++) {
    const i = at % parcels;
    if (!here[at]) terms[at] = 0;
    const value = terms[at] as number;
    count[i] = (count[i] as number) + (here[at] as number);
    total[i] = (total[i] as number) + value;
    squares[i] = (squares[i] as number) + value * value;
  }
  const gaps = Int32Array.from(count.keys()).filter((i) => (count[i] as number) < units);
  const present = new Uint8Array(units * gaps.length);
  for (let unit = 0; unit < units; unit++) {
    gaps.forEach((i, g) => {
      present[unit * gaps.length + g] = here[unit * parcels + i] as number;
    });
  }
  return { terms, units, gaps, present, count, total, squares };
}
