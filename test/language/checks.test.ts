// Each rule once with a file it rejects and once with one it accepts. Fast rules read no files; slow ones have tests of their own.
import { describe, expect, test } from 'vitest';
import { RULES } from '../../language/checks/registry.js';
import { capabilities } from '../../engine/capabilities.js';
import { fakeCatalog } from './fake-catalog.js';
import { load, PREAMBLE } from './setup.js';

const analysis = (properties: string) =>
  `${PREAMBLE}colocalization A { y: pain, x: receptors, ${properties} }`;
const group = (properties: string, design = 'groups: dx') =>
  `maps receptors = reference pet\nmaps subjects = example patients\ndesign study = table "design.csv" { ${design} }\n`
  + `group_colocalization A { y: subjects, x: receptors, design: study, ${properties} }`;

/** Everything this version might run one day, so that these tests do not change with it. */
const able = {
  ...capabilities,
  analyses: ['colocalization', 'group_colocalization', 'xsea', 'group_xsea', 'pipeline'] as const,
  methods: ['pearson', 'spearman', 'partialspearman', 'pls', 'mlr', 'slr', 'lasso', 'elasticnet'],
  nullModels: ['moran', 'random', 'alexander_bloch', 'burt2020', 'alexander_bloch+moran'],
  corrections: ['meff_galwey', 'maxT', 'fdr_bh', 'bonferroni', 'holm'],
  laterProperties: [],
  sources: ['reference', 'example', 'table', 'image', 'images', 'surface', 'result', 'sum'],
};
const codes = async (text: string) => (await load(text, fakeCatalog({}, able))).codes;

const CASES: readonly [code: string, rejected: string, accepted: string][] = [
  ['unknown-property', analysis('nperm: 5000'), analysis('n_perm: 5000')],
  ['property-not-allowed', analysis('paired: true'), group('paired: false')],
  ['duplicate-property', analysis('seed: 1, seed: 2'), analysis('seed: 1')],
  ['missing-value', analysis('seed:'), analysis('seed: none')],
  [
    'missing-property',
    `${PREAMBLE}colocalization A { y: pain }`,
    `${PREAMBLE}defaults { x: receptors }\ncolocalization A { y: pain }`,
  ],
  [
    'missing-property',
    'pipeline P { fit { } }',
    'maps a = reference pet\npipeline P { fit { x: a } colocalize { } }',
  ],
  ['wrong-type', analysis('n_perm: many'), analysis('n_perm: 1e4')],
  ['wrong-type', analysis('n_perm: [1000]'), analysis('mc_method: [meff]')],
  ['wrong-type', analysis('standardize: xa'), analysis('standardize: zx')],
  [
    'wrong-type',
    analysis('p_tails: { rho: 3 }').replace('3', '[upper]'),
    analysis('p_tails: { rho: upper }'),
  ],
  ['wrong-type', analysis('maps_nulls: nulls'), analysis('maps_nulls: "nulls.npy"')],
  ['out-of-range', analysis('n_perm: 0'), analysis('n_perm: 1000')],
  ['out-of-range', analysis('seed: -1'), analysis('seed: 0')],
  ['out-of-range', analysis('n_proc: -2'), analysis('n_proc: -1')],
  ['out-of-range', analysis('n_perm: 1000.5'), analysis('n_perm: 1001')],
  [
    'out-of-range',
    'maps a = reference pet { set_size_range: [9, 5] }',
    'maps a = reference pet { set_size_range: [5, 9] }',
  ],
  ['listed-twice', analysis('mc_method: [meff, meff_galwey]'), analysis('mc_method: [meff, fdr]')],
  [
    'unknown-method',
    analysis('colocalization_method: spaerman'),
    analysis('colocalization_method: spearman'),
  ],
  ['unknown-null-model', analysis('maps_method: spin'), analysis('maps_method: brainspace')],
  ['unknown-correction', analysis('mc_method: fdr_hb'), analysis('mc_method: fdr_bh')],
  [
    'unknown-comparison',
    group('comparison_method: hedge(a, b)'),
    group('comparison_method: hedges(a, b)'),
  ],
  [
    'wrong-number-of-groups',
    group('comparison_method: hedges(a)'),
    group('comparison_method: zscore(a)'),
  ],
  [
    'same-group-twice',
    group('comparison_method: hedges(AN, AN)'),
    group('comparison_method: hedges(AN, HC)'),
  ],
  ['wrong-type', group('comparison_method: hedges'), group('comparison_method: hedges(b, a)')],
  ['unknown-value', analysis('mc_dimension: rows'), analysis('mc_dimension: y')],
  ['unknown-value', analysis('pooled_p: true'), analysis('pooled_p: false')],
  ['unknown-statistic', analysis('p_tails: { r: upper }'), analysis('p_tails: { rho: upper }')],
  ['unknown-space', analysis('null_space: fsLLR'), analysis('null_space: fsLR')],
  ['unknown-name', analysis('').replace('y: pain', 'y: paint'), analysis('')],
  [
    'unknown-name',
    analysis('').replace('x: receptors', 'x: pet').replace('maps receptors = reference pet', ''),
    analysis('').replace('x: receptors', 'x: reference pet'),
  ],
  [
    'wrong-kind-of-declaration',
    `design d = table "d.csv"\n${analysis('').replace('y: pain', 'y: d')}`,
    analysis(''),
  ],
  [
    'unknown-parcellation',
    analysis('parcellation: Schaefer300'),
    analysis('parcellation: Schaefer100'),
  ],
  [
    'unknown-parcellation',
    'parcellation p = Schaeffer200 + TianS1',
    'parcellation p = Schaefer200 + TianS1',
  ],
  [
    'not-cortex-and-subcortex',
    'parcellation p = Schaefer200 + Schaefer100',
    'parcellation p = TianS1 + Schaefer100',
  ],
  ['unknown-dataset', 'maps a = reference pett', 'maps a = reference PET'],
  [
    'unknown-collection',
    'maps a = reference pet { collection: UniqueTracer }',
    'maps a = reference pet { collection: all }',
  ],
  ['unknown-example', 'maps a = example patient', 'maps a = example patients'],
  ['unknown-analysis', 'maps a = result of B', `${analysis('')}\nmaps a = result of A`],
  [
    'missing-quotes',
    'maps a = reference pet { maps: 5HT1a }',
    'maps a = reference pet { maps: "5HT1a" }',
  ],
  [
    'duplicate-declaration',
    'maps a = reference pet\nmaps a = example patients',
    'maps a = reference pet\nmaps b = example patients',
  ],
  [
    'duplicate-defaults',
    'defaults { seed: 1 }\ndefaults { n_perm: 5000 }',
    'defaults { seed: 1, n_perm: 5000 }',
  ],
  ['no-images', 'maps a = images { }', 'maps a = images { A: "a.nii" }'],
  [
    'duplicate-label',
    'maps a = images { A: "a.nii", A: "b.nii" }',
    'maps a = images { A: "a.nii", B: "b.nii" }',
  ],
  [
    'option-without-method',
    analysis('n_components: 2'),
    analysis('colocalization_method: [spearman, pls], n_components: 2'),
  ],
  [
    'option-without-method',
    analysis('colocalization_method: lasso, l1_ratio: 0.9'),
    analysis('colocalization_method: [lasso, elasticnet], l1_ratio: 0.9'),
  ],
  [
    'option-without-method',
    analysis('colocalization_method: mlr, r_to_z: false'),
    analysis('colocalization_method: [mlr, pearson], r_to_z: false'),
  ],
  [
    'out-of-range',
    analysis('colocalization_method: elasticnet, l1_ratio: 0'),
    analysis('colocalization_method: elasticnet, l1_ratio: 1'),
  ],
  [
    'out-of-range',
    analysis('colocalization_method: lasso, parcel_train_pct: 1'),
    analysis('colocalization_method: lasso, parcel_train_pct: 0.9'),
  ],
  [
    'statistic-not-tested',
    analysis('colocalization_method: mlr, p_tails: { rho: upper }'),
    analysis('colocalization_method: [mlr, spearman], p_tails: { rho: upper, beta: lower }'),
  ],
  [
    'statistic-not-tested',
    analysis('colocalization_method: mlr, p_tails: { individual: two }'),
    analysis('colocalization_method: mlr, mlr_individual: true, p_tails: { individual: two }'),
  ],
  [
    'option-without-method',
    analysis('maps_resample: false'),
    analysis('maps_method: burt2020, maps_resample: false'),
  ],
  [
    'option-without-method',
    analysis('maps_n_components: 10'),
    analysis('parcellation: Tiny, maps_n_components: 10'),
  ],
  [
    'no-table-for-parcellation',
    `maps e = reference enigmathick\n${analysis('').replace('y: pain', 'y: e')}`,
    `maps e = reference enigmathick\n${analysis('parcellation: Desikan').replace('y: pain', 'y: e')}`,
  ],
  [
    'no-table-for-parcellation',
    `parcellation own = image "p.nii"\n${analysis('parcellation: own')}`,
    `parcellation own = image "p.nii"\n${analysis('parcellation: own').replace('x: receptors', 'x: pain')}`,
  ],
  [
    'other-null',
    analysis('maps_nulls: "nulls.npy", maps_method: moran'),
    analysis('maps_nulls: none, maps_method: moran'),
  ],
  [
    'other-null',
    analysis('maps_nulls: "nulls.npy", maps_procedure: pair'),
    analysis('maps_nulls: "nulls.npy"'),
  ],
  [
    'spin-without-surface',
    analysis('parcellation: Tiny, maps_method: alexander_bloch'),
    analysis('maps_method: alexander_bloch'),
  ],
  [
    'spin-for-subcortex',
    analysis('parcellation: Schaefer200 + TianS1, maps_method: alexander_bloch'),
    analysis('parcellation: Schaefer200 + TianS1, maps_method: alexander_bloch + moran'),
  ],
  [
    'not-cortex-and-subcortex',
    analysis('maps_method: alexander_bloch + moran'),
    analysis('maps_method: moran'),
  ],
  [
    'space-not-available',
    analysis('null_space: MNI152NLin6Asym'),
    analysis('maps_method: moran, null_space: MNI152NLin6Asym'),
  ],
  [
    'different-parcellation',
    `${analysis('')}\nmaps r = result of A\ncolocalization B { y: r, x: receptors, parcellation: Desikan }`,
    `${analysis('')}\nmaps r = result of A\ncolocalization B { y: r, x: receptors, parcellation: Schaefer200 }`,
  ],
  [
    'cycle',
    'maps r = result of A\ncolocalization A { y: r, x: reference pet }',
    `${analysis('')}\nmaps r = result of A\ncolocalization B { y: r, x: receptors }`,
  ],
  ['paired-without-subjects', group('paired: true'), group('paired: true', 'subjects: pair')],
  [
    'paired-without-subjects',
    group('comparison_method: pairedcohen(a, b)'),
    group('comparison_method: cohen(a, b)'),
  ],
  ['combat-without-site', group('combat: true'), group('combat: true', 'site: scanner')],
  [
    'combat-without-site',
    analysis('combat: true'),
    `design d = table "d.csv" { site: scanner }\n${analysis('combat: true, y_covariates: d')}`,
  ],
  ['few-permutations', analysis('n_perm: 999'), analysis('n_perm: 1000')],
  ['few-parcels', analysis('parcellation: Tiny'), analysis('parcellation: Desikan')],
  [
    'partial-without-z',
    analysis('colocalization_method: partialspearman'),
    analysis('colocalization_method: partialspearman, z: pain'),
  ],
  [
    'correction-per-column',
    analysis('mc_method: [meff, maxT], mc_dimension: x'),
    analysis('mc_method: [meff, maxT], mc_dimension: y'),
  ],
  ['random-null', analysis('maps_method: random'), analysis('maps_method: moran')],
  [
    'unknown-step',
    'maps a = reference pet\npipeline P { fit { x: a } colocalizee { } }',
    'maps a = reference pet\npipeline P { fit { x: a } colocalize { } }',
  ],
  [
    'step-order',
    'maps a = reference pet\npipeline P { fit { x: a } permute { what: maps } colocalize { } }',
    'maps a = reference pet\npipeline P { fit { x: a } colocalize { } permute { what: maps } }',
  ],
];

describe('the editor', () => {
  test.each(CASES)('says %s: %s', async (code, rejected, accepted) => {
    expect(await codes(rejected)).toContain(code);
    const other = await codes(accepted);
    expect(other).not.toContain(code);
    expect(other.filter((found) => found !== 'few-parcels')).toEqual([]);
  });

  test('greys out a declaration nothing uses', async () => {
    const { diagnostics } = await load(
      'maps a = reference pet\nmaps b = reference pet\ncolocalization A { y: a, x: a }',
    );
    expect(
      diagnostics.map(({ code, severity, tags, range }) => [
        code,
        severity,
        tags,
        range.start.line,
      ]),
    ).toEqual([['unused-declaration', 4, [1], 1]]);
  });

  test('tells what comes later at the place where it stands, as information', async () => {
    const catalog = fakeCatalog(
      {},
      { ...able, analyses: ['colocalization'], methods: ['spearman'], laterProperties: ['z'] },
    );
    const text = `${PREAMBLE}xsea S { y: pain, x: receptors }\ncolocalization A { y: pain, x: receptors, z: gm, colocalization_method: [spearman, pls] }\ncolocalization B { y: pain, x: receptors, z: none }`;
    const { diagnostics } = await load(text, catalog);
    expect(diagnostics.map(({ code, severity, message }) => [code, severity, message])).toEqual([
      ['later-version', 3, '`xsea` comes with a later version; this version runs colocalization.'],
      [
        'later-version',
        3,
        '`z` comes with a later version; this version runs analyses that do not set it.',
      ],
      ['later-version', 3, '`pls` comes with a later version; this version runs spearman.'],
    ]);
  });

  test('says once what stands in defaults', async () => {
    const text = `${PREAMBLE}defaults { maps_method: moran }\ncolocalization A { y: pain, x: receptors }\ncolocalization B { y: pain, x: receptors }`;
    const { codes: found } = await load(text, fakeCatalog({}, { ...able, nullModels: ['random'] }));
    expect(found).toEqual(['later-version']);
  });

  test('reads no files while one types', async () => {
    const catalog = fakeCatalog();
    await load(CASES.map(([, rejected]) => rejected).join('\n'), catalog, false);
    expect(catalog.reads).toBe(0);
  });

  test('names every rule once, as a statement', () => {
    const names = RULES.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('enrichments', () => {
  const withSets = (properties: string, kind = 'xsea') =>
    `maps pain = images { "Pain": "pain.nii.gz" }\nmaps receptors = reference pet { collection: UniqueTracerSets }\n`
    + `${kind} A { y: pain, x: receptors, ${properties} }`;
  const found = async (text: string) => (await codes(text)).filter((code) => SET_CODES.has(code));
  const SET_CODES = new Set(['x-without-sets', 'other-null', 'no-weights']);

  test('need sets, which only collections have', async () => {
    expect(await found(withSets('seed: 1'))).toEqual([]);
    const table = 'maps mine = table "mine.csv"\nmaps pain = image "pain.nii.gz"\n';
    expect(await found(`${table}xsea A { y: pain, x: mine }`)).toEqual(['x-without-sets']);
    expect(await found(`${table}colocalization A { y: pain, x: mine }`)).toEqual([]);
  });

  test('draw random sets or permute maps, and take no property of the other', async () => {
    expect(await found(withSets('permute_sets: true, maps_which: X'))).toEqual(['other-null']);
    expect(await found(withSets('maps_which: X'))).toEqual([]);
    expect(await found(withSets('x_background: receptors'))).toEqual(['other-null']);
    expect(await found(withSets('x_background: none'))).toEqual([]);
    expect(await found(withSets('permute_sets: true, x_background: receptors'))).toEqual([]);
  });
});
