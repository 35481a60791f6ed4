// Independent components by FastICA: whitened principal components are rotated until they are as far from normal as can be.
// All components at once, contrast log cosh, unit variance, as scikit-learn's FastICA does by default; the same start for the same seed.
// Source: Hyvärinen & Oja 2000, doi:10.1016/S0893-6080(00)00026-5; spec/statistics.md 7.5.
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { NspError } from '../../error.js';
import { RandomState } from '../../nulls/rng/mt19937.js';
import type { Note } from '../note.js';
import { stopIfCancelled } from '../work.js';
import { dot, principal } from './principal.js';
import { spread, type Reduction } from './reduction.js';

const TOLERANCE = 1e-4;
const MOST_ITERATIONS = 1000;

/** Sources with mean 0 and sd 1 (ddof 0), in the order and with the signs the iteration ends with; no share of variance. */
export const ica: Reduction['run'] = (input, { components, minExplained, seed }, work) => {
  if (minExplained !== null) {
    throw new NspError(
      'min-ev-with-ica',
      'Independent components have no share of variance. Give `n_components` instead of `min_ev`.',
      { property: 'min_ev' },
    );
  }
  const { centred, scores, eigenvalues } = principal(input);
  const k = Math.min(components ?? scores.length, scores.length);
  const n = input.complete.length;
  // Whitened to mean square 1; signs as scikit-learn fixes them: the first map loads positively.
  const white = Matrix.zeros(k, n);
  for (let c = 0; c < k; c++) {
    const score = scores[c] as Float64Array;
    const sign = dot(score, centred[0] as Float64Array) < 0 ? -1 : 1;
    const scale = (sign * Math.sqrt(n)) / Math.sqrt(eigenvalues[c] as number);
    score.forEach((value, i) => white.set(c, i, value * scale));
  }
  let w = decorrelated(started(k, seed));
  const notes: Note[] = [];
  for (let iteration = 1; ; iteration++) {
    stopIfCancelled(work);
    const next = step(w, white);
    const change = furthest(next, w);
    w = next;
    work.report(iteration, MOST_ITERATIONS, 'iterations');
    if (change < TOLERANCE) break;
    if (iteration === MOST_ITERATIONS) {
      notes.push({
        code: 'ica-not-converged',
        message: `Independent components are not settled after ${MOST_ITERATIONS} iterations (change ${change.toPrecision(2)}). Try fewer components or another seed.`,
      });
      break;
    }
  }
  const sources = w
    .mmul(white)
    .to2DArray()
    .map((row) => scaled(Float64Array.from(row)));
  return { values: spread(sources, input), components: k, explained: null, notes };
};

/** `RandomState(seed).normal(size=(k, k))`. */
function started(k: number, seed: number): Matrix {
  const generator = new RandomState(seed);
  const start = Matrix.zeros(k, k);
  for (let row = 0; row < k; row++) {
    for (let column = 0; column < k; column++) start.set(row, column, generator.normal());
  }
  return start;
}

/** W ← decorrelated(E[g(Wx) xᵀ] − diag(E[g′(Wx)]) W), g = tanh. */
function step(w: Matrix, white: Matrix): Matrix {
  const n = white.columns;
  const g = w.mmul(white);
  const slope = new Float64Array(w.rows);
  for (let c = 0; c < w.rows; c++) {
    for (let i = 0; i < n; i++) {
      const value = Math.tanh(g.get(c, i));
      g.set(c, i, value);
      slope[c] = (slope[c] as number) + (1 - value * value) / n;
    }
  }
  const next = g.mmul(white.transpose()).div(n);
  for (let c = 0; c < w.rows; c++) {
    for (let d = 0; d < w.columns; d++)
      next.set(c, d, next.get(c, d) - (slope[c] as number) * w.get(c, d));
  }
  return decorrelated(next);
}

/** (W Wᵀ)^(−½) W. */
function decorrelated(w: Matrix): Matrix {
  const { realEigenvalues, eigenvectorMatrix: u } = new EigenvalueDecomposition(
    w.mmul(w.transpose()),
    { assumeSymmetric: true },
  );
  const inverse = Matrix.diag(
    realEigenvalues.map((value) => 1 / Math.sqrt(Math.max(value, Number.MIN_VALUE))),
  );
  return u.mmul(inverse).mmul(u.transpose()).mmul(w);
}

/** The largest of ||w_new · w_old| − 1| over components. */
function furthest(next: Matrix, w: Matrix): number {
  let most = 0;
  for (let c = 0; c < w.rows; c++) {
    most = Math.max(
      most,
      Math.abs(
        Math.abs(dot(Float64Array.from(next.getRow(c)), Float64Array.from(w.getRow(c)))) - 1,
      ),
    );
  }
  return most;
}

function scaled(source: Float64Array): Float64Array {
  const sd = Math.sqrt(dot(source, source) / source.length);
  return source.map((value) => value / sd);
}
