// Moran's I of a map: how much neighbours resemble each other. Moran 1950, doi:10.1093/biomet/37.1-2.17; spec/statistics.md 7.6.
import { FEWEST_SHARED } from './correlation.js';
import { centredPresent } from './centred-present.js';
import type { ParcelPairs } from './parcel-pairs.js';

/**
 * I = (n/Σw)·(Σ wᵢⱼ zᵢ zⱼ)/(Σ z²) with weights 1/distance, sums over the pairs of present parcels, z centred, n the present parcels. About
 * −1/(n − 1) without autocorrelation, near 1 for smooth maps. NaN parcels are left out.
 * @param values `[parcel]`
 * @returns NaN for constant maps, for fewer than three parcels and without pairs
 */
export function moransI(values: ArrayLike<number>, pairs: ParcelPairs): number {
  const { z, count, squares } = centredPresent(values);
  if (count < FEWEST_SHARED || squares === 0) return NaN;
  let weight = 0;
  let products = 0;
  for (let k = 0; k < pairs.weights.length; k++) {
    const product = (z[pairs.from[k] as number] as number) * (z[pairs.to[k] as number] as number);
    if (product !== product) continue;
    const own = pairs.weights[k] as number;
    weight += own;
    products += own * product;
  }
  return weight === 0 ? NaN : (count / weight) * (products / squares);
}
