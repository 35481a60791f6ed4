import { describe, expect, it } from 'vitest';
import { Pcg64 } from '../../../engine/nulls/rng/pcg64.js';
import { sortedPresent } from '../../../engine/stats/quantiles.js';
import { SampleSorter } from '../../../engine/stats/sample-sorter.js';

const rng = new Pcg64(4);
const sample = (count: number, draw: (i: number) => number) =>
  Float64Array.from({ length: count }, (_, i) => draw(i));
const u = (): number => rng.random();

describe('SampleSorter', () => {
  const samples: Record<string, Float64Array> = {
    even: sample(5000, u),
    normal: sample(5000, () => Math.sqrt(-2 * Math.log(1 - u())) * Math.cos(6.28 * u())),
    lattice: sample(5000, () => Math.round(20 * u())),
    'heavy tails': sample(5000, () => Math.tan(Math.PI * (u() - 0.5)) ** 3),
    'one far away': sample(5000, (i) => (i === 77 ? 1e300 : u())),
    'both infinities': sample(5000, (i) => (i === 3 ? Infinity : i === 9 ? -Infinity : u())),
    'the largest range': sample(500, (i) => (i % 2 ? 1.7e308 : -1.7e308) * u()),
    'the smallest range': sample(500, () => 5e-324 * Math.round(3 * u())),
    missing: sample(5000, (i) => (i % 3 ? u() : NaN)),
    'all missing': sample(500, () => NaN),
    equal: sample(500, () => 2),
    few: sample(10, u),
    none: sample(0, u),
  };

  it.each(Object.entries(samples))('orders samples as the engine does: %s', (_, values) => {
    expect([...new SampleSorter(5000).sorted(values)]).toEqual([...sortedPresent(values)]);
  });

  it('does not remember the sample before', () => {
    const sorter = new SampleSorter(5000);
    for (const values of Object.values(samples))
      expect([...sorter.sorted(values)]).toEqual([...sortedPresent(values)]);
  });
});
