// The Box–Cox transform with its parameter by maximum likelihood.
// Source: Box & Cox 1964, doi:10.1111/j.2517-6161.1964.tb00553.x.
import { bracket, brent } from './brent.js';

/** As scipy's `brent`: it searches from −2 and 2 on. */
const START = [-2, 2] as const;
const TOLERANCE = 1.48e-8;

/**
 * (yᵏ − 1)/k, or log y for k = 0, but for a shift and a positive factor: with a large k the values themselves would be 1/k to the last
 * digit, or overflow.
 */
export function boxCoxShape(y: Float64Array, lambda: number): Float64Array {
  return powers(y.map(Math.log), lambda).values;
}

/** (yᵏ/largest power − 1)/k of the logarithms of y, with the logarithm of the largest power. */
function powers(logs: Float64Array, lambda: number): { values: Float64Array; largest: number } {
  if (lambda === 0) return { values: logs, largest: 0 };
  const largest = logs.reduce((most, v) => Math.max(most, lambda * v), -Infinity);
  // expm1: powers close to 1 keep their differences.
  return { values: logs.map((v) => Math.expm1(lambda * v - largest) / lambda), largest };
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

/** log of the population variance of yᵏ/λ. */
function logVariance(logs: Float64Array, lambda: number): number {
  const { values, largest } = powers(logs, lambda);
  return Math.log(variance(values)) + 2 * largest;
}

function variance(values: Float64Array): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length;
}
