// Designs: rows joined to Y by label or by position, columns by name, missing cells, and errors that name file, column and row.
import { describe, expect, it } from 'vitest';
import type { TextTable } from '../../../../engine/formats/csv.js';
import { designOf, groupsOf } from '../../../../engine/library/load/design.js';
import type { DesignSource } from '../../../../engine/plan.js';

const table = (...lines: string[]): TextTable => {
  const [columns = [], ...rows] = lines.map((line) =>
    line.split(' ').map((c) => (c === '.' ? '' : c)),
  );
  return { columns, rows, lines: rows.map((_, i) => i + 2) };
};
const source = (changes: Partial<DesignSource> = {}): DesignSource => ({
  declaration: null,
  path: '/d.csv',
  index: null,
  groups: 'groups',
  covariates: null,
  site: null,
  subjects: null,
  ...changes,
});
const STUDY = table(
  'id groups age site pair',
  's3 HC 30 B p1',
  's1 PAT 41.5 A p1',
  's2 HC NA A p2',
);

function read(given: TextTable, labels: string[], changes: Partial<DesignSource> = {}) {
  const codes: string[] = [];
  const messages: string[] = [];
  const design = designOf(given, source(changes), labels, {
    warn(code, message) {
      codes.push(code);
      messages.push(message);
    },
  });
  return { design, codes, messages };
}

describe('a design', () => {
  it('is joined by label, whatever the order of its rows', () => {
    const { design, codes } = read(STUDY, ['s1', 's2', 's3'], { site: 'site', subjects: 'pair' });
    expect(design.groups!.cells).toEqual(['PAT', 'HC', 'HC']);
    expect(design.covariates).toEqual([{ name: 'age', cells: ['41.5', null, '30'] }]);
    expect(design.site!.cells).toEqual(['A', 'A', 'B']);
    expect(design.subjects!.cells).toEqual(['p1', 'p2', 'p1']);
    expect(codes).toEqual([]);
  });

  it('takes every other column as covariates, and none of an empty list', () => {
    const names = (changes: Partial<DesignSource>): string[] =>
      read(STUDY, ['s1', 's2', 's3'], changes).design.covariates.map(({ name }) => name);
    expect(names({})).toEqual(['age', 'site', 'pair']);
    expect(names({ covariates: [] })).toEqual([]);
    expect(names({ covariates: ['age', 'site'], site: 'site' })).toEqual(['age']);
    expect(names({ index: 'pair', groups: 'site' })).toEqual(['id', 'groups', 'age']);
  });

  it('is joined by position with a warning when no label agrees', () => {
    const { design, codes, messages } = read(STUDY, ['x', 'y', 'z']);
    expect(design.groups!.cells).toEqual(['HC', 'PAT', 'HC']);
    expect(codes).toEqual(['rows-by-position']);
    expect(messages[0]).toContain('"s3" with "x"');
  });

  it('needs no column of labels when its first column has another use', () => {
    const { design, codes } = read(table('groups age', 'A 1', 'B 2'), ['x', 'y']);
    expect(design.groups!.cells).toEqual(['A', 'B']);
    expect(design.covariates.map(({ cells }) => cells)).toEqual([['1', '2']]);
    expect(codes).toEqual(['rows-by-position']);
  });

  it('says which of its rows are not used', () => {
    const { codes, messages } = read(STUDY, ['s1', 's2']);
    expect(codes).toEqual(['unused-rows']);
    expect(messages[0]).toContain('s3');
  });

  it('says when a column of numbers holds text, naming the row', () => {
    const slip = table('id groups age', 's1 A 3O', 's2 B 30');
    const { codes, messages } = read(slip, ['s1', 's2']);
    expect(codes).toEqual(['mixed-column']);
    expect(messages[0]).toMatch(/age of \/d\.csv.*"3O" in the row s1/);
  });

  it.each<[string, string, () => unknown]>([
    [
      'a row of y is lacking',
      'no row for 1 of the 2 rows of y: s9',
      () => read(STUDY, ['s1', 's9']),
    ],
    [
      'no label agrees and the counts differ',
      '3 rows and y has 2, and no label occurs in both ("s3", "x")',
      () => read(STUDY, ['x', 'y']),
    ],
    [
      'a subject has two rows',
      'the row "s1" stands on lines 2 and 3',
      () => read(table('id groups', 's1 A', 's1 B'), ['s1']),
    ],
    [
      'a column is not there',
      '/d.csv has no column agee. Did you mean age?',
      () => read(STUDY, ['s1', 's2', 's3'], { covariates: ['agee'] }),
    ],
    [
      'the groups are not there',
      'no column dx',
      () =>
        groupsOf(
          read(STUDY, ['s1', 's2', 's3'], { groups: 'dx' }).design,
          source({ groups: 'dx' }),
        ),
    ],
  ])('is refused when %s', (_what, message, work) => {
    expect(work).toThrow(message);
  });
});
