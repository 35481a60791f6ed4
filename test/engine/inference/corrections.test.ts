import { describe, expect, it } from 'vitest';
import {
  correct,
  correctionByName,
  corrections,
  type PTable,
} from '../../../engine/inference/corrections.js';
import { galwey, liJi } from '../../../engine/inference/meff.js';

const one = { x: () => null, y: () => null };
const noNulls = (): never => {
  throw new Error('no nulls here');
};
/** Those that look at p values only; the others have max-t.test.ts. */
const byP = corrections.filter(({ kind }) => kind !== 'nulls');
const table = (p: number[], rows = 1): PTable => ({
  rows,
  columns: p.length / rows,
  p: Float64Array.from(p),
});
const apply = (
  name: string,
  p: number[],
  rows = 1,
  dimension: 'array' | 'x' | 'y' = 'array',
): number[] => [...correct(correctionByName.get(name)!, table(p, rows), dimension, one, noNulls).p];

describe('corrections', () => {
  it('match worked examples', () => {
    expect(apply('bonferroni', [0.01, 0.02, 0.6])).toEqual([0.03, 0.06, 1]);
    expect(apply('holm', [0.01, 0.04, 0.03])).toEqual([0.03, 0.06, 0.06]);
    expect(apply('fdr_bh', [0.01, 0.04, 0.03, 0.005])).toEqual([0.02, 0.04, 0.04, 0.02]);
    expect(apply('simes_hochberg', [0.01, 0.04, 0.03])).toEqual([0.03, 0.04, 0.04]);
    const close = (name: string, p: number[], expected: number[]): void =>
      apply(name, p).forEach((q, i) => expect(q, name).toBeCloseTo(expected[i]!, 14));
    // The sum of 1/i up to 4 is 25/12.
    close('fdr_by', [0.01, 0.04, 0.03, 0.005], [0.5 / 12, 1 / 12, 1 / 12, 0.5 / 12]);
    close('sidak', [0.01, 0.5], [1 - 0.99 ** 2, 0.75]);
    close('holm_sidak', [0.01, 0.04, 0.03], [1 - 0.99 ** 3, 1 - 0.97 ** 2, 1 - 0.97 ** 2]);
  });

  it('keep missing p out of the family', () => {
    for (const { name } of byP) {
      const [a, missing, b] = apply(name, [0.01, NaN, 0.02]);
      expect(missing).toBeNaN();
      expect([a, b]).toEqual(apply(name, [0.01, 0.02]));
    }
  });

  it('never lower a p and keep the order', () => {
    const p = [0.2, 0.001, 0.04, 0.04, 0.9];
    for (const { name } of byP) {
      const q = apply(name, p);
      p.forEach((value, i) => expect(q[i]).toBeGreaterThanOrEqual(value - 1e-15));
      expect(q[1]).toBe(Math.min(...q));
    }
  });

  it('take one family per row or column when asked', () => {
    const p = [0.01, 0.02, 0.03, 0.04];
    expect(apply('bonferroni', p, 2, 'y')).toEqual(p.map((v) => v * 2));
    expect(apply('holm', p, 2, 'x')).toEqual([0.02, 0.04, 0.03, 0.04]);
  });
});

describe('effective number of tests', () => {
  it('is M for independent maps and 1 for identical ones', () => {
    expect(galwey([1, 1, 1, 1])).toBeCloseTo(4, 12);
    expect(galwey([4])).toBeCloseTo(1, 12);
    expect(liJi([1, 1, 1])).toBe(3);
  });

  it('matches the worked example of the specification', () => {
    const eigenvalues = [0.69809096, 1.01586948, 1.07407941, 1.21196015];
    expect(galwey(eigenvalues)).toBeCloseTo(3.96147427, 7);
    expect(liJi(eigenvalues)).toBeCloseTo(4, 7);
  });
});
