// The part of a square matrix that belongs to some of its rows and columns.

/** @param matrix `[i][j]` of `size` rows; returns `[i][j]` over the positions `used` */
export function pickSquare(matrix: Float64Array, size: number, used: Int32Array): Float64Array {
  const n = used.length;
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const row = (used[i] as number) * size;
    for (let j = 0; j < n; j++) out[i * n + j] = matrix[row + (used[j] as number)] as number;
  }
  return out;
}
