import { describe, expect, it } from 'vitest';
import {
  correlateWithinRegions,
  omnibus,
  type SubjectSide,
} from '../../../engine/additional/within-region.js';
import { pearson } from '../../../engine/stats/correlation.js';
import { midRanks } from '../../../engine/stats/ranks.js';
import { idle } from '../prepare/idle.js';
import { columnOf, noise } from '../prepare/simulated.js';

const S = 25;
const P = 8;
const [a, b] = [noise(S, P, 51), noise(S, P, 52)];
const side = (values: Float64Array): SubjectSide => ({ values, subjects: S, parcels: P });
/** Parcels 0 to 3 go together. */
const mixed = b.values.map((v, at) => v + (at % P < 4 ? 2 * a.values[at]! : 0));
const options = { method: 'pearson', rToZ: true, permutations: 200, seed: 42 } as const;
const x = side(a.values);
const y = side(mixed);
const column = (values: Float64Array, i: number): number[] => columnOf({ ...a, values }, i);

describe('correlation within regions', () => {
  it('correlates subjects in each parcel, and finds the parcels that go together', () => {
    const { observed, p, nulls } = correlateWithinRegions(x, y, options, idle);
    observed.forEach((z, i) =>
      expect(z).toBeCloseTo(Math.atanh(pearson(column(a.values, i), column(mixed, i))), 12),
    );
    for (let i = 0; i < 4; i++) expect(p[i]).toBe(1 / 200);
    expect(nulls.length).toBe(P * 200);
    const all = omnibus({ observed, nulls }, 'absrho', 200, true);
    expect(all.p).toBe(1 / 200);
    expect(all.observed).toBeCloseTo(
      observed.reduce((sum, z) => sum + Math.abs(Math.tanh(z)), 0) / P,
      12,
    );
    expect(omnibus({ observed, nulls }, 'rho', 200, true).p).toBe(1 / 200);
    expect(omnibus({ observed, nulls }, 'rho2', 200, true).observed).toBeLessThan(1);
  });

  it('moves all parcels of a subject together, as numpy sorts the draws', () => {
    const three: SubjectSide = { values: Float64Array.of(1, 2, 4, 8, 16), subjects: 5, parcels: 1 };
    const marks: SubjectSide = {
      values: Float64Array.of(1, 10, 100, 1000, 10000),
      subjects: 5,
      parcels: 1,
    };
    const { nulls } = correlateWithinRegions(
      three,
      marks,
      { ...options, rToZ: false, permutations: 3 },
      idle,
    );
    // argsort(default_rng(42).random((5, 3)), axis 0), transposed (spec/statistics.md A.3).
    const orders = [
      [3, 4, 1, 2, 0],
      [1, 3, 0, 2, 4],
      [2, 4, 0, 3, 1],
    ];
    orders.forEach((order, k) =>
      expect(nulls[k]).toBe(
        pearson(
          three.values,
          order.map((s) => marks.values[s]!),
        ),
      ),
    );
  });

  it('Spearman ranks the subjects that have both, also in nulls', () => {
    const holed = a.values.map((v, at) => (at === 3 * P || at === 9 * P ? NaN : v));
    const { observed, nulls } = correlateWithinRegions(
      side(holed),
      y,
      { ...options, method: 'spearman', rToZ: false },
      idle,
    );
    const kept = [...Array(S).keys()].filter((s) => s !== 3 && s !== 9);
    const of = (values: Float64Array): Float64Array =>
      midRanks(kept.map((s) => column(values, 0)[s]!));
    expect(observed[0]).toBeCloseTo(pearson(of(a.values), of(mixed)), 13);
    expect(nulls.some(Number.isNaN)).toBe(false);
  });

  it('does not see a monotone change of one side (Spearman)', () => {
    const spearman = { ...options, method: 'spearman' } as const;
    const one = correlateWithinRegions(x, y, spearman, idle);
    const other = correlateWithinRegions(x, side(mixed.map((v) => Math.exp(v))), spearman, idle);
    expect(other).toEqual(one);
  });

  it('uses one value for each subject in every parcel', () => {
    const age: SubjectSide = {
      values: Float64Array.from(column(a.values, 2)),
      subjects: S,
      parcels: null,
    };
    const { observed } = correlateWithinRegions(age, y, { ...options, permutations: 0 }, idle);
    expect(observed[5]).toBeCloseTo(Math.atanh(pearson(age.values, column(mixed, 5))), 12);
    expect(correlateWithinRegions(age, y, { ...options, permutations: 0 }, idle).p.length).toBe(0);
  });

  it('refuses sides that do not match', () => {
    const age: SubjectSide = { values: new Float64Array(S), subjects: S, parcels: null };
    expect(() => correlateWithinRegions(age, age, options, idle)).toThrow(/value for every parcel/);
    expect(() => correlateWithinRegions(x, { ...y, subjects: 20 }, options, idle)).toThrow(
      /25 subjects and y has 20/,
    );
    expect(() => correlateWithinRegions(x, { ...y, parcels: 4 }, options, idle)).toThrow(
      /8 parcels and y has 4/,
    );
  });
});
