// Does a generalised Pareto distribution with both parameters fitted by maximum likelihood describe a sample? Anderson and Darling's
// test, which looks hardest at the tails. Critical values: Choulakian & Stephens 2001, doi:10.1198/00401700152672573, table 2.
import { logSurvival, type ParetoFit } from './generalised-pareto.js';

/** A² that 5 % of samples exceed, by shape. */
const CRITICAL: readonly (readonly [shape: number, value: number])[] = [
  [-0.5, 1.321],
  [-0.4, 1.221],
  [-0.3, 1.14],
  [-0.2, 1.074],
  [-0.1, 1.02],
  [0, 0.974],
  [0.1, 0.935],
  [0.2, 0.903],
  [0.5, 0.83],
  [0.9, 0.771],
];

/**
 * A² = −n − Σ (2i − 1)(ln F(z₍ᵢ₎) + ln S(z₍ₙ₊₁₋ᵢ₎))/n. Infinite where a value lies beyond the fitted end.
 * @param sample ascending, positive
 */
export function andersonDarling(sample: Float64Array, fit: ParetoFit): number {
  const n = sample.length;
  const survival = sample.map((z) => logSurvival(fit, z));
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const below = Math.log(-Math.expm1(survival[i] as number));
    sum += (2 * i + 1) * (below + (survival[n - 1 - i] as number));
  }
  return -n - sum / n;
}

/** True when the fit is not refuted at 5 %; linear between the shapes of the table, constant outside. */
export function fits(sample: Float64Array, fit: ParetoFit): boolean {
  return andersonDarling(sample, fit) <= criticalValue(fit.shape);
}

function criticalValue(shape: number): number {
  const after = CRITICAL.findIndex(([listed]) => listed >= shape);
  const [s1, c1] = CRITICAL[after] ?? CRITICAL[CRITICAL.length - 1] ?? [0, NaN];
  const [s0, c0] = CRITICAL[after - 1] ?? [s1, c1];
  return after < 1 ? c1 : c0 + ((c1 - c0) * (shape - s0)) / (s1 - s0);
}
