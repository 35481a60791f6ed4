// Null maps of Y beside those of X: other random numbers and other spins, so that maps of both sides are not moved alike.
import { describe, expect, it } from 'vitest';
import { besideX } from '../../../engine/nulls/other-side.js';
import { Pcg64 } from '../../../engine/nulls/rng/pcg64.js';
import { nullMaps, type NullSource } from '../../../engine/parallel/null-maps.js';
import { pearson } from '../../../engine/stats/correlation.js';

const PARCELS = 30;
const rng = new Pcg64(3);
const map = Float64Array.from({ length: PARCELS }, () => rng.random());
const sizes = { xMaps: 4, yMaps: 2, parcels: PARCELS };

/** One-to-one spins, so that a map turned like another keeps its correlation to the bit. */
const spins: NullSource = {
  kind: 'spin',
  index: Int16Array.from(Array.from({ length: 5 }, () => [...rng.permutation(PARCELS)]).flat()),
};

const third = (source: NullSource, row = 0): Float64Array => {
  const maps = nullMaps(source, map, row, 0);
  const out = new Float64Array(PARCELS);
  for (let k = 0; k < 3; k++) maps.next(out);
  return out;
};

describe('besideX', () => {
  const sources: [string, NullSource][] = [
    ['spins', spins],
    ['free permutations', { kind: 'shuffle', seed: 8 }],
  ];
  it.each(sources)('moves a copy of a map otherwise than the map: %s', (_, source) => {
    expect(pearson(third(source), third(source))).toBeCloseTo(1, 12);
    expect(Math.abs(pearson(third(source), third(besideX(source, sizes))))).toBeLessThan(0.9);
  });

  it('numbers the maps through, X first', () => {
    const source: NullSource = { kind: 'shuffle', seed: 8 };
    expect(third(besideX(source, sizes), 1)).toEqual(third(source, 5));
  });

  it('takes the spin of the next permutation, and the first at the end', () => {
    const beside = nullMaps(besideX(spins, sizes), map, 0, 0);
    const turned = Array.from({ length: 5 }, () => new Float64Array(PARCELS));
    const own = nullMaps(spins, map, 0, 0);
    for (const out of turned) own.next(out);
    const out = new Float64Array(PARCELS);
    for (const k of [1, 2, 3, 4, 0]) {
      beside.next(out);
      expect(out).toEqual(turned[k]);
    }
  });

  it('does so in the parts of a sum', () => {
    const half = Int32Array.from({ length: PARCELS / 2 }, (_, i) => i);
    const split: NullSource = {
      kind: 'split',
      parts: [
        { parcels: half, source: { kind: 'shuffle', seed: 8 } },
        { parcels: half.map((i) => i + PARCELS / 2), source: { kind: 'shuffle', seed: 8 } },
      ],
    };
    expect(third(besideX(split, sizes), 1)).toEqual(third(split, 5));
  });
});
