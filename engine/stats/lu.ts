// LU factors of a square matrix by row exchanges, and solutions of several right sides at once: what null models solve thousands of
// times with one matrix.
// Source: Golub & Van Loan, Matrix Computations, 3.4.

/** Right sides that are solved side by side; each number of the factors is read once for all of them. */
export const SIDE_BY_SIDE = 4;

/**
 * Factors a matrix in place: L below the diagonal (1 on it), U on and above it.
 * @param matrix `[row][column]`
 * @param order receives the row of the matrix that stands in each row of the factors
 * @returns false when the matrix is singular or holds NaN
 */
export function factorize(matrix: Float64Array, n: number, order: Int32Array): boolean {
  for (let i = 0; i < n; i++) order[i] = i;
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) {
      if (Math.abs(matrix[i * n + k] as number) > Math.abs(matrix[pivot * n + k] as number))
        pivot = i;
    }
    const value = matrix[pivot * n + k] as number;
    if (!(Math.abs(value) > 0) || !Number.isFinite(value)) return false;
    if (pivot !== k) exchange(matrix, n, order, k, pivot);
    for (let i = k + 1; i < n; i++) {
      const share = (matrix[i * n + k] as number) / value;
      matrix[i * n + k] = share;
      if (share === 0) continue;
      const [to, from] = [i * n, k * n];
      for (let j = k + 1; j < n; j++) {
        matrix[to + j] = (matrix[to + j] as number) - share * (matrix[from + j] as number);
      }
    }
  }
  return true;
}

function exchange(matrix: Float64Array, n: number, order: Int32Array, a: number, b: number): void {
  for (let j = 0; j < n; j++) {
    const kept = matrix[a * n + j] as number;
    matrix[a * n + j] = matrix[b * n + j] as number;
    matrix[b * n + j] = kept;
  }
  const kept = order[a] as number;
  order[a] = order[b] as number;
  order[b] = kept;
}

/**
 * Solves A·X = B for {@link SIDE_BY_SIDE} right sides.
 * @param b `[row][side]`
 * @param x receives the solutions, `[row][side]`; not `b` itself
 */
export function solveFour(
  factors: Float64Array,
  order: Int32Array,
  b: Float64Array,
  x: Float64Array,
): void {
  const n = order.length;
  for (let i = 0; i < n; i++) {
    const from = 4 * (order[i] as number);
    for (let s = 0; s < 4; s++) x[4 * i + s] = b[from + s] as number;
    subtractRow(factors, i * n, 0, i, x, 4 * i);
  }
  for (let i = n - 1; i >= 0; i--) {
    subtractRow(factors, i * n, i + 1, n, x, 4 * i);
    const pivot = factors[i * n + i] as number;
    for (let s = 0; s < 4; s++) x[4 * i + s] = (x[4 * i + s] as number) / pivot;
  }
}

/** x[to] −= Σⱼ row[j]·x[j] over the columns from … end − 1. */
function subtractRow(
  factors: Float64Array,
  row: number,
  from: number,
  end: number,
  x: Float64Array,
  to: number,
): void {
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let j = from; j < end; j++) {
    const factor = factors[row + j] as number;
    a += factor * (x[4 * j] as number);
    b += factor * (x[4 * j + 1] as number);
    c += factor * (x[4 * j + 2] as number);
    d += factor * (x[4 * j + 3] as number);
  }
  x[to] = (x[to] as number) - a;
  x[to + 1] = (x[to + 1] as number) - b;
  x[to + 2] = (x[to + 2] as number) - c;
  x[to + 3] = (x[to + 3] as number) - d;
}
