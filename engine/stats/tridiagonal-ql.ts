// All eigenpairs of a symmetric tridiagonal matrix by the implicit QL algorithm with Wilkinson's shift.
// Source: Dubrulle, Martin & Wilkinson 1968, doi:10.1007/BF02165404. Vectors lie in rows, so that each rotation walks two rows.
import type { Tridiagonal } from './tridiagonal.js';

/** Rounds for one eigenvalue; two are usual. */
const ROUNDS = 60;

export interface EigenPairs {
  /** Descending. */
  values: Float64Array;
  /** `[pair][position]`, unit length; their signs mean nothing. */
  vectors: Float64Array;
}

/** @throws Error when an eigenvalue is not found, which needs a matrix with missing or infinite elements */
export function allPairs({ diagonal, off }: Tridiagonal): EigenPairs {
  const n = diagonal.length;
  const d = diagonal.slice();
  const e = new Float64Array(n);
  e.set(off.subarray(1));
  const rows = new Float64Array(n * n);
  for (let i = 0; i < n; i++) rows[i * n + i] = 1;
  for (let l = 0; l < n; l++) {
    for (let round = 0; ; round++) {
      const m = splitAfter(d, e, l);
      if (m === l) break;
      if (round === ROUNDS) throw new Error('The eigenvalues of the matrix cannot be found.');
      sweep(d, e, l, m, rows);
    }
  }
  return sorted(d, rows);
}

/** The first position from l on after which the matrix falls apart. */
function splitAfter(d: Float64Array, e: Float64Array, l: number): number {
  let m = l;
  while (m < d.length - 1) {
    const scale = Math.abs(d[m] as number) + Math.abs(d[m + 1] as number);
    if (Math.abs(e[m] as number) <= Number.EPSILON * scale) break;
    m++;
  }
  return m;
}

function sweep(d: Float64Array, e: Float64Array, l: number, m: number, rows: Float64Array): void {
  const n = d.length;
  const half = ((d[l + 1] as number) - (d[l] as number)) / (2 * (e[l] as number));
  const root = Math.hypot(half, 1);
  let g =
    (d[m] as number) - (d[l] as number) + (e[l] as number) / (half + (half < 0 ? -root : root));
  let [s, c, p] = [1, 1, 0];
  for (let i = m - 1; i >= l; i--) {
    const f = s * (e[i] as number);
    const b = c * (e[i] as number);
    const r = Math.hypot(f, g);
    e[i + 1] = r;
    if (r === 0) {
      d[i + 1] = (d[i + 1] as number) - p;
      e[m] = 0;
      return;
    }
    s = f / r;
    c = g / r;
    const shifted = (d[i + 1] as number) - p;
    const t = ((d[i] as number) - shifted) * s + 2 * c * b;
    p = s * t;
    d[i + 1] = shifted + p;
    g = c * t - b;
    rotate(rows, i * n, (i + 1) * n, n, c, s);
  }
  d[l] = (d[l] as number) - p;
  e[l] = g;
  e[m] = 0;
}

function rotate(rows: Float64Array, a: number, b: number, n: number, c: number, s: number): void {
  for (let k = 0; k < n; k++) {
    const lower = rows[a + k] as number;
    const upper = rows[b + k] as number;
    rows[b + k] = s * lower + c * upper;
    rows[a + k] = c * lower - s * upper;
  }
}

function sorted(d: Float64Array, rows: Float64Array): EigenPairs {
  const n = d.length;
  const order = [...d.keys()].sort((a, b) => (d[b] as number) - (d[a] as number));
  const vectors = new Float64Array(n * n);
  order.forEach((from, k) => vectors.set(rows.subarray(from * n, (from + 1) * n), k * n));
  return { values: Float64Array.from(order, (at) => d[at] as number), vectors };
}
