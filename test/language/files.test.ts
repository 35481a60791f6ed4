// Rules that read files, on tables held in memory.
import { describe, expect, test } from 'vitest';
import type { FakeFiles } from './fake-catalog.js';
import { fakeCatalog, TINY_PARCELS } from './fake-catalog.js';
import { load } from './setup.js';

const at = (name: string) => `/study/${name}`;
const header = ['map', ...TINY_PARCELS];
const values = ['1', '2', '3', '4'];
const GOOD = [header, ['one', ...values], ['two', ...values]];
const SUBJECTS = [header, ...Array.from({ length: 40 }, (_, i) => [`s${i}`, ...values])];
const DESIGN = [
  [
    'id',
    'groups',
    'age',
    'pair',
    'scanner',
    'same',
    'three',
    'copy',
    'side',
    'lone',
    'slip',
    'older',
  ],
  ...SUBJECTS.slice(1).map(([id = ''], i) => [
    id,
    i % 2 ? 'AN' : 'HC',
    String(20 + i),
    `p${i >> 1}`,
    `m${(i >> 1) % 2}`,
    'x',
    `g${i % 3}`,
    String(i % 2),
    i % 2 ? 'A' : 'B',
    i === 7 ? 'B' : i % 4 ? 'A' : 'C',
    i === 3 ? '3O' : String(i % 5),
    String(25 + i),
  ]),
];

/** Codes without what this version cannot run and without the warning about few parcels. */
const codes = async (text: string, files: FakeFiles) =>
  (await load(text, fakeCatalog(files), true)).codes.filter(
    (code) => code !== 'later-version' && code !== 'few-parcels',
  );
const tables = (source: string) =>
  `defaults { parcellation: Tiny }\nmaps t = ${source}\ncolocalization A { y: t, x: reference pet }`;
const groups = (design: string, properties = '') =>
  `defaults { parcellation: Tiny }\nmaps t = table "subjects.csv"\ndesign d = table "design.csv" ${design}\n`
  + `group_colocalization A { y: t, design: d, x: reference pet ${properties} }`;
const study = { tables: { [at('subjects.csv')]: SUBJECTS, [at('design.csv')]: DESIGN } };

/** So many subjects in each group. */
const few = (each: number): FakeFiles => ({
  tables: {
    [at('subjects.csv')]: SUBJECTS.slice(0, 1 + 2 * each),
    [at('design.csv')]: DESIGN.slice(0, 1 + 2 * each),
  },
});

type Case = readonly [code: string, text: string, files: FakeFiles];
const good: FakeFiles = { tables: { [at('t.csv')]: GOOD } };
const withTable = (table: string[][] | null): FakeFiles => ({ tables: { [at('t.csv')]: table } });

const nulls = (file: string, properties = 'n_perm: 1000') =>
  `defaults { parcellation: Tiny }\nmaps t = table "t.csv"\ncolocalization A { y: t, x: t, maps_nulls: "${file}", ${properties} }`;
const withNulls = (file: string): FakeFiles => ({ ...good, files: [at(file)] });

const FOUND: readonly Case[] = [
  ['missing-file', nulls('nulls_2x1000x4.npy'), good],
  ['unreadable-nulls', nulls('nulls.npy'), withNulls('nulls.npy')],
  ['nulls-do-not-fit', nulls('nulls_2x999x4.npy'), withNulls('nulls_2x999x4.npy')],
  ['nulls-do-not-fit', nulls('nulls_3x1000x4.npy'), withNulls('nulls_3x1000x4.npy')],
  ['nulls-do-not-fit', nulls('nulls_2x1000x5.npy'), withNulls('nulls_2x1000x5.npy')],
  ['nulls-do-not-fit', nulls('nulls_1000x4.npy'), withNulls('nulls_1000x4.npy')],
  ['nulls-do-not-fit', nulls('nulls_2x2x2x2.npy'), withNulls('nulls_2x2x2x2.npy')],
  ['missing-file', tables('table "none.csv"'), good],
  ['missing-file', tables('image "a.nii"'), good],
  ['missing-file', tables('images "*.nii"'), good],
  ['missing-file', tables('images { A: "a.nii" }'), good],
  ['missing-file', tables('surface "l.gii" "r.gii"'), { files: [at('l.gii')] }],
  ['missing-file', `parcellation p = image "p.nii" { labels: "p.txt" }`, { files: [at('p.nii')] }],
  ['unreadable-table', tables('table "t.csv"'), withTable(null)],
  ['unreadable-image', tables('image "broken.nii"'), { files: [at('broken.nii')] }],
  ['several-volumes', tables('image "series.nii"'), { files: [at('series.nii')] }],
  ['unknown-column', tables('table "t.csv" { index: label }'), good],
  ['unknown-row', tables('table "t.csv" { rows: [one, tow] }'), good],
  ['missing-parcels', tables('table "t.csv"'), withTable([header, ['one', '1', '', '3', '']])],
  ['columns-do-not-fit', tables('table "t.csv"'), withTable(GOOD.map((row) => row.slice(0, 4)))],
  [
    'columns-do-not-fit',
    tables('table "t.csv"'),
    withTable([
      ['map', ...TINY_PARCELS.slice(0, 3), 'other'],
      ['one', ...values],
    ]),
  ],
  [
    'matched-by-position',
    tables('table "t.csv"'),
    withTable([
      ['map', 'p1', 'p2', 'p3', 'p4'],
      ['one', ...values],
    ]),
  ],
  ['unknown-set', 'maps a = reference pet { sets: [Serotonine] }', {}],
  ['unknown-map', 'maps a = reference pet { maps: "5HT9" }', {}],
  ['unknown-column', groups('{ groups: group }'), study],
  ['unknown-column', groups('{ covariates: [agee] }'), study],
  ['constant-covariate', groups('{ covariates: [age, same] }'), study],
  ['one-site', groups('{ site: same }'), study],
  ['unknown-group', groups('', 'comparison_method: hedges(PAT, HC)'), study],
  ['more-than-two-groups', groups('{ groups: three }', 'comparison_method: hedges(g0, g1)'), study],
  ['one-group', groups('{ groups: same }'), study],
  [
    'small-group',
    groups(''),
    {
      tables: {
        [at('subjects.csv')]: SUBJECTS.slice(0, 20),
        [at('design.csv')]: DESIGN.slice(0, 20),
      },
    },
  ],
  [
    'rows-do-not-match',
    groups(''),
    { tables: { ...study.tables, [at('design.csv')]: DESIGN.slice(0, 20) } },
  ],
  ['collinear-covariate', groups('{ covariates: [age, copy] }'), study],
  ['collinear-covariate', groups('{ covariates: [] , site: side }'), study],
  ['incomplete-pair', groups('{ subjects: three, covariates: [] }', 'paired: true'), study],
  ['site-of-one', groups('{ covariates: [], site: lone }', 'combat: true'), study],
  ['mixed-column', groups('{ covariates: [slip] }'), study],
  ['too-many-covariates', groups('{ covariates: [id] }'), study],
  [
    'collinear-covariate',
    'defaults { parcellation: Tiny }\nmaps t = table "subjects.csv"\ndesign d = table "design.csv" { covariates: [age, older] }\n'
      + 'colocalization A { y: t, y_covariates: d, x: reference pet }',
    study,
  ],
  [
    'rows-do-not-match',
    groups(''),
    {
      tables: {
        ...study.tables,
        [at('design.csv')]: DESIGN.slice(0, 20).map(([id = '', ...rest]) => [`x${id}`, ...rest]),
      },
    },
  ],
  [
    'matched-by-position',
    groups(''),
    {
      tables: {
        ...study.tables,
        [at('design.csv')]: DESIGN.map(([id = '', ...rest], i) => [i ? `x${id}` : id, ...rest]),
      },
    },
  ],
  [
    'unreachable-threshold',
    'defaults { parcellation: Tiny, n_perm: 1000, mc_method: bonferroni }\nmaps t = table "subjects.csv"\ncolocalization A { y: t, x: reference pet }',
    study,
  ],
  [
    'needs-several-tests',
    'defaults { parcellation: Tiny, n_perm: 1000, mc_method: fdr_bh }\nmaps t = table "subjects.csv"\ncolocalization A { y: t, x: reference pet }',
    study,
  ],
  [
    'needs-approximation',
    'defaults { parcellation: Tiny, n_perm: 1000, mc_method: bonferroni, p_approximation: gpd }\nmaps t = table "subjects.csv"\ncolocalization A { y: t, x: reference pet }',
    study,
  ],
  [
    'few-nulls',
    'defaults { parcellation: Tiny, n_perm: 200, p_approximation: gpd }\nmaps t = table "subjects.csv"\ncolocalization A { y: t, x: reference pet }',
    study,
  ],
  ['few-relabelings', groups('{ covariates: [] }'), few(3)],
  ['few-relabelings', groups('{ subjects: pair, covariates: [] }', 'paired: true'), few(4)],
  [
    'few-relabelings',
    groups('{ covariates: [] }', 'mc_method: bonferroni, p_approximation: gpd'),
    few(3),
  ],
];

const CLEAN: readonly Case[] = [
  ['null maps of each map', nulls('nulls_2x1000x4.npy'), withNulls('nulls_2x1000x4.npy')],
  [
    'more null maps than are asked for',
    nulls('nulls_2x2000x4.npy'),
    withNulls('nulls_2x2000x4.npy'),
  ],
  [
    'null maps of the side that is permuted',
    nulls('nulls_1000x4.npy', 'n_perm: 1000, maps_which: Y')
      .replace('y: t', 'y: one')
      .replace('maps t', 'maps one = table "t.csv" { rows: [one] }\nmaps t'),
    withNulls('nulls_1000x4.npy'),
  ],
  [
    'tables whose columns are the parcels in another order',
    tables('table "t.csv"'),
    withTable([
      ['map', ...[...TINY_PARCELS].reverse()],
      ['one', ...values],
    ]),
  ],
  [
    'tables with another label column',
    tables('table "t.csv" { index: name, rows: [two] }'),
    withTable(
      GOOD.map(([label = '', ...rest], i) => [
        ...rest.slice(0, 2),
        i ? label : 'name',
        ...rest.slice(2),
      ]),
    ),
  ],
  [
    'transposed tables',
    tables('table "t.csv" { transpose: true }'),
    withTable([['parcel', 'one'], ...TINY_PARCELS.map((label) => [label, '1'])]),
  ],
  [
    'images that are there',
    tables('images { A: "a.nii", B: "b.nii" }'),
    { files: [at('a.nii'), at('b.nii')] },
  ],
  ['patterns that find something', tables('images "*.nii"'), { files: [at('a.nii')] }],
  [
    'surfaces that are there',
    tables('surface "l.gii" "r.gii"'),
    { files: [at('l.gii'), at('r.gii')] },
  ],
  [
    'sets and maps of the library',
    'maps a = reference pet { sets: [Serotonin], maps: "5HT1a" }',
    {},
  ],
  [
    'designs that fit',
    groups(
      '{ covariates: [age], site: scanner, subjects: pair }',
      'comparison_method: hedges(AN, HC)',
    ),
    study,
  ],
  [
    'pairs that are complete',
    groups('{ covariates: [three], subjects: pair }', 'paired: true'),
    study,
  ],
  [
    'sites that ComBat can use',
    groups('{ covariates: [age], site: scanner }', 'combat: true'),
    study,
  ],
  [
    'maxT of 1,000 permutations',
    'defaults { parcellation: Tiny, n_perm: 1000, mc_method: [maxT, step_maxT] }\nmaps t = table "subjects.csv"\ncolocalization A { y: t, x: reference pet }',
    study,
  ],
  [
    'corrections within reach',
    'defaults { parcellation: Tiny, n_perm: 10000, mc_method: bonferroni }\nmaps t = table "subjects.csv"\ncolocalization A { y: t, x: reference pet }',
    study,
  ],
];

describe('once files are read, the editor', () => {
  test.each(FOUND)('says %s: %s', async (code, text, files) => {
    expect(await codes(text, files)).toContain(code);
  });

  test.each(CLEAN)('is content with %s', async (_name, text, files) => {
    expect(await codes(text, files)).toEqual([]);
  });

  test('names the missing cells by map', async () => {
    const { diagnostics } = await load(
      tables('table "t.csv"'),
      fakeCatalog(withTable([header, ['one', '1', '', '3', ''], ['two', ...values]])),
      true,
    );
    expect(diagnostics.find(({ code }) => code === 'missing-parcels')?.message).toMatch(
      /^2 values are missing in 1 of 2 maps: one \(2\)/,
    );
  });

  test('names the columns that differ', async () => {
    const table = [
      ['map', ...TINY_PARCELS.slice(0, 3), 'other'],
      ['one', ...values],
    ];
    const { diagnostics } = await load(
      tables('table "t.csv"'),
      fakeCatalog(withTable(table)),
      true,
    );
    expect(diagnostics.find(({ code }) => code === 'columns-do-not-fit')?.message).toMatch(
      /no column for 1 of them \(hemi-R_lab-b\) and 1 columns that are none \(other\)/,
    );
  });
});
