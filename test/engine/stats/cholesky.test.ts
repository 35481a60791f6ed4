import { describe, expect, it } from 'vitest';
import { Pcg64 } from '../../../engine/nulls/rng/pcg64.js';
import { Cholesky } from '../../../engine/stats/cholesky.js';

const rng = new Pcg64(21);
/** AᵀA of a random A: positive definite. */
function definite(n: number): Float64Array {
  const a = Float64Array.from({ length: 2 * n * n }, () => rng.random() - 0.5);
  return Float64Array.from({ length: n * n }, (_, at) => {
    let sum = 0;
    for (let k = 0; k < 2 * n; k++) sum += a[k * n + Math.floor(at / n)]! * a[k * n + (at % n)]!;
    return sum;
  });
}
const times = (matrix: Float64Array, v: ArrayLike<number>): number[] =>
  Array.from(v, (_, i) =>
    Array.from(v).reduce((sum, value, j) => sum + matrix[i * v.length + j]! * value, 0),
  );

describe('Cholesky', () => {
  it.each([1, 2, 6, 20])('solves %i equations, in place too', (n) => {
    const matrix = definite(n);
    const cholesky = new Cholesky(25);
    expect(cholesky.decompose(matrix, n, n, 1e-12)).toBe(true);
    const b = Float64Array.from({ length: n }, () => rng.random());
    const out = new Float64Array(n);
    cholesky.solve(b, out);
    times(matrix, out).forEach((value, i) => expect(value).toBeCloseTo(b[i]!, 11));
    cholesky.solve(b, b);
    expect(b).toEqual(out);
  });

  it('knows the diagonal of the inverse', () => {
    const n = 7;
    const matrix = definite(n);
    const cholesky = new Cholesky(n);
    cholesky.decompose(matrix, n, n, 1e-12);
    const diagonal = new Float64Array(n);
    cholesky.inverseDiagonal(diagonal);
    const column = new Float64Array(n);
    for (let j = 0; j < n; j++) {
      cholesky.solve(
        Float64Array.from({ length: n }, (_, i) => Number(i === j)),
        column,
      );
      expect(diagonal[j]).toBeCloseTo(column[j]!, 10);
    }
  });

  it('refuses dependent rows, missing numbers, and a diagonal below zero', () => {
    const cholesky = new Cholesky(2);
    expect(cholesky.decompose(Float64Array.of(1, 1, 1, 1), 2, 2, 1e-10)).toBe(false);
    expect(cholesky.decompose(Float64Array.of(1, 0, 0.9999, 1), 2, 2, 1e-10)).toBe(true);
    expect(cholesky.decompose(Float64Array.of(4, 0, 4, 4 + 1e-11), 2, 2, 1e-10)).toBe(false);
    expect(cholesky.decompose(Float64Array.of(1, 0, NaN, 1), 2, 2, 0)).toBe(false);
    expect(cholesky.decompose(Float64Array.of(-1, 0, 0, 1), 2, 2, 0)).toBe(false);
  });
});
