// Least squares on the columns of a design: an orthonormal basis made once, coefficients for one target after the other.
// Also tells which columns repeat what earlier ones say. Modified Gram–Schmidt done twice (Giraud et al. 2005, doi:10.1007/s00211-005-0615-4).
import { moments, NO_VARIANCE } from './correlation.js';

/** A coefficient below this share (times the norms) is rounding. */
const NOTHING = 1e-6;

export class DesignFit {
  readonly rows: number;
  /** Columns that earlier columns explain altogether; their coefficient is 0. */
  readonly dependent: readonly number[];
  /** Columns that are used. */
  private readonly used: number[] = [];
  /** Orthonormal, one for each used column. */
  private readonly basis: Float64Array[] = [];
  /** Of each column: its products with the basis; column = Σ product·basis. */
  private readonly products: Float64Array[] = [];

  /** @param columns of equal length, without missing values; include the intercept where one is wanted */
  constructor(private readonly columns: readonly Float64Array[]) {
    this.rows = columns[0]?.length ?? 0;
    const dependent: number[] = [];
    columns.forEach((column, k) => {
      if (!this.add(column, k)) dependent.push(k);
    });
    this.dependent = dependent;
  }

  get rank(): number {
    return this.used.length;
  }

  /** Coefficients of all columns that make Σ(target − Σ β·column)² smallest. */
  coefficients(target: Float64Array): Float64Array {
    return this.solve(Float64Array.from(this.basis, (q) => dot(q, target)));
  }

  /** Diagonal of the hat matrix: how much each row decides its own fitted value, 0 to 1. */
  leverages(): Float64Array {
    const out = new Float64Array(this.rows);
    for (const q of this.basis)
      for (let i = 0; i < out.length; i++) out[i] = (out[i] as number) + (q[i] as number) ** 2;
    return out;
  }

  /** For a dependent column: the earlier columns it is made of. */
  madeOf(column: number): number[] {
    const products = this.products[column] as Float64Array;
    const norm = Math.sqrt(
      dot(this.columns[column] as Float64Array, this.columns[column] as Float64Array),
    );
    const parts = this.solve(products.slice(0, this.used.length));
    return this.used.filter((k) => {
      const own = this.columns[k] as Float64Array;
      return Math.abs(parts[k] as number) * Math.sqrt(dot(own, own)) > NOTHING * norm;
    });
  }

  private add(column: Float64Array, k: number): boolean {
    const { sumOfSquares, about } = moments(column);
    const before = about > NO_VARIANCE * sumOfSquares ? about : sumOfSquares;
    const rest = Float64Array.from(column);
    const products = new Float64Array(this.columns.length);
    for (let pass = 0; pass < 2; pass++) {
      this.basis.forEach((q, j) => {
        const product = dot(q, rest);
        products[j] = (products[j] as number) + product;
        for (let i = 0; i < rest.length; i++)
          rest[i] = (rest[i] as number) - product * (q[i] as number);
      });
    }
    this.products.push(products);
    const after = dot(rest, rest);
    if (!(after > NO_VARIANCE * before)) return false;
    const length = Math.sqrt(after);
    products[this.basis.length] = length;
    this.basis.push(rest.map((value) => value / length));
    this.used.push(k);
    return true;
  }

  /** Back substitution: coefficients of the used columns from products with the basis. */
  private solve(products: Float64Array): Float64Array {
    const out = new Float64Array(this.columns.length);
    for (let j = products.length - 1; j >= 0; j--) {
      const k = this.used[j] as number;
      let value = products[j] as number;
      for (let later = j + 1; later < products.length; later++) {
        const column = this.used[later] as number;
        value -= (this.products[column]?.[j] as number) * (out[column] as number);
      }
      out[k] = value / (this.products[k]?.[j] as number);
    }
    return out;
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
