import { describe, expect, it } from 'vitest';
import { Pcg64 } from '../../../engine/nulls/rng/pcg64.js';
import { sortedIndices } from '../../../engine/stats/ranks.js';
import { Sorter } from '../../../engine/stats/sorter.js';

describe('Sorter', () => {
  it('orders positions as sortedIndices does, map after map, with ties and missing values', () => {
    const rng = new Pcg64(41);
    const sorter = new Sorter(50);
    const out = new Int32Array(50);
    for (const length of [50, 1, 0, 2, 33, 50]) {
      const values = Float64Array.from({ length }, () =>
        rng.random() < 0.1 ? NaN : Math.round(rng.random() * 15),
      );
      const present = sorter.sort(values, out);
      expect([...out.subarray(0, present)]).toEqual([...sortedIndices(values)]);
    }
  });

  it('puts infinities at the ends', () => {
    const out = new Int32Array(4);
    expect(new Sorter(4).sort(Float64Array.of(Infinity, 0, -Infinity, NaN), out)).toBe(3);
    expect([...out.subarray(0, 3)]).toEqual([2, 1, 0]);
  });
});
