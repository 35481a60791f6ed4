// Small p values beyond what counting can tell: the tail of a null distribution is described by a generalised Pareto distribution.
// Knijnenburg et al. 2009, doi:10.1093/bioinformatics/btp211; Winkler et al. 2016, doi:10.1016/j.neuroimage.2016.05.068.
import { fits } from '../stats/anderson-darling.js';
import {
  averageSurvival,
  maximumLikelihood,
  paretoProfile,
  type Profile,
} from '../stats/generalised-pareto.js';
import { TIE } from './p-values.js';

/** p is extrapolated where fewer nulls than this are as extreme as the observed value. */
export const FEWEST_EXTREME = 10;

/**
 * Nulls that the tail begins with: so many, but not more than this share of all; then fewer by the step until they fit. The quarter of
 * Winkler et al. is more than the tail of normal nulls: of 1,000, one p in five then comes out below a tenth of the truth.
 */
const LARGEST_TAIL = { count: 250, share: 0.1 };
const STEP = 10;
/** Below, a fit says little, and the critical values of its test do not hold. */
const SMALLEST_TAIL = 30;
/** So many nulls are needed for any fit. */
export const FEWEST_NULLS = Math.ceil(SMALLEST_TAIL / LARGEST_TAIL.share);
/** A tail with a smaller share of different values is a lattice or a few relabelings drawn again and again. */
const FEWEST_DIFFERENT = 0.75;

/** Why a tail has no fit, in the words of a warning. */
export const REFUSALS = {
  'few-nulls': `there are fewer than ${FEWEST_NULLS} nulls`,
  ties: 'the most extreme nulls repeat a few values',
  misfit: 'no generalised Pareto distribution describes the most extreme nulls',
} as const;

export type Refusal = keyof typeof REFUSALS;

/** A fitted tail. */
export interface Tail {
  /** Share of the nulls that lie in it. */
  share: number;
  /** Where it begins, on the side of large values. */
  threshold: number;
  nulls: number;
  profile: Profile;
}

/**
 * Fits the upper tail of the nulls. The threshold lies half-way between the last null of the tail and the next; the fit by maximum
 * likelihood has to pass the test of Anderson and Darling, else the tail is shortened. It depends on the nulls alone.
 * @param sorted nulls that exist, ascending; for the lower tail turned round (see {@link mirrored})
 */
export function fitTail(sorted: Float64Array): Tail | Refusal {
  const m = sorted.length;
  const longest = Math.min(LARGEST_TAIL.count, Math.floor(m * LARGEST_TAIL.share));
  if (longest < SMALLEST_TAIL) return 'few-nulls';
  if (differentValues(sorted.subarray(m - longest)) < FEWEST_DIFFERENT * longest) return 'ties';
  for (let count = longest; count >= SMALLEST_TAIL; count -= STEP) {
    const first = sorted[m - count] as number;
    const threshold = (first + (sorted[m - count - 1] as number)) / 2;
    if (!(first > threshold)) continue;
    const excesses = sorted.subarray(m - count).map((value) => value - threshold);
    const profile = paretoProfile(excesses);
    const best = maximumLikelihood(profile);
    if (best && fits(excesses, best)) return { share: count / m, threshold, nulls: m, profile };
  }
  return 'misfit';
}

function differentValues(sorted: Float64Array): number {
  let different = 1;
  for (let i = 1; i < sorted.length; i++) {
    if ((sorted[i] as number) - (sorted[i - 1] as number) > TIE) different++;
  }
  return different;
}

/** Turned round, so that the lower tail becomes the upper one. */
export const mirrored = (sorted: Float64Array): Float64Array =>
  sorted.map((_, i) => -(sorted[sorted.length - 1 - i] as number));

/**
 * Upper-tail p of a value in the tail, and its standard error: p = share·S, with S averaged over the likelihood of the two parameters
 * (weights of Zhang & Stephens 2009). A single best fit often ends before the observed value and would call it impossible; the
 * average does not, and is on the careful side. The error is that of the share and that of S together.
 */
export function extrapolatedP(
  { share, threshold, nulls, profile }: Tail,
  observed: number,
): { p: number; error: number } {
  const [mean, variance] = averageSurvival(profile, observed - threshold);
  const ofShare = (mean * mean * (1 - share)) / (share * nulls);
  return { p: share * mean, error: share * Math.sqrt(variance + ofShare) };
}
