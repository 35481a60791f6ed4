// A symmetric matrix as Q·T·Qᵀ with T tridiagonal, by Householder reflections: the first half of finding its eigenvectors.
// Source: Golub & Van Loan, Matrix Computations, 8.3. Each reflection is applied while the next one is prepared, so that the matrix is
// read once per reflection: what is slow is memory.

export interface Tridiagonal {
  diagonal: Float64Array;
  /** Element i stands between i − 1 and i; the first is 0. */
  off: Float64Array;
  /** Reflections: row i holds vᵢ `[0 … i − 1]`, `[row][column]`. */
  reflections: Float64Array;
  /** Hᵢ = I − scaleᵢ·vᵢvᵢᵀ; 0 where nothing is reflected. */
  scales: Float64Array;
}

/** @param matrix symmetric, `[row][column]`, of which the lower triangle is read; is overwritten */
export function tridiagonalize(matrix: Float64Array, n: number): Tridiagonal {
  const diagonal = new Float64Array(n);
  const off = new Float64Array(n);
  const scales = new Float64Array(n);
  let previous = new Float64Array(n);
  let product = new Float64Array(n);
  for (let i = n - 1; i >= 0; i--) {
    const at = i * n;
    const reflected = i < n - 1 && (scales[i + 1] as number) !== 0;
    const before = (i + 1) * n;
    if (reflected) updateRow(matrix, at, i + 1, matrix, before, previous, i);
    diagonal[i] = matrix[at + i] as number;
    if (i === 0) break;
    off[i] = reflect(matrix, at, i, scales);
    product.fill(0, 0, i);
    for (let row = 0; row < i; row++) {
      if (reflected) updateRow(matrix, row * n, row + 1, matrix, before, previous, row);
      if (scales[i]) multiplyRow(matrix, row * n, row, matrix, at, product);
    }
    finishProduct(matrix, at, i, scales[i] as number, product);
    [previous, product] = [product, previous];
  }
  return { diagonal, off, reflections: matrix, scales };
}

/** Row ← row − v_row·q − q_row·v over its first `length` elements. */
function updateRow(
  matrix: Float64Array,
  at: number,
  length: number,
  v: Float64Array,
  from: number,
  q: Float64Array,
  row: number,
): void {
  const a = v[from + row] as number;
  const b = q[row] as number;
  for (let j = 0; j < length; j++) {
    matrix[at + j] =
      (matrix[at + j] as number) - a * (q[j] as number) - b * (v[from + j] as number);
  }
}

/** Adds a row of the lower triangle, and the column it stands for, to the product of the matrix with v. */
function multiplyRow(
  matrix: Float64Array,
  at: number,
  row: number,
  v: Float64Array,
  from: number,
  product: Float64Array,
): void {
  const own = v[from + row] as number;
  let sum = (matrix[at + row] as number) * own;
  for (let j = 0; j < row; j++) {
    const value = matrix[at + j] as number;
    sum += value * (v[from + j] as number);
    product[j] = (product[j] as number) + value * own;
  }
  product[row] = (product[row] as number) + sum;
}

/** Turns row i into the vector that reflects it onto its last element; returns what that element becomes. */
function reflect(matrix: Float64Array, at: number, i: number, scales: Float64Array): number {
  const last = matrix[at + i - 1] as number;
  let rest = 0;
  for (let j = 0; j < i - 1; j++) rest += (matrix[at + j] as number) ** 2;
  if (rest === 0) return last;
  const length = Math.sqrt(rest + last * last);
  const element = last > 0 ? -length : length;
  const first = last - element;
  matrix[at + i - 1] = first;
  scales[i] = 2 / (rest + first * first);
  return element;
}

/** q = p − (scale/2)(pᵀv)·v with p = scale·A·v: then HAH = A − vqᵀ − qvᵀ. */
function finishProduct(
  v: Float64Array,
  from: number,
  n: number,
  scale: number,
  product: Float64Array,
): void {
  let dot = 0;
  for (let j = 0; j < n; j++) {
    const p = scale * (product[j] as number);
    product[j] = p;
    dot += p * (v[from + j] as number);
  }
  const share = (scale * dot) / 2;
  for (let j = 0; j < n; j++) product[j] = (product[j] as number) - share * (v[from + j] as number);
}

/** Turns an eigenvector of T, `vectors[at … at + n − 1]`, into that of the matrix, in place. */
export function reflectBack(
  { reflections, scales }: Tridiagonal,
  vectors: Float64Array,
  at: number,
): void {
  const n = scales.length;
  for (let i = 1; i < n; i++) {
    const scale = scales[i] as number;
    if (scale === 0) continue;
    const row = i * n;
    let dot = 0;
    for (let j = 0; j < i; j++)
      dot += (reflections[row + j] as number) * (vectors[at + j] as number);
    const weight = scale * dot;
    for (let j = 0; j < i; j++) {
      vectors[at + j] = (vectors[at + j] as number) - weight * (reflections[row + j] as number);
    }
  }
}
