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

/** Pairs among the parcels that maps have, with the number of pairs of each parcel in each bin. */
interface Ground {
  pairs: ParcelPairs;
  present: Uint8Array;
  /** `[bin][parcel]`. */
  degrees: Float64Array;
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
    const bins = pairs.starts.length - 1;
    const degrees = new Float64Array(bins * pairs.parcels);
    for (let bin = 0; bin < bins; bin++) {
      const own = degrees.subarray(bin * pairs.parcels, (bin + 1) * pairs.parcels);
      for (let k = pairs.starts[bin] as number; k < (pairs.starts[bin + 1] as number); k++) {
        own[pairs.from[k] as number] = (own[pairs.from[k] as number] as number) + 1;
        own[pairs.to[k] as number] = (own[pairs.to[k] as number] as number) + 1;
      }
    }
    const weight = pairs.weights.reduce((sum, one) => sum + one, 0);
    this.ground = { pairs, present, degrees, weight };
    return this.ground;
  }

  /** Σ (zᵢ − zⱼ)² of a bin = Σ degreeᵢ zᵢ² − 2 Σ zᵢ zⱼ. */
  private together(maps: readonly Float64Array[], ground: Ground): Profile[] {
    const { pairs, degrees, weight } = ground;
    const { starts, parcels } = pairs;
    const bins = starts.length - 1;
    const z = this.interleaved;
    const centred = maps.map((map, m) => {
      const one = centredPresent(map);
      for (let i = 0; i < parcels; i++) z[i * TOGETHER + m] = one.z[i] as number;
      return one;
    });
    const { products, crossed } = walk(pairs, z);
    return centred.map(({ z: own, count, squares }, m) => {
      const exists = count >= FEWEST_SHARED && squares > 0;
      const found = new Float64Array(bins).fill(NaN);
      if (!exists) return { moransI: NaN, variogram: found };
      const variance = squares / (count - 1);
      for (let bin = 0; bin < bins; bin++) {
        const inBin = (starts[bin + 1] as number) - (starts[bin] as number);
        const sums = sumOfSquares(own, degrees, bin * parcels);
        const apart = sums - 2 * (products[bin * TOGETHER + m] as number);
        found[bin] = apart / (2 * inBin) / variance;
      }
      const moran = weight === 0 ? NaN : (count / weight) * ((crossed[m] as number) / squares);
      return { moransI: moran, variogram: found };
    });
  }
}

/** Σ zᵢ zⱼ of each bin, `[bin][map]`, and Σ wᵢⱼ zᵢ zⱼ of all pairs, `[map]`. @param z `[parcel][map]` */
function walk(
  { from, to, weights, starts }: ParcelPairs,
  z: Float64Array,
): { products: Float64Array; crossed: number[] } {
  const bins = starts.length - 1;
  const products = new Float64Array(bins * TOGETHER);
  let [i0, i1, i2, i3] = [0, 0, 0, 0];
  for (let bin = 0; bin < bins; bin++) {
    let [s0, s1, s2, s3] = [0, 0, 0, 0];
    const end = starts[bin + 1] as number;
    for (let k = starts[bin] as number; k < end; k++) {
      const a = (from[k] as number) * TOGETHER;
      const b = (to[k] as number) * TOGETHER;
      const w = weights[k] as number;
      const p0 = (z[a] as number) * (z[b] as number);
      const p1 = (z[a + 1] as number) * (z[b + 1] as number);
      const p2 = (z[a + 2] as number) * (z[b + 2] as number);
      const p3 = (z[a + 3] as number) * (z[b + 3] as number);
      s0 += p0;
      s1 += p1;
      s2 += p2;
      s3 += p3;
      i0 += w * p0;
      i1 += w * p1;
      i2 += w * p2;
      i3 += w * p3;
    }
    products.set([s0, s1, s2, s3], bin * TOGETHER);
  }
  return { products, crossed: [i0, i1, i2, i3] };
}

/** Σ degreeᵢ zᵢ² over parcels with pairs. */
function sumOfSquares(z: Float64Array, degrees: Float64Array, from: number): number {
  let sum = 0;
  for (let i = 0; i < z.length; i++) {
    const degree = degrees[from + i] as number;
    if (degree > 0) sum += degree * (z[i] as number) * (z[i] as number);
  }
  return sum;
}

function missTheSame(a: Float64Array, b: Float64Array): boolean {
  for (let i = 0; i < a.length; i++) if ((a[i] === a[i]) !== (b[i] === b[i])) return false;
  return true;
}
