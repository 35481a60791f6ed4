// The few largest eigenpairs of a symmetric tridiagonal matrix: values by bisection, vectors by inverse iteration.
// Source: Barth, Martin & Wilkinson 1967, doi:10.1007/BF02162154; Golub & Van Loan, Matrix Computations, 8.4 and 8.2.2.
import type { EigenPairs } from './tridiagonal-ql.js';
import type { Tridiagonal } from './tridiagonal.js';

/** Vectors whose values lie nearer than this share of the norm are made orthogonal to each other. */
const CLUSTER = 1e-3;

/** Solutions for one vector: the second already has full precision, the third costs nothing. */
const SOLUTIONS = 4;

/** The `count` largest eigenvalues with their vectors. */
export function largestPairs({ diagonal, off }: Tridiagonal, count: number): EigenPairs {
  const n = diagonal.length;
  const norm = largestRowSum(diagonal, off);
  const values = largestValues(diagonal, off, norm, count);
  const vectors = new Float64Array(count * n);
  const solver = new ShiftedSolver(diagonal, off, norm);
  for (let k = 0; k < count; k++) {
    const vector = vectors.subarray(k * n, (k + 1) * n);
    solver.shift(values[k] as number);
    // Any start will do that is not orthogonal to the vector, and differs from those before.
    for (let i = 0; i < n; i++) vector[i] = Math.sin(12.9898 * (i + 1) + 78.233 * (k + 1));
    for (let round = 0; round < SOLUTIONS; round++) {
      makeOrthogonal(vectors, k, values, CLUSTER * norm, n);
      solver.solve(vector);
      makeOrthogonal(vectors, k, values, CLUSTER * norm, n);
      toUnit(vector);
    }
  }
  return { values, vectors };
}

/** A matrix of zeros counts as this large. */
const LEAST = 1e-200;

/** Bound of the eigenvalues (Gershgorin). */
function largestRowSum(d: Float64Array, e: Float64Array): number {
  let largest = LEAST;
  for (let i = 0; i < d.length; i++) {
    const sum = Math.abs(d[i] as number) + Math.abs(e[i] as number) + Math.abs(e[i + 1] ?? 0);
    if (sum > largest) largest = sum;
  }
  return largest;
}

function largestValues(
  d: Float64Array,
  e: Float64Array,
  norm: number,
  count: number,
): Float64Array {
  const out = new Float64Array(count);
  let above = norm;
  for (let k = 0; k < count; k++) {
    let low = -norm;
    let high = above;
    for (;;) {
      const middle = (low + high) / 2;
      if (middle <= low || middle >= high) break;
      if (countAbove(d, e, norm, middle) > k) low = middle;
      else high = middle;
    }
    out[k] = low;
    above = high;
  }
  return out;
}

/** How many eigenvalues lie above x: the positive terms of the Sturm sequence. */
function countAbove(d: Float64Array, e: Float64Array, norm: number, x: number): number {
  const tiny = Number.EPSILON * norm;
  let count = 0;
  let q = 1;
  for (let i = 0; i < d.length; i++) {
    const between = e[i] as number;
    q = (d[i] as number) - x - (between * between) / q;
    if (q === 0) q = -tiny;
    if (q > 0) count++;
  }
  return count;
}

function makeOrthogonal(
  vectors: Float64Array,
  k: number,
  values: Float64Array,
  near: number,
  n: number,
): void {
  for (let other = k - 1; other >= 0; other--) {
    if ((values[other] as number) - (values[k] as number) > near) break;
    let dot = 0;
    for (let i = 0; i < n; i++)
      dot += (vectors[other * n + i] as number) * (vectors[k * n + i] as number);
    for (let i = 0; i < n; i++) {
      vectors[k * n + i] =
        (vectors[k * n + i] as number) - dot * (vectors[other * n + i] as number);
    }
  }
}

function toUnit(vector: Float64Array): void {
  let largest = 0;
  for (const value of vector) largest = Math.max(largest, Math.abs(value));
  let squares = 0;
  for (const value of vector) squares += (value / largest) ** 2;
  const length = largest * Math.sqrt(squares);
  for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] as number) / length;
}

/** Solves (T − λI)·x = b by elimination with row exchanges; U has two upper diagonals. */
class ShiftedSolver {
  private readonly u0: Float64Array;
  private readonly u1: Float64Array;
  private readonly u2: Float64Array;
  private readonly factor: Float64Array;
  private readonly swapped: Uint8Array;

  constructor(
    private readonly d: Float64Array,
    private readonly e: Float64Array,
    private readonly norm: number,
  ) {
    const n = d.length;
    this.u0 = new Float64Array(n);
    this.u1 = new Float64Array(n);
    this.u2 = new Float64Array(n);
    this.factor = new Float64Array(n);
    this.swapped = new Uint8Array(n);
  }

  shift(value: number): void {
    const { d, e, u0, u1, u2, factor, swapped } = this;
    const n = d.length;
    const tiny = Number.EPSILON * this.norm;
    let pivot = (d[0] as number) - value;
    let right = n > 1 ? (e[1] as number) : 0;
    for (let i = 0; i < n - 1; i++) {
      const below = e[i + 1] as number;
      const next = (d[i + 1] as number) - value;
      const after = i + 2 < n ? (e[i + 2] as number) : 0;
      if (Math.abs(below) > Math.abs(pivot)) {
        swapped[i] = 1;
        u0[i] = below;
        u1[i] = next;
        u2[i] = after;
        const f = pivot / below;
        factor[i] = f;
        pivot = right - f * next;
        right = -f * after;
      } else {
        swapped[i] = 0;
        u0[i] = Math.abs(pivot) < tiny ? tiny : pivot;
        u1[i] = right;
        u2[i] = 0;
        const f = below / (u0[i] as number);
        factor[i] = f;
        pivot = next - f * right;
        right = after;
      }
    }
    u0[n - 1] = Math.abs(pivot) < tiny ? tiny : pivot;
  }

  solve(x: Float64Array): void {
    const { u0, u1, u2, factor, swapped } = this;
    const n = x.length;
    for (let i = 0; i < n - 1; i++) {
      const [own, next] = [x[i] as number, x[i + 1] as number];
      const kept = swapped[i] ? next : own;
      x[i] = kept;
      x[i + 1] = (swapped[i] ? own : next) - (factor[i] as number) * kept;
    }
    for (let i = n - 1; i >= 0; i--) {
      const one = i + 1 < n ? (u1[i] as number) * (x[i + 1] as number) : 0;
      const two = i + 2 < n ? (u2[i] as number) * (x[i + 2] as number) : 0;
      x[i] = ((x[i] as number) - one - two) / (u0[i] as number);
    }
  }
}
