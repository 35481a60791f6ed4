// Common factors of maps: minimum residuals, promax rotation, scores by regression.
// Sources: Harman & Jones 1966, doi:10.1007/BF02289468 (minres); Thurstone 1935 (scores); spec/statistics.md 7.5.
import { EigenvalueDecomposition, inverse, Matrix } from 'ml-matrix';
import { NspError } from '../../error.js';
import type { Note } from '../note.js';
import { stopIfCancelled, type Work } from '../work.js';
import { alongStrongest, centredMaps, dot } from './principal.js';
import { promax } from './promax.js';
import { spread, type Reduction, type ReductionInput, type ReductionOptions } from './reduction.js';

/** Smallest and largest uniqueness of a map (as factor_analyzer bounds them). */
const UNIQUENESS = [0.005, 1] as const;
const CONVERGED = 1e-8;
const MOST_ITERATIONS = 10_000;

/**
 * Scores of the rotated factors in descending order of their share of variance (Σ loadings² / maps). Each is turned so that the map it
 * correlates with most does so positively.
 * @throws NspError `factors-not-given`, `too-many-factors`, `maps-repeat`, and those of centredMaps
 */
export const fa: Reduction['run'] = (input, options, work) => {
  const count = requireCount(input, options);
  const centred = centredMaps(input);
  const scaled = centred.map((map) => {
    const sd = Math.sqrt(dot(map, map) / map.length);
    return map.map((value) => value / sd);
  });
  const n = input.complete.length;
  const r = new Matrix(scaled.map((a) => scaled.map((b) => dot(a, b) / n)));
  const inverted = invertible(r, input);
  const { loadings, notes } = minres(r, inverted, count, work);
  const { pattern, correlations } = promax(loadings);
  const weights = inverted.mmul(pattern.mmul(correlations));
  const share = pattern
    .transpose()
    .to2DArray()
    .map((column) => column.reduce((sum, l) => sum + l * l, 0) / input.maps);
  const order = share.map((_, k) => k).sort((a, b) => (share[b] as number) - (share[a] as number));
  const scores = order.map((k) => {
    const score = new Float64Array(n);
    scaled.forEach((map, m) =>
      map.forEach((value, i) => (score[i] = (score[i] as number) + value * weights.get(m, k))),
    );
    return alongStrongest(score, scaled);
  });
  return {
    values: spread(scores, input),
    components: count,
    explained: Float64Array.from(order, (k) => share[k] as number),
    notes,
  };
};

/** More factors than correlations can tell apart have no unique solution: (p − m)² ≥ p + m is needed. */
function requireCount(
  { maps }: ReductionInput,
  { components, minExplained }: ReductionOptions,
): number {
  if (components === null || minExplained !== null) {
    throw new NspError(
      'factors-not-given',
      'Factor analysis needs the number of factors: a fit with all of them has no unique solution, so neither the default nor `min_ev` can be had. Give `n_components`.',
      { property: 'n_components' },
    );
  }
  if ((maps - components) ** 2 < maps + components) {
    throw new NspError(
      'too-many-factors',
      `${maps} maps do not determine ${components} factors. Use fewer factors, or pca.`,
      { property: 'n_components' },
    );
  }
  return components;
}

function invertible(r: Matrix, { maps, complete }: ReductionInput): Matrix {
  const smallest = Math.min(
    ...new EigenvalueDecomposition(r, { assumeSymmetric: true }).realEigenvalues,
  );
  if (smallest > 1e-10) return inverse(r);
  throw new NspError(
    'maps-repeat',
    `Factor analysis needs maps that do not repeat each other and more parcels than maps; there are ${maps} maps and ${complete.length} complete parcels. Use pca.`,
    { property: 'x' },
  );
}

/**
 * Loadings L that make Σ_{j≠k}(R − LLᵀ)²_{jk} smallest: in turn the leading eigenvectors of R with communalities on its diagonal, and
 * the communalities of those loadings. Starts from the squared multiple correlations.
 */
function minres(
  r: Matrix,
  inverted: Matrix,
  count: number,
  work: Work,
): { loadings: Matrix; notes: Note[] } {
  let unique = inverted.diagonal().map((value) => bounded(1 / value));
  for (let iteration = 1; ; iteration++) {
    stopIfCancelled(work);
    const loadings = leading(r, unique, count);
    const next = loadings
      .to2DArray()
      .map((row) => bounded(1 - row.reduce((sum, l) => sum + l * l, 0)));
    const change = Math.max(...next.map((value, m) => Math.abs(value - (unique[m] as number))));
    unique = next;
    work.report(iteration, MOST_ITERATIONS, 'iterations');
    if (change < CONVERGED) return { loadings: leading(r, unique, count), notes: [] };
    if (iteration < MOST_ITERATIONS) continue;
    const message = `Factors are not settled after ${MOST_ITERATIONS} iterations (change ${change.toPrecision(2)}). Try fewer factors.`;
    return { loadings, notes: [{ code: 'fa-not-converged', message }] };
  }
}

const bounded = (value: number): number => Math.min(Math.max(value, UNIQUENESS[0]), UNIQUENESS[1]);

function leading(r: Matrix, unique: readonly number[], count: number): Matrix {
  const reduced = r.clone();
  unique.forEach((value, m) => reduced.set(m, m, 1 - value));
  const { realEigenvalues: values, eigenvectorMatrix: vectors } = new EigenvalueDecomposition(
    reduced,
    { assumeSymmetric: true },
  );
  const order = values
    .map((_, k) => k)
    .sort((a, b) => (values[b] as number) - (values[a] as number));
  const loadings = Matrix.zeros(r.rows, count);
  order.slice(0, count).forEach((k, c) => {
    const root = Math.sqrt(Math.max(values[k] as number, 0));
    for (let m = 0; m < r.rows; m++) loadings.set(m, c, vectors.get(m, k) * root);
  });
  return loadings;
}
