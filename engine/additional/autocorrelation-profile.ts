// Moran's I and variograms of many null maps, four at a time: one walk over the pairs of parcels for both measures. The same numbers as
// engine/stats/morans-i.ts and variogram.ts, at a sixth of the time, for maps that miss the same parcels.
import { FEWEST_SHARED } from '../stats/correlation.js';
import { centredPresent } from '../stats/centred-present.js';
import { moransI } from '../stats/morans-i.js';
import { pairsAmong, type ParcelPairs } from '../stats/parcel-pairs.js';
import { variogram } from '../stats/variogram.js';

/** Maps that are looked at together. */
export const TOGETHER = 4;

export interface Profile {
  moransI: number;
  /** `[bin]`, in units of the variance. */
  variogram: Float64Array;
}

/** One map by the plain formulas. */
export const profileOf = (values: Float64Array, pairs: ParcelPairs): Profile => ({
  moransI: moransI(values, pairs),
  variogram: variogram(values, pairs),
});

/** Pairs among the parcels that maps have. */
interface Ground {
  pairs: ParcelPairs;
  present: Uint8Array;
  /** Σ of the weights of the pairs of each parcel. */
  rowWeights: Float64Array;
  /** Σ of the weights of all pairs. */
  weight: number;
}

export class Profiler {
  private ground: Ground | null = null;
  private readonly interleaved: Float64Array;

  constructor(private readonly pairs: ParcelPairs) {
    this.interleaved = new Float64Array(pairs.parcels * TOGETHER);
  }

  /** @param maps at most four, `[parcel]`, NaN missing */
  profiles(maps: readonly Float64Array[]): Profile[] {
    const [first] = maps;
    if (!first) return [];
    if (maps.length < TOGETHER || !maps.every((map) => missTheSame(map, first)))
      return maps.map((map) => profileOf(map, this.pairs));
    return this.together(maps, this.groundOf(first));
  }

  private groundOf(map: Float64Array): Ground {
    const known = this.ground;
    if (known?.present.every((has, i) => (has === 1) === (map[i] === map[i]))) return known;
    const present = Uint8Array.from(map, (value) => (value === value ? 1 : 0));
    const complete = present.every((has) => has === 1);
    const pairs = complete ? this.pairs : pairsAmong(this.pairs, present);
    const rowWeights = new Float64Array(pairs.parcels);
    let weight = 0;
    pairs.weights.forEach((own, k) => {
      const [i, j] = [pairs.from[k] as number, pairs.to[k] as number];
      rowWeights[i] = (rowWeights[i] as number) + own;
      rowWeights[j] = (rowWeights[j] as number) + own;
      weight += own;
    });
    this.ground = { pairs, present, rowWeights, weight };
    return this.ground;
  }

  /** 2 Σ wᵢⱼ zᵢ zⱼ = Σ wᵢ zᵢ² − Σ wᵢⱼ (zᵢ − zⱼ)², so squared differences are all that is summed over pairs. */
  private together(maps: readonly Float64Array[], ground: Ground): Profile[] {
    const { pairs, rowWeights, weight } = ground;
    const { starts, parcels } = pairs;
    const bins = starts.length - 1;
    const centred = maps.map((map, m) => {
      const one = centredPresent(map);
      for (let i = 0; i < parcels; i++) this.interleaved[i * TOGETHER + m] = one.z[i] as number;
      return one;
    });
    const { inBins, weighted } = walk(pairs, this.interleaved);
    return centred.map(({ z, count, squares }, m) => {
      const found = new Float64Array(bins).fill(NaN);
      if (count < FEWEST_SHARED || squares === 0) return { moransI: NaN, variogram: found };
      const variance = squares / (count - 1);
      for (let bin = 0; bin < bins; bin++) {
        const size = (starts[bin + 1] as number) - (starts[bin] as number);
        found[bin] = (inBins[bin * TOGETHER + m] as number) / (2 * size) / variance;
      }
      const products = (weightedSquares(z, rowWeights) - (weighted[m] as number)) / 2;
      const moran = weight === 0 ? NaN : (count / weight) * (products / squares);
      return { moransI: moran, variogram: found };
    });
  }
}

/** Σ (zᵢ − zⱼ)² of each bin, `[bin][map]`, and Σ wᵢⱼ (zᵢ − zⱼ)² of all pairs, `[map]`. @param z `[parcel][map]` */
function walk(
  { from, to, weights, starts }: ParcelPairs,
  z: Float64Array,
): { inBins: Float64Array; weighted: number[] } {
  const bins = starts.length - 1;
  const inBins = new Float64Array(bins * TOGETHER);
  let [i0, i1, i2, i3] = [0, 0, 0, 0];
  for (let bin = 0; bin < bins; bin++) {
    let [s0, s1, s2, s3] = [0, 0, 0, 0];
    const end = starts[bin + 1] as number;
    for (let k = starts[bin] as number; k < end; k++) {
      const a = (from[k] as number) * TOGETHER;
      const b = (to[k] as number) * TOGETHER;
      const w = weights[k] as number;
      const d0 = (z[a] as number) - (z[b] as number);
      const d1 = (z[a + 1] as number) - (z[b + 1] as number);
      const d2 = (z[a + 2] as number) - (z[b + 2] as number);
      const d3 = (z[a + 3] as number) - (z[b + 3] as number);
      s0 += d0 * d0;
      s1 += d1 * d1;
      s2 += d2 * d2;
      s3 += d3 * d3;
      i0 += w * (d0 * d0);
      i1 += w * (d1 * d1);
      i2 += w * (d2 * d2);
      i3 += w * (d3 * d3);
    }
    inBins.set([s0, s1, s2, s3], bin * TOGETHER);
  }
  return { inBins, weighted: [i0, i1, i2, i3] };
}

/** Σ wᵢ zᵢ² over parcels with pairs. */
function weightedSquares(z: Float64Array, weights: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < z.length; i++) {
    const weight = weights[i] as number;
    if (weight > 0) sum += weight * (z[i] as number) * (z[i] as number);
  }
  return sum;
}

function missTheSame(a: Float64Array, b: Float64Array): boolean {
  for (let i = 0; i < a.length; i++) if ((a[i] === a[i]) !== (b[i] === b[i])) return false;
  return true;
}
