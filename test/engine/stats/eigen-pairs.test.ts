// Against ml-matrix, and the properties that make them eigenvectors.
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { Pcg64 } from '../../../engine/nulls/rng/pcg64.js';
import { eigenPairs } from '../../../engine/stats/eigen-pairs.js';

function symmetric(n: number): Float64Array {
  const rng = new Pcg64(n);
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) out[i * n + j] = out[j * n + i] = rng.random() - 0.3;
  return out;
}

/** Orthonormal, and only stretched by the matrix; tolerance: rounding of n products. */
function expectPairs(matrix: Float64Array, n: number, count: number, tolerance = 1e-12): void {
  const { values, vectors } = eigenPairs(matrix.slice(), n, count);
  const scale = Math.abs(values[0]!) + 1;
  for (let a = 0; a < count; a++) {
    const v = vectors.subarray(a * n, (a + 1) * n);
    for (let i = 0; i < n; i++) {
      let image = 0;
      for (let j = 0; j < n; j++) image += matrix[i * n + j]! * v[j]!;
      expect(Math.abs(image - values[a]! * v[i]!)).toBeLessThan(tolerance * scale);
    }
    for (let b = 0; b <= a; b++) {
      const product = v.reduce((sum, value, i) => sum + value * vectors[b * n + i]!, 0);
      expect(Math.abs(product - Number(a === b))).toBeLessThan(tolerance);
    }
  }
}

describe('eigenPairs', () => {
  it.each([
    [1, 1],
    [2, 2],
    [3, 3],
    [10, 2],
    [60, 60],
    [90, 15],
    [150, 15],
  ])('of %i rows: the first %i are those of ml-matrix', (n, count) => {
    const matrix = symmetric(n);
    const rows = Array.from({ length: n }, (_, i) => [...matrix.subarray(i * n, (i + 1) * n)]);
    const other = new EigenvalueDecomposition(new Matrix(rows), { assumeSymmetric: true });
    const order = other.realEigenvalues.map((value, at) => [value, at] as const);
    order.sort(([a], [b]) => b - a);
    const { values, vectors } = eigenPairs(matrix.slice(), n, count);
    expect(values).toHaveLength(count);
    values.forEach((value, k) => {
      const [expected, at] = order[k]!;
      expect(Math.abs(value - expected)).toBeLessThan(1e-12 * n);
      const column = other.eigenvectorMatrix.getColumn(at);
      const product = column.reduce((sum, v, i) => sum + v * vectors[k * n + i]!, 0);
      column.forEach((v, i) =>
        expect(Math.abs(v - Math.sign(product) * vectors[k * n + i]!)).toBeLessThan(1e-10),
      );
    });
    expectPairs(matrix, n, count);
  });

  it.each([5, 40])('of repeated values (first %i): still orthonormal', (count) => {
    // A block matrix with equal blocks has every eigenvalue four times.
    const n = 40;
    const block = symmetric(10);
    const matrix = new Float64Array(n * n);
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++)
        if (Math.floor(i / 10) === Math.floor(j / 10))
          matrix[i * n + j] = block[(i % 10) * 10 + (j % 10)]!;
    expectPairs(matrix, n, count);
  });

  it('of a diagonal matrix and of zeros', () => {
    const n = 12;
    const diagonal = new Float64Array(n * n);
    for (let i = 0; i < n; i++) diagonal[i * n + i] = (i * 5) % 12;
    expectPairs(diagonal, n, 2);
    expectPairs(diagonal, n, n);
    const { values } = eigenPairs(diagonal.slice(), n, 2);
    [11, 10].forEach((value, k) => expect(values[k]).toBeCloseTo(value, 13));
    expectPairs(new Float64Array(n * n), n, 2);
  });
});
