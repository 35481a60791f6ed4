import { describe, expect, it } from 'vitest';
import { fillLabels } from '../../../engine/nulls/labels.js';
import { relabelings } from '../../../engine/nulls/relabelings.js';
import type { GroupsStrategy } from '../../../engine/plan.js';

const codes = (first: number, second: number): Uint8Array =>
  Uint8Array.from({ length: first + second }, (_, i) => (i < first ? 0 : 1));
const free = (first: number, second: number) => ({ codes: codes(first, second), pairs: null });
const paired = (pairs: number) => ({
  codes: codes(pairs, pairs),
  pairs: Int32Array.from({ length: 2 * pairs }, (_, i) => i % pairs),
});

/** Different labels among many permutations. */
function seen(rows: ReturnType<typeof free | typeof paired>, strategy: GroupsStrategy): number {
  const width = rows.codes.length;
  const out = new Uint8Array(20_000 * width);
  fillLabels(rows, strategy, 1, 0, 20_000, out, { check: () => undefined });
  return new Set(
    Array.from({ length: 20_000 }, (_, k) => out.subarray(k * width, (k + 1) * width).join('')),
  ).size;
}

describe('the number of different permutations of labels', () => {
  it('is what many draws find, for every strategy', () => {
    for (const rows of [free(3, 3), free(4, 6), free(2, 5), paired(3), paired(6)])
      for (const strategy of ['shuffle', 'proportional'] as const)
        expect(seen(rows, strategy), `${strategy} ${rows.codes.join('')}`).toBe(
          relabelings(rows, strategy),
        );
  });

  it('is 20 for 3 and 3 rows, 184,756 for 10 and 10, 2 to the number of pairs', () => {
    expect(relabelings(free(3, 3), 'shuffle')).toBe(20);
    expect(relabelings(free(10, 10), 'shuffle')).toBe(184_756);
    expect(relabelings(paired(10), 'shuffle')).toBe(1024);
    expect(relabelings(free(800, 800), 'shuffle')).toBe(Infinity);
  });

  it('is, for labels drawn with replacement, one over the chance of the labels as they are', () => {
    expect(relabelings(free(3, 3), 'draw')).toBe(64);
    expect(relabelings(free(1, 3), 'draw')).toBeCloseTo(4 * (4 / 3) ** 3, 10);
  });
});
