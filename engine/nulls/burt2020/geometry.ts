// What variogram matching needs of the distances alone, made once for all maps that have the same parcels: the pairs and weights of the
// smoothed variogram, and the neighbours of each parcel with their weights.
// Source: Burt et al. 2020, doi:10.1016/j.neuroimage.2020.117038; spec/statistics.md 4.8.
import { sharedFloat64, sharedInt32 } from '../../parallel/shared.js';
import { quantile } from '../../stats/quantiles.js';
import { KERNELS } from './kernels.js';
import type { Burt2020Options } from './options.js';

/** 0.7 of 90 parcels are 63, though the product is a little less. */
const ROUNDING = 1e-9;

/** A weight below this share of the largest does not change a sum of float64. */
const NEGLIGIBLE = 2 ** -62;

/** The kernel of the variogram: exp(−(2.68·|u − h|/b)²/2), a quarter of whose area lies beyond b/4 on each side. */
const SHARPNESS = 2.68;

/** value(h) = Σ w·½(xᵢ − xⱼ)² over the pairs near h. */
export interface VariogramKernel {
  /** Distances at which the variogram is taken, mm. */
  h: Float64Array;
  /** mm. */
  bandwidth: number;
  /** The pairs of parcels that count, nearest first, shared. */
  first: Int32Array;
  second: Int32Array;
  /** Pairs `from[i] … to[i] − 1` have weight at h[i]; their weights begin at `at[i]` and add up to 1. Shared. */
  from: Int32Array;
  to: Int32Array;
  at: Int32Array;
  weights: Float64Array;
}

/** One share of parcels as neighbours. */
export interface Smoother {
  delta: number;
  /** Neighbours of each parcel. */
  k: number;
  /** `[parcel][neighbour]`, adding up to 1 for each parcel, shared. */
  weights: Float64Array;
}

export interface Geometry {
  parcels: number;
  variogram: VariogramKernel;
  /** The nearest parcels of each parcel, nearest first, without itself, `[parcel][stride]`, shared. */
  neighbours: Int32Array;
  stride: number;
  smoothers: Smoother[];
}

export type GeometryOptions = Pick<
  Burt2020Options,
  'deltas' | 'kernel' | 'pv' | 'nh' | 'bandwidth'
>;

/**
 * @param distances `[i][j]` over n parcels, symmetric; not finite: no pair, no neighbour
 * @returns null when there are too few parcels: no two different distances below the percentile, or no share that makes one neighbour
 */
export function geometryOf(
  distances: Float64Array,
  n: number,
  options: GeometryOptions,
): Geometry | null {
  const variogram = variogramKernel(distances, n, options);
  const shares = options.deltas
    .map((delta) => ({ delta, k: Math.min(Math.trunc(delta * n + ROUNDING), n - 1) }))
    .filter(({ k }) => k > 0);
  if (!variogram || shares.length === 0) return null;
  const stride = Math.max(...shares.map(({ k }) => k));
  const neighbours = nearest(distances, n, stride);
  const smoothers = shares.map(({ delta, k }): Smoother => ({
    delta,
    k,
    weights: neighbourWeights(distances, n, neighbours, stride, k, KERNELS[options.kernel]),
  }));
  return { parcels: n, variogram, neighbours, stride, smoothers };
}

function variogramKernel(
  distances: Float64Array,
  n: number,
  { pv, nh, bandwidth: given }: GeometryOptions,
): VariogramKernel | null {
  const { pairs, u } = nearPairs(distances, n, pv);
  const [least, most] = [u[0] ?? 0, u.at(-1) ?? 0];
  if (!(most > least)) return null;
  const step = (most - least) / (nh - 1);
  const h = Float64Array.from({ length: nh }, (_, i) => (i === nh - 1 ? most : least + i * step));
  const bandwidth = given ?? 3 * ((h[1] as number) - (h[0] as number));
  const [from, to, at] = [sharedInt32(nh), sharedInt32(nh), sharedInt32(nh)];
  const parts: Float64Array[] = [];
  let length = 0;
  h.forEach((centre, i) => {
    const part = weightsNear(u, centre, bandwidth);
    from[i] = part.from;
    to[i] = part.from + part.weights.length;
    at[i] = length;
    length += part.weights.length;
    parts.push(part.weights);
  });
  const weights = sharedFloat64(length);
  parts.forEach((part, i) => weights.set(part, at[i]));
  const [first, second] = [sharedInt32(u.length), sharedInt32(u.length)];
  pairs.forEach((pair, i) => {
    first[i] = Math.floor(pair / n);
    second[i] = pair % n;
  });
  return { h, bandwidth, first, second, from, to, at, weights };
}

/** Pairs i < j, as i·n + j, nearer than the percentile of all distances, nearest first. */
function nearPairs(
  distances: Float64Array,
  n: number,
  pv: number,
): { pairs: Int32Array; u: Float64Array } {
  const all: number[] = [];
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++) if (Number.isFinite(distances[i * n + j])) all.push(i * n + j);
  const distance = (pair: number): number => distances[pair] as number;
  const limit = quantile(Float64Array.from(all, distance).sort(), pv / 100);
  const pairs = Int32Array.from(all.filter((pair) => distance(pair) < limit)).sort(
    (a, b) => distance(a) - distance(b),
  );
  return { pairs, u: Float64Array.from(pairs, distance) };
}

/** Weights of the sorted distances u about a centre; relative to the largest, so that none underflows. */
function weightsNear(
  u: Float64Array,
  centre: number,
  bandwidth: number,
): { from: number; weights: Float64Array } {
  const logs = u.map((d) => -(((SHARPNESS * Math.abs(d - centre)) / bandwidth) ** 2) / 2);
  const largest = logs.reduce((a, b) => Math.max(a, b), -Infinity);
  const all = logs.map((v) => Math.exp(v - largest));
  const from = all.findIndex((w) => w > NEGLIGIBLE);
  const to = all.findLastIndex((w) => w > NEGLIGIBLE) + 1;
  const kept = all.slice(from, to);
  const sum = kept.reduce((a, b) => a + b, 0);
  return { from, weights: kept.map((w) => w / sum) };
}

function nearest(distances: Float64Array, n: number, stride: number): Int32Array {
  const out = sharedInt32(n * stride);
  for (let i = 0; i < n; i++) {
    const row = distances.subarray(i * n, (i + 1) * n);
    const others = Int32Array.from({ length: n }, (_, j) => j).filter((j) => j !== i);
    others.sort((a, b) => (row[a] as number) - (row[b] as number) || a - b);
    out.set(others.subarray(0, stride), i * stride);
  }
  return out;
}

function neighbourWeights(
  distances: Float64Array,
  n: number,
  neighbours: Int32Array,
  stride: number,
  k: number,
  kernel: (distance: number, farthest: number) => number,
): Float64Array {
  const out = sharedFloat64(n * k);
  const near = new Float64Array(k);
  for (let i = 0; i < n; i++) {
    let farthest = 0;
    for (let j = 0; j < k; j++) {
      const d = distances[i * n + (neighbours[i * stride + j] as number)] as number;
      near[j] = d;
      if (Number.isFinite(d)) farthest = d;
    }
    let sum = 0;
    for (let j = 0; j < k; j++) {
      const d = near[j] as number;
      const weight = Number.isFinite(d) ? kernel(d, farthest) : 0;
      out[i * k + j] = weight;
      sum += weight;
    }
    for (let j = 0; j < k; j++) out[i * k + j] = (out[i * k + j] as number) / sum;
  }
  return out;
}
