import { describe, expect, it } from 'vitest';
import { fillLabels, type GroupStrategy } from '../../../engine/nulls/labels.js';
import { chooseDistinct } from '../../../engine/nulls/rng/choice.js';
import { lemire } from '../../../engine/nulls/rng/integers.js';
import { Pcg64 } from '../../../engine/nulls/rng/pcg64.js';
import { Control } from '../../../engine/parallel/control.js';

const codesOf = (text: string): Uint8Array => Uint8Array.from(text, Number);
function draw(
  codes: Uint8Array,
  strategy: GroupStrategy,
  seed: number,
  pairs: Int32Array | null = null,
  to = 1,
) {
  const out = new Uint8Array(to * codes.length);
  fillLabels({ codes, pairs }, strategy, seed, 0, to, out, new Control());
  return out;
}
const text = (labels: Uint8Array): string => labels.join('');
/** n pairs, the first rows of group 0 and then those of group 1 in another order of pairs. */
const pairsOf = (n: number) => ({
  codes: Uint8Array.from({ length: 2 * n }, (_, k) => (k < n ? 0 : 1)),
  pairs: Int32Array.from({ length: 2 * n }, (_, k) => (k < n ? k : (k + 3) % n)),
});

describe('numpy-compatible choices', () => {
  it('draw bounded numbers as default_rng(42).choice(7, 20)', () => {
    const generator = new Pcg64(42);
    expect(Array.from({ length: 20 }, () => lemire(generator, 6))).toEqual([
      0, 5, 4, 3, 3, 6, 0, 4, 1, 0, 3, 6, 5, 5, 5, 5, 3, 0, 5, 3,
    ]);
  });

  it('choose without replacement, and go on from there, as default_rng(42).choice(12, 6, replace=False)', () => {
    const generator = new Pcg64(42);
    expect([...chooseDistinct(generator, 12, 6)]).toEqual([5, 6, 10, 11, 4, 0]);
    expect([...chooseDistinct(generator, 12, 6)]).toEqual([8, 11, 7, 5, 10, 6]);
    expect([...chooseDistinct(new Pcg64(42), 100, 10)]).toEqual([
      96, 71, 8, 60, 41, 94, 68, 9, 19, 82,
    ]);
  });
});

describe('permuted group labels', () => {
  it('are those of numpy for the seeds of the specification', () => {
    expect(text(draw(codesOf('000000111111'), 'shuffle', 42, null, 2))).toBe(
      '011110000101' + '110110100100',
    );
    expect(text(draw(codesOf('000000111111'), 'proportional', 42))).toBe('011010011001');
    expect(text(draw(codesOf('000001111111'), 'proportional', 42))).toBe('010011100111');
    expect(text(draw(codesOf('0001111'), 'draw', 1)).slice(0, 7)).toBe('1111001');
  });

  it('of pairs exchange both rows or none, as numpy does for pairs in sorted order', () => {
    const { codes, pairs } = pairsOf(10);
    const labels = draw(codes, 'shuffle', 42, pairs);
    // default_rng(42).permutation([0, 1]) ten times in a row.
    const first = [1, 0, 0, 0, 1, 1, 0, 1, 0, 0];
    expect([...labels.subarray(0, 10)]).toEqual(first);
    pairs.subarray(10).forEach((pair, k) => expect(labels[10 + k]).toBe(1 - first[pair]!));
  });

  it.each<GroupStrategy>(['shuffle', 'proportional'])(
    '%s keeps group sizes, also where rounding fails in NiSpace',
    (strategy) => {
      for (const [a, b] of [
        [3, 4],
        [55, 66],
        [60, 165],
        [7, 7],
        [1, 5],
      ] as const) {
        const codes = Uint8Array.from({ length: a + b }, (_, k) => (k < a ? 0 : 1));
        const labels = draw(codes, strategy, 5);
        expect(labels.reduce((sum, code) => sum + code, 0)).toBe(b);
      }
    },
  );

  it('proportional takes the same share of both groups', () => {
    const labels = draw(
      Uint8Array.from({ length: 40 }, (_, k) => (k < 20 ? 0 : 1)),
      'proportional',
      3,
      null,
      50,
    );
    for (let k = 0; k < 50; k++) {
      expect(labels.subarray(k * 40, k * 40 + 20).reduce((sum, code) => sum + code, 0)).toBe(10);
    }
  });

  it('proportional in pairs exchanges half of them, whatever the order of the rows', () => {
    const { codes, pairs } = pairsOf(9);
    const labels = draw(codes, 'proportional', 8, pairs, 20);
    for (let k = 0; k < 20; k++) {
      const own = labels.subarray(k * 18, (k + 1) * 18);
      const exchanged = own.subarray(0, 9).reduce((sum, code) => sum + code, 0);
      expect([4, 5]).toContain(exchanged);
      pairs.forEach((pair, row) => expect(own[row]).toBe(row < 9 ? own[pair] : 1 - own[pair]!));
    }
  });

  it('depend on seed and number only, not on the block', () => {
    const codes = codesOf('00000001111111');
    const all = draw(codes, 'shuffle', 9, null, 30);
    const part = new Uint8Array(all.length);
    fillLabels({ codes, pairs: null }, 'shuffle', 9, 17, 30, part, new Control());
    expect(part.subarray(17 * 14)).toEqual(all.subarray(17 * 14));
  });

  it('of pairs cannot be drawn with replacement', () => {
    const { codes, pairs } = pairsOf(4);
    expect(() => draw(codes, 'draw', 1, pairs)).toThrow(/shuffle/);
  });
});
