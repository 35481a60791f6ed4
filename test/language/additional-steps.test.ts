// The steps that look closer, in the editor: what they need of each other, the plans they become, and the Python they are.
import { describe, expect, test } from 'vitest';
import { capabilities } from '../../engine/capabilities.js';
import type { PipelineStep } from '../../engine/plan.js';
import { findAnalysis, lowerAnalysis } from '../../language/plan.js';
import { exportPython } from '../../language/python/export.js';
import { fakeCatalog } from './fake-catalog.js';
import { load, PREAMBLE } from './setup.js';

const catalog = fakeCatalog(
  {
    tables: {
      '/study/design.csv': [
        ['id', 'dx', 'age'],
        ['s1', 'AN', '20'],
        ['s2', 'HC', '30'],
      ],
    },
  },
  { ...capabilities, laterProperties: [] },
);
const text = (steps: string): string => `${PREAMBLE}
maps subjects = table "subjects.csv"
maps others = table "others.csv"
design an = table "design.csv" { groups: dx, covariates: age }
pipeline P { ${steps} }`;
const ONE = 'fit { x: receptors, y: subjects }';
const chain = (after: string, method = 'spearman', what = 'maps'): string =>
  `${ONE} colocalize { method: ${method} } permute { what: ${what} } ${after}`;
const ACROSS = 'fit { x: others, y: subjects }';

const CASES: [code: string, wrong: string, right: string][] = [
  [
    'step-order',
    `${ONE} regional_influence { } colocalize { }`,
    `${ONE} colocalize { } regional_influence { }`,
  ],
  [
    'step-order',
    `${ONE} colocalize { } local_colocalization { k: 20 }`,
    chain('local_colocalization { k: 20 }'),
  ],
  [
    'missing-property',
    chain('local_colocalization { }'),
    chain('local_colocalization { radius: 30 }'),
  ],
  [
    'set-twice',
    chain('local_colocalization { k: 20, radius: 30 }'),
    chain('local_colocalization { fwhm_mm: 40 }'),
  ],
  ['out-of-range', chain('local_colocalization { k: 3 }'), chain('local_colocalization { k: 4 }')],
  [
    'no-local-nulls',
    chain('local_colocalization { k: 20 }', 'spearman, xsea: true', 'sets'),
    chain('local_colocalization { k: 20 }', 'spearman, xsea: true'),
  ],
  [
    'method-without-regions',
    chain('local_colocalization { fwhm_mm: 40 }', 'mlr'),
    chain('local_colocalization { k: 90 }', 'mlr'),
  ],
  [
    'method-without-regions',
    chain('regional_influence { }', '[ridge, mlr]'),
    chain('regional_influence { method: mlr }', '[ridge, mlr]'),
  ],
  [
    'method-without-regions',
    chain('regional_contribution { }', 'mlr'),
    chain('regional_contribution { }', '[mlr, pearson]'),
  ],
  [
    'method-not-compared',
    chain('regional_influence { method: mlr }'),
    chain('regional_influence { method: spearman, signed: true }'),
  ],
  ['missing-property', `fit { y: subjects } colocalize { }`, `${ONE} colocalize { }`],
  [
    'missing-property',
    'fit { x: others } correlate_within_region { }',
    `${ACROSS} correlate_within_region { }`,
  ],
  [
    'missing-property',
    'fit { y: subjects } correlate_within_region { covariate: age }',
    'fit { y: subjects } correlate_within_region { covariate: age, design: an }',
  ],
  [
    'property-not-used',
    `${ACROSS} correlate_within_region { covariate: age, design: an }`,
    'fit { y: subjects } correlate_within_region { covariate: age, design: an }',
  ],
  [
    'property-not-used',
    `${ACROSS} correlate_within_region { design: an }`,
    `${ACROSS} correlate_within_region { }`,
  ],
  [
    'correction-not-usable',
    `${ACROSS} correlate_within_region { mc_method: meff }`,
    `${ACROSS} correlate_within_region { mc_method: fdr_bh }`,
  ],
  [
    'property-not-used',
    `${ACROSS} correlate_within_region { n_perm: none, seed: 1 }`,
    `${ACROSS} correlate_within_region { n_perm: 100, seed: 1 }`,
  ],
  [
    'set-twice',
    'fit { x: others, y: subjects, seed: 2 } correlate_within_region { seed: 1 }',
    `${ACROSS} correlate_within_region { seed: 1 }`,
  ],
  [
    'standardised-subjects',
    'fit { x: others, y: subjects, standardize: y } correlate_within_region { }',
    `${ACROSS} correlate_within_region { }`,
  ],
  [
    'step-order',
    `${ACROSS} reduce_x { reduction: mean } correlate_within_region { }`,
    `${ACROSS} clean_y { how: within, covariates_within: gm } correlate_within_region { }`,
  ],
  [
    'unknown-value',
    `${ACROSS} correlate_within_region { omnibus_stat: mean }`,
    `${ACROSS} correlate_within_region { omnibus_stat: rho2 }`,
  ],
];

test.each(CASES)('%s is said of %s', async (code, wrong, right) => {
  expect((await load(text(wrong), catalog)).codes).toContain(code);
  expect((await load(text(right), catalog)).codes).not.toContain(code);
});

test('a covariate that the design does not have is told with the columns it has', async () => {
  const of = (column: string): string =>
    text(`fit { y: subjects } correlate_within_region { covariate: ${column}, design: an }`);
  const { diagnostics } = await load(of('ages'), catalog, true);
  const found = diagnostics.find(({ code }) => code === 'unknown-column');
  expect(found?.message).toContain('It has: id, dx, age');
  expect((await load(of('age'), catalog, true)).codes).not.toContain('unknown-column');
});

async function lowered(steps: string) {
  const { document } = await load(text(steps), catalog);
  const { plan, problems } = lowerAnalysis(findAnalysis(document, 'P')!, { catalog });
  if (plan?.kind !== 'pipeline') throw new Error(JSON.stringify(problems));
  return { document, plan };
}
const stepOf = async <S extends PipelineStep['step']>(steps: string, name: S) =>
  (await lowered(steps)).plan.steps.find(
    (step): step is PipelineStep & { step: S } => step.step === name,
  );

describe('plans', () => {
  test('have every default', async () => {
    expect(await stepOf(chain('local_colocalization { k: 20 }'), 'local_colocalization')).toEqual({
      step: 'local_colocalization',
      methods: null,
      neighbourhood: { kind: 'nearest', k: 20 },
      correction: 'step_maxT',
    });
    expect(
      await stepOf(
        chain('local_colocalization { fwhm_mm: 40, mc_method: none, method: spearman }'),
        'local_colocalization',
      ),
    ).toMatchObject({
      methods: ['spearman'],
      neighbourhood: { kind: 'gaussian', fwhm: 40 },
      correction: null,
    });
    expect(
      await stepOf(`${ACROSS} correlate_within_region { }`, 'correlate_within_region'),
    ).toEqual({
      step: 'correlate_within_region',
      method: 'pearson',
      covariate: null,
      design: null,
      nPerm: 1000,
      rToZ: true,
      correction: 'step_maxT',
      omnibus: 'absrho',
    });
    expect(
      await stepOf(chain('regional_influence { signed: true }'), 'regional_influence'),
    ).toEqual({ step: 'regional_influence', methods: null, signed: true });
  });

  test('do not standardise subjects unless maps are compared', async () => {
    const of = async (steps: string) => (await stepOf(steps, 'fit'))?.standardize;
    expect(await of(`${ACROSS} correlate_within_region { }`)).toEqual([]);
    expect(await of(`${ONE} colocalize { }`)).toEqual(['x', 'z']);
    expect(
      await of('fit { x: others, y: subjects, standardize: xy } correlate_within_region { }'),
    ).toEqual(['x', 'y']);
  });

  test('have the subjects alone where a covariate takes the place of X, and the seed of the step', async () => {
    const { plan } = await lowered(
      'fit { y: subjects } correlate_within_region { covariate: age, design: an, seed: 9 }',
    );
    expect(plan.steps[0]).toMatchObject({ y: null, x: { declaration: 'subjects' } });
    expect(plan.seed).toBe(9);
  });
});

describe('as Python', () => {
  const python = async (steps: string): Promise<string> => {
    const { document } = await load(text(steps), catalog);
    const { script, problems } = exportPython(document, 'P', { catalog, version: '0' });
    if (script === undefined) throw new Error(JSON.stringify(problems));
    return script;
  };
  test('the steps that look closer are functions of the diagnostics', async () => {
    const script = await python(
      chain('regional_influence { signed: true } local_colocalization { k: 20 }'),
    );
    expect(script).toContain(
      'from nispace.diagnostics import local_colocalization, regional_influence',
    );
    expect(script).toMatch(/P_regional_influence\[method\] = regional_influence\([^)]*signed=True/);
    expect(script).toMatch(/local_colocalization\([^)]*k=20,\s*mc_method="step_maxT"/);
  });
  test('correlations across subjects are the workflow, without an object unless Y is cleaned', async () => {
    const script = await python(
      'fit { y: subjects } correlate_within_region { covariate: age, design: an, seed: 4 }',
    );
    expect(script).toContain('from nispace.workflows import correlate_within_region');
    expect(script).toMatch(/x=an_covariates\["age"\],\s*y=subjects/);
    expect(script).toMatch(/n_perm=1000,\s*seed=4/);
    expect(script).not.toContain('NiSpace(\n');
    const cleaned = await python(
      `${ACROSS} clean_y { how: within, covariates_within: gm } correlate_within_region { }`,
    );
    expect(cleaned).toMatch(/y=P\.get_y\(\)/);
  });
});
