// Nearest neighbours of the parcels in the plane of two maps, and how many are as near in each map alone: the counting behind
// mutual information. Parcels are kept in the order of x, so the search for neighbours ends early.
import type { ScaledPair } from './scaled-pair.js';

export class NeighbourCounts {
  /** The k smallest distances found so far, ascending. */
  private readonly nearest: Float64Array;

  /** @param digammas ψ(0…parcels) */
  constructor(
    private readonly pair: ScaledPair,
    private readonly k: number,
    private readonly digammas: Float64Array,
  ) {
    this.nearest = new Float64Array(k);
  }

  /** Mutual information of the pair in nats, at least 0; needs more parcels than neighbours. */
  information(): number {
    const { k, digammas } = this;
    const { n, x, y, ySorted } = this.pair;
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const radius = this.distanceToKth(i);
      sum += digammas[nearer(x, n, x[i] as number, radius)] as number;
      sum += digammas[nearer(ySorted, n, y[i] as number, radius)] as number;
    }
    return Math.max(0, (digammas[n] as number) + (digammas[k] as number) - sum / n);
  }

  /** Distance (larger of the two differences) from parcel i to its k-th nearest other one. */
  private distanceToKth(i: number): number {
    const { k, nearest } = this;
    const { n, x } = this.pair;
    nearest.fill(Infinity);
    let left = i - 1;
    let right = i + 1;
    const own = x[i] as number;
    for (;;) {
      const before = left >= 0 ? own - (x[left] as number) : Infinity;
      const after = right < n ? (x[right] as number) - own : Infinity;
      const next = before <= after ? before : after;
      // Everything further out differs by at least as much in x alone.
      if (next >= (nearest[k - 1] as number)) return nearest[k - 1] as number;
      this.keep(i, before <= after ? left-- : right++, next);
    }
  }

  private keep(i: number, j: number, inX: number): void {
    const { nearest } = this;
    const { y } = this.pair;
    const inY = Math.abs((y[i] as number) - (y[j] as number));
    const distance = inX > inY ? inX : inY;
    let at = nearest.length - 1;
    if (distance >= (nearest[at] as number)) return;
    while (at > 0 && (nearest[at - 1] as number) > distance) {
      nearest[at] = nearest[at - 1] as number;
      at--;
    }
    nearest[at] = distance;
  }
}

/** How many ascending values differ by less than a radius from one of them (itself included, even if the radius is 0). */
function nearer(sorted: Float64Array, n: number, value: number, radius: number): number {
  const above = boundary(sorted, n, value, radius, false);
  const below = boundary(sorted, n, value, -radius, true);
  return Math.max(1, above - below);
}

/** Number of ascending values v with v − value below (or also at) a distance. Differences are taken as distances are. */
function boundary(
  sorted: Float64Array,
  n: number,
  value: number,
  distance: number,
  orAt: boolean,
): number {
  let low = 0;
  let high = n;
  while (low < high) {
    const middle = (low + high) >> 1;
    const difference = (sorted[middle] as number) - value;
    if (difference < distance || (orAt && difference === distance)) low = middle + 1;
    else high = middle;
  }
  return low;
}
