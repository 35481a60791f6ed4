// Cholesky factor of small symmetric matrices, made again and again in place: normal equations of a few predictors inside
// permutation loops.

export class Cholesky {
  /** Lower triangle L, `[row][column]`, row-major with stride {@link size}. */
  private readonly factor: Float64Array;
  private readonly column: Float64Array;
  private used = 0;

  /** @param size largest number of rows */
  constructor(private readonly size: number) {
    this.factor = new Float64Array(size * size);
    this.column = new Float64Array(size);
  }

  /**
   * A = L·Lᵀ from the lower triangle of A, `[row][column]` with the given stride.
   * @param least pivots must be above this share of their diagonal element: what is left of a predictor's variance when the ones
   *   before it are taken out
   * @returns false when A is singular by that measure (or holds NaN); nothing can be solved then
   */
  decompose(matrix: Float64Array, rows: number, stride: number, least: number): boolean {
    const { factor, size } = this;
    this.used = rows;
    for (let i = 0; i < rows; i++) {
      const diagonal = matrix[i * stride + i] as number;
      for (let j = 0; j <= i; j++) {
        let sum = matrix[i * stride + j] as number;
        for (let k = 0; k < j; k++) {
          sum -= (factor[i * size + k] as number) * (factor[j * size + k] as number);
        }
        if (j < i) {
          factor[i * size + j] = sum / (factor[j * size + j] as number);
        } else {
          if (!(sum > least * diagonal) || !(sum > 0)) return false;
          factor[i * size + i] = Math.sqrt(sum);
        }
      }
    }
    return true;
  }

  /** Solves A·out = b; `out` may be `b`. */
  solve(b: Float64Array, out: Float64Array): void {
    const { factor, size, used } = this;
    for (let i = 0; i < used; i++) {
      let sum = b[i] as number;
      for (let k = 0; k < i; k++) sum -= (factor[i * size + k] as number) * (out[k] as number);
      out[i] = sum / (factor[i * size + i] as number);
    }
    for (let i = used - 1; i >= 0; i--) {
      let sum = out[i] as number;
      for (let k = i + 1; k < used; k++) {
        sum -= (factor[k * size + i] as number) * (out[k] as number);
      }
      out[i] = sum / (factor[i * size + i] as number);
    }
  }

  /** Diagonal of A⁻¹: the squared lengths of the columns of L⁻¹. */
  inverseDiagonal(out: Float64Array): void {
    const { factor, size, used, column } = this;
    for (let j = 0; j < used; j++) {
      let squares = 0;
      for (let i = j; i < used; i++) {
        let sum = i === j ? 1 : 0;
        for (let k = j; k < i; k++) {
          sum -= (factor[i * size + k] as number) * (column[k] as number);
        }
        const value = sum / (factor[i * size + i] as number);
        column[i] = value;
        squares += value * value;
      }
      out[j] = squares;
    }
  }
}
