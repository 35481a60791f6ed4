import { describe, expect, it } from 'vitest';
import { maxT, stepMaxT, type NullFamily } from '../../../engine/inference/max-t.js';
import { Pcg64 } from '../../../engine/nulls/rng/pcg64.js';

const family = (
  observed: number[],
  nulls: number[][],
  tail: NullFamily['tail'] = 'upper',
): NullFamily => ({
  observed: Float64Array.from(observed),
  nulls: Float64Array.from(nulls.flat()),
  permutations: nulls[0]!.length,
  tail,
});

describe('maxT', () => {
  // Four permutations: largest nulls 3, 2, 5, 1.
  const nulls = [
    [3, 0, 1, 1],
    [1, 2, 5, 0],
  ];

  it('is the share of permutations whose largest null reaches the statistic, step-down without those above', () => {
    expect([...maxT(family([2.5, 4], nulls))]).toEqual([0.5, 0.25]);
    // 4 against max(both); 2.5 against its own nulls only, 1 of 4, and not below the first.
    expect([...stepMaxT(family([2.5, 4], nulls))]).toEqual([0.25, 0.25]);
    expect([...stepMaxT(family([2, 1.5], nulls))]).toEqual([0.75, 0.75]);
  });

  it('is never below one over the number of permutations', () => {
    expect([...maxT(family([9, 9], nulls))]).toEqual([0.25, 0.25]);
    expect([...stepMaxT(family([9, 8], nulls))]).toEqual([0.25, 0.25]);
  });

  it('takes the absolute value for two tails and turns the sign for the lower one', () => {
    const turned = nulls.map((row) => row.map((v) => -v));
    expect(maxT(family([-2.5, -4], turned, 'lower'))).toEqual(maxT(family([2.5, 4], nulls)));
    expect(maxT(family([-2.5, 4], [turned[0]!, nulls[1]!], 'two'))).toEqual(
      maxT(family([2.5, 4], nulls)),
    );
  });

  it('leaves out missing nulls and tests without p', () => {
    for (const correct of [maxT, stepMaxT]) {
      const whole = correct(family([2.5, 4], nulls));
      expect([...correct(family([2.5, NaN, 4], [nulls[0]!, [99, 99, 99, 99], nulls[1]!]))]).toEqual(
        [whole[0], NaN, whole[1]],
      );
      const empty = [NaN, NaN, NaN, NaN];
      expect([...correct(family([2.5, 4, 7], [...nulls, empty]))]).toEqual([...whole, NaN]);
    }
    // One permutation without any null does not count: 1 of 3.
    expect([...maxT(family([2.5], [[3, 1, NaN, 1]]))]).toEqual([1 / 3]);
  });

  it('keeps the order of the statistics, and stepping down never raises a p', () => {
    const rng = new Pcg64(8);
    const random = (n: number): number[] => Array.from({ length: n }, () => rng.random() - 0.5);
    const made = family(
      random(12),
      Array.from({ length: 12 }, () => random(200)),
      'two',
    );
    const [single, step] = [maxT(made), stepMaxT(made)];
    const order = [...made.observed.keys()].sort(
      (a, b) => Math.abs(made.observed[b]!) - Math.abs(made.observed[a]!),
    );
    order.slice(1).forEach((test, j) => {
      expect(single[test]!).toBeGreaterThanOrEqual(single[order[j]!]!);
      expect(step[test]!).toBeGreaterThanOrEqual(step[order[j]!]!);
    });
    order.forEach((test) => expect(step[test]!).toBeLessThanOrEqual(single[test]!));
  });
});
