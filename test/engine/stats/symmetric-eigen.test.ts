import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { Pcg64 } from '../../../engine/nulls/rng/pcg64.js';
import { SymmetricEigen } from '../../../engine/stats/symmetric-eigen.js';

const rng = new Pcg64(31);
function symmetric(n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) out[i * n + j] = out[j * n + i] = rng.random() - 0.5;
  }
  return out;
}

describe('SymmetricEigen', () => {
  it.each([1, 2, 9, 40])('of %i rows has the eigenvalues of ml-matrix, largest first', (n) => {
    const matrix = symmetric(n);
    const eigen = new SymmetricEigen(45);
    eigen.decompose(symmetric(45), 45, 45);
    eigen.decompose(matrix, n, n);
    const rows = Array.from({ length: n }, (_, i) => [...matrix.subarray(i * n, (i + 1) * n)]);
    const other = new EigenvalueDecomposition(new Matrix(rows), { assumeSymmetric: true });
    const expected = [...other.realEigenvalues].sort((a, b) => b - a);
    expected.forEach((value, i) => expect(eigen.values[i]).toBeCloseTo(value, 11));
  });

  it('has orthonormal vectors that the matrix only stretches', () => {
    const n = 12;
    const matrix = symmetric(n);
    const eigen = new SymmetricEigen(n);
    eigen.decompose(matrix, n, n);
    for (let a = 0; a < n; a++) {
      const v = eigen.vectors.slice(a * n, (a + 1) * n);
      for (let i = 0; i < n; i++) {
        const image = v.reduce((sum, value, j) => sum + matrix[i * n + j]! * value, 0);
        expect(image).toBeCloseTo(eigen.values[a]! * v[i]!, 11);
      }
      for (let b = 0; b <= a; b++) {
        const product = v.reduce((sum, value, i) => sum + value * eigen.vectors[b * n + i]!, 0);
        expect(product).toBeCloseTo(a === b ? 1 : 0, 12);
      }
    }
  });

  it('of a diagonal matrix is the diagonal, whatever its scale', () => {
    const eigen = new SymmetricEigen(3);
    eigen.decompose(Float64Array.of(1e-9, 0, 0, 0, 5e-9, 0, 0, 0, 0), 3, 3);
    expect([...eigen.values]).toEqual([5e-9, 1e-9, 0]);
  });
});
