import { describe, expect, it } from 'vitest';
import { cleanWithin } from '../../../../engine/prepare/clean/within.js';
import { pearson } from '../../../../engine/stats/correlation.js';
import { idle } from '../idle.js';
import { maps, noise } from '../simulated.js';

const y = noise(3, 50, 4);
const z = noise(3, 50, 5);
const row = (values: Float64Array, k: number): Float64Array =>
  values.subarray(k * 50, (k + 1) * 50);

describe('cleaning within maps', () => {
  it('is orthogonal to all covariate maps, with mean 0', () => {
    const { table, notes } = cleanWithin(y, z, false, idle);
    expect(notes).toEqual([]);
    for (let k = 0; k < 3; k++) {
      for (let m = 0; m < 3; m++)
        expect(Math.abs(pearson(row(table.values, k), row(z.values, m)))).toBeLessThan(1e-12);
      expect(row(table.values, k).reduce((sum, v) => sum + v, 0)).toBeCloseTo(0, 12);
    }
  });

  it('uses the matching map only when maps are matched', () => {
    const { table } = cleanWithin(y, z, true, idle);
    expect(Math.abs(pearson(row(table.values, 1), row(z.values, 1)))).toBeLessThan(1e-12);
    expect(Math.abs(pearson(row(table.values, 1), row(z.values, 0)))).toBeGreaterThan(1e-3);
  });

  it('makes a map missing that the covariates explain, and says so', () => {
    const explained = maps(1, 50, (_, i) => 2 * z.values[i]! - 1);
    const { table, notes } = cleanWithin(explained, z, false, idle);
    expect(table.values.every(Number.isNaN)).toBe(true);
    expect(notes[0]!.message).toContain('s0');
  });

  it('refuses maps that do not fit', () => {
    expect(() => cleanWithin(y, noise(1, 40, 1), false, idle)).toThrow(/40 parcels and y has 50/);
    expect(() => cleanWithin(y, noise(2, 50, 1), true, idle)).toThrow(/there are 2/);
    expect(() =>
      cleanWithin(
        y,
        maps(1, 50, () => 1),
        false,
        idle,
      ),
    ).toThrow(/same value in all parcels/);
  });
});
