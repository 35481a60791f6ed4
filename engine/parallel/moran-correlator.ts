// Pearson correlations of Moran nulls with the fixed maps, without building a null map. A null is a sum of spatial eigenvectors, and so
// are its sums over the parcels a fixed map has: Σ null·y = Σₖ c′ₖ (Σ vₖ·y). What belongs to the eigenvectors is summed once; a null then
// costs as much as it has coefficients, not parcels. Ranks are no such sums: rank methods build the map (dense-block.ts).
import { MoranDraws } from '../nulls/moran.js';
import { correlationFromSums, isConstant } from '../stats/correlation.js';
import { fewestShared, MapPreparer, type Preparation } from './map-correlator.js';
import type { MoranBasis, MoranSource, NullSource } from './null-maps.js';
import type { FixedMaps } from './spun-correlator.js';

/** Fixed maps that have the same parcels in common with the null maps. */
interface Shared {
  n: number;
  /** Sum of each term over these parcels. */
  sums: Float64Array;
  /** Sums of the products of two terms, `[term][term]`. */
  products: Float64Array;
  /** Σ null and Σ null² of the present null. */
  sum: number;
  squares: number;
}

interface FixedMap {
  shared: Shared;
  sum: number;
  squares: number;
  /** Sum of the products of each term with the map. */
  products: Float64Array;
}

/** More terms than this share of the parcels: building the map is quicker. */
const MOST_TERMS = 0.5;

/** True where {@link MoranCorrelator} serves: methods that do not rank, and few eigenvectors. */
export function hasClosedForm(
  source: NullSource,
  map: number,
  { ranked }: Preparation,
  parcels: number,
): source is MoranSource {
  return source.kind === 'moran' && !ranked && termCount(source, map) <= MOST_TERMS * parcels;
}

const basesOf = (source: MoranSource, map: number): MoranBasis[] =>
  (source.basesOfMap[map] ?? []).map((at) => source.bases[at] as MoranBasis);

const termCount = (source: MoranSource, map: number): number =>
  basesOf(source, map).reduce((sum, { components }) => sum + components, 1);

export class MoranCorrelator {
  private readonly draws: { draws: MoranDraws; own: Float64Array; out: Float64Array }[];
  /** Weights of the terms in the present null: 1 for the mean map, then the coefficients, block by block. */
  private readonly weights: Float64Array;
  private readonly shared: Shared[] = [];
  private readonly fixed: FixedMap[];
  private readonly fewest: number;

  /**
   * @param values the map, `[parcel]`, NaN missing
   * @param map its row
   * @param from the permutation that comes first
   * @param fixed maps prepared like null maps
   */
  constructor(
    source: MoranSource,
    values: Float64Array,
    map: number,
    from: number,
    fixed: FixedMaps,
    preparation: Preparation,
  ) {
    const bases = basesOf(source, map);
    const terms = preparedTerms(bases, values, map, preparation);
    this.fewest = preparation.fewest ?? fewestShared(preparation.z);
    this.weights = new Float64Array(terms.length);
    this.weights[0] = 1;
    let at = 1;
    this.draws = bases.map((basis) => {
      const { components } = basis;
      const draws = new MoranDraws(source.seed + map, components, source.options);
      for (let k = 0; k < from; k++) draws.skip();
      const out = this.weights.subarray(at, at + components);
      at += components;
      return { draws, own: ownCoefficients(basis, values), out };
    });
    this.fixed = this.summed(terms, fixed);
  }

  /** @param out r of the next null with each fixed map; NaN where it does not exist */
  next(out: Float64Array): void {
    for (let b = 0; b < this.draws.length; b++) {
      const part = this.draws[b] as (typeof this.draws)[number];
      part.draws.next(part.own, part.out);
    }
    for (let s = 0; s < this.shared.length; s++) this.sumNull(this.shared[s] as Shared);
    const { weights } = this;
    for (let f = 0; f < this.fixed.length; f++) {
      const { shared, sum, squares, products } = this.fixed[f] as FixedMap;
      let product = 0;
      for (let t = 0; t < weights.length; t++) {
        product += (weights[t] as number) * (products[t] as number);
      }
      out[f] = correlationFromSums(
        shared.n,
        shared.sum,
        sum,
        shared.squares,
        squares,
        product,
        this.fewest,
      );
    }
  }

  private sumNull(shared: Shared): void {
    const { weights } = this;
    const { sums, products } = shared;
    const terms = weights.length;
    let [sum, squares] = [0, 0];
    for (let t = 0; t < terms; t++) {
      const weight = weights[t] as number;
      sum += weight * (sums[t] as number);
      let row = 0;
      for (let u = 0; u < terms; u++)
        row += (weights[u] as number) * (products[t * terms + u] as number);
      squares += weight * row;
    }
    shared.sum = sum;
    shared.squares = squares;
  }

  private summed(terms: readonly Float64Array[], { maps, parcels, values }: FixedMaps): FixedMap[] {
    const known = new Map<string, Shared>();
    const present = terms[0] as Float64Array;
    return Array.from({ length: maps }, (_, f) => {
      const map = values.subarray(f * parcels, (f + 1) * parcels);
      const places = [...map.keys()].filter((i) => map[i] === map[i] && present[i] === present[i]);
      const key = places.join();
      const shared = known.get(key) ?? sharedSums(terms, places);
      if (!known.has(key)) this.shared.push(shared);
      known.set(key, shared);
      const products = Float64Array.from(terms, (term) =>
        places.reduce((sum, i) => sum + (term[i] as number) * (map[i] as number), 0),
      );
      const sum = places.reduce((total, i) => total + (map[i] as number), 0);
      const squares = places.reduce((total, i) => total + (map[i] as number) ** 2, 0);
      return { shared, sum, squares, products };
    });
  }
}

function sharedSums(terms: readonly Float64Array[], places: readonly number[]): Shared {
  const count = terms.length;
  const picked = terms.map((term) => Float64Array.from(places, (i) => term[i] as number));
  const products = new Float64Array(count * count);
  picked.forEach((a, t) => {
    for (let u = 0; u <= t; u++) {
      const b = picked[u] as Float64Array;
      let sum = 0;
      for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
      products[t * count + u] = products[u * count + t] = sum;
    }
  });
  const sums = Float64Array.from(picked, (term) => term.reduce((sum, v) => sum + v, 0));
  return { n: places.length, sums, products, sum: 0, squares: 0 };
}

/** The mean of the map in each block, then each eigenvector with 0 in other blocks; all centred and without Z, as a null map would be. */
function preparedTerms(
  bases: readonly MoranBasis[],
  values: Float64Array,
  map: number,
  preparation: Preparation,
): Float64Array[] {
  const preparer = new MapPreparer(preparation, values.length);
  const means = new Float64Array(values.length).fill(NaN);
  for (const { parcels } of bases) {
    const mean = meanOf(values, parcels);
    for (const parcel of parcels) means[parcel] = mean;
  }
  const empty = means.map((v) => (v === v ? 0 : NaN));
  const terms = bases.flatMap(({ parcels, components, vectors }) =>
    Array.from({ length: components }, (_, k) => {
      const term = empty.slice();
      parcels.forEach((parcel, i) => (term[parcel] = vectors[k * parcels.length + i] as number));
      return term;
    }),
  );
  const all = [means, ...terms];
  for (const term of all) preparer.prepare(term, map);
  return all;
}

const meanOf = (values: Float64Array, parcels: Int32Array): number =>
  parcels.reduce((sum, i) => sum + (values[i] as number), 0) / parcels.length;

/** Vᵀ(x − mean); 0 for a map that is constant in the block, of which only rounding would be left. */
function ownCoefficients(
  { parcels, components, vectors }: MoranBasis,
  values: Float64Array,
): Float64Array {
  const n = parcels.length;
  const own = Float64Array.from(parcels, (i) => values[i] as number);
  if (isConstant(own)) return new Float64Array(components);
  const mean = meanOf(values, parcels);
  return Float64Array.from({ length: components }, (_, k) =>
    own.reduce((sum, v, i) => sum + (vectors[k * n + i] as number) * (v - mean), 0),
  );
}
