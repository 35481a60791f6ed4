// Matchings of pairs are numpy's: argsort of default_rng(seed).random((pairs, permutations)) down the columns.
import { describe, expect, it } from 'vitest';
import { matchingsOf, pairMatchings } from '../../../engine/nulls/pair-matchings.js';

describe('pairMatchings', () => {
  it('are the columns that numpy gives for seed 42 (spec/statistics.md A.3)', () => {
    const write = pairMatchings(42, 5, 3);
    const matching = (k: number): number[] => {
      const out = new Int32Array(5);
      write(k, out);
      return [...out];
    };
    expect([0, 1, 2].map(matching)).toEqual([
      [3, 4, 1, 2, 0],
      [1, 3, 0, 2, 4],
      [2, 4, 0, 3, 1],
    ]);
    expect(matching(1)).toEqual([1, 3, 0, 2, 4]);
  });

  it('are all different orders, and as many as there are', () => {
    const write = pairMatchings(1, 3, 500);
    const seen = new Set<string>();
    for (let k = 0; k < 500; k++) {
      const out = new Int32Array(3);
      write(k, out);
      seen.add(out.join());
    }
    expect(seen.size).toBe(matchingsOf(3));
    expect(matchingsOf(200)).toBe(Infinity);
  });
});
