import { describe, expect, it } from 'vitest';
import { Pcg64 } from '../../../engine/nulls/rng/pcg64.js';
import { Ranker } from '../../../engine/stats/ranker.js';
import { doubledCentredRanks } from '../../../engine/stats/ranks.js';

const rng = new Pcg64(11);
const random = (n: number, make: () => number): Float64Array =>
  Float64Array.from({ length: n }, make);

/** Maps on which a sort by the upper bits of a number alone would go wrong, and ordinary ones. */
const maps: [name: string, values: Float64Array][] = [
  ['ordinary values', random(300, () => rng.random() - 0.5)],
  [
    'many ties and missing values',
    random(300, () => (rng.random() < 0.1 ? NaN : Math.floor(rng.random() * 9) - 4)),
  ],
  [
    'values that differ in the last bits only',
    random(200, () => 1 + Math.floor(rng.random() * 50) * Number.EPSILON),
  ],
  [
    'negative values that differ in the last bits only',
    random(200, () => -1 - Math.floor(rng.random() * 50) * Number.EPSILON),
  ],
  [
    'zeros of both signs among tiny values',
    random(200, () => [0, -0, 5e-324, -5e-324, 1e-300, -1e-300][Math.floor(rng.random() * 6)]!),
  ],
  ['one value', Float64Array.of(NaN, 3, NaN)],
  ['no value', Float64Array.of(NaN, NaN)],
];

describe('Ranker', () => {
  it.each(maps)('gives the ranks of observed maps to %s', (_, values) => {
    const ranker = new Ranker(values.length);
    const out = new Float64Array(values.length);
    ranker.rank(values, out);
    // toBe would tell 0 from −0; the order of the map itself does not.
    expect([...out].map((v) => v + 0)).toEqual([...doubledCentredRanks(values)].map((v) => v + 0));
    ranker.rank(values, values);
    expect(values).toEqual(out);
  });

  it('keeps nothing of the map before', () => {
    const ranker = new Ranker(5);
    const out = new Float64Array(5);
    ranker.rank(Float64Array.of(5, 4, 3, 2, 1), out);
    ranker.rank(Float64Array.of(NaN, 2, NaN, 9, 9), out);
    expect([...out]).toEqual([NaN, -2, NaN, 1, 1]);
  });
});
