// Weights between parcels from the variogram of a map, for Moran spectral randomisation: near parcels weigh as much as the map is alike
// over their distance, not 1/distance.
// Source: spec/statistics.md 4.7; Moran 1950, doi:10.1093/biomet/37.1-2.17.
import type { VariogramOptions } from './options.js';
import { correlationAt, empiricalVariogram, fitVariogram } from './variogram.js';

/**
 * Wᵢⱼ = (1 − nugget/sill)·ρ(dᵢⱼ), 1 on the diagonal. Only their ratios matter for eigenvectors, so they are in units of the sill.
 * @param distances `[i][j]` over the parcels of the map; not finite: weight 0
 * @returns null when the map is less alike nearby than the threshold asks, or no variogram fits: weights are then 1/distance
 */
export function variogramWeights(
  values: Float64Array,
  distances: Float64Array,
  options: VariogramOptions,
): Float64Array | null {
  const n = values.length;
  const { threshold, model } = options;
  const mean = values.reduce((sum, v) => sum + v, 0) / n;
  const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / n;
  if (!(variance > 0)) return null;
  if (threshold !== null && moranI(values, distances) < threshold) return null;
  const fitted = fitVariogram(
    empiricalVariogram(values, distances, options.bins),
    variance,
    options,
  );
  const { sill, range, nugget } = fitted;
  if (!(sill > 0)) return null;
  const rho = correlationAt[model];
  const share = Math.max(0, 1 - nugget / sill);
  const weights = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      weights[i * n + j] = i === j ? 1 : share * rho((distances[i * n + j] as number) / range);
    }
  }
  return weights;
}

/** I = (n/ΣW)·zᵀWz/zᵀz with W = 1/d, 0 on the diagonal and where d is 0 or not finite; z centred. */
export function moranI(values: Float64Array, distances: Float64Array): number {
  const n = values.length;
  const mean = values.reduce((sum, v) => sum + v, 0) / n;
  let [total, cross, squares] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const z = (values[i] as number) - mean;
    squares += z * z;
    for (let j = 0; j < n; j++) {
      const d = distances[i * n + j] as number;
      if (i === j || d === 0 || !Number.isFinite(d)) continue;
      total += 1 / d;
      cross += (z * ((values[j] as number) - mean)) / d;
    }
  }
  return (n / total) * (cross / squares);
}
