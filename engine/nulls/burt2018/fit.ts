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
 * Residuals u − ρAu, and their derivatives: −Au by ρ, −ρ(∂A/∂d₀)u by d₀. With e = exp(−d/d₀) and S its row sums, (Au)ᵢ = Σⱼ eᵢⱼ uⱼ/Sⱼ and
 * ∂(Au)ᵢ/∂d₀ = Σⱼ eᵢⱼ (dᵢⱼ − mⱼ) uⱼ/(Sⱼ d₀²), mⱼ = Σₖ eⱼₖ dⱼₖ/Sⱼ.
 */
function autoregression(u: Float64Array, distances: Float64Array): Problem {
  const n = u.length;
  const e = new Float64Array(n * n);
  const sums = new Float64Array(n);
  const means = new Float64Array(n);
  return {
    residuals: n,
    evaluate(parameters, residuals, jacobian) {
      const [rho, d0] = parameters as unknown as [number, number];
      weigh(distances, d0, e, sums, means);
      for (let i = 0; i < n; i++) {
        let [sum, slope] = [0, 0];
        for (let j = 0; j < n; j++) {
          const weight = e[i * n + j] as number;
          if (weight === 0) continue;
          const part = (weight * (u[j] as number)) / (sums[j] as number);
          sum += part;
          slope += part * ((distances[i * n + j] as number) - (means[j] as number));
        }
        residuals[i] = (u[i] as number) - rho * sum;
        if (!jacobian) continue;
        jacobian[i] = -sum;
        jacobian[n + i] = (-rho * slope) / (d0 * d0);
      }
    },
  };
}

/** e = exp(−d/d₀) off the diagonal, its row sums, and the mean distance of each row weighted by it. */
function weigh(
  distances: Float64Array,
  d0: number,
  e: Float64Array,
  sums: Float64Array,
  means: Float64Array,
): void {
  const n = sums.length;
  for (let i = 0; i < n; i++) {
    let [sum, moment] = [0, 0];
    for (let j = 0; j < n; j++) {
      const d = distances[i * n + j] as number;
      const weight = i === j || d === Infinity ? 0 : Math.exp(-d / d0);
      e[i * n + j] = weight;
      sum += weight;
      if (weight > 0) moment += weight * d;
    }
    sums[i] = sum;
    means[i] = moment / sum;
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
  const e = new Float64Array(n * n);
  const sums = new Float64Array(n);
  weigh(distances, d0, e, sums, new Float64Array(n));
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      e[i * n + j] = Number(i === j) - (rho * (e[i * n + j] as number)) / (sums[j] as number);
    }
  }
  return e;
}
