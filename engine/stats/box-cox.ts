// The Box–Cox transform with its parameter by maximum likelihood.
// Source: Box & Cox 1964, doi:10.1111/j.2517-6161.1964.tb00553.x.
import { bracket, brent } from './brent.js';

/** As scipy's `brent`: it searches from −2 and 2 on. */
const START = [-2, 2] as const;
const TOLERANCE = 1.48e-8;

/** (yᵏ − 1)/k, or log y for k = 0. */
export function boxCox(y: Float64Array, lambda: number): Float64Array {
  return y.map((v) => (lambda === 0 ? Math.log(v) : Math.expm1(lambda * Math.log(v)) / lambda));
}

/**
 * λ of the largest log-likelihood (λ − 1)Σ log y − (n/2)·log var(yᵏ/λ).
 * @param y positive, not all equal
 */
export function boxCoxLambda(y: Float64Array): number {
  const logs = y.map(Math.log);
  const sum = logs.reduce((a, b) => a + b, 0);
  const minusLikelihood = (lambda: number): number =>
    (y.length / 2) * logVariance(logs, lambda) - (lambda - 1) * sum;
  return brent(minusLikelihood, bracket(minusLikelihood, ...START), TOLERANCE);
}

/** log of the population variance of yᵏ/λ; the largest power is taken out, so that none overflows. */
function logVariance(logs: Float64Array, lambda: number): number {
  if (lambda === 0) return Math.log(variance(logs));
  const largest = logs.reduce((most, v) => Math.max(most, lambda * v), -Infinity);
  // expm1: powers close to 1 keep their differences.
  const powers = logs.map((v) => Math.expm1(lambda * v - largest));
  return Math.log(variance(powers)) + 2 * largest - 2 * Math.log(Math.abs(lambda));
}

function variance(values: Float64Array): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length;
}
