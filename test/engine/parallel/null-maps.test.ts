import { describe, expect, it } from 'vitest';
import { nullMaps, type MoranSource, type NullSource } from '../../../engine/parallel/null-maps.js';

const values = Float64Array.of(1, 2, NaN, 4, 5);
const take = (source: NullSource, map: Float64Array, count: number, from = 0): number[][] => {
  const maker = nullMaps(source, map, 0, from);
  return Array.from({ length: count }, () => {
    const out = new Float64Array(map.length).fill(99);
    maker.next(out);
    return [...out];
  });
};
const spins: NullSource = { kind: 'spin', index: Int16Array.of(1, 0, 3, 2, -1, 4, 4, 4, 0, 0) };
const moran: MoranSource = {
  kind: 'moran',
  seed: 1,
  options: { procedure: 'singleton', joint: true },
  bases: [{ parcels: Int32Array.of(0, 1), components: 1, vectors: Float64Array.of(0.6, -0.8) }],
  basesOfMap: [[0]],
};

describe('null maps', () => {
  it('of spins carry values and missing parcels to where they land', () => {
    expect(take(spins, values, 2)).toEqual([
      [2, 1, 4, NaN, NaN],
      [5, 5, 5, 1, 1],
    ]);
    expect(take(spins, values, 1, 1)).toEqual([[5, 5, 5, 1, 1]]);
  });

  it('of free permutations keep missing parcels in place and can begin anywhere', () => {
    const [first, second] = take({ kind: 'shuffle', seed: 4 }, values, 2);
    for (const map of [first!, second!]) {
      expect(map[2]).toBeNaN();
      expect(map.filter((v) => v === v).sort()).toEqual([1, 2, 4, 5]);
    }
    expect(take({ kind: 'shuffle', seed: 4 }, values, 1, 1)).toEqual([second]);
  });

  it('of cortex and subcortex are those of each part, in their places', () => {
    const split: NullSource = {
      kind: 'split',
      parts: [
        {
          parcels: Int32Array.of(4, 0, 1),
          source: { kind: 'spin', index: Int16Array.of(2, 0, -1) },
        },
        { parcels: Int32Array.of(3, 2), source: { kind: 'shuffle', seed: 4 } },
      ],
    };
    expect(take(split, values, 1)).toEqual([[5, NaN, NaN, 4, 2]]);
    const [alone] = take(moran, values.subarray(0, 2), 1);
    const withMoran: NullSource = {
      kind: 'split',
      parts: [{ parcels: Int32Array.of(0, 1), source: moran }],
    };
    expect(take(withMoran, values, 1)[0]!.slice(0, 3)).toEqual([...alone!, NaN]);
  });
});
