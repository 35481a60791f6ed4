// Pipelines in the editor: where steps may stand, what their properties ask of each other, and the plans they become.
import { describe, expect, test } from 'vitest';
import { capabilities } from '../../engine/capabilities.js';
import type { PipelinePlan, PipelineStep } from '../../engine/plan.js';
import { analysesOf, findAnalysis, locate, lowerAnalysis } from '../../language/plan.js';
import { fakeCatalog } from './fake-catalog.js';
import { load, PREAMBLE } from './setup.js';

const catalog = fakeCatalog(
  {
    tables: {
      '/study/design.csv': [
        ['id', 'dx', 'age', 'scanner'],
        ['s1', 'AN', '20', 'A'],
        ['s2', 'HC', '30', 'B'],
      ],
    },
  },
  { ...capabilities, laterProperties: [] },
);

const DECLARED = `${PREAMBLE}
maps subjects = table "subjects.csv"
design an = table "design.csv" { groups: dx, covariates: age, site: scanner }
`;
const text = (steps: string, before = '') => `${DECLARED}${before}pipeline P { ${steps} }`;
const FIT = 'fit { x: receptors, y: subjects, z: gm }';
const COMPARE = 'transform_y { transform: hedges(a, b), design: an }';

async function planOf(steps: string): Promise<PipelinePlan> {
  const { document } = await load(text(steps), catalog);
  const { plan, problems } = lowerAnalysis(findAnalysis(document, 'P')!, { catalog });
  if (plan?.kind !== 'pipeline') throw new Error(JSON.stringify(problems));
  return plan;
}
const stepOf = async <S extends PipelineStep['step']>(steps: string, name: S) =>
  (await planOf(steps)).steps.find(
    (step): step is PipelineStep & { step: S } => step.step === name,
  )!;

type Case = [code: string, wrong: string, right: string];

const ORDER: Case[] = [
  ['step-order', `colocalize { } ${FIT}`, `${FIT} colocalize { }`],
  ['step-twice', `${FIT} ${FIT} colocalize { }`, `${FIT} colocalize { }`],
  [
    'step-twice',
    `${FIT} colocalize { } permute { what: maps } permute { what: maps }`,
    `${FIT} colocalize { } permute { what: maps }`,
  ],
  [
    'step-order',
    `${FIT} colocalize { } reduce_x { reduction: mean }`,
    `${FIT} reduce_x { reduction: mean } colocalize { }`,
  ],
  [
    'step-order',
    `${FIT} ${COMPARE} clean_y { how: between, design: an, protect: dx } colocalize { }`,
    `${FIT} clean_y { how: between, design: an, protect: dx } ${COMPARE} colocalize { }`,
  ],
  [
    'step-order',
    `${FIT} ${COMPARE} clean_y { how: within, covariates_within: z } colocalize { } permute { what: groups }`,
    `${FIT} ${COMPARE} clean_y { how: within, covariates_within: z } colocalize { } permute { what: maps }`,
  ],
  ['incomplete-pipeline', FIT, `${FIT} colocalize { }`],
];

const PERMUTED: Case[] = [
  ['permuted-together', 'what: [groups, maps, sets]', 'what: maps'],
  ['permuted-together', 'what: [pairs, maps]', 'what: maps'],
  ['property-not-used', 'what: groups, maps_method: moran', 'what: maps, maps_method: moran'],
  ['property-not-used', 'what: maps, groups_strategy: draw', 'what: groups, groups_strategy: draw'],
  ['property-not-used', 'what: maps, x_background: receptors', 'what: maps'],
  ['pooled-groups', 'what: groups, pooled_p: median', 'what: groups, pooled_p: mean'],
  ['sets-without-xsea', 'what: sets', 'what: maps'],
  ['pairs-of-groups', 'what: pairs', 'what: maps'],
  ['option-without-method', 'what: maps, maps_method: moran, maps_nh: 3', 'what: maps'],
].map(([code, wrong, right]) => [
  code!,
  `${FIT} ${COMPARE} colocalize { } permute { ${wrong!} }`,
  `${FIT} ${COMPARE} colocalize { } permute { ${right!} }`,
]);

const PROPERTIES: Case[] = [
  [
    'groups-without-comparison',
    `${FIT} colocalize { } permute { what: groups }`,
    `${FIT} ${COMPARE} colocalize { } permute { what: groups }`,
  ],
  [
    'nothing-to-permute',
    `${FIT} transform_y { transform: mean(y) } colocalize { } permute { what: groups }`,
    `${FIT} transform_y { transform: mean(y) } colocalize { } permute { what: maps }`,
  ],
  [
    'no-design',
    `${FIT} transform_y { transform: mean(a) } colocalize { }`,
    `${FIT} transform_y { transform: mean(y) } colocalize { }`,
  ],
  [
    'property-not-used',
    `${FIT} clean_y { how: within, covariates_within: gm, combat: true, design: an } colocalize { }`,
    `${FIT} clean_y { how: [within, between], covariates_within: gm, combat: true, design: an } colocalize { }`,
  ],
  [
    'missing-property',
    `${FIT} clean_y { how: between } colocalize { }`,
    `${FIT} clean_y { how: between, design: an } colocalize { }`,
  ],
  [
    'missing-property',
    `${FIT} clean_y { how: within } colocalize { }`,
    `${FIT} clean_y { how: within, covariates_within: [gm, wm] } colocalize { }`,
  ],
  [
    'property-not-used',
    `${FIT} colocalize { xsea_aggregation_method: median }`,
    `${FIT} colocalize { xsea: true, xsea_aggregation_method: median }`,
  ],
  [
    'no-z',
    'fit { x: receptors } colocalize { zy_matched: true }',
    'fit { x: receptors, z: gm } colocalize { zy_matched: true }',
  ],
  [
    'no-z',
    'fit { x: receptors } clean_y { how: within, covariates_within: z } colocalize { }',
    'fit { x: receptors, z: gm } clean_y { how: within, covariates_within: z } colocalize { }',
  ],
  [
    'partial-of-one-side',
    `${FIT} colocalize { method: partialspearman, regress_z: x }`,
    `${FIT} colocalize { method: spearman, regress_z: x }`,
  ],
  [
    'partial-without-z',
    'fit { x: receptors } colocalize { method: partialpearson }',
    'fit { x: receptors, z: gm } colocalize { method: partialpearson }',
  ],
  [
    'option-without-method',
    `${FIT} reduce_x { reduction: mean, n_components: 2 } colocalize { }`,
    `${FIT} reduce_x { reduction: pca, n_components: 2 } colocalize { }`,
  ],
  [
    'missing-property',
    `${FIT} reduce_x { reduction: fa } colocalize { }`,
    `${FIT} reduce_x { reduction: fa, min_ev: 0.8 } colocalize { }`,
  ],
  [
    'set-twice',
    'fit { x: receptors, seed: 1 } colocalize { } permute { what: maps, seed: 2 }',
    'fit { x: receptors, seed: 1 } colocalize { } permute { what: maps, seed: 1 }',
  ],
  [
    'combat-without-site',
    `${FIT} clean_y { how: between, design: table "design.csv", combat: true } colocalize { }`,
    `${FIT} clean_y { how: between, design: an, combat: true } colocalize { }`,
  ],
  [
    'paired-without-subjects',
    `${FIT} transform_y { transform: pairedcohen(a, b), design: an } colocalize { }`,
    `${FIT} ${COMPARE} colocalize { }`,
  ],
  [
    'groups-not-protected',
    `${FIT} clean_y { how: between, design: an } ${COMPARE} colocalize { }`,
    `${FIT} clean_y { how: between, design: an, protect: dx } ${COMPARE} colocalize { }`,
  ],
  [
    'spin-without-surface',
    'fit { x: receptors, parcellation: TianS1 } colocalize { } permute { what: maps, maps_method: vasa }',
    'fit { x: receptors, parcellation: TianS1 } colocalize { } permute { what: maps, maps_method: moran }',
  ],
];

describe('the editor', () => {
  test.each([...ORDER, ...PERMUTED, ...PROPERTIES])('says %s: %s', async (code, wrong, right) => {
    expect((await load(text(wrong), catalog)).codes).toContain(code);
    expect((await load(text(right), catalog)).codes).not.toContain(code);
  });

  test('warns of defaults that a pipeline does not take, and names them', async () => {
    const defaults = 'defaults { seed: 42, n_perm: 100, x_background: receptors }\n';
    const steps = 'fit { x: receptors } colocalize { } permute { what: maps, n_perm: 1000 }';
    const { diagnostics } = await load(text(steps, defaults), catalog);
    const found = diagnostics.find(({ code }) => code === 'defaults-not-used');
    expect(found?.message).toContain('`seed`');
    expect(found?.message).not.toContain('`n_perm`');
  });

  test('runs things permuted together where the engine can, and says so where it cannot', async () => {
    const together = `${FIT} ${COMPARE} colocalize { } permute { what: [groups, maps] }`;
    const both = 'fit { x: receptors } colocalize { } permute { what: maps, maps_which: [X, Y] }';
    const few = fakeCatalog({}, { ...catalog.capabilities, permutations: ['maps', 'groups'] });
    for (const steps of [together, both]) {
      const { document, codes } = await load(text(steps), catalog);
      expect(codes).not.toContain('later-version');
      expect(analysesOf(document, catalog)).toMatchObject([{ kind: 'pipeline', runnable: true }]);
      const later = await load(text(steps), few);
      expect(later.codes).toContain('later-version');
      expect(analysesOf(later.document, few)).toMatchObject([{ runnable: false }]);
    }
  });

  test('looks at the columns of the design of each step', async () => {
    const steps = `${FIT} clean_y { how: between, design: an, protect: [dx, sexx] } colocalize { }`;
    const { diagnostics } = await load(text(steps), catalog, true);
    const found = diagnostics.find(({ code }) => code === 'unknown-column');
    expect(found?.message).toContain('no column `sexx`');
  });
});

describe('the plan of a pipeline', () => {
  test('has its steps in the order written, with every default', async () => {
    const { steps, seed, nProc } = await planOf('fit { x: receptors } colocalize { }');
    expect(steps).toMatchObject([
      { step: 'fit', y: null, z: [], standardize: ['x', 'z'], dropNan: false },
      {
        step: 'colocalize',
        methods: ['spearman'],
        options: {},
        rank: false,
        regressZ: ['x', 'y'],
        zyMatched: false,
        rToZ: true,
        aggregation: null,
      },
    ]);
    expect([seed, nProc]).toEqual([null, -1]);
  });

  test('takes the seed of fit or of permute', async () => {
    expect((await planOf('fit { x: receptors, seed: 3 } colocalize { }')).seed).toBe(3);
    const steps = 'fit { x: receptors } colocalize { } permute { what: maps, seed: 4, n_proc: 2 }';
    expect(await planOf(steps)).toMatchObject({ seed: 4, nProc: 2 });
  });

  test('gives images the options of fit that they do not set', async () => {
    const before = `maps own = images "*.nii" { background_value: 3 }
maps other = images "*.nii"\n`;
    const steps =
      'fit { x: other, y: own, background_value: false, min_num_valid_datapoints: 5 } colocalize { }';
    const { document } = await load(text(steps, before), catalog);
    const { plan } = lowerAnalysis(findAnalysis(document, 'P')!, { catalog });
    const fit = plan?.kind === 'pipeline' ? plan.steps[0] : undefined;
    expect(fit).toMatchObject({
      x: { options: { background: false, minValidCount: 5 } },
      y: { options: { background: [3], minValidCount: 5 } },
    });
  });

  test('says which side Z is taken out of, and what moves', async () => {
    const z = (word: string) => stepOf(`${FIT} colocalize { regress_z: ${word} }`, 'colocalize');
    expect((await z('true')).regressZ).toEqual(['x', 'y']);
    expect((await z('false')).regressZ).toEqual([]);
    expect((await z('y')).regressZ).toEqual(['y']);
    const all = {
      ...capabilities,
      permutations: ['maps+sets', 'groups+maps', 'maps+both', 'pairs'],
    };
    const able = fakeCatalog({}, all);
    const moved = async (what: string) => {
      const steps = `${FIT} ${COMPARE} colocalize { xsea: true } permute { what: ${what} }`;
      const { document } = await load(text(steps), able);
      const { plan } = lowerAnalysis(findAnalysis(document, 'P')!, { catalog: able });
      return plan?.kind === 'pipeline' ? plan.steps[3] : undefined;
    };
    expect(await moved('[maps, sets]')).toMatchObject({
      maps: { which: ['Y'] },
      sets: { background: null },
      groups: null,
    });
    expect(await moved('[groups, maps]')).toMatchObject({
      maps: { which: ['X'] },
      groups: { strategy: 'shuffle' },
      pooled: 'auto',
    });
    expect(await moved('maps, maps_which: [Y, X]')).toMatchObject({ maps: { which: ['X', 'Y'] } });
  });

  test('leads errors of a run back to the property of the step they are in', async () => {
    const steps = `${FIT} clean_y { how: within, covariates_within: gm } clean_y { how: between, design: an } colocalize { }`;
    const { document } = await load(text(steps), catalog);
    const source = document.textDocument;
    const at = locate(document, 'P', { property: 'how', step: 2 });
    expect(source.getText(at)).toBe('how: between');
    expect(source.getText(locate(document, 'P', { property: 'protect', step: 2 }))).toBe('clean_y');
  });
});
