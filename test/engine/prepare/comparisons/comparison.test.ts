import { describe, expect, it } from 'vitest';
import type { MapTable } from '../../../../engine/library/map-table.js';
import { Pcg64 } from '../../../../engine/nulls/rng/pcg64.js';
import { GroupComparison } from '../../../../engine/prepare/comparisons/comparison.js';
import { codeGroups } from '../../../../engine/prepare/comparisons/groups.js';
import { TRANSFORMS } from '../../../../engine/prepare/comparisons/transforms.js';

const table = (rows: number[][]): MapTable => ({
  labels: rows.map((_, k) => `s${k}`),
  sets: rows.map(() => null),
  weights: rows.map(() => null),
  parcels: rows[0]!.map((_, i) => `p${i}`),
  values: Float64Array.from(rows.flat()),
});
const random = (rows: number, parcels: number, seed = 1): number[][] => {
  const rng = new Pcg64(seed);
  return Array.from({ length: rows }, () =>
    Array.from({ length: parcels }, () => 1 + rng.random()),
  );
};
const groupsOf = (groups: (string | null)[], subjects: (string | null)[] | null = null) =>
  codeGroups({ labels: groups.map((_, k) => `s${k}`), groups, subjects });
const run = (
  rows: number[][],
  groups: (string | null)[],
  transform: string,
  levels: string[],
  subjects: string[] | null = null,
) => new GroupComparison(table(rows), { transform, levels }, groupsOf(groups, subjects)).observed();

const a = [
  [1, 2, NaN],
  [2, 4, 1],
  [4, 5, 2],
];
const b = [
  [0, 2, 3],
  [1, 3, 5],
  [2, NaN, 4],
  [2, 2, 5],
];
const ab = ['a', 'a', 'a', 'b', 'b', 'b', 'b'];

describe('group comparisons', () => {
  it.each([
    ['cohen', [0.8894934, 1.1547005, -3.0508511]],
    ['hedges', [0.7490471, 0.9237604, -2.4406809]],
  ])('%s has the reference values of the specification', (name, expected) => {
    const { table: result } = run([...a, ...b], ab, name, ['a', 'b']);
    // Printed with seven decimals.
    expected.forEach((value, i) => expect(result.values[i]).toBeCloseTo(value, 6));
    expect(result.labels).toEqual([name]);
  });

  it.each(['hedges', 'cohen', 'meandiff'])(
    '%s changes its sign when the groups are exchanged',
    (name) => {
      const rows = random(12, 6);
      const labels = rows.map((_, k) => (k % 3 ? 'HC' : 'AN'));
      const one = run(rows, labels, name, ['AN', 'HC']).table.values;
      const other = run(rows, labels, name, ['HC', 'AN']).table.values;
      one.forEach((value, i) => expect(other[i]).toBe(-value));
    },
  );

  it('takes named levels and letters for the same groups', () => {
    const rows = random(8, 3);
    const labels = ['HC', 'HC', 'AN', 'AN', 'HC', 'AN', 'AN', 'HC'];
    const named = run(rows, labels, 'hedges', ['AN', 'HC']).table.values;
    expect(run(rows, labels, 'hedges', ['a', 'b']).table.values).toEqual(named);
    expect(run(rows, labels, 'hedges', ['A', 'B']).table.values).toEqual(named);
  });

  it('sorts numbers as numbers: 9 comes before 10', () => {
    expect(groupsOf(['10', '9', '10']).levels).toEqual(['9', '10']);
    expect(groupsOf(['x10', 'x9']).levels).toEqual(['x10', 'x9']);
  });

  it('of pairs do not depend on the order of the rows', () => {
    const rows = random(10, 4);
    const labels = rows.map((_, k) => (k < 5 ? 'pre' : 'post'));
    const ids = rows.map((_, k) => `id${k % 5}`);
    const order = [7, 2, 9, 0, 1, 8, 5, 3, 6, 4];
    for (const name of ['pairedcohen', 'elemdiff', 'prc', 'logfc']) {
      const straight = run(rows, labels, name, ['pre', 'post'], ids).table.values;
      const mixed = run(
        order.map((k) => rows[k]!),
        order.map((k) => labels[k]!),
        name,
        ['pre', 'post'],
        order.map((k) => ids[k]!),
      ).table.values;
      straight.forEach((value, i) => expect(mixed[i]).toBeCloseTo(value, 12));
    }
  });

  it('labels one map for each row of the first group, in the order of the pairs', () => {
    const rows = random(6, 2);
    const { table: result } = run(
      rows,
      ['x', 'x', 'x', 'y2', 'y2', 'y2'],
      'elemdiff',
      ['x', 'y2'],
      ['c', 'a', 'b', 'a', 'b', 'c'],
    );
    expect(result.labels).toEqual(['s1', 's2', 's0']);
    expect(result.values[0]).toBe(rows[1]![0]! - rows[3]![0]!);
  });

  it('shift with a constant added to one group: differences by it, standardised ones in proportion', () => {
    const rows = random(14, 5);
    const labels = rows.map((_, k) => (k % 2 ? 'b' : 'a'));
    const shifted = rows.map((row, k) => row.map((v) => v + (labels[k] === 'a' ? 3 : 0)));
    const of = (data: number[][], name: string) => run(data, labels, name, ['a', 'b']).table.values;
    of(rows, 'meandiff').forEach((v, i) =>
      expect(of(shifted, 'meandiff')[i]).toBeCloseTo(v + 3, 12),
    );
    const [d0, d1, m0] = [of(rows, 'cohen'), of(shifted, 'cohen'), of(rows, 'meandiff')];
    d0.forEach((v, i) => expect(d1[i]! / v).toBeCloseTo((m0[i]! + 3) / m0[i]!, 9));
    const all = rows.map((row) => row.map((v) => v + 100));
    of(all, 'hedges').forEach((v, i) => expect(v).toBeCloseTo(of(rows, 'hedges')[i]!, 9));
  });

  it('keeps centiles between 0 and 100 and counts the reference as in the specification', () => {
    const { table: result } = run([[1], [NaN], [3]], ['g', 'g', 'g'], 'centile', ['a']);
    expect([...result.values]).toEqual([50, NaN, 100]);
  });

  it('gives missing values where there is nothing to divide by, and says so', () => {
    const rows = [
      [1, 2],
      [1, 3],
      [1, 4],
      [2, 5],
      [2, 6],
      [2, 8],
    ];
    const labels = ['a', 'a', 'a', 'b', 'b', 'b'];
    for (const name of ['cohen', 'hedges', 'zscore', 'rzscore']) {
      const { table: result, notes } = run(rows, labels, name, ['a', 'b']);
      expect(result.values[0]).toBeNaN();
      expect(result.values[1]).not.toBeNaN();
      expect(notes.map((note) => note.code)).toContain('comparison-missing');
    }
    expect(
      run([[0], [4], [1], [2]], ['a', 'a', 'b', 'b'], 'prc', ['a', 'b'], ['1', '2', '1', '2']).table
        .values,
    ).toEqual(Float64Array.of(NaN, 50));
  });

  it('leaves out rows without a group, and notes them and small groups', () => {
    const groups = groupsOf(['a', null, 'b', 'b', 'a']);
    expect([...groups.rows]).toEqual([0, 2, 3, 4]);
    expect(groups.notes.map((note) => note.code)).toEqual([
      'rows-without-group',
      'small-group',
      'small-group',
    ]);
    expect(groups.notes[0]!.message).toContain('s1');
  });

  it('notes references that are too small for quantiles', () => {
    const rows = random(50, 2);
    const codes = (n: number) =>
      run(
        rows,
        rows.map((_, k) => (k < n ? 'b' : 'a')),
        'rzscore',
        ['a', 'b'],
      ).notes.map((n2) => n2.code);
    expect(codes(10)).toContain('small-reference');
    expect(codes(25)).toContain('moderate-reference');
    expect(codes(30)).toEqual([]);
  });

  it('refuses what cannot be compared, in words', () => {
    const rows = random(4, 2);
    expect(() => groupsOf(['a', 'b', 'c'])).toThrow(/3 groups \(a, b, c\)/);
    expect(() => groupsOf([null, null])).toThrow(/No row of y has a group/);
    expect(() => run(rows, ['AN', 'AN', 'HC', 'HC'], 'hedges', ['AN', 'XX'])).toThrow(
      /no group XX. It has AN and HC/,
    );
    expect(() => run(rows, ['AN', 'AN', 'AN', 'AN'], 'hedges', ['a', 'b'])).toThrow(/one group/);
    expect(() => run(rows, ['AN', 'HC', 'HC', 'HC'], 'hedges', ['AN', 'HC'])).toThrow(
      /at least 2 rows in the group AN/,
    );
    expect(() => run(rows, ['AN', 'AN', 'HC', 'HC'], 'pairedhedges', ['a', 'b'])).toThrow(
      /There is no comparison pairedhedges/,
    );
    expect(() => run(rows, ['AN', 'AN', 'HC', 'HC'], 'hedges', ['a'])).toThrow(/takes two groups/);
    expect(() => run(rows, ['AN', 'AN', 'HC', 'HC'], 'pairedcohen', ['a', 'b'])).toThrow(
      /subjects: COLUMN/,
    );
    expect(() => run(rows, ['AN', 'HC', 'HC', 'HC'], 'logfc', ['a', 'b'])).toThrow(/1 and 3 rows/);
    expect(() => groupsOf(['a', 'a', 'b', 'b'], ['1', '2', '1', '3'])).toThrow(
      /2 \(1 \+ 0 rows\), 3 \(0 \+ 1 rows\)/,
    );
    expect(() => groupsOf(['a', 'b'], ['1', null])).toThrow(/no pair id: s1/);
  });

  it('has one row of the table for each name', () => {
    expect(new Set(TRANSFORMS.map((t) => t.name)).size).toBe(TRANSFORMS.length);
  });
});
