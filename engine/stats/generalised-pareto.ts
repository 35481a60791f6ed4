// The generalised Pareto distribution of excesses over a high threshold, S(x) = (1 + ξx/σ)^(−1/ξ), fitted to a sorted sample. With
// θ = −ξ/σ the likelihood is one of θ alone (Grimshaw 1993, doi:10.1080/00401706.1993.10485040): ξ(θ) = mean ln(1 − θz), σ = −ξ/θ.

export interface ParetoFit {
  /** ξ; below 0 the tail has an end, 0 is exponential. */
  shape: number;
  /** σ, in units of the excesses. */
  scale: number;
  theta: number;
}

/** Points of a likelihood that stand for all of it. */
export interface Profile {
  excesses: Float64Array;
  fits: ParetoFit[];
  /** Share of each in the likelihood of all; sums to 1. */
  weights: Float64Array;
}

/** Maximum likelihood is regular above this shape; below, it runs away to the largest excess (Smith 1985, doi:10.1093/biomet/72.1.67). */
const LEAST_SHAPE = -0.5;

/** The best fit of given θ < 1/max(z). */
export function profileFit(excesses: Float64Array, theta: number): ParetoFit {
  let sum = 0;
  if (theta === 0) {
    for (const z of excesses) sum += z;
    return { theta, shape: 0, scale: sum / excesses.length };
  }
  for (const z of excesses) sum += Math.log1p(-theta * z);
  const shape = sum / excesses.length;
  return { theta, shape, scale: -shape / theta };
}

/** Mean log-likelihood of a profile fit. */
const logLikelihood = ({ shape, scale }: ParetoFit): number => -Math.log(scale) - shape - 1;

/**
 * The likelihood at the θ of Zhang & Stephens 2009, doi:10.1198/tech.2009.08017: 20 + √n points spread by a prior that the sample
 * itself scales, weighted by likelihood.
 * @param excesses ascending, positive
 */
export function paretoProfile(excesses: Float64Array): Profile {
  const n = excesses.length;
  const largest = excesses[n - 1] as number;
  const quarter = excesses[Math.floor(n / 4 + 0.5) - 1] as number;
  const points = 20 + Math.floor(Math.sqrt(n));
  const fits = Array.from({ length: points }, (_, j) =>
    profileFit(excesses, 1 / largest + (1 - Math.sqrt(points / (j + 0.5))) / (3 * quarter)),
  );
  const logs = fits.map((fit) => n * logLikelihood(fit));
  const top = Math.max(...logs);
  const weights = Float64Array.from(logs, (log) => Math.exp(log - top));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return { excesses, fits, weights: weights.map((weight) => weight / total) };
}

/** Steps of the golden section: a maximum is known to the root of the rounding error, 1e-8, and these go there. */
const NARROWINGS = 40;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** Maximum likelihood, found between the neighbours of the best point of the profile; null where it is not regular (shape ≤ −½). */
export function maximumLikelihood({ excesses, fits }: Profile): ParetoFit | null {
  const regular = fits.filter(({ shape }) => shape > LEAST_SHAPE);
  const likelihood = regular.map(logLikelihood);
  const best = likelihood.indexOf(Math.max(...likelihood));
  const [before, after] = [regular[best - 1], regular[best + 1] ?? fits[best + 1]];
  if (!before || !after) return null;
  let [low, high] = [before.theta, after.theta];
  const at = (theta: number): number => logLikelihood(profileFit(excesses, theta));
  for (let i = 0; i < NARROWINGS; i++) {
    const left = high - GOLDEN * (high - low);
    const right = low + GOLDEN * (high - low);
    if (at(left) > at(right)) high = right;
    else low = left;
  }
  const found = profileFit(excesses, (low + high) / 2);
  return found.shape > LEAST_SHAPE ? found : null;
}

/** ln S(x); −∞ beyond the end of the tail. */
export function logSurvival({ theta, shape, scale }: ParetoFit, x: number): number {
  if (theta === 0) return -x / scale;
  return theta * x < 1 ? -Math.log1p(-theta * x) / shape : -Infinity;
}

/** S(x) averaged over the likelihood, and its variance there. */
export function averageSurvival({ fits, weights }: Profile, x: number): [number, number] {
  const survival = fits.map((fit) => Math.exp(logSurvival(fit, x)));
  const mean = survival.reduce((sum, s, j) => sum + s * (weights[j] as number), 0);
  const variance = survival.reduce(
    (sum, s, j) => sum + (s - mean) ** 2 * (weights[j] as number),
    0,
  );
  return [mean, variance];
}
