// A million draws of each kind, hashed (SHA-256 of the little-endian bytes), against the hashes of the same draws of numpy 2.4.6 (x86-64,
// glibc 2.36), seed 20240.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { choose, chooseDistinct } from '../../../engine/nulls/rng/choice.js';
import { integers } from '../../../engine/nulls/rng/integers.js';
import { RandomState } from '../../../engine/nulls/rng/mt19937.js';
import { Pcg64 } from '../../../engine/nulls/rng/pcg64.js';
import { standardNormal } from '../../../engine/nulls/rng/ziggurat.js';

const N = 1e6;
const SEED = 20240;
const hash = (values: Float64Array | Float32Array | Int32Array): string =>
  createHash('sha256')
    .update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
    .digest('hex');
const drawn = (draw: () => number): Float64Array => new Float64Array(N).map(draw);
const halves = (): Float64Array => Float64Array.from({ length: N }, (_, i) => i / 2);
const shuffled = (rng: { shuffle(values: Float64Array | Int32Array): void }): Float64Array => {
  const values = halves();
  rng.shuffle(values);
  return values;
};
const permuted = (rng: { shuffle(values: Float64Array | Int32Array): void }): Int32Array => {
  const values = Int32Array.from({ length: N }, (_, i) => i);
  rng.shuffle(values);
  return values;
};

describe('default_rng', () => {
  it.each<[string, (rng: Pcg64) => Float64Array | Float32Array | Int32Array, string]>([
    [
      'random(n)',
      (rng) => drawn(() => rng.random()),
      '76fd3cf8b3f6a607d827fc1ce6fe18342119531f5cc9ff71ac5ed0550ded3a29',
    ],
    [
      'uniform(-2, 3, n)',
      (rng) => drawn(() => rng.uniform(-2, 3)),
      '0120be451e01b994ed212cafe884956f016614584e5eef8220670fb6925ca5a0',
    ],
    [
      'integers(2**31 - 1, size=n)',
      (rng) => integers(rng, 2 ** 31 - 1, N),
      'd0feb978e96f8c8f653613e0b1829ee95ae628932a9561e9b5e6c4363b06907a',
    ],
    [
      'integers(10, size=n)',
      (rng) => integers(rng, 10, N),
      '4fdf7b7bb222ff283af56b616947e835ea2d265b52025f608f366a63822c1b14',
    ],
    [
      'integers(3 * 10**9, size=n)',
      (rng) => integers(rng, 3e9, N),
      '24045b1dcca60e1b735cf758460c1c514bf5398d2bfc266d1ed0b9b453d3ef01',
    ],
    [
      'integers(2**32, size=n)',
      (rng) => integers(rng, 2 ** 32, N),
      'f8b6fdc641e1b9ae718dcd25f358aef4670ea47506250d4f72a6f2df0152b14b',
    ],
    [
      'integers(2**53 - 1, size=n // 10)',
      (rng) => integers(rng, 2 ** 53 - 1, N / 10),
      '17851a3566f2ed5d39063f23d6cdc32a8952cfdebe80728c4debfeb9a33b3137',
    ],
    [
      'choice(1000, n)',
      (rng) => choose(rng, 1000, N),
      '4d1a03e2a37078a905d7cf5bcb3697442a8e3090747888fff25523236a148b10',
    ],
    [
      'choice(10**7, 10**5, replace=False)',
      (rng) => chooseDistinct(rng, 1e7, 1e5),
      'e64d542061de18ab7c140bf39bfd60bdb250aed5fd7d4d5e52a3707941f55d0a',
    ],
    [
      'choice(2 * 10**6, 10**6, replace=False)',
      (rng) => chooseDistinct(rng, 2e6, 1e6),
      '34ebc53a87c325601606dfa37025902d9c4999e097e744908f142904206609a3',
    ],
    [
      'permutation(n)',
      (rng) => rng.permutation(N),
      '5ca5a65a135cdabecdbb902d415215c57c253502831229bfac303d9e4190bf51',
    ],
    [
      'shuffle(halves)',
      shuffled,
      '88b997473a1d5eb45b3d350f0d6ea17842ad06e9402b7e1d1f8336171c1e305c',
    ],
    [
      'standard_normal(n)',
      (rng) => drawn(() => standardNormal(rng)),
      'c4fe329f07c320f921313b997accc8f54f44fc2e63fb6ea089d57dd656730b65',
    ],
  ])('draws %s as numpy does', (_, draw, expected) => {
    expect(hash(draw(new Pcg64(SEED)))).toBe(expected);
  });
});

describe('RandomState', () => {
  it.each<[string, (rng: RandomState) => Float64Array | Float32Array | Int32Array, string]>([
    [
      'randint(2**31 - 1, size=n)',
      (rng) => drawn(() => rng.interval(2 ** 31 - 2)),
      '60e1ff3d2d0e9333c635a8bf943618433a7a0f7a16385479010bd3f614071acb',
    ],
    [
      'random_sample(n)',
      (rng) => drawn(() => rng.random()),
      '64c51ccb1919bfc42dd2039c1d0a47aab5f3e48e71b052852e2d2fa762181da5',
    ],
    [
      'permutation(n)',
      permuted,
      'ddefa45f6e7eae1a02760dafd6be33cbfc9febd41142325daa4737a1e1215c46',
    ],
    [
      'shuffle(halves)',
      shuffled,
      '2987a396ee9f1c9ea6cdb21727b207ee73755506d9ca1664572e0e943da87572',
    ],
    // The logarithm of the C library and ours may differ in the last bit, as they do between two machines with numpy.
    [
      'randn(n), as float32',
      (rng) => Float32Array.from(drawn(() => rng.normal())),
      'c6eea67c1c66fbd5f0917652433993dad1f143b04c69a810cc17181d557b0f7d',
    ],
  ])('draws %s as numpy does', (_, draw, expected) => {
    expect(hash(draw(new RandomState(SEED)))).toBe(expected);
  });

  it('takes several numbers as a seed: RandomState([1, 2, 3, 2**32 - 1]).random_sample(n)', () => {
    const rng = new RandomState([1, 2, 3, 2 ** 32 - 1]);
    expect(hash(drawn(() => rng.random()))).toBe(
      '9f2b1cb1914b4db82d26640b1687f5e4abf3ca384bcb99babdc76fdc17394f39',
    );
  });

  it('refuses a seed that numpy refuses', () => {
    expect(() => new RandomState(2 ** 32)).toThrow(RangeError);
    expect(() => new RandomState(-1)).toThrow(RangeError);
  });
});
