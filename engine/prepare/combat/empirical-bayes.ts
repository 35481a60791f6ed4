// Shrinks the site effects of all parcels towards their distribution over parcels: parametric empirical Bayes.
// Source: Johnson, Li & Rabinovic 2007, doi:10.1093/biostatistics/kxj037; spec/statistics.md 3.4, steps 5 and 6.
import { NspError } from '../../error.js';
import { moments } from '../../stats/correlation.js';

/** Relative change at which the iteration stops (as neuroCombat). */
const CONVERGED = 1e-4;

/** neuroCombat has no limit; real data need fewer than 20. */
const MOST_ITERATIONS = 10_000;

/** Effects of one site on the standardised data, of each parcel. */
export interface SiteEffect {
  /** Additive. */
  gamma: Float64Array;
  /** Multiplicative, on the variance. */
  delta: Float64Array;
}

/**
 * From γ = γ̂, δ = δ̂ in turn
 * γ ← (n τ² γ̂ + δ γ̄)/(n τ² + δ), δ ← (b + ½Σ(s − γ)²)/(n/2 + a − 1),
 * with γ̄, τ² mean and variance of γ̂ over parcels and a = (2v + m²)/v, b = (m v + m³)/v, m and v those of δ̂ (variances over n − 1).
 * Stops when no parcel changes by more than 1e-4 of its (signed) old value.
 * @param estimate γ̂ and δ̂ (variance over n − 1)
 * @param count subjects of the site
 * @throws NspError `combat-does-not-converge`
 */
export function shrink(
  estimate: SiteEffect,
  count: number,
  site: string,
): SiteEffect & { iterations: number } {
  const prior = priors(estimate);
  const gamma = Float64Array.from(estimate.gamma);
  const delta = Float64Array.from(estimate.delta);
  for (let iterations = 1; iterations <= MOST_ITERATIONS; iterations++) {
    let change = 0;
    for (let i = 0; i < gamma.length; i++) {
      const raw = estimate.gamma[i] as number;
      const oldGamma = gamma[i] as number;
      const oldDelta = delta[i] as number;
      const weight = count * prior.tau2;
      const g = (weight * raw + oldDelta * prior.gamma) / (weight + oldDelta);
      // Σ(s − γ)² about another centre than the site's own mean γ̂.
      const about = (count - 1) * (estimate.delta[i] as number) + count * (raw - g) ** 2;
      // Variances that are the same in all parcels leave nothing to shrink: a and b grow without limit, b/a becomes their value.
      const d = prior.same ?? (prior.b + about / 2) / (count / 2 + prior.a - 1);
      change = larger(
        change,
        larger(Math.abs(g - oldGamma) / oldGamma, Math.abs(d - oldDelta) / oldDelta),
      );
      gamma[i] = g;
      delta[i] = d;
    }
    if (!(change > CONVERGED)) return { gamma, delta, iterations };
  }
  throw new NspError(
    'combat-does-not-converge',
    `ComBat finds no stable effect of the site ${site} in ${MOST_ITERATIONS} rounds. Look at its maps for outliers.`,
    { property: 'combat' },
  );
}

/** A change from 0 has no size and is passed over, as numbers that do not exist are. */
const larger = (a: number, b: number): number => (b > a ? b : a);

function priors({ gamma, delta }: SiteEffect): {
  gamma: number;
  tau2: number;
  a: number;
  b: number;
  /** The variance of all parcels where it is the same, else null. */
  same: number | null;
} {
  const g = spread(gamma);
  const { mean: m, variance: v } = spread(delta);
  const same = v > 0 ? null : m;
  return { gamma: g.mean, tau2: g.variance, a: (2 * v + m * m) / v, b: (m * v + m ** 3) / v, same };
}

function spread(values: Float64Array): { mean: number; variance: number } {
  const { n, mean, about } = moments(values);
  return { mean, variance: about / (n - 1) };
}
