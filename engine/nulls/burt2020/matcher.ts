// Variogram matching, the inner loop: permuted maps are smoothed over ever more neighbours, and the smoothing is kept whose variogram is
// nearest to that of the map on a straight line; its coefficients say how much of it and how much noise a surrogate has.
// Source: Burt et al. 2020, doi:10.1016/j.neuroimage.2020.117038; spec/statistics.md 4.8.
import type { Geometry, Smoother } from './geometry.js';

/** Permuted maps that are worked on side by side: each weight is read once for all of them. */
export const SIDE_BY_SIDE = 4;

/** Pairs whose semivariances are made before they are used, so that they stay in the cache. */
const CHUNK = 256;

export class VariogramMatcher {
  /** Smoothed variogram of the map itself. */
  readonly target: Float64Array;
  /** Chosen for each side: position in the smoothers of the geometry. */
  readonly chosen = new Int32Array(SIDE_BY_SIDE);
  /** Intercept and slope of the target on the variogram of the chosen smoothing. */
  readonly alpha = new Float64Array(SIDE_BY_SIDE);
  readonly beta = new Float64Array(SIDE_BY_SIDE);
  /** The chosen smoothed maps, `[parcel][side]`. */
  readonly best: Float64Array;
  /** The smoothed maps of the last smoothing that was tried. */
  readonly smoothed: Float64Array;
  private readonly least = new Float64Array(SIDE_BY_SIDE);
  private readonly semivariances = new Float64Array(CHUNK * SIDE_BY_SIDE);
  /** `[distance][side]`. */
  private readonly values: Float64Array;
  private readonly targetMean: number;

  /** @param map without missing values */
  constructor(
    private readonly geometry: Geometry,
    map: Float64Array,
  ) {
    const distances = geometry.variogram.h.length;
    this.best = new Float64Array(geometry.parcels * SIDE_BY_SIDE);
    this.smoothed = new Float64Array(geometry.parcels * SIDE_BY_SIDE);
    this.values = new Float64Array(distances * SIDE_BY_SIDE);
    for (let i = 0; i < map.length; i++) this.smoothed.fill(map[i] as number, 4 * i, 4 * i + 4);
    this.variograms();
    this.target = Float64Array.from({ length: distances }, (_, i) => this.values[4 * i] as number);
    this.targetMean = this.target.reduce((a, b) => a + b, 0) / distances;
  }

  /** @param permuted `[parcel][side]` */
  match(permuted: Float64Array): void {
    this.least.fill(Infinity);
    const { smoothers } = this.geometry;
    for (let s = 0; s < smoothers.length; s++) {
      this.smooth(smoothers[s] as Smoother, permuted);
      this.variograms();
      for (let side = 0; side < SIDE_BY_SIDE; side++) this.compare(s, side);
    }
  }

  /** Weighted means of the neighbours, into {@link smoothed}. */
  smooth({ k, weights }: Smoother, permuted: Float64Array): void {
    const { neighbours, stride, parcels } = this.geometry;
    const { smoothed } = this;
    for (let i = 0; i < parcels; i++) {
      let [a, b, c, d] = [0, 0, 0, 0];
      for (let j = 0; j < k; j++) {
        const weight = weights[i * k + j] as number;
        const from = 4 * (neighbours[i * stride + j] as number);
        a += weight * (permuted[from] as number);
        b += weight * (permuted[from + 1] as number);
        c += weight * (permuted[from + 2] as number);
        d += weight * (permuted[from + 3] as number);
      }
      smoothed[4 * i] = a;
      smoothed[4 * i + 1] = b;
      smoothed[4 * i + 2] = c;
      smoothed[4 * i + 3] = d;
    }
  }

  /** Smoothed variograms of the smoothed maps, into `values`. */
  private variograms(): void {
    const { first, from, to } = this.geometry.variogram;
    this.values.fill(0);
    for (let start = 0; start < first.length; start += CHUNK) {
      const end = Math.min(start + CHUNK, first.length);
      this.fillSemivariances(start, end);
      for (let i = 0; i < from.length; i++) {
        const begin = Math.max(start, from[i] as number);
        const stop = Math.min(end, to[i] as number);
        if (begin < stop) this.addWeighted(i, begin, stop, start);
      }
    }
  }

  private fillSemivariances(start: number, end: number): void {
    const { first, second } = this.geometry.variogram;
    const { smoothed, semivariances } = this;
    for (let pair = start, at = 0; pair < end; pair++, at += 4) {
      const i = 4 * (first[pair] as number);
      const j = 4 * (second[pair] as number);
      const a = (smoothed[i] as number) - (smoothed[j] as number);
      const b = (smoothed[i + 1] as number) - (smoothed[j + 1] as number);
      const c = (smoothed[i + 2] as number) - (smoothed[j + 2] as number);
      const d = (smoothed[i + 3] as number) - (smoothed[j + 3] as number);
      semivariances[at] = 0.5 * a * a;
      semivariances[at + 1] = 0.5 * b * b;
      semivariances[at + 2] = 0.5 * c * c;
      semivariances[at + 3] = 0.5 * d * d;
    }
  }

  private addWeighted(i: number, begin: number, stop: number, start: number): void {
    const { weights, at, from } = this.geometry.variogram;
    const { semivariances, values } = this;
    const shift = (at[i] as number) - (from[i] as number);
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let pair = begin, v = 4 * (begin - start); pair < stop; pair++, v += 4) {
      const weight = weights[shift + pair] as number;
      a += weight * (semivariances[v] as number);
      b += weight * (semivariances[v + 1] as number);
      c += weight * (semivariances[v + 2] as number);
      d += weight * (semivariances[v + 3] as number);
    }
    values[4 * i] = (values[4 * i] as number) + a;
    values[4 * i + 1] = (values[4 * i + 1] as number) + b;
    values[4 * i + 2] = (values[4 * i + 2] as number) + c;
    values[4 * i + 3] = (values[4 * i + 3] as number) + d;
  }

  /** Regresses the target on the variogram of one side, and keeps the smoothing if no other was nearer. */
  private compare(smoother: number, side: number): void {
    const { values, target, targetMean } = this;
    const n = target.length;
    let mean = 0;
    for (let i = 0; i < n; i++) mean += values[4 * i + side] as number;
    mean /= n;
    let [cross, squares] = [0, 0];
    for (let i = 0; i < n; i++) {
      const x = (values[4 * i + side] as number) - mean;
      cross += x * ((target[i] as number) - targetMean);
      squares += x * x;
    }
    const beta = squares > 0 ? cross / squares : 0;
    const alpha = targetMean - beta * mean;
    let error = 0;
    for (let i = 0; i < n; i++) {
      const residual = (target[i] as number) - alpha - beta * (values[4 * i + side] as number);
      error += residual * residual;
    }
    if (!(error < (this.least[side] as number))) return;
    this.least[side] = error;
    this.chosen[side] = smoother;
    this.alpha[side] = alpha;
    this.beta[side] = beta;
    for (let i = side; i < this.best.length; i += SIDE_BY_SIDE)
      this.best[i] = this.smoothed[i] as number;
  }
}
