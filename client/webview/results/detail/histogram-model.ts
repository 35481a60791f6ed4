// The null distribution of one value as a histogram whose bins end at the observed value, so that the area of p is exact. Pure.
import type { Cell } from '../../../../engine/result.js';
import type { Tail } from '../../../../engine/plan.js';

export interface Bin {
  from: number;
  to: number;
  count: number;
  /** Its nulls are at least as extreme as the observed value. */
  extreme: boolean;
}

export interface NullHistogram {
  bins: Bin[];
  /** Nulls that exist. */
  present: number;
  missing: number;
  /** Nulls at or above, and at or below, the observed value; 0 without one. */
  above: number;
  below: number;
  /** The end whose nulls make p; null where nothing was tested or observed. */
  side: 'upper' | 'lower' | null;
}

/** A null this close to the observed value counts as equal, as in the inference. */
const TIE = 1e-10;
const FEWEST_BINS = 12;
const MOST_BINS = 60;

/** @param nulls in any order, NaN missing */
export function nullHistogram(
  nulls: ArrayLike<number>,
  observed: Cell,
  tail: Tail | null,
): NullHistogram {
  const sorted = Float64Array.from(nulls)
    .filter((value) => Number.isFinite(value))
    .sort();
  const count = (keep: (value: number) => boolean): number =>
    observed === null ? 0 : sorted.reduce((sum, value) => sum + (keep(value) ? 1 : 0), 0);
  const at = observed ?? 0;
  const above = count((value) => value >= at - TIE);
  const below = count((value) => value <= at + TIE);
  const side = observed === null || tail === null ? null : sideOf(tail, above, below);
  return {
    bins: binsOf(sorted, observed, side),
    present: sorted.length,
    missing: nulls.length - sorted.length,
    above,
    below,
    side,
  };
}

function sideOf(tail: Tail, above: number, below: number): 'upper' | 'lower' {
  if (tail !== 'two') return tail;
  return above <= below ? 'upper' : 'lower';
}

/** Width of a bin after Freedman and Diaconis (1981, doi:10.1007/BF01025868), within limits of what can be seen. */
export function binWidth(sorted: Float64Array): number {
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  const range = at(1) - at(0);
  if (!(range > 0)) return 0;
  const wished = (2 * (at(0.75) - at(0.25))) / Math.cbrt(sorted.length);
  return Math.min(range / FEWEST_BINS, Math.max(range / MOST_BINS, wished));
}

function binsOf(sorted: Float64Array, observed: Cell, side: NullHistogram['side']): Bin[] {
  const low = sorted[0];
  const high = sorted.at(-1);
  if (low === undefined || high === undefined) return [];
  const width = binWidth(sorted) || Math.max(Math.abs(low) * 0.01, 1e-6);
  // An edge at the observed value; else edges at whole multiples of the width.
  const edge = observed ?? 0;
  const first = Math.floor((low - edge) / width);
  const last = Math.max(
    first + 1,
    Math.ceil((high - edge) / width + (side === 'lower' ? 0 : 1e-9)),
  );
  const counts = new Float64Array(last - first);
  for (const value of sorted) {
    const tied = observed !== null && Math.abs(value - observed) <= TIE;
    // Equal ones lie on the side that counts them.
    const bin = tied ? (side === 'lower' ? -1 : 0) : Math.floor((value - edge) / width);
    const index = Math.min(counts.length - 1, Math.max(0, bin - first));
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return Array.from(counts, (count, i) => ({
    from: edge + (first + i) * width,
    to: edge + (first + i + 1) * width,
    count,
    extreme: side === 'upper' ? first + i >= 0 : side === 'lower' ? first + i < 0 : false,
  }));
}
