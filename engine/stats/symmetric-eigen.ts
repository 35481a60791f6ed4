// Eigenvalues and eigenvectors of small symmetric matrices by Jacobi rotations: exact to rounding, without allocating, so that
// it can run inside a permutation loop. Work grows with the cube of the size; for hundreds of rows ml-matrix is quicker.

const SWEEPS = 60;

export class SymmetricEigen {
  /** Eigenvalues in descending order; the first `n` of the last call. */
  readonly values: Float64Array;
  /** `[eigenvector][position]`, unit length, stride {@link size}; in the order of the values; signs are arbitrary. */
  readonly vectors: Float64Array;
  private readonly work: Float64Array;

  /** @param size largest number of rows */
  constructor(readonly size: number) {
    this.values = new Float64Array(size);
    this.vectors = new Float64Array(size * size);
    this.work = new Float64Array(size * size);
  }

  /** Decomposes the symmetric matrix `[row][column]` of stride `stride`, whose first n rows and columns are used. */
  decompose(matrix: Float64Array, n: number, stride: number): void {
    const { work, vectors, size } = this;
    let total = 0;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const value = matrix[i * stride + j] as number;
        work[i * size + j] = value;
        vectors[i * size + j] = i === j ? 1 : 0;
        total += value * value;
      }
    }
    for (let sweep = 0; sweep < SWEEPS && this.offDiagonal(n) > 1e-32 * total; sweep++) {
      for (let p = 0; p < n - 1; p++) for (let q = p + 1; q < n; q++) this.rotate(p, q, n);
    }
    for (let i = 0; i < n; i++) this.values[i] = work[i * size + i] as number;
    this.order(n);
  }

  private offDiagonal(n: number): number {
    let sum = 0;
    for (let i = 0; i < n; i++) {
      for (let j = i + 1; j < n; j++) sum += (this.work[i * this.size + j] as number) ** 2;
    }
    return sum;
  }

  /** Makes the element (p, q) zero (Golub & Van Loan, Matrix Computations, 8.5). */
  private rotate(p: number, q: number, n: number): void {
    const { work, vectors, size } = this;
    const off = work[p * size + q] as number;
    if (off === 0) return;
    const tau = ((work[q * size + q] as number) - (work[p * size + p] as number)) / (2 * off);
    const t = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
    const c = 1 / Math.sqrt(1 + t * t);
    const s = t * c;
    for (let k = 0; k < n; k++) {
      const a = work[k * size + p] as number;
      const b = work[k * size + q] as number;
      work[k * size + p] = c * a - s * b;
      work[k * size + q] = s * a + c * b;
    }
    turnRows(work, p * size, q * size, n, c, s);
    turnRows(vectors, p * size, q * size, n, c, s);
  }

  /** Selection sort by value, descending: few rows, no allocation. */
  private order(n: number): void {
    const { values, vectors, size } = this;
    for (let i = 0; i < n - 1; i++) {
      let largest = i;
      for (let j = i + 1; j < n; j++) {
        if ((values[j] as number) > (values[largest] as number)) largest = j;
      }
      if (largest === i) continue;
      swap(values, i, largest);
      for (let k = 0; k < n; k++) swap(vectors, i * size + k, largest * size + k);
    }
  }
}

function turnRows(m: Float64Array, p: number, q: number, n: number, c: number, s: number): void {
  for (let k = 0; k < n; k++) {
    const a = m[p + k] as number;
    const b = m[q + k] as number;
    m[p + k] = c * a - s * b;
    m[q + k] = s * a + c * b;
  }
}

function swap(values: Float64Array, i: number, j: number): void {
  const value = values[i] as number;
  values[i] = values[j] as number;
  values[j] = value;
}
