// Eigenvalues and eigenvectors of large symmetric matrices (hundreds of rows): all of them, or only the largest, which is quicker.
import { largestPairs } from './largest-pairs.js';
import { allPairs, type EigenPairs } from './tridiagonal-ql.js';
import { reflectBack, tridiagonalize } from './tridiagonal.js';

export type { EigenPairs } from './tridiagonal-ql.js';

/** Up to this share of all pairs it is quicker to look for each by itself. */
const FEW = 0.2;

/**
 * The `count` largest eigenvalues, descending, with their vectors.
 * @param matrix symmetric, finite, `[row][column]`, of which the lower triangle is read; is overwritten
 */
export function eigenPairs(matrix: Float64Array, n: number, count: number): EigenPairs {
  const form = tridiagonalize(matrix, n);
  const { values, vectors } =
    count <= FEW * n ? largestPairs(form, count) : firstOf(allPairs(form), n, count);
  for (let k = 0; k < count; k++) reflectBack(form, vectors, k * n);
  return { values, vectors };
}

const firstOf = ({ values, vectors }: EigenPairs, n: number, count: number): EigenPairs => ({
  values: values.slice(0, count),
  vectors: vectors.slice(0, count * n),
});
