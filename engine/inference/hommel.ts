// Hommel's correction: the closed test of all intersections, each by Simes. Found in n·log n steps, since a table of p values may
// have hundreds of thousands. Hommel 1988, doi:10.1093/biomet/75.2.383; that speed: Meijer, Krebs & Goeman 2019,
// doi:10.1002/bimj.201700316.
import { ascending, type FamilyCorrection } from './family.js';

/**
 * The smallest α at which p ≤ α/h(α), with h(α) the size of the largest intersection that Simes' test keeps at level α. With c(s) the
 * Simes p of the s largest p values and C(s) = max of c(t) over t ≥ s, that is the minimum over s of max(C(s + 1), s·p).
 */
export const hommel: FamilyCorrection = (p) => {
  const order = ascending(p);
  const n = p.length;
  const least = keptFrom(Float64Array.from(order, (at) => p[at] as number));
  return p.map((value) => {
    // C falls and s·p grows with s: the minimum lies where they cross.
    let low = 0;
    let high = n;
    while (low < high) {
      const s = (low + high) >> 1;
      if (s * value >= (least[s + 1] as number)) high = s;
      else low = s + 1;
    }
    const at = (s: number): number => Math.max(least[s + 1] as number, s * value);
    return Math.min(1, at(low), low > 0 ? at(low - 1) : 1);
  });
};

/**
 * C(s) for s = 0 … n, and 0 for n + 1. c(s) = min over j of s·p₍ₙ₋ₛ₊ⱼ₎/j is s times the smallest slope from the point (n − s, 0)
 * to the points (i, p₍ᵢ₎) right of it; the point that gives it lies on their lower hull.
 * @param p ascending
 */
function keptFrom(p: Float64Array): Float64Array {
  const n = p.length;
  const out = new Float64Array(n + 2);
  // Ranks of the points of the hull, the leftmost on top.
  const hull: number[] = [];
  for (let s = 1; s <= n; s++) {
    const rank = n - s + 1;
    while (hull.length > 1 && !bends(p, rank, hull)) hull.pop();
    hull.push(rank);
    out[s] = s * smallestSlope(p, hull, n - s);
  }
  for (let s = n; s > 0; s--) out[s] = Math.max(out[s] as number, out[s + 1] as number);
  out[0] = out[1] as number;
  return out;
}

/** Height of the point of a rank (1 for the smallest p). */
const height = (p: Float64Array, rank: number): number => p[rank - 1] as number;

/** True when the slope grows at the top of the hull, seen from a new point left of it. */
function bends(p: Float64Array, rank: number, hull: readonly number[]): boolean {
  const a = hull[hull.length - 1] as number;
  const b = hull[hull.length - 2] as number;
  const [y, ya, yb] = [height(p, rank), height(p, a), height(p, b)];
  return (ya - y) * (b - a) < (yb - ya) * (a - rank);
}

/** The slopes from (x, 0) to the points of the hull fall, then rise. */
function smallestSlope(p: Float64Array, hull: readonly number[], x: number): number {
  const slope = (i: number): number => {
    const rank = hull[i] as number;
    return height(p, rank) / (rank - x);
  };
  let low = 0;
  let high = hull.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (slope(middle) <= slope(middle + 1)) high = middle;
    else low = middle + 1;
  }
  return slope(low);
}
