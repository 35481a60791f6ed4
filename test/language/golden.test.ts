// The example files of the research data, bound to the real library: they parse, link and check without errors.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { capabilities } from '../../engine/capabilities.js';
import { DataLibrary } from '../../engine/library/library.js';
import type { Catalog } from '../../language/catalog.js';
import { loadDocument } from '../../language/load.js';
import { lowerAnalysis } from '../../language/plan.js';
import { runnables } from '../../language/plan/subject.js';
import { absent, dataDir, goldenDir, sharedDir } from '../shared.js';
import { servicesFor, workflow } from './setup.js';

const golden = goldenDir();
const data = dataDir();
const shared = sharedDir();

const missing = !golden || !data || !shared;
if (missing) console.warn(absent('research data'));

describe.skipIf(missing)('the example files', () => {
  const catalog: Catalog = DataLibrary.open([data ?? ''], capabilities);
  const { nsp } = servicesFor(catalog);
  const folder = join(golden ?? '', 'end-to-end');
  const files = golden
    ? readdirSync(folder)
        .filter((file) => file.endsWith('.nsp'))
        .map((file) => join(folder, file))
    : [];
  const open = (file: string, slow: boolean) =>
    loadDocument(file, nsp, { text: readFileSync(file, 'utf8'), slow });

  test.each(files.map((file) => [basename(file), file]))(
    '%s has no errors',
    async (_name, file) => {
      const { errors } = await open(file, true);
      expect(errors.map(({ message }) => message)).toEqual([]);
    },
  );

  test('the tutorial has no errors but the files of the researcher, and says what is to be downloaded', async () => {
    const file = join(shared ?? '', 'examples/tutorial.nsp');
    const { errors, document } = await open(file, true);
    expect(new Set(errors.map(({ code }) => code))).toEqual(new Set(['missing-file']));
    const said = (document.diagnostics ?? []).filter(({ code }) => code === 'not-downloaded');
    expect(said.map(({ message, severity }) => [severity, message])).toEqual([
      [3, expect.stringContaining('collection CellTypesSilettiSuperclusters of mrna is not in')],
    ]);
  });

  const plansOf = async (number: string, from = catalog) => {
    const file = files.find((path) => basename(path).startsWith(number)) ?? '';
    const { document } = await open(file, false);
    return runnables(document).map((analysis) => lowerAnalysis(analysis, { catalog: from }));
  };
  /** What a file sets is told beside the plan and decides nothing. */
  const unwritten = async (number: string) =>
    (await plansOf(number)).map(({ plan }) => {
      const meaning: Partial<ReturnType<typeof workflow>> = { ...workflow(plan) };
      delete meaning.written;
      return { plan: meaning };
    });
  const DEFAULTS = {
    version: 1,
    kind: 'colocalization',
    hemispheres: ['L', 'R'],
    z: [],
    yCovariates: null,
    combat: false,
    standardize: ['x', 'z'],
    methods: ['spearman'],
    methodOptions: {},
    nPerm: 1000,
    mapsMethod: null,
    mapsOptions: {},
    nullSpace: 'auto',
    mapsNulls: null,
    mapsWhich: 'X',
    tails: null,
    pApproximation: 'none',
    pooled: false,
    corrections: ['meff_galwey'],
    mcDimension: 'array',
    normalize: true,
    rToZ: true,
    seed: 42,
    nProc: -1,
  };
  const whole = {
    maps: null,
    sets: null,
    setSizeRange: null,
    weightRange: null,
    weightQuantile: null,
  };
  const reference = (declaration: string, dataset: string, collection: string) => ({
    declaration,
    kind: 'reference',
    dataset,
    collection,
    filter: whole,
  });
  const options = {
    space: null,
    background: 'auto',
    minValidCount: null,
    minValidFraction: null,
    resamplingTarget: 'data',
  };

  test('case 01 has one image against the receptors', async () => {
    expect(await unwritten('01')).toEqual([
      {
        plan: {
          ...DEFAULTS,
          name: 'PainReceptors',
          parcellation: { kind: 'library', name: 'Schaefer200Parcels7Networks' },
          y: {
            declaration: 'pain',
            kind: 'images',
            entries: [{ label: 'Pain', path: join(data ?? '', 'example/neuroquery/pain.nii.gz') }],
            options,
          },
          x: reference('receptors', 'pet', 'UniqueTracers'),
          tails: 'upper',
        },
      },
    ]);
  });

  test('case 02 pools in its second analysis only', async () => {
    const common = {
      ...DEFAULTS,
      parcellation: { kind: 'library', name: 'DesikanKilliany' },
      y: reference('disorders', 'enigmathick', 'All'),
      x: reference('receptors', 'pet', 'UniqueTracers'),
    };
    expect(await unwritten('02')).toEqual([
      { plan: { ...common, name: 'EachDisorder' } },
      { plan: { ...common, name: 'AllDisorders', pooled: 'mean' } },
    ]);
  });

  test('case 06 takes the method from defaults and keeps the order of corrections', async () => {
    const plans = (await plansOf('06')).map(({ plan }) => workflow(plan));
    expect(
      plans.map((plan) => [
        plan.methods,
        plan.corrections,
        plan.tails,
        plan.mcDimension,
        plan.pooled,
      ]),
    ).toEqual([
      [['pearson'], ['meff_galwey', 'meff_li_ji', 'fdr_bh', 'bonferroni'], null, 'array', false],
      [['pearson'], ['meff_galwey'], 'lower', 'y', false],
      [['pearson'], ['meff_galwey', 'holm'], null, 'array', 'median'],
    ]);
  });

  test('case 13 has six images with the labels of the file', async () => {
    const [first] = await plansOf('13');
    const { x, y } = workflow(first?.plan);
    expect(y.kind === 'images' && y.entries.map(({ label }) => label)).toEqual([
      '5HT1a',
      'D1',
      'DAT',
      'VAChT',
      'COX1',
      'mGluR5',
    ]);
    expect(x).toEqual(reference('networks', 'rsn', 'All'));
  });

  test('case 18 has a parcellation of its own with absolute paths', async () => {
    // Whatever this version can run: the plan itself does not depend on it.
    const able = {
      ...capabilities,
      nullModels: [...capabilities.nullModels, 'moran'],
      corrections: [...capabilities.corrections, 'step_maxT'],
    };
    const [first] = await plansOf('18', DataLibrary.open([data ?? ''], able));
    const space = 'parcellation/Schaefer100Parcels7Networks/MNI152NLin6Asym';
    const stem = 'parc-Schaefer100Parcels7Networks_space-MNI152NLin6Asym.label';
    expect(workflow(first?.plan).parcellation).toEqual({
      kind: 'image',
      declaration: 'mine',
      path: join(data ?? '', space, `${stem}.nii.gz`),
      labels: join(data ?? '', space, `${stem}.txt`),
      space: 'MNI152NLin6Asym',
    });
  });
});
