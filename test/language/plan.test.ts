// From the text to plans: defaults, canonical names, paths, refusals, and the way back from errors to places.
import { homedir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { capabilities } from '../../engine/capabilities.js';
import { PLAN_VERSION } from '../../engine/plan.js';
import type { Catalog } from '../../language/catalog.js';
import { analysesOf, findAnalysis, locate, lowerAnalysis } from '../../language/plan.js';
import { fakeCatalog } from './fake-catalog.js';
import { load, PREAMBLE, workflow } from './setup.js';

const able = fakeCatalog(
  {},
  {
    ...capabilities,
    methods: ['spearman', 'pearson', 'pls'],
    nullModels: ['moran', 'alexander_bloch', 'burt2020', 'alexander_bloch+moran'],
    laterProperties: [],
    sources: [...capabilities.sources, 'sum'],
  },
);

async function lower(text: string, catalog: Catalog = able, name = 'A') {
  const { document } = await load(text, catalog);
  return lowerAnalysis(findAnalysis(document, name)!, { catalog });
}
const plan = async (text: string) => {
  const lowered = await lower(text);
  if (!lowered.plan) throw new Error(lowered.problems.map(({ message }) => message).join('\n'));
  return workflow(lowered.plan);
};
const analysis = (properties: string, before = '') =>
  `${PREAMBLE}${before}\ncolocalization A { y: pain, x: receptors, ${properties} }`;

describe('a plan', () => {
  test('has the version of the engine', async () => {
    expect((await plan(analysis(''))).version).toBe(PLAN_VERSION);
  });

  test('takes own properties before defaults before the table', async () => {
    const { nPerm, seed, mcDimension } = await plan(
      analysis('n_perm: 2000', 'defaults { n_perm: 3000, seed: 7, paired: true }'),
    );
    expect([nPerm, seed, mcDimension]).toEqual([2000, 7, 'array']);
  });

  test('remembers what the file sets, here or in defaults, of what the analysis knows', async () => {
    const { written } = await plan(
      analysis('n_perm: 2000', 'defaults { n_perm: 3000, seed: 7, paired: true }'),
    );
    expect(written).toEqual(['y', 'x', 'n_perm', 'seed']);
  });

  test('has canonical names in the order written', async () => {
    const found = await plan(
      analysis(
        'parcellation: "Desikan", mc_method: [bonf, meff, fdr], maps_method: "msr", standardize: zx',
      ),
    );
    expect(found.parcellation).toEqual({ kind: 'library', name: 'DesikanKilliany' });
    expect(found.corrections).toEqual(['bonferroni', 'meff_galwey', 'fdr_bh']);
    expect(found).toMatchObject({ mapsMethod: 'moran' });
    expect(found.standardize).toEqual(['x', 'z']);
  });

  test('has the same meaning for bare and quoted names', async () => {
    expect(await plan(analysis('parcellation: "Desikan", p_tails: "upper"'))).toEqual(
      await plan(analysis('parcellation: Desikan, p_tails: upper')),
    );
  });

  test('reads `none` as no value', async () => {
    const { seed, z, standardize } = await plan(analysis('seed: none, z: none, standardize: none'));
    expect([seed, z, standardize]).toEqual([null, [], []]);
  });

  test('holds the options of the chosen method and null model, and no others', async () => {
    const found = await plan(
      analysis(
        'colocalization_method: pls, n_components: 3, maps_method: burt2020, maps_resample: false, maps_deltas: [0.2, 0.4]',
      ),
    );
    expect(found.methodOptions).toEqual({ n_components: 3, rank: false });
    expect(found).toHaveProperty('mapsOptions', {
      maps_resample: false,
      maps_deltas: [0.2, 0.4],
      maps_kernel: 'exp',
      maps_pv: 25,
      maps_nh: 25,
      maps_b: null,
      maps_batch_size: 100,
    });
    expect(await plan(analysis(''))).toHaveProperty('mapsOptions', {});
  });

  test('holds tails by statistic', async () => {
    expect((await plan(analysis('p_tails: { rho: lower }'))).tails).toEqual({ rho: 'lower' });
  });

  test('puts the cortex first in a sum', async () => {
    const found = await plan(analysis('parcellation: TianS1 + Schaefer200'));
    expect(found.parcellation).toEqual({
      kind: 'sum',
      parts: ['Schaefer200Parcels7Networks', 'TianS1'],
    });
  });

  test.each<[string, string, object]>([
    [
      'a table',
      'table "../data/t.csv.gz" { index: name, rows: [a, "b c"], transpose: true }',
      { kind: 'table', path: '/data/t.csv.gz', index: 'name', rows: ['a', 'b c'], transpose: true },
    ],
    [
      'an image, labelled by its declaration',
      'image "~/i.nii.gz" { space: fsLR, background_value: [auto, 0, -1] }',
      {
        kind: 'images',
        entries: [{ label: 'm', path: `${homedir()}/i.nii.gz` }],
        options: {
          space: 'fsLR',
          background: ['auto', 0, -1],
          minValidCount: null,
          minValidFraction: null,
          resamplingTarget: 'data',
        },
      },
    ],
    [
      'images by a pattern',
      'images "../*.nii.gz" { background_value: false }',
      {
        kind: 'glob',
        pattern: '/*.nii.gz',
        options: {
          space: null,
          background: false,
          minValidCount: null,
          minValidFraction: null,
          resamplingTarget: 'data',
        },
      },
    ],
    [
      'a surface',
      'surface "l.gii" "/r.gii"',
      {
        kind: 'surface',
        label: 'm',
        left: '/study/l.gii',
        right: '/r.gii',
        options: {
          space: null,
          background: 'auto',
          minValidCount: null,
          minValidFraction: null,
          resamplingTarget: 'data',
        },
      },
    ],
    ['an example', 'example patients', { kind: 'example', name: 'patients' }],
    [
      'a reference with filters',
      'reference PET { collection: all, maps: { target: "5HT1a", n: ">10" }, sets: Serotonin, weight_range: [0, 2.5] }',
      {
        kind: 'reference',
        dataset: 'pet',
        collection: 'All',
        filter: {
          maps: { target: '5HT1a', n: '>10' },
          sets: ['Serotonin'],
          setSizeRange: null,
          weightRange: [0, 2.5],
          weightQuantile: null,
        },
      },
    ],
  ])('reads %s', async (_name, source, expected) => {
    const { y } = await plan(`maps m = ${source}\ncolocalization A { y: m, x: reference pet }`);
    expect(y).toEqual({ declaration: 'm', ...expected });
  });

  test('labels an inline image by its file, and has no declaration for it', async () => {
    const { y } = await plan('colocalization A { y: image "sub/pain.nii.gz", x: reference pet }');
    expect(y).toMatchObject({
      declaration: null,
      entries: [{ label: 'pain', path: '/study/sub/pain.nii.gz' }],
    });
  });

  test('escapes special characters of the folder in a pattern', async () => {
    const { y } = await plan(
      'maps m = images "/data [1]/*.nii"\ncolocalization A { y: m, x: reference pet }',
    );
    expect(y).toMatchObject({ pattern: '/data [1]/*.nii' });
  });

  test('waits for the analysis whose result it uses', async () => {
    const text = `${analysis('')}\nmaps r = result of A\ncolocalization B { y: r, x: receptors }`;
    const lowered = await lower(text, able, 'B');
    expect(workflow(lowered.plan).y).toEqual({ declaration: 'r', kind: 'result', analysis: 'A' });
    const { document } = await load(text, able);
    expect(analysesOf(document, able)).toEqual([
      { name: 'A', kind: 'colocalization', line: 4, dependencies: [], runnable: true },
      { name: 'B', kind: 'colocalization', line: 6, dependencies: ['A'], runnable: true },
    ]);
  });
});

describe('a plan of groups', () => {
  const groups = (properties: string, before = '') =>
    `${PREAMBLE}${before}\nmaps subjects = example patients\n`
    + `design study = table "d.csv" { groups: dx, covariates: [age], site: scanner, subjects: pair, index: id }\n`
    + `group_colocalization A { y: subjects, x: receptors, design: study, ${properties} }`;

  test('has a design, a comparison and a strategy, and nothing of null maps', async () => {
    const found = await plan(
      groups('comparison_method: cohen(AN, HC), groups_strategy: draw, combat: true'),
    );
    expect(found).toMatchObject({
      kind: 'group_colocalization',
      design: {
        declaration: 'study',
        path: '/study/d.csv',
        index: 'id',
        groups: 'dx',
        covariates: ['age'],
        site: 'scanner',
        subjects: 'pair',
      },
      comparison: { transform: 'cohen', levels: ['AN', 'HC'] },
      paired: false,
      combat: true,
      groupsStrategy: 'draw',
      pooled: 'auto',
    });
    const maps = [
      'mapsMethod',
      'mapsOptions',
      'mapsWhich',
      'mapsNulls',
      'nullSpace',
      'yCovariates',
    ];
    for (const key of maps) expect(found).not.toHaveProperty(key);
  });

  test.each<[string, string, object]>([
    ['both groups by default', '', { comparison: { transform: 'hedges', levels: null } }],
    [
      'differences of pairs by default when paired',
      'paired: true',
      { comparison: { transform: 'pairedcohen', levels: null }, paired: true },
    ],
    [
      'pairs whenever the comparison is one of pairs',
      'comparison_method: elemdiff(b, a)',
      { comparison: { transform: 'elemdiff', levels: ['b', 'a'] }, paired: true },
    ],
    [
      'labels exchanged within pairs for any comparison that is asked for',
      'paired: true, comparison_method: hedges(AN, HC)',
      { comparison: { transform: 'hedges', levels: ['AN', 'HC'] }, paired: true },
    ],
  ])('compares %s', async (_what, properties, expected) => {
    expect(await plan(groups(properties))).toMatchObject(expected);
  });

  test('does not look at properties of null maps in `defaults`', async () => {
    const found = await plan(groups('', 'defaults { maps_method: moran, pooled_p: median }'));
    expect(found).not.toHaveProperty('mapsMethod');
    expect(found.pooled).toBe('auto');
  });

  test.each(['maps_method: moran', 'maps_which: X', 'null_space: fsLR', 'pooled_p: mean'])(
    'takes no %s',
    async (property) => {
      const { codes } = await load(groups(property), able);
      expect(codes).toContain('property-not-allowed');
    },
  );

  test('needs a design', async () => {
    const text = `${PREAMBLE}group_colocalization A { y: pain, x: receptors }`;
    const { problems } = await lower(text);
    expect(problems?.map(({ code }) => code)).toContain('missing-property');
  });
});

describe('an analysis is refused', () => {
  const problems = async (text: string, catalog: Catalog = able) =>
    (await lower(text, catalog)).problems;

  test('when its kind comes later', async () => {
    const catalog = fakeCatalog({}, { ...able.capabilities, analyses: ['colocalization'] });
    expect(await problems(`${PREAMBLE}xsea A { y: pain, x: receptors }`, catalog)).toEqual([
      {
        code: 'later-version',
        message: '`xsea` comes with a later version; this version runs colocalization.',
      },
    ]);
  });

  test('when a property comes later, naming it', async () => {
    const catalog = fakeCatalog({}, { ...able.capabilities, laterProperties: ['z'] });
    expect(await problems(analysis('z: gm'), catalog)).toEqual([
      {
        property: 'z',
        code: 'later-version',
        message: '`z` comes with a later version; this version runs analyses that do not set it.',
      },
    ]);
    expect(await problems(analysis('z: none'), catalog)).toBeUndefined();
  });

  test.each([
    ['a value is wrong', analysis('n_perm: 0'), [{ property: 'n_perm', code: 'out-of-range' }]],
    [
      'a key is unknown, rather than ignored',
      analysis('nperm: 100'),
      [{ property: 'nperm', code: 'unknown-property' }],
    ],
    [
      'an option has no method, rather than ignored',
      analysis('n_components: 2'),
      [{ property: 'n_components', code: 'option-without-method' }],
    ],
    [
      'a required property is missing',
      `${PREAMBLE}colocalization A { y: pain }`,
      [{ code: 'missing-property' }],
    ],
    [
      'a declaration is wrong',
      'maps m = reference pett\ncolocalization A { y: m, x: m }',
      [{ declaration: 'm', code: 'unknown-dataset' }],
    ],
    [
      'an option of a declaration is wrong',
      'maps m = reference pet { collection: Nothing }\ncolocalization A { y: m, x: m }',
      [{ declaration: 'm', code: 'unknown-collection' }],
    ],
    [
      'a key of a declaration is unknown, rather than ignored',
      'maps m = reference pet { colection: All }\ncolocalization A { y: m, x: m }',
      [{ declaration: 'm', code: 'unknown-property' }],
    ],
    [
      'it waits for itself',
      'maps r = result of A\ncolocalization A { y: r, x: reference pet }',
      [{ code: 'cycle' }],
    ],
    ['it has syntax errors', analysis('seed 1'), [{ code: 'syntax' }]],
    [
      'there is a syntax error outside of all declarations',
      `${analysis('')}\n]`,
      [{ code: 'syntax' }],
    ],
  ])('when %s', async (_name, text, expected) => {
    expect(await problems(text)).toMatchObject(expected);
  });
});

test('a syntax error in another analysis refuses nothing', async () => {
  const { plan: found } = await lower(`${analysis('')}\ncolocalization B { y pain, x: receptors }`);
  expect(found?.name).toBe('A');
});

describe('the place of an error', () => {
  const text = `maps receptors = reference pet
maps pain = images { "Pain": "pain.nii.gz" }
defaults { n_perm: 5000 }
colocalization A {
    y: pain
    x: receptors
}`;
  test.each<[string, Parameters<typeof locate>[2], [number, number, number]]>([
    ['a property', { property: 'x' }, [5, 4, 16]],
    ['a property of defaults', { property: 'n_perm' }, [2, 11, 23]],
    ['a property that is not set', { property: 'seed' }, [3, 15, 16]],
    ['a declaration', { declaration: 'pain' }, [1, 5, 9]],
    ['the analysis', null, [3, 15, 16]],
  ])('is found for %s', async (_name, subject, [line, from, to]) => {
    const { document } = await load(text);
    expect(locate(document, 'A', subject)).toEqual({
      start: { line, character: from },
      end: { line, character: to },
    });
  });
});
