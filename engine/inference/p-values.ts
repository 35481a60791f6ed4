// Permutation p values: the share of nulls at least as extreme as the observed value (spec/decisions.md 8–10).
import type { Tail } from '../plan.js';

/** A null this close to the observed value is a tie and counts as extreme. */
export const TIE = 1e-10;

/**
 * upper #{null ≥ t}/m, lower #{null ≤ t}/m, two 2·min of both, clipped to [1/m, 1 − 1/m], of which the lower end wins (one null: p = 1);
 * m counts the nulls that exist.
 * NaN when the observed value or every null is missing. No +1 is added (adapted from NiMARE; spec/statistics.md 5.3).
 */
export function permutationP(observed: number, nulls: ArrayLike<number>, tail: Tail): number {
  if (observed !== observed) return NaN;
  let m = 0;
  let above = 0;
  let below = 0;
  for (let k = 0; k < nulls.length; k++) {
    const value = nulls[k] as number;
    if (value !== value) continue;
    m++;
    if (value >= observed - TIE) above++;
    if (value <= observed + TIE) below++;
  }
  if (m === 0) return NaN;
  const share = { upper: above, lower: below, two: 2 * Math.min(above, below) }[tail] / m;
  return Math.max(Math.min(share, 1 - 1 / m), 1 / m);
}
