// Whole group analyses: what goes on as Y, what is told of the design, what is refused, and the same bits on any number of threads.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capabilities } from '../../engine/capabilities.js';
import { executePlan, type Execution } from '../../engine/execute.js';
import { DataLibrary } from '../../engine/library/library.js';
import type {
  AnalysisPlan,
  ColocalizationPlan,
  DesignSource,
  GroupColocalizationPlan,
} from '../../engine/plan.js';
import { workerBundle } from '../worker-bundle.js';
import { designSource, groupFolder, groupPlan, SUBJECTS } from './group-folder.js';
import { PARCELS, smallPlan } from './small-run.js';
import { executeHere } from './run-here.js';

describe('a run of group_colocalization', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nsp-groups-'));
  const files = join(folder, 'data');
  let worker = '';
  beforeAll(async () => {
    groupFolder(files);
    worker = await workerBundle('group-run');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const execute = (plan: AnalysisPlan, force = true): Promise<Execution> =>
    executePlan(plan, {
      library: DataLibrary.open([files], capabilities),
      workerPath: worker,
      signal: new AbortController().signal,
      onProgress: () => undefined,
      onLog: () => undefined,
      file: null,
      version: 'test',
      outDir: join(folder, `out-${plan.nProc}`),
      force,
      resultFolders: {},
    });
  const run = (changes: Partial<GroupColocalizationPlan> = {}, force = true): Promise<Execution> =>
    execute(groupPlan(files, changes), force);
  const design = (changes: Partial<DesignSource>): Pick<GroupColocalizationPlan, 'design'> => ({
    design: designSource(files, changes),
  });
  const codesOf = ({ result }: Execution): string[] => result.warnings.map(({ code }) => code);

  it('hands on the effect map and tells what was done with the design', async () => {
    const { result } = await run({ combat: true });
    expect(result.y.labels).toEqual(['hedges']);
    expect(result.y.values).toHaveLength(PARCELS.length);
    expect(result.nullModel).toMatchObject({ method: 'groups', permuted: 'groups', space: null });
    expect(result.nullModel.origin).toContain('default_rng(1 + permutation)');
    expect(result.design).toMatchObject({
      groups: [
        { level: 'HC', rows: 12 },
        { level: 'PAT', rows: 12 },
      ],
      comparison: { name: 'hedges', sides: ['PAT', 'HC'] },
      pairs: null,
      regressed: { continuous: ['age'], categorical: [] },
      protected: ['groups'],
      combat: {
        column: 'site',
        sites: [
          { site: 'A', rows: 16 },
          { site: 'B', rows: 8 },
        ],
      },
    });
    const { columns, rows, values } = result.design!.matrix;
    expect(columns).toEqual([
      { name: 'age', role: 'regressed' },
      { name: 'site_B', role: 'site' },
      { name: 'groups_PAT', role: 'protected' },
      { name: 'intercept', role: 'intercept' },
    ]);
    expect([rows.length, values.length]).toEqual([SUBJECTS, SUBJECTS * 4]);
    expect(codesOf({ result } as Execution)).toContain('small-group');
    expect(result.methodsText).toContain("Hedges' g, PAT minus HC (Hedges, 1981)");
    expect(result.methodsText).toContain('ComBat (Johnson et al., 2007; Fortin et al., 2018)');
  });

  it('says that 3 and 3 subjects can show nothing, however many permutations', async () => {
    const { y } = groupPlan(files);
    if (y.kind !== 'table') throw new Error('The plan has a table.');
    const six = { ...y, rows: Array.from({ length: 6 }, (_, s) => `s${s}`) };
    const { result } = await run({ y: six, ...design({ covariates: [] }), nPerm: 2000 });
    const warning = result.warnings.find(({ code }) => code === 'few-relabelings');
    expect(warning?.message).toContain('in only 20 ways, so no p can be below 0.1');
    // What is counted agrees: the data as they are come up once in 20 permutations.
    const { p } = result.statistics.find((statistic) => statistic.p !== null)!;
    p!.forEach((value) => expect(value).toBeGreaterThan(0.07));
    const gpd = await run({
      ...{ y: six, ...design({ covariates: [] }), nPerm: 2000 },
      pApproximation: 'gpd',
    });
    expect(codesOf(gpd)).toContain('few-relabelings');
    gpd.result.statistics.forEach(({ pPrecision }) => {
      expect(pPrecision?.extrapolated ?? []).not.toContain(true);
    });
  });

  it('names the papers of what was done, and no others', async () => {
    const { folder: at } = await run({ combat: true, groupsStrategy: 'proportional' });
    const bibliography = readFileSync(join(at, 'references.bib'), 'utf8');
    for (const doi of ['10.3102/10769986006002107', '10.1093/biostatistics/kxj037'])
      expect(bibliography).toContain(doi);
    expect(bibliography).toContain('10.1002/hbm.25244');
    const plain = await run({ comparison: { transform: 'meandiff', levels: null } });
    const fewer = readFileSync(join(plain.folder, 'references.bib'), 'utf8');
    expect(fewer).not.toMatch(/hbm\.25244|kxj037|10769986006002107/);
  });

  it('finds the planted effect, positive where the first group is higher, and turns it round with the arguments', async () => {
    const { y } = (await run()).result;
    const mean = (side: string): number => {
      const values = y.values.filter((_, i) => PARCELS[i]!.startsWith(side)).map(Number);
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    };
    // Planted: 1.5 standard deviations on the left, nothing on the right.
    expect(mean('hemi-L') - mean('hemi-R')).toBeGreaterThan(1);
    const turned = await run({ comparison: { transform: 'hedges', levels: ['HC', 'PAT'] } });
    turned.result.y.values.forEach((value, i) => expect(value).toBeCloseTo(-y.values[i]!, 12));
    // The letters are the levels in sorted order: a is HC.
    const letters = await run({ comparison: { transform: 'hedges', levels: null } });
    expect(letters.result.y.values).toEqual(turned.result.y.values);
  });

  it.each<[string, Partial<GroupColocalizationPlan>]>([
    ['hedges', {}],
    ['paired', { paired: true, comparison: { transform: 'pairedcohen', levels: null } }],
    ['kept rows', { comparison: { transform: 'zscore', levels: ['PAT', 'HC'] }, nPerm: 2000 }],
    ['drawn labels', { groupsStrategy: 'draw' }],
    ['regression', { methods: ['mlr'], nPerm: 3000 }],
  ])('gives the same bytes on 1, 2 and 3 threads: %s', async (_what, changes) => {
    const plan = { nPerm: 9000, combat: true, ...changes };
    const [one, ...others] = await Promise.all(
      [1, 2, 3].map((nProc) => run({ ...plan, ...design({ site: 'site' }), nProc })),
    );
    for (const other of others) {
      for (const file of ['nulls.npy', 'results.csv', 'y.csv']) {
        const bytes = [one!, other].map(({ folder: at }) => readFileSync(join(at, file)));
        expect(Buffer.compare(bytes[0]!, bytes[1]!), file).toBe(0);
      }
    }
  });

  it('tests comparisons that keep rows on the mean over them, and says so', async () => {
    const done = await run({ comparison: { transform: 'zscore', levels: ['PAT', 'HC'] } });
    const { y, statistics } = done.result;
    expect(y.labels).toEqual(Array.from({ length: 12 }, (_, i) => `s${2 * i}`));
    expect(codesOf(done)).toContain('pooled-groups');
    const tested = statistics.find(({ p }) => p !== null)!;
    expect(tested.rows).toEqual([...y.labels, 'mean']);
    expect(tested.p!.slice(0, -3).every((p) => p === null)).toBe(true);
    expect(tested.p!.slice(-3).every((p) => p !== null)).toBe(true);
  });

  it('does not depend on covariates that are regressed, but for what they explain', async () => {
    const [without, cleaned] = [await run(design({ covariates: [], site: null })), await run()];
    expect(cleaned.result.y.values).not.toEqual(without.result.y.values);
    expect(without.result.design!.regressed).toEqual({ continuous: [], categorical: [] });
    // A declared site is a categorical covariate without ComBat.
    expect(cleaned.result.design!.regressed).toEqual({
      continuous: ['age'],
      categorical: ['site'],
    });
  });

  it.each<[string, Partial<GroupColocalizationPlan>]>([
    ['comparison_method', { comparison: { transform: 'cohen', levels: ['PAT', 'HC'] } }],
    ['its levels', { comparison: { transform: 'hedges', levels: ['HC', 'PAT'] } }],
    ['paired', { paired: true }],
    ['combat', { combat: true }],
    ['groups_strategy', { groupsStrategy: 'proportional' }],
    ['covariates', { design: designSource(files, { covariates: [] }) }],
    ['site', { design: designSource(files, { site: null }) }],
    ['seed', { seed: 2 }],
  ])('computes again, with other numbers, when %s changes', async (_what, changes) => {
    const before = await run();
    const again = await run(changes, false);
    expect(again.reused).toBe(false);
    expect(again.result.statistics).not.toEqual(before.result.statistics);
  });

  it('computes again when a cell of the design changes, and not when its order does', async () => {
    const path = join(files, 'design.csv');
    const text = readFileSync(path, 'utf8');
    const [header, ...rows] = text.trimEnd().split('\n');
    await run();
    try {
      writeFileSync(path, [header, ...rows.reverse()].join('\n'));
      expect((await run({}, false)).reused).toBe(true);
      writeFileSync(path, text.replace('s3,HC,', 's3,HC,1'));
      expect((await run({}, false)).reused).toBe(false);
    } finally {
      writeFileSync(path, text);
    }
  });

  it.each<[string, Partial<GroupColocalizationPlan>]>([
    ['paired-without-subjects', { paired: true, ...design({ subjects: null }) }],
    ['combat-without-site', { combat: true, ...design({ site: null }) }],
    ['unknown-column', design({ groups: 'dx' })],
    ['unknown-column', design({ covariates: ['agee'] })],
    ['unknown-group', { comparison: { transform: 'hedges', levels: ['PAT', 'CON'] } }],
    ['nothing-to-permute', { comparison: { transform: 'mean', levels: ['y'] } }],
    ['draw-in-pairs', { paired: true, groupsStrategy: 'draw' }],
    [
      'draw-row-by-row',
      { groupsStrategy: 'draw', comparison: { transform: 'zscore', levels: ['PAT', 'HC'] } },
    ],
    ['collinear-covariate', design({ covariates: ['age', 'groups'] })],
  ])('refuses with %s', async (code, changes) => {
    await expect(run(changes)).rejects.toMatchObject({ name: 'NspError', code });
  });
});

describe('a group analysis that is cancelled', () => {
  it.each(['Cleaning and comparing', 'Null colocalizations'])('stops while %s', async (stage) => {
    const folder = mkdtempSync(join(tmpdir(), 'nsp-cancel-'));
    try {
      groupFolder(folder);
      const abort = new AbortController();
      const done = executePlan(groupPlan(folder, { nPerm: 1_000_000, combat: true }), {
        library: DataLibrary.open([folder], capabilities),
        workerPath: null,
        signal: abort.signal,
        onProgress: (update) => update.stage === stage && abort.abort(),
        onLog: () => undefined,
        file: null,
        version: 'test',
        outDir: join(folder, 'out'),
        force: true,
        resultFolders: {},
      });
      await expect(done).rejects.toMatchObject({ name: 'CancelledError' });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('a run of colocalization with y_covariates', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nsp-covariates-'));
  const files = join(folder, 'data');
  beforeAll(() => groupFolder(files));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const run = async (changes: Partial<ColocalizationPlan>) => {
    const plan = { ...smallPlan(files), y: groupPlan(files).y, ...changes };
    return executePlan(plan, executeHere(files, join(folder, 'out'), true));
  };

  it('regresses covariates and site, and keeps every map', async () => {
    const { result } = await run({ yCovariates: designSource(files) });
    expect(result.y.labels).toHaveLength(SUBJECTS);
    expect(result.design).toMatchObject({
      groups: [],
      comparison: null,
      regressed: { continuous: ['age'], categorical: ['site'] },
      protected: [],
    });
    const plain = await run({});
    expect(plain.result.design).toBeUndefined();
    expect(result.y.values).not.toEqual(plain.result.y.values);
  });

  it('takes the site differences out with ComBat', async () => {
    const { result } = await run({ yCovariates: designSource(files), combat: true });
    expect(result.design!.combat!.sites.map(({ site }) => site)).toEqual(['A', 'B']);
    const parcels = PARCELS.length;
    const mean = (site: 'A' | 'B'): number => {
      const rows = result.y.labels.map((_, s) => s).filter((s) => (s % 3 ? 'A' : 'B') === site);
      const last = rows.map((row) => result.y.values[row * parcels + parcels - 1]!);
      return last.reduce((sum, value) => sum + value, 0) / rows.length;
    };
    // Planted: 13 in the last parcel, where one standard deviation is 1.
    expect(Math.abs(mean('A') - mean('B'))).toBeLessThan(1);
  });

  it('refuses ComBat without a design', async () => {
    await expect(run({ combat: true })).rejects.toMatchObject({ code: 'combat-without-site' });
  });
});
