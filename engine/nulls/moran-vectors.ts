// The spatial eigenvectors of Moran spectral randomisation (Moran eigenvector maps): eigenvectors of the doubly centred matrix of
// inverse distances. They depend on the distances and on the parcels a map has, not on its values.
// Source: Dray et al. 2006, doi:10.1016/j.ecolmodel.2006.02.015; spec/statistics.md 4.6.
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import type { MoranOptions } from './moran.js';

export type SpectrumOptions = Pick<MoranOptions, 'components' | 'spectrum' | 'tolerance'>;

export interface MoranVectors {
  /** Descending. */
  eigenvalues: Float64Array;
  /** Orthonormal, `[component][used]`; their signs mean nothing. */
  vectors: Float64Array;
}

/**
 * W = 1/d off the diagonal and 1 on it; W − column means − row means + grand mean; its eigenvectors.
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
  const n = used.length;
  if (n < 2) return { eigenvalues: new Float64Array(0), vectors: new Float64Array(0) };
  const weights = centredWeights(matrix, size, used);
  const decomposition = new EigenvalueDecomposition(weights, { assumeSymmetric: true });
  const values = decomposition.realEigenvalues;
  const columns = decomposition.eigenvectorMatrix;
  const descending = values
    .map((_, i) => i)
    .sort((a, b) => (values[b] as number) - (values[a] as number));
  const isZero = (at: number): boolean => Math.abs(values[at] as number) < options.tolerance;
  const vector = (at: number): Float64Array =>
    Float64Array.from({ length: n }, (_, i) => columns.get(i, at));

  if (options.components !== null) {
    const chosen = descending.slice(0, Math.min(options.components, n - 1));
    const kept = chosen.filter((at) => !isZero(at));
    return collect(kept.map((at) => [values[at] as number, vector(at)]));
  }
  const zero = descending.filter(isZero);
  if (zero.length === 0) return null;
  if (options.spectrum === 'nonzero') {
    const kept = descending.filter((at) => !isZero(at));
    return collect(kept.map((at) => [values[at] as number, vector(at)]));
  }
  const flat = withoutConstant(zero.map(vector));
  return collect(
    descending.flatMap((at): [number, Float64Array][] => {
      if (!isZero(at)) return [[values[at] as number, vector(at)]];
      const next = flat.shift();
      return next ? [[values[at] as number, next]] : [];
    }),
  );
}

function centredWeights(matrix: Float64Array, size: number, used: Int32Array): Matrix {
  const n = used.length;
  const weights = Matrix.zeros(n, n);
  const means = new Float64Array(n);
  let grand = 0;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) {
      const d = matrix[(used[i] as number) * size + (used[j] as number)] as number;
      const weight = i === j ? 1 : Number.isFinite(d) ? 1 / d : 0;
      weights.set(i, j, weight);
      sum += weight;
    }
    means[i] = sum / n;
    grand += sum / (n * n);
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const value = weights.get(i, j) - (means[i] as number) - (means[j] as number) + grand;
      weights.set(i, j, value);
    }
  }
  return weights;
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

function collect(pairs: [number, Float64Array][]): MoranVectors {
  const n = pairs[0]?.[1].length ?? 0;
  const vectors = new Float64Array(pairs.length * n);
  pairs.forEach(([, vector], k) => vectors.set(vector, k * n));
  return { eigenvalues: Float64Array.from(pairs, ([value]) => value), vectors };
}
