// Pairs of parcels that lie at a known distance, sorted into bins of distance: what Moran's I and variograms walk over.
import { quantile } from './quantiles.js';

/** Bins of a variogram, of equal numbers of pairs (spec/statistics.md 7.6). */
export const DISTANCE_BINS = 25;

/** Distances among some parcels. */
export interface PlacedParcels {
  /** Positions in the whole list. */
  parcels: ArrayLike<number>;
  /** `[i][j]` over these parcels, row-major, mm; pairs at Infinity, NaN or 0 do not count. */
  matrix: Float64Array;
}

/** Each pair once, bin after bin. */
export interface ParcelPairs {
  /** Parcels in the whole list. */
  parcels: number;
  from: Int32Array;
  to: Int32Array;
  /** 1/distance, 1/mm. */
  weights: Float64Array;
  /** Where each bin begins, and the number of pairs at the end. */
  starts: Int32Array;
  /** Mean distance of the pairs of each bin, mm. */
  distances: Float64Array;
}

/**
 * Pairs within each block; parcels of different blocks make no pair. Bins are cut at the percentiles of all distances, and bins that
 * equal distances leave empty do not exist.
 */
export function parcelPairs(
  parcels: number,
  blocks: readonly PlacedParcels[],
  bins = DISTANCE_BINS,
): ParcelPairs {
  const most = blocks.reduce(
    (sum, { parcels: own }) => sum + (own.length * (own.length - 1)) / 2,
    0,
  );
  const from = new Int32Array(most);
  const to = new Int32Array(most);
  const distances = new Float64Array(most);
  let count = 0;
  for (const { parcels: own, matrix } of blocks) {
    const n = own.length;
    for (let i = 0; i < n; i++) {
      for (let j = i + 1; j < n; j++) {
        const distance = matrix[i * n + j] as number;
        if (!(distance > 0) || distance === Infinity) continue;
        from[count] = own[i] as number;
        to[count] = own[j] as number;
        distances[count++] = distance;
      }
    }
  }
  const found = { from: from.subarray(0, count), to: to.subarray(0, count) };
  return binned(parcels, { ...found, distances: distances.subarray(0, count) }, bins);
}

/** Bin after bin, in the order they were found within each. */
function binned(
  parcels: number,
  { from, to, distances }: { from: Int32Array; to: Int32Array; distances: Float64Array },
  bins: number,
): ParcelPairs {
  const ascending = distances.slice().sort();
  const starts = [0];
  for (let bin = 1; bin < bins; bin++) {
    const start = firstFrom(ascending, quantile(ascending, bin / bins));
    if (start > (starts.at(-1) as number) && start < ascending.length) starts.push(start);
  }
  const edges = Float64Array.from(starts.slice(1), (start) => ascending[start] as number);
  if (ascending.length) starts.push(ascending.length);
  const next = Int32Array.from(starts);
  const out: ParcelPairs = {
    parcels,
    from: new Int32Array(from.length),
    to: new Int32Array(from.length),
    weights: new Float64Array(from.length),
    starts: Int32Array.from(starts),
    distances: new Float64Array(starts.length - 1),
  };
  distances.forEach((distance, k) => {
    const bin = binOf(edges, distance);
    const at = next[bin] as number;
    next[bin] = at + 1;
    out.from[at] = from[k] as number;
    out.to[at] = to[k] as number;
    out.weights[at] = 1 / distance;
    const size = (starts[bin + 1] as number) - (starts[bin] as number);
    out.distances[bin] = (out.distances[bin] as number) + distance / size;
  });
  return out;
}

/** How many edges are not above the distance. */
function binOf(edges: Float64Array, distance: number): number {
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((edges[middle] as number) <= distance) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Position of the first value that is not below `edge`. */
function firstFrom(ascending: Float64Array, edge: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] as number) < edge) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The pairs of which both parcels are present, in the same bins; bins may become empty. */
export function pairsAmong(pairs: ParcelPairs, present: Uint8Array): ParcelPairs {
  const kept: number[] = [];
  const starts = new Int32Array(pairs.starts.length);
  for (let bin = 0; bin + 1 < pairs.starts.length; bin++) {
    for (let k = pairs.starts[bin] as number; k < (pairs.starts[bin + 1] as number); k++) {
      if (present[pairs.from[k] as number] && present[pairs.to[k] as number]) kept.push(k);
    }
    starts[bin + 1] = kept.length;
  }
  return {
    ...pairs,
    from: Int32Array.from(kept, (k) => pairs.from[k] as number),
    to: Int32Array.from(kept, (k) => pairs.to[k] as number),
    weights: Float64Array.from(kept, (k) => pairs.weights[k] as number),
    starts,
  };
}
