// Permutation p values: the share of nulls at least as extreme as the observed value (spec/decisions.md 8–10).
import type { Tail } from '../plan.js';
import { sortedPresent } from '../stats/quantiles.js';

/** A null this close to the observed value is a tie and counts as extreme. */
export const TIE = 1e-10;

/** How many nulls are at least as extreme as an observed value. */
export interface TailCount {
  /** Nulls beyond or at the observed value. */
  extreme: number;
  /** Nulls that exist. */
  nulls: number;
  /** Where they were counted; of two tails, where there are fewer. */
  side: 'upper' | 'lower';
}

/**
 * upper #{null ≥ t}, lower #{null ≤ t}, two the smaller of both. Null when the observed value or every null is missing.
 * @param sorted the nulls that exist, ascending
 */
export function tailCount(observed: number, sorted: Float64Array, tail: Tail): TailCount | null {
  const nulls = sorted.length;
  if (observed !== observed || nulls === 0) return null;
  const above = nulls - firstAt(sorted, (value) => value >= observed - TIE);
  const below = firstAt(sorted, (value) => value > observed + TIE);
  const side = tail === 'two' ? (above <= below ? 'upper' : 'lower') : tail;
  return { extreme: side === 'upper' ? above : below, nulls, side };
}

/** Position of the first value that a condition holds for, which then holds for all larger ones. */
function firstAt(sorted: Float64Array, holds: (value: number) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(sorted[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Share of the nulls, for two tails twice that, within [1/m, 1 − 1/m], of which the lower end wins (one null: p = 1). No +1 is added. */
export function countedP({ extreme, nulls }: TailCount, tail: Tail): number {
  const share = ((tail === 'two' ? 2 : 1) * extreme) / nulls;
  return Math.max(Math.min(share, 1 - 1 / nulls), 1 / nulls);
}

/**
 * p of one observed value among its nulls, which may be missing (NaN) and in any order; NaN when the observed value or every null is
 * missing (adapted from NiMARE; spec/statistics.md 5.3).
 */
export function permutationP(observed: number, nulls: ArrayLike<number>, tail: Tail): number {
  const count = tailCount(observed, sortedPresent(nulls), tail);
  return count ? countedP(count, tail) : NaN;
}
