// p over permutations: ends at the p of all of them, never leaves its interval, and narrows.
import { describe, expect, it } from 'vitest';
import { convergenceOfP } from '../../../engine/inference/convergence.js';
import { permutationP } from '../../../engine/inference/p-values.js';
import { Pcg64 } from '../../../engine/nulls/rng/pcg64.js';

const random = new Pcg64(4);
const nulls = Float64Array.from({ length: 5000 }, (_, i) =>
  i % 101 === 7 ? NaN : random.random(),
);

describe('p over permutations', () => {
  it.each(['upper', 'lower', 'two'] as const)(
    'is at every point the p of the first nulls: %s',
    (tail) => {
      const existing = nulls.filter((value) => !Number.isNaN(value));
      const { permutations, p } = convergenceOfP(0.97, nulls, tail);
      expect(permutations[0]).toBe(10);
      expect(permutations.at(-1)).toBe(existing.length);
      permutations.forEach((m, i) =>
        expect(p[i]).toBe(permutationP(0.97, existing.subarray(0, m), tail)),
      );
    },
  );

  it('lies in its interval, which narrows', () => {
    const { p, low, high } = convergenceOfP(0.97, nulls, 'two');
    p.forEach((value, i) => {
      expect(low[i]).toBeLessThanOrEqual(value);
      expect(high[i]).toBeGreaterThanOrEqual(value);
      expect(high[i]).toBeLessThanOrEqual(1);
    });
    expect((high.at(-1) ?? 1) - (low.at(-1) ?? 0)).toBeLessThan(0.02);
  });

  it("has Wilson's interval: 10 of 100 give 5.52 to 17.44 %", () => {
    const hundred = Float64Array.from({ length: 100 }, (_, i) => i);
    const { low, high } = convergenceOfP(90, hundred, 'upper');
    expect(low.at(-1)).toBeCloseTo(0.0552, 4);
    expect(high.at(-1)).toBeCloseTo(0.1744, 4);
  });

  it('has no points without an observed value or nulls', () => {
    expect(convergenceOfP(NaN, nulls, 'two').permutations).toEqual([]);
    expect(convergenceOfP(1, [NaN, NaN], 'two').permutations).toEqual([]);
    expect(convergenceOfP(1, [0, 2, 3], 'upper').permutations).toEqual([3]);
  });
});
