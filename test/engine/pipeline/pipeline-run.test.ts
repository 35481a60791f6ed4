// Whole pipelines on a tiny folder: an analysis and its steps are one computation, and every step does what it says.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capabilities } from '../../../engine/capabilities.js';
import { executePlan, type Execution } from '../../../engine/execute.js';
import { readTable } from '../../../engine/formats/csv.js';
import { DataLibrary } from '../../../engine/library/library.js';
import { stepsOf } from '../../../engine/pipeline/workflow-steps.js';
import type {
  AnalysisPlan,
  CleanYStep,
  ColocalizeStep,
  FitStep,
  MapsSource,
  PermuteStep,
  PipelinePlan,
  PipelineStep,
  ReduceXStep,
  TransformYStep,
  TransformZStep,
} from '../../../engine/plan.js';
import { buildBundles } from '../../bundles.js';
import { workerBundle } from '../../worker-bundle.js';
import { designSource, groupFolder, groupPlan, SUBJECTS } from '../group-folder.js';
import { PARCELS, smallPlan } from '../small-run.js';

describe('a pipeline', () => {
  const files = mkdtempSync(join(tmpdir(), 'nsp-pipeline-'));
  let worker = '';
  let demo = '';
  beforeAll(async () => {
    groupFolder(files);
    writeZ();
    worker = await workerBundle('pipeline-run');
    demo = (await buildBundles()).demoLibrary;
  }, 60_000);
  afterAll(() => rmSync(files, { recursive: true, force: true }));

  /** `z.csv`: a map that the first map of Y follows, and one for each subject. */
  function writeZ(): void {
    const row = (name: string, of: (i: number) => number): string =>
      [name, ...PARCELS.map((_, i) => of(i))].join();
    const header = `map,${PARCELS.join()}`;
    writeFileSync(join(files, 'z.csv'), `${header}\n${row('slope', (i) => i + (i % 3))}\n`);
    const rows = Array.from({ length: SUBJECTS }, (_, s) =>
      row(`s${s}`, (i) => Math.sin(i * (s + 1)) + (s % 2 ? 0.2 * i : 0)),
    );
    writeFileSync(join(files, 'zs.csv'), `${header}\n${rows.join('\n')}\n`);
  }

  const table = (name: string): MapsSource => ({
    declaration: name,
    kind: 'table',
    path: join(files, `${name}.csv`),
    index: null,
    rows: null,
    transpose: false,
  });
  const fit = (changes: Partial<FitStep> = {}): FitStep => ({
    step: 'fit',
    parcellation: { kind: 'library', name: 'Twelve' },
    hemispheres: ['L', 'R'],
    y: table('y'),
    x: table('x'),
    z: [],
    standardize: ['x', 'z'],
    dropNan: false,
    ...changes,
  });
  const colocalize = (changes: Partial<ColocalizeStep> = {}): ColocalizeStep => ({
    step: 'colocalize',
    methods: ['pearson'],
    options: {},
    rank: false,
    regressZ: ['x', 'y'],
    zyMatched: false,
    rToZ: true,
    aggregation: null,
    ...changes,
  });
  const permute = (changes: Partial<PermuteStep> = {}): PermuteStep => ({
    step: 'permute',
    maps: {
      which: ['X'],
      mapsMethod: 'random',
      mapsOptions: {},
      nullSpace: 'auto',
      mapsNulls: null,
    },
    groups: null,
    sets: null,
    pairs: false,
    nPerm: 50,
    tails: null,
    pApproximation: 'none',
    pooled: false,
    ...changes,
  });
  const clean = (changes: Partial<CleanYStep>): CleanYStep => ({
    step: 'clean_y',
    how: ['between'],
    design: null,
    protect: null,
    combat: false,
    within: [],
    withinYSpecific: false,
    ...changes,
  });
  const transform = (changes: Partial<TransformYStep> = {}): TransformYStep => ({
    step: 'transform_y',
    transform: 'hedges',
    levels: ['PAT', 'HC'],
    design: designSource(files),
    paired: false,
    ...changes,
  });
  const groupsOnly: Partial<PermuteStep> = {
    maps: null,
    groups: { strategy: 'shuffle' },
    pooled: 'auto',
  };
  const reduce = (changes: Partial<ReduceXStep> = {}): ReduceXStep => ({
    step: 'reduce_x',
    reduction: 'pca',
    meanBySet: false,
    weightedMean: false,
    components: 2,
    minEv: null,
    seed: null,
    ...changes,
  });
  const pipeline = (...steps: PipelineStep[]): PipelinePlan => ({
    kind: 'pipeline',
    version: 1,
    name: 'Steps',
    steps,
    seed: 1,
    nProc: 1,
  });

  const log: string[] = [];
  let count = 0;
  const execute = (plan: AnalysisPlan, folders = [files]): Promise<Execution> => {
    log.length = 0;
    return executePlan(plan, {
      library: DataLibrary.open(folders, capabilities),
      workerPath: worker,
      signal: new AbortController().signal,
      onProgress: () => undefined,
      onLog: (line) => log.push(line),
      file: null,
      version: 'test',
      outDir: join(files, `out-${count++}`),
      force: true,
      resultFolders: {},
    });
  };
  const run = async (...steps: PipelineStep[]) => (await execute(pipeline(...steps))).result;
  const values = ({ statistics }: Execution['result'], name = 'rho'): number[] =>
    statistics.find(({ statistic }) => statistic === name)!.observed.map((v) => v ?? NaN);

  /** Values of a table of the folder. */
  const read = async (name: string): Promise<Float64Array> =>
    (await readTable(join(files, `${name}.csv`))).values;

  const workflows: [string, () => AnalysisPlan][] = [
    ['colocalization', () => ({ ...smallPlan(files), seed: 1 })],
    [
      'colocalization with covariates',
      () => ({
        ...smallPlan(files),
        y: table('subjects'),
        z: [table('z')],
        yCovariates: designSource(files),
        combat: true,
        methods: ['spearman', 'mlr'],
        pooled: 'mean' as const,
        normalize: false,
        seed: 1,
      }),
    ],
    ['group_colocalization', () => groupPlan(files, { combat: true })],
    [
      'pairs',
      () => groupPlan(files, { paired: true, comparison: { transform: 'elemdiff', levels: null } }),
    ],
  ];
  it.each(workflows)(
    'of the steps of an analysis has its key and its bits: %s',
    async (_, planOf) => {
      const plan = planOf();
      const [named, stepped] = [await execute(plan), await execute(pipeline(...stepsOf(plan)))];
      expect(stepped.result.key).toBe(named.result.key);
      for (const file of ['results.csv', 'y.csv', 'nulls.npy']) {
        const [a, b] = [named, stepped].map(({ folder }) => readFileSync(join(folder, file)));
        expect(Buffer.compare(a!, b!), file).toBe(0);
      }
      expect(stepped.result.kind).toBe('pipeline');
    },
  );

  it('of the steps of an enrichment has its key and its bits, on the demo data', async () => {
    const reference = (dataset: string, collection: string): MapsSource => ({
      declaration: dataset,
      kind: 'reference',
      dataset,
      collection,
      filter: {
        maps: null,
        sets: null,
        setSizeRange: null,
        weightRange: null,
        weightQuantile: null,
      },
    });
    for (const permuteSets of [true, false]) {
      const plan: AnalysisPlan = {
        ...smallPlan(files),
        kind: 'xsea',
        aggregation: 'mean',
        permuteSets,
        background: null,
        parcellation: { kind: 'library', name: 'Demo100' },
        y: reference('demodisorders', 'All'),
        x: reference('demogenes', 'CellTypes'),
        mapsWhich: 'Y',
        mapsMethod: null,
        nPerm: 40,
      };
      const named = await execute(plan, [demo]);
      const stepped = await execute(pipeline(...stepsOf(plan)), [demo]);
      expect(stepped.result.key).toBe(named.result.key);
      expect(stepped.result.statistics).toEqual(named.result.statistics);
    }
  }, 60_000);

  it('without permute has observed values only, and says so', async () => {
    const result = await run(fit(), colocalize());
    const [rho, z] = result.statistics;
    expect(result.nullModel).toMatchObject({ method: 'none', permuted: 'none', permutations: 0 });
    expect([rho?.p, z?.p, z?.normalized, z?.nulls]).toEqual([null, null, null, null]);
    expect(values(result).every(Number.isFinite)).toBe(true);
    expect(result.methodsText).toContain('Nothing was permuted');
    const tested = await run(fit(), colocalize(), permute());
    expect(values(tested)).toEqual(values(result));
  });

  it('regresses maps within Y, and does not regress Z from it again', async () => {
    const z = [table('z')];
    const within = clean({ how: ['within'], within: 'z' });
    const partial = await run(fit({ z }), colocalize());
    const cleaned = await run(fit({ z }), within, colocalize());
    const both = await run(fit({ z }), within, colocalize({ regressZ: ['x'] }));
    // Pearson: residuals of residuals are the residuals, so cleaning first changes nothing but is done once.
    values(cleaned).forEach((value, i) => expect(value).toBeCloseTo(values(partial)[i]!, 12));
    expect(values(both)).toEqual(values(cleaned));
    expect(cleaned.y.values).not.toEqual(partial.y.values);
    expect(cleaned.preparations).toEqual([
      { step: 'clean_y within', maps: ['slope'], matched: false },
    ]);
    expect(cleaned.methodsText).toContain('slope was regressed from each Y map across parcels');
    expect(cleaned.methodsText).toContain(
      'Z maps (z) were regressed from X and from their null maps',
    );
  });

  it('regresses Z from one side where asked: the semi-partial correlation', async () => {
    const z = [table('z')];
    const ofX = await run(fit({ z }), colocalize({ regressZ: ['x'] }));
    const none = await run(fit({ z }), colocalize({ regressZ: [] }));
    const plain = await run(fit(), colocalize());
    expect(values(none)).toEqual(values(plain));
    const full = await run(fit({ z }), colocalize());
    // |semi-partial| = |partial| · √(1 − r²(y,z)) (Cohen et al. 2003, doi:10.4324/9780203774441).
    const [y, zs] = [await read('y'), await read('z')];
    const n = PARCELS.length;
    values(ofX).forEach((value, at) => {
      const row = Math.floor(at / 3);
      const r = correlation(y.subarray(row * n, (row + 1) * n), zs);
      expect(value).toBeCloseTo(values(full)[at]! * Math.sqrt(1 - r ** 2), 12);
    });
  });

  it('takes Z of one side out of null maps of that side, on one and two threads alike', async () => {
    const steps = [
      fit({ z: [table('z')] }),
      colocalize({ methods: ['pearson', 'mlr'], regressZ: ['y'] }),
      permute({ maps: { ...permute().maps!, which: ['Y'] } }),
    ];
    const [one, two] = [1, 2].map((nProc) => execute({ ...pipeline(...steps), nProc }));
    const files = await Promise.all([one, two].map(async (each) => (await each!).folder));
    const [a, b] = files.map((folder) => readFileSync(join(folder, 'nulls.npy')));
    expect(Buffer.compare(a!, b!)).toBe(0);
    const both = await execute(
      pipeline(steps[0]!, colocalize({ methods: ['pearson', 'mlr'] }), steps[2]!),
    );
    expect(readFileSync(join(both.folder, 'nulls.npy')).equals(a!)).toBe(false);
  });

  it('matches Z to Y row by row, and takes it out of Y alone', async () => {
    const matched = await run(
      fit({ y: table('subjects'), z: [table('zs')] }),
      colocalize({ zyMatched: true }),
      permute({ maps: { ...permute().maps!, which: ['Y'] } }),
    );
    const [y, z, x] = [await read('subjects'), await read('zs'), await read('x')];
    const n = PARCELS.length;
    const part = (of: Float64Array, row: number) => of.subarray(row * n, (row + 1) * n);
    values(matched).forEach((value, at) => {
      const [row, column] = [Math.floor(at / 3), at % 3];
      expect(value).toBeCloseTo(
        correlation(residual(part(y, row), part(z, row)), part(x, column)),
        12,
      );
    });
    const alone = { zyMatched: true, methods: ['partialpearson'] };
    await expect(run(fit({ z: [table('z')] }), colocalize(alone))).rejects.toMatchObject({
      code: 'partial-of-one-side',
      subject: { property: 'method' },
    });
    await expect(
      run(fit({ z: [table('zs')] }), colocalize({ zyMatched: true })),
    ).rejects.toMatchObject({ code: 'rows-do-not-match', subject: { property: 'zy_matched' } });
  });

  it('cleans in the order written, within before between in one step', async () => {
    const subjects = fit({ y: table('subjects'), z: [table('z')] });
    const between = clean({ design: designSource(files) });
    const within = clean({ how: ['within'], within: 'z' });
    const [first, second, together] = [
      await run(subjects, within, between, colocalize()),
      await run(subjects, between, within, colocalize()),
      await run(
        subjects,
        clean({ how: ['within', 'between'], within: 'z', design: designSource(files) }),
        colocalize(),
      ),
    ];
    expect(together.y).toEqual(first.y);
    expect(together.y).not.toEqual(second.y);
    expect(first.preparations?.map(({ step }) => step)).toEqual([
      'clean_y within',
      'clean_y between',
    ]);
  });

  it('compares subjects without permuting groups, against null maps', async () => {
    const result = await run(
      fit({ y: table('subjects') }),
      transform({ design: designSource(files, { covariates: [], site: null }) }),
      colocalize(),
      permute({ maps: { ...permute().maps!, which: ['Y'] } }),
    );
    const group = await execute(
      groupPlan(files, {
        design: designSource(files, { covariates: [], site: null }),
        methods: ['pearson'],
      }),
    );
    expect(result.y).toEqual(group.result.y);
    expect(values(result)).toEqual(values(group.result));
    expect(result.nullModel).toMatchObject({ permuted: 'Y', method: 'random' });
    expect(result.design?.comparison).toEqual({ name: 'hedges', sides: ['PAT', 'HC'] });
  });

  it('summarises one group, or all rows without a design', async () => {
    const all = await run(
      fit({ y: table('subjects') }),
      transform({ transform: 'mean', levels: ['y'], design: null }),
      colocalize(),
      permute(),
    );
    const subjects = await read('subjects');
    const n = PARCELS.length;
    all.y.values.forEach((value, i) => {
      const column = Array.from({ length: SUBJECTS }, (_, s) => subjects[s * n + i]!);
      expect(value).toBeCloseTo(column.reduce((sum, v) => sum + v, 0) / SUBJECTS, 12);
    });
    expect(all.y.labels).toEqual(['mean']);
    expect(all.methodsText).toContain('In each parcel the mean of all Y maps was taken');
    const one = await run(
      fit({ y: table('subjects') }),
      transform({ transform: 'mean', levels: ['PAT'] }),
      colocalize(),
    );
    expect(one.y.values).not.toEqual(all.y.values);
    await expect(
      run(fit({ y: table('subjects') }), transform({ design: null }), colocalize()),
    ).rejects.toMatchObject({ code: 'no-design', subject: { property: 'transform', step: 1 } });
  });

  it('keeps the effect of the groups where they are protected, and loses part of it where not', async () => {
    const steps = (protect: string[] | null) => [
      fit({ y: table('subjects') }),
      clean({ design: designSource(files), protect }),
      transform(),
      colocalize(),
      permute(groupsOnly),
    ];
    const [kept, lost] = [await run(...steps(['groups'])), await run(...steps(null))];
    const group = await execute(groupPlan(files, { methods: ['pearson'] }));
    expect(kept.y).toEqual(group.result.y);
    expect(lost.y).not.toEqual(kept.y);
    expect(lost.design?.protected).toEqual([]);
  });

  it('transforms Z like Y', async () => {
    const z: TransformZStep = { ...transform(), step: 'transform_z' };
    const result = await run(
      fit({ y: table('subjects'), z: [table('zs')] }),
      transform(),
      z,
      colocalize({ zyMatched: true }),
      permute(groupsOnly),
    );
    expect(result.preparations?.map(({ step }) => step)).toEqual(['transform_y', 'transform_z']);
    expect(result.statistics.at(-1)?.p?.every((p) => p !== null && p > 0)).toBe(true);
    const raw = await run(fit({ y: table('subjects') }), transform(), colocalize());
    expect(values(result)).not.toEqual(values(raw));
  });

  it('reduces X, whose components go on and are permuted', async () => {
    const result = await run(fit(), reduce(), colocalize(), permute());
    expect(result.columns.map(({ x }) => x)).toEqual(['c0', 'c1']);
    expect(result.statistics.at(-1)?.p).toHaveLength(4);
    const facts = result.preparations?.[0];
    expect(facts).toMatchObject({ step: 'reduce_x', from: 3 });
    expect(facts?.step === 'reduce_x' && facts.loadings).toHaveLength(6);
    expect(result.methodsText).toMatch(/The 3 X maps were reduced to 2 by principal components/);
    const mean = await run(
      fit({ standardize: [] }),
      reduce({ reduction: 'mean', components: null }),
      colocalize(),
    );
    const x = await read('x');
    const n = PARCELS.length;
    const y = await read('y');
    const means = Float64Array.from(
      { length: n },
      (_, i) => (x[i]! + x[n + i]! + x[2 * n + i]!) / 3,
    );
    expect(values(mean)[0]).toBeCloseTo(correlation(y.subarray(0, n), means), 12);
  });

  it('compares X with itself: r of 1 is missing without a warning, and auto does not pool', async () => {
    const result = await run(fit({ y: null }), colocalize(), permute({ pooled: 'auto' }));
    const z = result.statistics.at(-1)!;
    expect(z.rows).toEqual(['x0', 'x1', 'x2']);
    expect([0, 4, 8].map((at) => z.observed[at])).toEqual([null, null, null]);
    expect(z.observed.filter((value) => value !== null)).toHaveLength(6);
    expect([0, 4, 8].every((at) => Number.isNaN(values(result)[at]))).toBe(true);
    expect(z.observed[1]).toBeCloseTo(z.observed[3]!, 12);
    expect(result.warnings.map(({ code }) => code)).not.toContain('equal-to-one');
    expect(result.methodsText).toContain('Y was a copy of X');
  });

  it('leaves parcels that any map misses out of all maps where asked', async () => {
    const holed = readFileSync(join(files, 'x.csv'), 'utf8').replace(/(x0,)[^,]+/, '$1');
    writeFileSync(join(files, 'holed.csv'), holed);
    const x = table('holed');
    const [kept, dropped] = [
      await run(fit({ x }), colocalize()),
      await run(fit({ x, dropNan: true }), colocalize()),
    ];
    expect(values(dropped)[0]).toBeCloseTo(values(kept)[0]!, 12);
    expect(values(dropped)[1]).not.toBeCloseTo(values(kept)[1]!, 6);
    expect(dropped.y.values.filter((value) => value === null)).toHaveLength(2);
    expect(dropped.warnings.map(({ code }) => code)).toContain('dropped-parcels');
  });

  it('normalises by mean and standard deviation where asked', async () => {
    const steps = [fit(), colocalize(), permute()];
    const [robust, standard] = [
      await run(...steps, { step: 'normalize_colocalizations', zMethod: 'robust' }),
      await run(...steps, { step: 'normalize_colocalizations', zMethod: 'standard' }),
    ];
    const z = standard.statistics.at(-1)!;
    z.normalized!.forEach((value, i) => {
      const expected = (z.observed[i]! - z.nulls!.mean[i]!) / z.nulls!.sd[i]!;
      expect(value).toBeCloseTo(expected, 12);
    });
    expect(robust.statistics.at(-1)!.normalized).not.toEqual(z.normalized);
    expect(standard.methodsText).toContain('(observed − mean) / standard deviation');
    expect(robust.key).not.toBe(standard.key);
  });

  it('lists its parameters step by step', async () => {
    const { parameters } = await run(
      fit({ y: table('subjects'), z: [table('z')] }),
      clean({ how: ['within'], within: 'z' }),
      clean({ design: designSource(files), protect: ['groups'] }),
      transform(),
      colocalize(),
      permute(groupsOnly),
    );
    const named = Object.fromEntries(parameters);
    expect(named).toMatchObject({
      'clean_y.covariates_within': 'z',
      'clean_y 2.protect': 'groups',
      'clean_y 2.design.covariates': 'age',
      'transform_y.transform': 'hedges(PAT, HC)',
      'permute.groups_strategy': 'shuffle',
      'permute.what': 'groups',
      seed: '1',
    });
    expect(parameters.map(([name]) => name)).not.toContain('permute.maps_method');
  });

  it('refuses what cannot move together before anything is read', async () => {
    const together = permute({ sets: { background: null }, groups: { strategy: 'shuffle' } });
    const steps = [fit({ x: table('not-there') }), transform(), colocalize(), together];
    await expect(run(...steps)).rejects.toMatchObject({
      code: 'permuted-together',
      message: expect.stringContaining('groups, maps, sets') as string,
    });
  });
});

function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const centre = (v: ArrayLike<number>): number[] => {
    const mean = Array.from(v).reduce((sum, one) => sum + one, 0) / v.length;
    return Array.from(v, (one) => one - mean);
  };
  const [x, y] = [centre(a), centre(b)];
  const dot = (p: number[], q: number[]): number => p.reduce((sum, v, i) => sum + v * q[i]!, 0);
  return dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y));
}

/** Of a least-squares line. */
function residual(y: ArrayLike<number>, x: ArrayLike<number>): number[] {
  const mean = (v: ArrayLike<number>): number =>
    Array.from(v).reduce((s, one) => s + one, 0) / v.length;
  const [my, mx] = [mean(y), mean(x)];
  const slope =
    Array.from(x, (v, i) => (v - mx) * (y[i]! - my)).reduce((s, v) => s + v, 0)
    / Array.from(x, (v) => (v - mx) ** 2).reduce((s, v) => s + v, 0);
  return Array.from(y, (v, i) => v - my - slope * (x[i]! - mx));
}
