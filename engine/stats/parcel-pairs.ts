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
  const from: number[] = [];
  const to: number[] = [];
  const distances: number[] = [];
  for (const { parcels: own, matrix } of blocks) {
    const n = own.length;
    for (let i = 0; i < n; i++) {
      for (let j = i + 1; j < n; j++) {
        const distance = matrix[i * n + j] as number;
        if (!(distance > 0) || distance === Infinity) continue;
        from.push(own[i] as number);
        to.push(own[j] as number);
        distances.push(distance);
      }
    }
  }
  return sorted(parcels, { from, to, distances }, bins);
}

function sorted(
  parcels: number,
  { from, to, distances }: { from: number[]; to: number[]; distances: number[] },
  bins: number,
): ParcelPairs {
  const order = Uint32Array.from(distances.keys()).sort(
    (a, b) => (distances[a] as number) - (distances[b] as number) || a - b,
  );
  const ascending = Float64Array.from(order, (at) => distances[at] as number);
  const starts = [0];
  for (let bin = 1; bin < bins; bin++) {
    const start = firstFrom(ascending, quantile(ascending, bin / bins));
    if (start > (starts.at(-1) as number) && start < ascending.length) starts.push(start);
  }
  if (ascending.length) starts.push(ascending.length);
  return {
    parcels,
    from: Int32Array.from(order, (at) => from[at] as number),
    to: Int32Array.from(order, (at) => to[at] as number),
    weights: ascending.map((distance) => 1 / distance),
    starts: Int32Array.from(starts),
    distances: Float64Array.from({ length: starts.length - 1 }, (_, bin) => {
      const own = ascending.subarray(starts[bin], starts[bin + 1]);
      return own.reduce((sum, distance) => sum + distance, 0) / own.length;
    }),
  };
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
