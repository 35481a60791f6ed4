// The spatial eigenvectors of Moran spectral randomisation (Moran eigenvector maps): eigenvectors of the doubly centred matrix of
// inverse distances. They depend on the distances and on the parcels a map has, not on its values.
// Source: Dray et al. 2006, doi:10.1016/j.ecolmodel.2006.02.015; spec/statistics.md 4.6.
import { eigenPairs } from '../stats/eigen-pairs.js';
import type { MoranOptions } from './moran.js';

export type SpectrumOptions = Pick<MoranOptions, 'components' | 'spectrum' | 'tolerance'>;

export interface MoranVectors {
  /** Descending. */
  eigenvalues: Float64Array;
  /** Orthonormal, `[component][used]`; the largest element of each is positive. */
  vectors: Float64Array;
}

/**
 * The eigenvectors of W = 1/d off the diagonal and 1 on it.
 * @param matrix distances of a block `[i][j]`, mm, greater than 0 off the diagonal; not finite counts as no neighbour (weight 0)
 * @param size parcels of the block
 * @param used positions in the block that the map has
 * @returns null when all eigenvectors are asked for and none has an eigenvalue below the tolerance
 */
export function moranVectors(
  matrix: Float64Array,
  size: number,
  used: Int32Array,
  options: SpectrumOptions,
): MoranVectors | null {
  return vectorsOfWeights(inverseDistances(matrix, size, used), used.length, options);
}

/** @param weights symmetric, `[i][j]` over the parcels of a map; is overwritten */
export function vectorsOfWeights(
  weights: Float64Array,
  n: number,
  options: SpectrumOptions,
): MoranVectors | null {
  if (n < 2) return { eigenvalues: new Float64Array(0), vectors: new Float64Array(0) };
  centre(weights, n);
  const few = options.components === null ? n : Math.min(options.components, n - 1);
  const { values, vectors } = eigenPairs(weights, n, few);
  const all = [...values.keys()];
  const isZero = (at: number): boolean => Math.abs(values[at] as number) < options.tolerance;
  const vector = (at: number): Float64Array => vectors.slice(at * n, (at + 1) * n);
  const pair = (at: number): [number, Float64Array] => [values[at] as number, vector(at)];

  const kept = all.filter((at) => !isZero(at));
  if (options.components !== null) return collect(kept.map(pair));
  const zero = all.filter(isZero);
  if (zero.length === 0) return null;
  if (options.spectrum === 'nonzero') return collect(kept.map(pair));
  const flat = withoutConstant(zero.map(vector));
  return collect(
    all.flatMap((at): [number, Float64Array][] => {
      if (!isZero(at)) return [pair(at)];
      const next = flat.shift();
      return next ? [[values[at] as number, next]] : [];
    }),
  );
}

function inverseDistances(matrix: Float64Array, size: number, used: Int32Array): Float64Array {
  const n = used.length;
  const weights = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const d = matrix[(used[i] as number) * size + (used[j] as number)] as number;
      weights[i * n + j] = i === j ? 1 : Number.isFinite(d) ? 1 / d : 0;
    }
  }
  return weights;
}

/** W − column means − row means + grand mean. */
function centre(weights: Float64Array, n: number): void {
  const means = new Float64Array(n);
  let grand = 0;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += weights[i * n + j] as number;
    means[i] = sum / n;
    grand += sum / (n * n);
  }
  for (let i = 0; i < n; i++) {
    const row = grand - (means[i] as number);
    for (let j = 0; j < n; j++) {
      weights[i * n + j] = (weights[i * n + j] as number) - (means[j] as number) + row;
    }
  }
}

/**
 * An orthonormal basis of a space of vectors without the constant, which lies in it: one vector fewer. The vector nearest to the
 * constant goes, so the others stay independent; Gram–Schmidt, done twice.
 */
function withoutConstant(space: Float64Array[]): Float64Array[] {
  const n = space[0]?.length ?? 0;
  const nearness = space.map((vector) => Math.abs(vector.reduce((sum, v) => sum + v, 0)));
  const nearest = nearness.indexOf(Math.max(...nearness));
  const basis = [new Float64Array(n).fill(1 / Math.sqrt(n))];
  for (const vector of space.filter((_, i) => i !== nearest)) {
    const left = Float64Array.from(vector);
    for (let pass = 0; pass < 2; pass++) {
      for (const other of basis) {
        const product = left.reduce((sum, v, i) => sum + v * (other[i] as number), 0);
        for (let i = 0; i < n; i++) left[i] = (left[i] as number) - product * (other[i] as number);
      }
    }
    const length = Math.hypot(...left);
    basis.push(left.map((v) => v / length));
  }
  return basis.slice(1);
}

/** A sign for every vector that does not depend on how it was found. */
function turned(vector: Float64Array): Float64Array {
  const largest = vector.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), 0);
  return largest < 0 ? vector.map((v) => -v) : vector;
}

function collect(pairs: [number, Float64Array][]): MoranVectors {
  const n = pairs[0]?.[1].length ?? 0;
  const vectors = new Float64Array(pairs.length * n);
  pairs.forEach(([, vector], k) => vectors.set(turned(vector), k * n));
  return { eigenvalues: Float64Array.from(pairs, ([value]) => value), vectors };
}
