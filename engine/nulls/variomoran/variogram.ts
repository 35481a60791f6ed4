// The empirical semivariogram of a map and the model fitted to it: how unlike two parcels are, by their distance.
// Source: Cressie 1993, Statistics for Spatial Data, 2.4 and 2.6; spec/statistics.md 4.7.
import { bracket, brent } from '../../stats/brent.js';
import { quantile } from '../../stats/quantiles.js';
import type { VariogramModel, VariogramOptions } from './options.js';

/** Bins with fewer pairs are left out. */
const FEWEST_PAIRS = 3;

/** Bounds of the range, mm. */
const RANGE = [1e-3, 1e9] as const;

/** Ranges that are looked at first: their logarithms, from that of the start on; the start itself before its equals. */
const SCAN = [0, -3, -2.5, -2, -1.5, -1, -0.5, 0.5, 1, 1.5, 2, 2.5, 3];

/** Share of the sill that is reached at about the range. */
const REACHED = 0.63;

/** Distances and semivariances, one for each bin that has enough pairs. */
export interface Bins {
  h: Float64Array;
  gamma: Float64Array;
}

/** γ(h) = nugget·ρ(h) + sill·(1 − ρ(h)), with ρ of the given range (mm). */
export interface Variogram {
  sill: number;
  range: number;
  nugget: number;
}

/** Correlation at distance h, h/range = u. */
export const correlationAt: Record<VariogramModel, (u: number) => number> = {
  exponential: (u) => Math.exp(-u),
  gaussian: (u) => Math.exp(-u * u),
  spherical: (u) => (u >= 1 ? 0 : 1 - 1.5 * u + 0.5 * u ** 3),
};

/**
 * Mean distance and mean ½(xᵢ − xⱼ)² of the pairs in each quantile bin of the distances; the largest distance is in none.
 * @param distances `[i][j]`; pairs without a finite one are left out
 */
export function empiricalVariogram(
  values: Float64Array,
  distances: Float64Array,
  bins: number,
): Bins {
  const n = values.length;
  const pairs = new Float64Array((n * (n - 1)) / 2);
  let count = 0;
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const d = distances[i * n + j] as number;
      if (Number.isFinite(d)) pairs[count++] = d;
    }
  }
  const sorted = pairs.slice(0, count).sort();
  const edges = Float64Array.from({ length: bins + 1 }, (_, b) => quantile(sorted, b / bins));
  const sums = Array.from({ length: bins }, () => ({ pairs: 0, h: 0, gamma: 0 }));
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const d = distances[i * n + j] as number;
      const bin = sums[binOf(edges, d)];
      if (!bin) continue;
      bin.pairs++;
      bin.h += d;
      bin.gamma += ((values[i] as number) - (values[j] as number)) ** 2 / 2;
    }
  }
  const full = sums.filter((bin) => bin.pairs >= FEWEST_PAIRS);
  return {
    h: Float64Array.from(full, (bin) => bin.h / bin.pairs),
    gamma: Float64Array.from(full, (bin) => bin.gamma / bin.pairs),
  };
}

/** The last bin that begins at or below d; none for d at or beyond the last edge. */
function binOf(edges: Float64Array, d: number): number {
  if (!(d < (edges.at(-1) as number))) return -1;
  let [low, high] = [0, edges.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((edges[middle] as number) <= d) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * Least squares within bounds: 0 ≤ sill ≤ 10·variance + 1e-9, 1e-3 ≤ range ≤ 1e9, 0 ≤ nugget ≤ variance. For a range the best sill and
 * nugget follow exactly, so only the range is searched for: the best of some about its start, then downhill.
 * @param variance of the map, population
 */
export function fitVariogram(
  bins: Bins,
  variance: number,
  { model, nugget }: Pick<VariogramOptions, 'model' | 'nugget'>,
): Variogram {
  const reached = bins.gamma.findIndex((gamma) => gamma > REACHED * variance);
  const start =
    bins.h[reached] ?? bins.h.reduce((sum, h) => sum + h, 0) / Math.max(1, bins.h.length);
  const initial = { sill: variance, range: start, nugget: 0 };
  // Fewer bins than parameters determine nothing.
  if (bins.h.length < (nugget ? 3 : 2) || !(start > 0)) return initial;
  const rho = correlationAt[model];
  const at = (logRange: number): BestLine =>
    bestLine(bins, (h) => rho(h / Math.exp(logRange)), variance, nugget);
  const loss = (logRange: number): number => at(logRange).squares;
  const bounds = [Math.log(RANGE[0]), Math.log(RANGE[1])] as const;
  const first = SCAN.map((step) => Math.log(start) + step).reduce((best, one) =>
    loss(one) < loss(best) ? one : best,
  );
  const logRange = brent(loss, bracket(loss, first, first + 0.1, bounds), 1e-10);
  const { sill, nugget: left } = at(logRange);
  return { sill, range: Math.exp(logRange), nugget: left };
}

interface BestLine {
  sill: number;
  nugget: number;
  squares: number;
}

/** The best sill and nugget within their bounds: the free optimum, or the best on an edge of the box. */
function bestLine(
  { h, gamma }: Bins,
  rho: (h: number) => number,
  variance: number,
  nugget: boolean,
): BestLine {
  const shares = h.map(rho);
  let [aa, ab, bb, ag, bg] = [0, 0, 0, 0, 0];
  for (let i = 0; i < h.length; i++) {
    const [a, b, g] = [shares[i] as number, 1 - (shares[i] as number), gamma[i] as number];
    aa += a * a;
    ab += a * b;
    bb += b * b;
    ag += a * g;
    bg += b * g;
  }
  const most = { sill: 10 * variance + 1e-9, nugget: nugget ? variance : 0 };
  const clip = (value: number, top: number): number => Math.min(Math.max(value, 0), top);
  const sillFor = (left: number): number => (bb > 0 ? clip((bg - ab * left) / bb, most.sill) : 0);
  const nuggetFor = (sill: number): number =>
    aa > 0 ? clip((ag - ab * sill) / aa, most.nugget) : 0;
  const squares = (sill: number, left: number): number =>
    gamma.reduce(
      (sum, g, i) =>
        sum + (g - left * (shares[i] as number) - sill * (1 - (shares[i] as number))) ** 2,
      0,
    );
  const candidates = [[sillFor(0), 0]];
  if (nugget) {
    const determinant = aa * bb - ab * ab;
    const sill = (aa * bg - ab * ag) / determinant;
    const left = (bb * ag - ab * bg) / determinant;
    if (sill >= 0 && sill <= most.sill && left >= 0 && left <= most.nugget)
      candidates.push([sill, left]);
    candidates.push(
      [sillFor(most.nugget), most.nugget],
      [0, nuggetFor(0)],
      [most.sill, nuggetFor(most.sill)],
    );
  }
  return candidates
    .map(([sill = 0, left = 0]) => ({ sill, nugget: left, squares: squares(sill, left) }))
    .reduce((best, one) => (one.squares < best.squares ? one : best));
}
