// Principal components of maps over parcels. Source: Jolliffe 2002, doi:10.1007/b98835; spec/statistics.md 7.5.
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { NspError } from '../../error.js';
import { pearson } from '../../stats/correlation.js';
import { spread, type Reduction, type ReductionInput } from './reduction.js';

/** Eigenvalues below this share of their sum are rounding. */
const NOTHING = 1e-12;

export interface Principal {
  /** Centred, not scaled, `[map]` on the complete parcels. */
  centred: Float64Array[];
  /** `[component]`, descending in variance; their signs mean nothing. */
  scores: Float64Array[];
  /** Sums of squares of the scores, and of all maps together. */
  eigenvalues: Float64Array;
  total: number;
}

/**
 * All components with variance, from the smaller of the two cross-product matrices.
 * @throws NspError `too-few-parcels` for fewer than 3 complete parcels, `no-variance`
 */
export function principal(input: ReductionInput): Principal {
  const centred = centredMaps(input);
  const n = input.complete.length;
  const byMap = input.maps <= n;
  const vectors = byMap ? centred : transposed(centred, n);
  const size = vectors.length;
  const products = Matrix.zeros(size, size);
  for (let j = 0; j < size; j++) {
    for (let k = j; k < size; k++) {
      const product = dot(vectors[j] as Float64Array, vectors[k] as Float64Array);
      products.set(j, k, product);
      products.set(k, j, product);
    }
  }
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(products, {
    assumeSymmetric: true,
  });
  const total = realEigenvalues.reduce((sum, value) => sum + value, 0);
  const order = realEigenvalues
    .map((_, k) => k)
    .filter((k) => (realEigenvalues[k] as number) > NOTHING * total)
    .sort((a, b) => (realEigenvalues[b] as number) - (realEigenvalues[a] as number));
  if (order.length === 0) {
    throw new NspError(
      'no-variance',
      'The maps of x are constant over the complete parcels, so there are no components.',
      { property: 'x' },
    );
  }
  const scores = order.map((k) => {
    const vector = Float64Array.from({ length: size }, (_, j) => eigenvectorMatrix.get(j, k));
    if (!byMap) return vector.map((value) => value * Math.sqrt(realEigenvalues[k] as number));
    const score = new Float64Array(n);
    centred.forEach((map, j) =>
      map.forEach((value, i) => (score[i] = (score[i] as number) + value * (vector[j] as number))),
    );
    return score;
  });
  return {
    centred,
    scores,
    total,
    eigenvalues: Float64Array.from(order, (k) => realEigenvalues[k] as number),
  };
}

/** Maps on the complete parcels, minus their mean. */
export function centredMaps({ values, maps, parcels, complete }: ReductionInput): Float64Array[] {
  if (complete.length < 3) {
    throw new NspError(
      'too-few-parcels',
      `Components need parcels that no map misses; there are ${complete.length}. Leave out maps with many missing parcels, or use mean or median.`,
      { property: 'x' },
    );
  }
  return Array.from({ length: maps }, (_, m) => {
    const map = Float64Array.from(complete, (i) => values[m * parcels + i] as number);
    const mean = map.reduce((sum, value) => sum + value, 0) / map.length;
    return map.map((value) => value - mean);
  });
}

/**
 * Scores as maps; ev = variance of the component over the sum of the variances of the maps. The first component is turned so that it
 * correlates positively with the mean map, the others so that the map they correlate with most does so positively.
 */
export const pca: Reduction['run'] = (input, { components, minExplained }) => {
  const { centred, scores, eigenvalues, total } = principal(input);
  const explained = eigenvalues.map((value) => value / total);
  const count = Math.min(
    minExplained === null ? (components ?? scores.length) : enough(explained, minExplained),
    scores.length,
  );
  const turned = scores
    .slice(0, count)
    .map((score, k) => (k === 0 ? alongMean(score, centred) : alongStrongest(score, centred)));
  return {
    values: spread(turned, input),
    components: count,
    explained: explained.slice(0, count),
    notes: [],
  };
};

/** The smallest number of components whose shares add up to at least `wanted`. */
function enough(explained: Float64Array, wanted: number): number {
  let sum = 0;
  const at = explained.findIndex((share) => {
    sum += share;
    return sum >= wanted - NOTHING;
  });
  return at < 0 ? explained.length : at + 1;
}

function alongMean(score: Float64Array, centred: readonly Float64Array[]): Float64Array {
  const mean = score.map((_, i) => centred.reduce((sum, map) => sum + (map[i] as number), 0));
  return dot(score, mean) < 0 ? score.map((value) => -value) : score;
}

/** Turned so that the largest correlation with a map is positive. */
export function alongStrongest(score: Float64Array, maps: readonly Float64Array[]): Float64Array {
  const strongest = maps
    .map((map) => pearson(score, map))
    .reduce((best, r) => (Math.abs(r) > Math.abs(best) ? r : best), 0);
  return strongest < 0 ? score.map((value) => -value) : score;
}

const transposed = (rows: readonly Float64Array[], width: number): Float64Array[] =>
  Array.from({ length: width }, (_, i) => Float64Array.from(rows, (row) => row[i] as number));

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
