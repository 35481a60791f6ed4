// Generators against numpy's published draws (spec/statistics.md A.3).
import { describe, expect, it } from 'vitest';
import { RandomState } from '../../../engine/nulls/rng/mt19937.js';
import { Pcg64 } from '../../../engine/nulls/rng/pcg64.js';
import { seedSequence } from '../../../engine/nulls/rng/seed-sequence.js';

const hex = ([high, low]: [number, number]): string =>
  high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0');

describe('default_rng', () => {
  it('gives the raw 64-bit draws of PCG64(42)', () => {
    const rng = new Pcg64(42);
    expect([hex(rng.next64()), hex(rng.next64()), hex(rng.next64())]).toEqual([
      'c621fbcd16d92688',
      '705a5661a791ffc1',
      'dbcd12c26eda1624',
    ]);
  });

  it('gives the doubles of default_rng(42).random(4)', () => {
    const rng = new Pcg64(42);
    expect(Array.from({ length: 4 }, () => rng.random())).toEqual([
      0.7739560485559633, 0.4388784397520523, 0.8585979199113825, 0.6973680290593639,
    ]);
  });

  it('gives default_rng(42).permutation(10)', () => {
    const values = Int32Array.from({ length: 10 }, (_, i) => i);
    new Pcg64(42).shuffle(values);
    expect([...values]).toEqual([5, 6, 0, 7, 3, 2, 4, 9, 1, 8]);
  });

  it.each([
    [42, '011110000101'],
    [43, '110110100100'],
  ])('shuffles twelve group labels with seed %i', (seed, expected) => {
    const labels = Int32Array.from([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1]);
    new Pcg64(seed).shuffle(labels);
    expect(labels.join('')).toBe(expected);
  });

  it('uses both words of a seed beyond 32 bits', () => {
    expect([...seedSequence(2 ** 32, 2)]).not.toEqual([...seedSequence(0, 2)]);
  });

  it('refuses a seed that is not a whole number ≥ 0', () => {
    expect(() => new Pcg64(-1)).toThrow(RangeError);
    expect(() => new Pcg64(1.5)).toThrow(RangeError);
  });
});

describe('RandomState', () => {
  it('gives the legacy normals of seed 42', () => {
    const random = new RandomState(42);
    expect([random.normal(), random.normal(), random.normal()]).toEqual([
      0.4967141530112327, -0.13826430117118466, 0.6476885381006925,
    ]);
  });
});
