// Corrections that look at the nulls themselves: the largest statistic of each permutation over the tests of a family, so that the
// dependence among the tests is kept. Source: Westfall & Young 1993, Resampling-based multiple testing (ISBN 978-0-471-55761-6);
// spec/statistics.md 6.3, spec/decisions.md 8–10.
import type { Tail } from '../plan.js';
import { TIE } from './p-values.js';

/** Observed and null statistics of the tests of one family. */
export interface NullFamily {
  /** `[test]`, NaN missing. */
  observed: Float64Array;
  /** `[test][permutation]`, NaN missing. */
  nulls: Float64Array;
  permutations: number;
  tail: Tail;
}

/** Corrected p `[test]`; NaN where the observed value or all its nulls are missing. */
export type NullCorrection = (family: NullFamily) => Float64Array;

/** The larger, the more extreme. −∞ (r = −1) stays comparable. */
const extremeness: Record<Tail, (statistic: number) => number> = {
  two: Math.abs,
  upper: (statistic) => statistic,
  lower: (statistic) => -statistic,
};

/**
 * maxT: the share of permutations whose largest null is at least the observed statistic, p = #{max ≥ T}/m, not below 1/m. Missing
 * nulls are left out of the maximum; a permutation without any null does not count. Tests without p are no part of the family.
 */
export const maxT: NullCorrection = (family) => {
  const { extreme, tests } = ordered(family);
  const largest = largestNulls(family.permutations);
  for (const test of tests) largest.include(family, test);
  const out = new Float64Array(extreme.length).fill(NaN);
  for (const test of tests) out[test] = largest.share(extreme[test] as number);
  return out;
};

/**
 * Step-down maxT: the j-th most extreme test is compared with the maximum over itself and the less extreme ones; p never falls
 * from one test to the next.
 */
export const stepMaxT: NullCorrection = (family) => {
  const { extreme, tests } = ordered(family);
  const largest = largestNulls(family.permutations);
  const out = new Float64Array(extreme.length).fill(NaN);
  for (const test of [...tests].reverse()) {
    largest.include(family, test);
    out[test] = largest.share(extreme[test] as number);
  }
  let highest = 0;
  for (const test of tests) out[test] = highest = Math.max(highest, out[test] as number);
  return out;
};

/** How extreme each observed statistic is, and the tests that have a p, most extreme first. */
function ordered({ observed, nulls, permutations, tail }: NullFamily): {
  extreme: Float64Array;
  tests: number[];
} {
  const extreme = observed.map(extremeness[tail]);
  const tests = [...observed.keys()].filter(
    (test) =>
      observed[test] === observed[test]
      && nulls.subarray(test * permutations, (test + 1) * permutations).some((v) => v === v),
  );
  tests.sort((a, b) => (extreme[b] as number) - (extreme[a] as number) || a - b);
  return { extreme, tests };
}

/** The largest null of each permutation over the tests included so far. */
function largestNulls(permutations: number) {
  const largest = new Float64Array(permutations).fill(NaN);
  return {
    include({ nulls, tail }: NullFamily, test: number): void {
      const of = extremeness[tail];
      for (let k = 0; k < permutations; k++) {
        const value = of(nulls[test * permutations + k] as number);
        // A missing value is larger than nothing; a missing maximum gives way to any value.
        if (!(value <= (largest[k] as number)) && value === value) largest[k] = value;
      }
    },
    share(observed: number): number {
      let above = 0;
      let count = 0;
      for (let k = 0; k < permutations; k++) {
        const value = largest[k] as number;
        if (value !== value) continue;
        count++;
        if (value >= observed - TIE) above++;
      }
      return Math.max(above, 1) / count;
    },
  };
}
