// Whole enrichments on the demo data: columns are sets, and the same bits on one, two and three threads whatever is permuted.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capabilities } from '../../engine/capabilities.js';
import { executePlan, type Execution } from '../../engine/execute.js';
import { DataLibrary } from '../../engine/library/library.js';
import type { MapsSource, XseaPlan } from '../../engine/plan.js';
import { pearson } from '../../engine/stats/correlation.js';
import { readMembers } from '../../engine/store/read-members.js';
import { readPair } from '../../engine/store/read-pair.js';
import { buildBundles } from '../bundles.js';
import { workerBundle } from '../worker-bundle.js';
import { smallPlan } from './small-run.js';

const reference = (dataset: string, collection: string): MapsSource => ({
  declaration: dataset,
  kind: 'reference',
  dataset,
  collection,
  filter: { maps: null, sets: null, setSizeRange: null, weightRange: null, weightQuantile: null },
});

describe('a run of xsea', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nsp-xsea-'));
  let worker = '';
  let library = '';
  beforeAll(async () => {
    library = (await buildBundles()).demoLibrary;
    worker = await workerBundle('xsea-run');
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const run = (changes: Partial<XseaPlan>): Promise<Execution> => {
    const plan: XseaPlan = {
      ...smallPlan(folder),
      kind: 'xsea',
      aggregation: 'mean',
      permuteSets: false,
      background: null,
      parcellation: { kind: 'library', name: 'Demo100' },
      y: reference('demodisorders', 'All'),
      x: reference('demogenes', 'CellTypes'),
      mapsWhich: 'Y',
      mapsMethod: null,
      nPerm: 60,
      ...changes,
    };
    return executePlan(plan, {
      library: DataLibrary.open([library], capabilities),
      workerPath: worker,
      signal: new AbortController().signal,
      onProgress: () => undefined,
      onLog: () => undefined,
      file: null,
      version: 'test',
      outDir: join(folder, `out-${plan.nProc}`),
      force: true,
      resultFolders: {},
    });
  };

  it('keeps what each map of a set has by itself: its mean is the value of the set', async () => {
    for (const pooled of [false, 'mean'] as const) {
      const { folder: at, result } = await run({ nProc: 1, pooled });
      const tested = result.statistics.find(({ statistic }) => statistic === 'rho_z')!;
      expect(result.sets).toHaveLength(result.columns.length);
      expect(result.members?.[0]?.shape).toEqual([tested.rows.length, result.x!.labels.length]);
      const row = tested.rows.length - 1;
      for (const [column, { members }] of result.sets!.entries()) {
        expect(members).toHaveLength(result.columns[column]!.maps!);
        const wanted = { method: 'spearman', row, maps: members };
        const z = await readMembers(at, result.key, wanted);
        const mean = z.reduce<number>((sum, value) => sum + value!, 0) / z.length;
        const whole = tested.observed[row * result.columns.length + column]!;
        expect(mean).toBeCloseTo(whole, 12);
      }
      const pair = { method: 'spearman', y: 0, column: 0, member: result.sets![0]!.members[1]! };
      const one = await readPair(at, result, pair);
      const single = await readMembers(at, result.key, {
        method: 'spearman',
        row: 0,
        maps: [pair.member],
      });
      const numbers = (values: (number | null)[]) => values.map((value) => value ?? NaN);
      const { x, y } = one.taken!;
      expect(Math.atanh(pearson(numbers(x), numbers(y), 3))).toBeCloseTo(single[0]!, 10);
      await expect(readPair(at, result, { ...pair, member: 1e6 })).rejects.toThrow(/has no/);
    }
  }, 60_000);

  const cases: [string, Partial<XseaPlan>][] = [
    ['spins of Y, maxT', { corrections: ['meff_galwey', 'maxT'], nPerm: 400 }],
    ['free permutations of X', { mapsWhich: 'X', mapsMethod: 'random', aggregation: 'absmedian' }],
    ['Moran nulls of X, pooled', { mapsWhich: 'X', mapsMethod: 'moran', pooled: 'mean' }],
    ['random sets', { permuteSets: true, aggregation: 'median' }],
    ['joint fits of the sets', { methods: ['pls', 'slr'], mapsMethod: 'random' }],
  ];
  it.each(cases)(
    'gives the same bits on 1, 2 and 3 threads: %s',
    async (_, changes) => {
      const folders = [];
      for (const nProc of [1, 2, 3]) folders.push((await run({ ...changes, nProc })).folder);
      for (const file of ['results.csv', 'nulls.npy']) {
        const [one, ...others] = folders.map((at) => readFileSync(join(at, file)));
        for (const other of others) expect(Buffer.compare(one!, other), file).toBe(0);
      }
    },
    60_000,
  );

  it('has sets as columns, p of the transform only, and says what was permuted', async () => {
    const { result } = await run({ aggregation: 'absmean' });
    expect(result.columns).toHaveLength(8);
    expect(result.columns[0]).toEqual({ set: null, x: 'Astro', weight: null, maps: 24 });
    const [rho, z] = result.statistics;
    expect([rho?.statistic, z?.statistic, z?.tail]).toEqual(['rho', 'rho_z', 'upper']);
    expect(rho?.p).toBeNull();
    rho?.observed.forEach((value, i) => expect(value).toBeCloseTo(Math.tanh(z!.observed[i]!), 14));
    expect(result.nullModel).toMatchObject({ permuted: 'Y', method: 'alexander_bloch' });
    expect(result.methodsText).toContain('8 sets of 24 reference maps each');
    expect(result.methodsText).toContain('aggregated by the mean of the absolute values');
    expect(result.methodsText).toContain('among the mean maps of the sets');
  });

  it('draws random sets from the background that is named, which is part of the key', async () => {
    const whole = (await run({ permuteSets: true })).result;
    expect(whole.nullModel).toMatchObject({ permuted: 'sets', method: 'sets', space: null });
    expect(whole.methodsText).toContain('drawn at random, without replacement');
    const own = (await run({ permuteSets: true, background: reference('demogenes', 'CellTypes') }))
      .result;
    expect(own.key).not.toBe(whole.key);
    expect(own.statistics[1]?.p).not.toEqual(whole.statistics[1]?.p);
    expect(own.statistics[1]?.observed).toEqual(whole.statistics[1]?.observed);
    expect(own.parameters).toContainEqual(['permute_sets', 'true']);
  });

  it('refuses maps without sets, at x', async () => {
    await expect(run({ x: reference('demogenes', 'All') })).rejects.toMatchObject({
      code: 'no-sets',
      subject: { property: 'x' },
    });
  });
});
