// Balance of covariates by hand-computed numbers, and what is left out.
import { describe, expect, it } from 'vitest';
import {
  balance,
  balanceGroups,
  isUnbalanced,
  siteSpreads,
} from '../../../client/webview/results/design-balance.js';
import type { ResultDesign } from '../../../engine/result.js';

const design: ResultDesign = {
  groups: [
    { level: 'HC', rows: 3 },
    { level: 'PAT', rows: 3 },
  ],
  groupOf: [0, 0, 0, 1, 1, 1, null],
  pairs: null,
  comparison: { name: 'hedges', sides: ['PAT', 'HC'] },
  regressed: { continuous: ['age'], categorical: ['sex'] },
  protected: ['groups'],
  combat: {
    column: 'site',
    sites: [
      { site: 'A', rows: 3, rounds: 4 },
      { site: 'B', rows: 2, rounds: 4 },
    ],
    means: {
      site: [0, 0, 0, 1, 1, null, null],
      before: [1, 2, 3, 6, 8, 5, 5],
      after: [3, 4, 5, 3, 5, null, null],
    },
  },
  matrix: {
    columns: [
      { name: 'age', role: 'regressed' },
      { name: 'sex_m', role: 'regressed' },
      { name: 'site_B', role: 'site' },
      { name: 'groups_PAT', role: 'protected' },
      { name: 'intercept', role: 'intercept' },
    ],
    rows: ['a', 'b', 'c', 'd', 'e', 'f', 'g'],
    values: [
      ...[20, 1, 0, 0, 1],
      ...[22, 0, 0, 0, 1],
      ...[24, 0, 0, 0, 1],
      ...[23, 1, 1, 1, 1],
      ...[25, 1, 1, 1, 1],
      ...[null, 0, 0, 1, 1],
      ...[99, 1, 1, 0, 1],
    ],
  },
};

describe('the balance of covariates', () => {
  it('has mean, spread and difference of the groups compared, missing values and ungrouped rows left out', () => {
    const [age] = balance(design);
    expect(age!.groups).toEqual([
      { count: 3, mean: 22, sd: 2, ones: null },
      { count: 2, mean: 24, sd: Math.SQRT2, ones: null },
    ]);
    // (24 − 22)/√((4 + 2)/2), PAT first as in hedges(PAT, HC).
    expect(age!.difference).toBeCloseTo(2 / Math.sqrt(3), 14);
    expect(isUnbalanced(age!)).toBe(true);
  });

  it('takes columns of 0 and 1 as shares', () => {
    const [, sex] = balance(design);
    expect(sex!.groups.map(({ ones, count }) => [ones, count])).toEqual([
      [1, 3],
      [2, 3],
    ]);
    // (2/3 − 1/3)/√(2/9).
    expect(sex!.difference).toBeCloseTo(1 / 3 / Math.sqrt(2 / 9), 14);
  });

  it('leaves out the groups themselves and the intercept', () => {
    expect(balance(design).map(({ column }) => column)).toEqual(['age', 'sex_m', 'site_B']);
  });

  it('has no difference where nothing varies, and none of less than two groups', () => {
    const flat = {
      ...design,
      matrix: {
        ...design.matrix,
        columns: [{ name: 'q', role: 'regressed' as const }],
        values: [2, 2, 2, 3, 3, 3, 9],
      },
    };
    expect(balance(flat)[0]!.difference).toBeNull();
    const whole = { ...design, groups: [], comparison: null };
    expect(balanceGroups(whole)).toEqual(['all rows']);
    expect(balance(whole)[0]).toMatchObject({ difference: null, groups: [{ count: 6 }] });
  });
});

describe('the sites', () => {
  it('have mean and spread before and after ComBat', () => {
    expect(siteSpreads(design)).toMatchObject([
      { site: 'A', count: 3, before: { mean: 2, sd: 1 }, after: { mean: 4, sd: 1 } },
      {
        site: 'B',
        count: 2,
        before: { mean: 7, sd: Math.SQRT2 },
        after: { mean: 4, sd: Math.SQRT2 },
      },
    ]);
  });

  it('have none in results that did not keep them', () => {
    const { column, sites } = design.combat!;
    expect(siteSpreads({ ...design, combat: { column, sites } })).toEqual([]);
  });
});
