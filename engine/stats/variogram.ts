// The empirical variogram of a map: how different parcels are, by the distance between them. Matheron's estimator; Cressie 1993,
// doi:10.1002/9781119115151; spec/statistics.md 7.6.
import { centredPresent } from './centred-present.js';
import { FEWEST_SHARED } from './correlation.js';
import type { ParcelPairs } from './parcel-pairs.js';

/**
 * γ = mean of (xᵢ − xⱼ)²/2 over the pairs of each bin, divided by the variance of the map (n − 1): about 1 without autocorrelation, small
 * where neighbours resemble each other.
 * @param values `[parcel]`, NaN missing
 * @returns `[bin]`; NaN for bins without pairs, everywhere for constant maps and fewer than three parcels
 */
export function variogram(values: ArrayLike<number>, pairs: ParcelPairs): Float64Array {
  const { starts, from, to } = pairs;
  const bins = starts.length - 1;
  const out = new Float64Array(bins).fill(NaN);
  const { z, count, squares } = centredPresent(values);
  if (count < FEWEST_SHARED || squares === 0) return out;
  const variance = squares / (count - 1);
  for (let bin = 0; bin < bins; bin++) {
    let sum = 0;
    let present = 0;
    for (let k = starts[bin] as number; k < (starts[bin + 1] as number); k++) {
      const difference = (z[from[k] as number] as number) - (z[to[k] as number] as number);
      if (difference !== difference) continue;
      sum += difference * difference;
      present++;
    }
    out[bin] = sum / (2 * present) / variance;
  }
  return out;
}
