// The spatial autoregressive model of a map: how strongly (ρ) and how far (d₀) parcels follow their neighbours.
// Source: Burt et al. 2018, doi:10.1038/s41593-018-0195-0; spec/statistics.md 4.8.
import { boxCoxLambda, boxCoxShape } from '../../stats/box-cox.js';
import { leastSquares, type Problem } from '../../stats/levenberg-marquardt.js';

export interface AutoregressiveFit {
  rho: number;
  /** mm. */
  d0: number;
  /** False when the search ended before nothing got better. */
  converged: boolean;
}

/** Added to a map beyond its smallest value, so that all of it is positive. */
const ABOVE_ZERO = 0.1;

/** y = x + |min x| + 0.1. */
export function positive(values: Float64Array): Float64Array {
  const shift = Math.abs(values.reduce((a, b) => Math.min(a, b), Infinity)) + ABOVE_ZERO;
  return values.map((v) => v + shift);
}

/**
 * Least squares of u − ρ·A(d₀)u from (1, 1) on, u the centred Box–Cox transform of the map made positive.
 * @param values the map, not constant
 * @param distances `[i][j]`; not finite: no neighbour
 */
export function fitAutoregression(
  values: Float64Array,
  distances: Float64Array,
): AutoregressiveFit {
  const y = positive(values);
  const u = boxCoxShape(y, boxCoxLambda(y));
  const mean = u.reduce((sum, v) => sum + v, 0) / u.length;
  const fit = leastSquares(
    autoregression(
      u.map((v) => v - mean),
      distances,
    ),
    [1, 1],
  );
  const [rho, d0] = fit.parameters as unknown as [number, number];
  return { rho, d0, converged: fit.converged };
}

/**
 * Residuals u − ρAu, and their derivatives: −Au by ρ, −ρ(∂A/∂d₀)u by d₀. With aⱼ the column j of A,
 * ∂(Au)ᵢ/∂d₀ = Σⱼ aᵢⱼ (dᵢⱼ − mⱼ) uⱼ/d₀², mⱼ = Σₖ aₖⱼ dₖⱼ.
 */
function autoregression(u: Float64Array, distances: Float64Array): Problem {
  const n = u.length;
  const columns = new NeighbourColumns(distances, n);
  const [product, slope] = [new Float64Array(n), new Float64Array(n)];
  return {
    residuals: n,
    evaluate(parameters, residuals, jacobian) {
      const [rho, d0] = parameters as unknown as [number, number];
      product.fill(0);
      slope.fill(0);
      for (let j = 0; j < n; j++) {
        const mean = columns.weigh(j, d0);
        const { weights } = columns;
        const value = u[j] as number;
        for (let i = 0; i < n; i++) {
          const weight = weights[i] as number;
          if (weight === 0) continue;
          const part = weight * value;
          product[i] = (product[i] as number) + part;
          slope[i] = (slope[i] as number) + part * ((distances[j * n + i] as number) - mean);
        }
      }
      for (let i = 0; i < n; i++) {
        residuals[i] = (u[i] as number) - rho * (product[i] as number);
        if (!jacobian) continue;
        jacobian[i] = -(product[i] as number);
        jacobian[n + i] = (-rho * (slope[i] as number)) / (d0 * d0);
      }
    },
  };
}

/** Columns of A: exp(−d/d₀) off the diagonal, divided by their sum. Relative to the nearest parcel, so that a small d₀ leaves it weight 1. */
class NeighbourColumns {
  /** The column made last. */
  readonly weights: Float64Array;
  private readonly nearest: Float64Array;

  constructor(
    private readonly distances: Float64Array,
    private readonly n: number,
  ) {
    this.weights = new Float64Array(n);
    this.nearest = Float64Array.from({ length: n }, (_, j) => {
      const row = distances.subarray(j * n, (j + 1) * n);
      return row.reduce((least, d, i) => (i === j ? least : Math.min(least, d)), Infinity);
    });
  }

  /** Makes column j; returns the mean distance weighted by it. */
  weigh(j: number, d0: number): number {
    const { weights, n, distances } = this;
    const nearest = this.nearest[j] as number;
    let [sum, moment] = [0, 0];
    for (let i = 0; i < n; i++) {
      const d = distances[j * n + i] as number;
      const weight = i === j || d === Infinity ? 0 : Math.exp((nearest - d) / d0);
      weights[i] = weight;
      sum += weight;
      if (weight > 0) moment += weight * d;
    }
    for (let i = 0; i < n; i++) weights[i] = (weights[i] as number) / sum;
    return moment / sum;
  }
}

/**
 * I − ρA, `[i][j]`: A has exp(−d/d₀) off the diagonal, divided by the row sum of its **column** (a quirk of the reference).
 */
export function autoregressiveMatrix(
  { rho, d0 }: Pick<AutoregressiveFit, 'rho' | 'd0'>,
  distances: Float64Array,
  n: number,
): Float64Array {
  const columns = new NeighbourColumns(distances, n);
  const out = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    columns.weigh(j, d0);
    for (let i = 0; i < n; i++)
      out[i * n + j] = Number(i === j) - rho * (columns.weights[i] as number);
  }
  return out;
}

/** Below this share of the smallest distance d₀ lets only the very nearest parcel count: nothing smooth was found. */
const SHORT = 0.1;

/** True when the model found no autocorrelation beyond nearest neighbours. */
export function isRough({ d0 }: Pick<AutoregressiveFit, 'd0'>, distances: Float64Array): boolean {
  const nearest = distances.reduce((least, d) => (d > 0 && d < least ? d : least), Infinity);
  return Math.abs(d0) < SHORT * nearest;
}
