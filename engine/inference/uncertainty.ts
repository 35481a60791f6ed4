// How far a counted p may be from the one that endless permutations would give: its standard error and an exact confidence interval.
import type { Tail } from '../plan.js';
import { betaQuantile } from '../stats/beta.js';
import type { TailCount } from './p-values.js';

/** Confidence of the interval. */
export const CONFIDENCE = 0.95;

/** A two-sided p is twice a share, and so are its error and its interval. */
const factor = (tail: Tail): number => (tail === 'two' ? 2 : 1);

/**
 * √(s(1 − s)/m) for the share s of nulls that p stands for (p, or p/2 for two tails). It is that of the p reported, so that a count of
 * 0, reported as 1/m, does not look certain.
 */
export function countingError(p: number, nulls: number, tail: Tail): number {
  const share = p / factor(tail);
  return factor(tail) * Math.sqrt((share * (1 - share)) / nulls);
}

/** Intervals of many p values; equal counts are computed once. */
export class CountIntervals {
  private readonly known = new Map<string, readonly [number, number]>();

  /**
   * Clopper & Pearson 1934, doi:10.1093/biomet/26.4.404: the shares that a count of c in m does not refute at 2.5 % on either side,
   * B(.025; c, m − c + 1) to B(.975; c + 1, m − c); twice that for two tails, at most 1; widened to hold the p that is reported.
   */
  of({ extreme, nulls }: TailCount, tail: Tail, p: number): [low: number, high: number] {
    const [low, high] = this.shares(extreme, nulls);
    const of = (share: number): number => Math.min(1, factor(tail) * share);
    return [Math.min(of(low), p), Math.max(of(high), p)];
  }

  private shares(count: number, nulls: number): readonly [number, number] {
    const key = `${count}/${nulls}`;
    const known = this.known.get(key);
    if (known) return known;
    const beyond = (1 - CONFIDENCE) / 2;
    const low = count === 0 ? 0 : betaQuantile(beyond, count, nulls - count + 1);
    const high = count === nulls ? 1 : betaQuantile(1 - beyond, count + 1, nulls - count);
    const made = [low, high] as const;
    this.known.set(key, made);
    return made;
  }
}
