import { describe, expect, it } from 'vitest';
import { cleanBetween } from '../../../../engine/prepare/clean/between.js';
import { designProblems } from '../../../../engine/prepare/clean/design-problems.js';
import { encode } from '../../../../engine/prepare/clean/encode.js';
import { pearson } from '../../../../engine/stats/correlation.js';
import { idle } from '../idle.js';
import { columnOf, designColumn, maps, meanOf, noise } from '../simulated.js';

const N = 40;
const random = noise(N, 6, 1);
const age = columnOf(noise(N, 1, 2), 0).map((v) => 40 + 10 * v);
const group = age.map((_, k) => (k % 2 ? 'PAT' : 'HC'));
const ageColumn = designColumn('age', age);
const groups = designColumn('groups', group, true);

describe('cleaning between subjects', () => {
  it('removes the covariate and keeps the protected group effect', () => {
    const y = maps(
      N,
      6,
      (row, i) => random.values[row * 6 + i]! + 0.3 * age[row]! + (group[row] === 'PAT' ? 2 : 0),
    );
    const { table } = cleanBetween(y, { nuisance: [ageColumn], protected: [groups] }, idle);
    const direct = maps(
      N,
      6,
      (row, i) => random.values[row * 6 + i]! + (group[row] === 'PAT' ? 2 : 0),
    );
    const same = cleanBetween(direct, { nuisance: [ageColumn], protected: [groups] }, idle).table;
    table.values.forEach((value, at) => expect(value).toBeCloseTo(same.values[at]!, 10));
  });

  it('leaves nothing of the covariate beside the protected columns: cleaning again changes nothing', () => {
    const design = {
      nuisance: [
        ageColumn,
        designColumn(
          'sex',
          age.map((_, k) => k % 3),
        ),
      ],
      protected: [groups],
    };
    const once = cleanBetween(random, design, idle).table;
    const twice = cleanBetween(once, design, idle).table;
    twice.values.forEach((value, at) => expect(value).toBeCloseTo(once.values[at]!, 11));
  });

  it('without protection is orthogonal to the covariate and keeps the intercept', () => {
    const { table } = cleanBetween(random, { nuisance: [ageColumn], protected: [] }, idle);
    for (let i = 0; i < 6; i++) {
      const cleaned = columnOf(table, i);
      expect(Math.abs(pearson(cleaned, age))).toBeLessThan(1e-12);
      // The mean moves by −mean(age)·β, as covariates are not centred.
      const slope = (columnOf(random, i)[0]! - cleaned[0]!) / age[0]!;
      expect(meanOf(cleaned)).toBeCloseTo(meanOf(columnOf(random, i)) - slope * meanOf(age), 10);
    }
  });

  it('treats each parcel over the subjects that have it', () => {
    const gappy = maps(N, 2, (row, i) => (i === 1 && row < 5 ? NaN : random.values[row * 6 + i]!));
    const { table } = cleanBetween(gappy, { nuisance: [ageColumn], protected: [] }, idle);
    const rest = columnOf(table, 1);
    expect(rest.map(Number.isNaN).lastIndexOf(true)).toBe(4);
    expect(Math.abs(pearson(rest, age))).toBeLessThan(1e-12);
  });

  it('notes subjects without a covariate and parcels that cannot be cleaned', () => {
    const holed = age.map((value, k) => (k === 3 ? null : value));
    const y = maps(N, 2, (row, i) => (i === 1 && row !== 5 && row !== 6 ? NaN : row + i));
    const { table, notes } = cleanBetween(
      y,
      { nuisance: [designColumn('age', holed)], protected: [] },
      idle,
    );
    expect(notes.map((note) => note.code)).toEqual(['missing-covariate', 'parcels-not-cleaned']);
    expect(table.values[3 * 2]).toBeNaN();
    expect(columnOf(table, 1).every(Number.isNaN)).toBe(true);
  });

  it('does not guess where a parcel has only subjects of some sites', () => {
    const site = age.map((_, k) => ['A', 'B', 'C'][k % 3]!);
    const of = (missing: string) =>
      cleanBetween(
        maps(N, 1, (row) => (site[row] === missing ? NaN : random.values[row]!)),
        { nuisance: [designColumn('site', site)], protected: [] },
        idle,
      );
    // Without site B, the others are still compared with A; without A there is nothing to compare them with.
    expect(of('B').notes).toEqual([]);
    expect(of('A').notes.map((note) => note.code)).toEqual(['parcels-not-cleaned']);
  });

  it('stops when the run is cancelled', () => {
    const work = { ...idle, signal: AbortSignal.abort() };
    expect(() => cleanBetween(random, { nuisance: [ageColumn], protected: [] }, work)).toThrow(
      'Cancelled',
    );
  });
});

describe('encoding of a design', () => {
  it('puts numbers first, then categories without their first level, then site', () => {
    const { columns, continuous, categorical } = encode([
      designColumn('site', [2, 10, 2]),
      designColumn('hand', ['R', 'L', 'R']),
      designColumn('age', [30, 31, null]),
      designColumn('smoker', ['True', 'False', 'True']),
    ]);
    expect(columns.map(({ name }) => name)).toEqual(['age', 'smoker', 'hand_R', 'site_10']);
    expect([...columns[0]!.values]).toEqual([30, 31, NaN]);
    expect([...columns[3]!.values]).toEqual([0, 1, 0]);
    expect([continuous, categorical]).toEqual([
      ['age', 'smoker'],
      ['hand', 'site'],
    ]);
  });
});

describe('problems of a design', () => {
  const problem = (...nuisance: ReturnType<typeof designColumn>[]) =>
    designProblems({ nuisance, protected: [groups] }).map(({ code, column, message }) => [
      code,
      column,
      message,
    ]);

  it('are none for a sound one', () => {
    expect(
      problem(
        ageColumn,
        designColumn(
          'site',
          age.map((_, k) => k % 3),
        ),
      ),
    ).toEqual([]);
  });

  it('name a constant, an empty and a collinear column, and what it repeats', () => {
    expect(
      problem(
        designColumn(
          'sex',
          age.map(() => 1),
        ),
      )[0],
    ).toEqual(['constant-covariate', 'sex', expect.stringContaining('the same in all 40 rows')]);
    expect(
      problem(
        designColumn(
          'iq',
          age.map(() => null),
        ),
      )[0]!.slice(0, 2),
    ).toEqual(['empty-covariate', 'iq']);
    expect(
      problem(
        ageColumn,
        designColumn(
          'months',
          age.map((v) => 12 * v + 1),
        ),
      )[0],
    ).toEqual([
      'collinear-covariate',
      'months',
      expect.stringContaining('says nothing that age does not say'),
    ]);
    expect(
      problem(
        designColumn(
          'scanner',
          group.map((g) => (g === 'PAT' ? 'new' : 'old')),
        ),
      )[0],
    ).toEqual(['collinear-covariate', 'scanner', expect.stringContaining('groups')]);
    expect(
      problem(
        designColumn(
          'lab',
          age.map(() => 'x'),
        ),
      )[0]!.slice(0, 2),
    ).toEqual(['constant-covariate', 'lab']);
  });

  it('include a category with as many levels as rows', () => {
    expect(
      problem(
        designColumn(
          'id',
          age.map((_, k) => `s${k}`),
        ),
      )[0]!.slice(0, 2),
    ).toEqual(['too-many-covariates', 'id']);
  });

  it('refuse the run with the same words', () => {
    const constant = designColumn(
      'sex',
      age.map(() => 1),
    );
    expect(() => cleanBetween(random, { nuisance: [constant], protected: [] }, idle)).toThrow(
      /covariate sex is the same/,
    );
    expect(() =>
      cleanBetween(random, { nuisance: [designColumn('a', [1, 2])], protected: [] }, idle),
    ).toThrow(/2 rows and y has 40/);
  });
});
