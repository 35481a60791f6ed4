// Whole pipelines in which two things move, and pairs: every combination that has a meaning runs on the demo data, is the same for one
// and two threads, says what moved, and gives what a computation by hand gives.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capabilities } from '../../../engine/capabilities.js';
import { executePlan, type Execution } from '../../../engine/execute.js';
import { readTable } from '../../../engine/formats/csv.js';
import { readNpy } from '../../../engine/formats/npy.js';
import { DataLibrary } from '../../../engine/library/library.js';
import { pairMatchings } from '../../../engine/nulls/pair-matchings.js';
import { Pcg64 } from '../../../engine/nulls/rng/pcg64.js';
import type {
  AnalysisPlan,
  ColocalizeStep,
  FitStep,
  MapsSource,
  PermuteStep,
  PipelinePlan,
  PipelineStep,
} from '../../../engine/plan.js';
import type { Permuted } from '../../../engine/result.js';
import { pearson } from '../../../engine/stats/correlation.js';
import { buildBundles } from '../../bundles.js';
import { root } from '../../shared.js';
import { workerBundle } from '../../worker-bundle.js';
import { designSource, groupFolder, SUBJECTS } from '../group-folder.js';
import { PARCELS, smallPlan } from '../small-run.js';

const N = PARCELS.length;
const NO_FILTER = {
  maps: null,
  sets: null,
  setSizeRange: null,
  weightRange: null,
  weightQuantile: null,
};
const reference = (dataset: string, collection: string): MapsSource => ({
  ...{ declaration: dataset, kind: 'reference', dataset, collection, filter: NO_FILTER },
});
const random = { mapsMethod: 'random', mapsOptions: {}, nullSpace: 'auto', mapsNulls: null };
const groups: PermuteStep['groups'] = { strategy: 'shuffle' };
const sets: PermuteStep['sets'] = { background: null };

const colocalize = (changes: Partial<ColocalizeStep> = {}): ColocalizeStep => ({
  ...{ step: 'colocalize', methods: ['pearson'], options: {}, rank: false, regressZ: ['x', 'y'] },
  ...{ zyMatched: false, rToZ: true, aggregation: null },
  ...changes,
});
const permute = (changes: Partial<PermuteStep>): PermuteStep => ({
  ...{ step: 'permute', maps: null, groups: null, sets: null, pairs: false, nPerm: 60 },
  ...{ tails: null, pApproximation: 'none', pooled: 'auto' },
  ...changes,
});
const pipeline = (...steps: PipelineStep[]): PipelinePlan => ({
  ...{ kind: 'pipeline', version: 1, name: 'Steps', steps, seed: 1, nProc: 1 },
});

describe('a pipeline in which two things move', () => {
  const files = mkdtempSync(join(tmpdir(), 'nsp-combined-'));
  let worker = '';
  let demo = '';
  beforeAll(async () => {
    groupFolder(files);
    worker = await workerBundle('combined-run');
    demo = (await buildBundles()).demoLibrary;
  }, 60_000);
  afterAll(() => rmSync(files, { recursive: true, force: true }));

  let count = 0;
  const execute = (plan: AnalysisPlan, folders = [files]): Promise<Execution> =>
    executePlan(plan, {
      ...{ library: DataLibrary.open(folders, capabilities), workerPath: worker },
      ...{ signal: new AbortController().signal, file: null, version: 'test' },
      ...{ onProgress: () => undefined, onLog: () => undefined },
      ...{ outDir: join(files, `out-${count++}`), force: true, resultFolders: {} },
    });
  const table = (name: string): MapsSource => ({
    ...{ declaration: name, kind: 'table', path: join(files, `${name}.csv`) },
    ...{ index: null, rows: null, transpose: false },
  });
  const fit = (changes: Partial<FitStep> = {}): FitStep => ({
    ...{ step: 'fit', parcellation: { kind: 'library', name: 'Twelve' }, hemispheres: ['L', 'R'] },
    ...{ y: table('y'), x: table('x'), z: [], standardize: ['x', 'z'], dropNan: false },
    ...changes,
  });
  const compare = (transform = 'meandiff'): PipelineStep => ({
    ...{ step: 'transform_y', transform, levels: ['PAT', 'HC'], paired: false },
    design: designSource(files, { covariates: [], site: null }),
  });
  const nullsOf = async ({ folder }: Execution) => readNpy(join(folder, 'nulls.npy'));
  const values = async (name: string) => (await readTable(join(files, `${name}.csv`))).values;

  const onDemo = (aggregated: boolean, subjects: boolean): PipelineStep[] => [
    fit({
      parcellation: { kind: 'library', name: 'Demo100' },
      y: subjects
        ? { declaration: null, kind: 'example', name: 'demosubjects' }
        : reference('demodisorders', 'All'),
      x: reference('demoreceptors', 'Systems'),
    }),
    ...(subjects
      ? [
          {
            ...{ step: 'transform_y', transform: 'hedges', levels: ['a', 'b'], paired: false },
            design: {
              ...designSource(files, { covariates: [], site: null, subjects: null }),
              path: join(root, 'examples/data/design.csv'),
            },
          } as PipelineStep,
        ]
      : []),
    colocalize({ methods: ['spearman', 'mlr'], aggregation: aggregated ? 'mean' : null }),
  ];
  const which = (...sides: ('X' | 'Y')[]) => ({ ...random, mapsMethod: null, which: sides });
  const combinations: [Permuted, string, PipelineStep[]][] = [
    [
      'X and Y',
      'maps of X and those of Y were replaced',
      [...onDemo(false, false), permute({ maps: which('X', 'Y') })],
    ],
    [
      'X and Y',
      'maps of X and those of Y were replaced',
      [...onDemo(true, false), permute({ maps: which('X', 'Y') })],
    ],
    [
      'groups and X',
      'group labels were shuffled freely',
      [...onDemo(false, true), permute({ groups, maps: which('X') })],
    ],
    [
      'groups and X',
      'the X maps were replaced by null maps',
      [...onDemo(true, true), permute({ groups, maps: which('X') })],
    ],
    [
      'Y and sets',
      'each set was replaced',
      [...onDemo(true, false), permute({ sets, maps: which('Y') })],
    ],
    [
      'groups and sets',
      'each set was replaced',
      [...onDemo(true, true), permute({ sets, groups })],
    ],
  ];
  it.each(combinations)(
    'runs on the demo data, with one and two threads alike, and is told: %s, %s',
    async (permuted, words, steps) => {
      const ending: PipelineStep[] = [
        { step: 'correct_p', corrections: ['meff_galwey', 'maxT'], mcDimension: 'array' },
        { step: 'normalize_colocalizations', zMethod: 'robust' },
      ];
      const plan = pipeline(...steps, ...ending);
      const one = await execute(plan, [demo]);
      const two = await execute({ ...plan, nProc: 2 }, [demo]);
      const { result } = one;
      expect(result.nullModel.permuted).toBe(permuted);
      expect(result.methodsText).toContain(words);
      expect(result.statistics).toEqual(two.result.statistics);
      const tested = result.statistics.filter(({ p }) => p !== null);
      expect(tested.map(({ method }) => method)).toEqual(
        expect.arrayContaining(['spearman', 'mlr']),
      );
      for (const { p, normalized, corrected } of tested) {
        expect(p!.some((value) => value !== null)).toBe(true);
        expect(normalized!.some((value) => value !== null)).toBe(true);
        expect(Object.keys(corrected)).toEqual(['meff_galwey', 'maxT']);
      }
      // Not the nulls of one of the two alone.
      const [, , permuteStep] = [steps[0], steps[1], steps.at(-1) as PermuteStep];
      for (const alone of aloneOf(permuteStep)) {
        const single = await execute(pipeline(...steps.slice(0, -1), alone), [demo]);
        expect(single.result.statistics.at(-1)?.observed).toEqual(
          result.statistics.at(-1)?.observed,
        );
        expect((await nullsOf(single)).data).not.toEqual((await nullsOf(one)).data);
      }
    },
    60_000,
  );

  /** The same step with one of the things that move. */
  function aloneOf(step: PermuteStep): PermuteStep[] {
    const none = { maps: null, groups: null, sets: null };
    return [
      ...(step.groups ? [{ ...step, ...none, groups: step.groups }] : []),
      ...(step.sets ? [{ ...step, ...none, sets: step.sets }] : []),
      ...(step.maps?.which ?? []).map((side) => ({
        ...step,
        ...none,
        maps: { ...step.maps!, which: [side] },
      })),
    ];
  }

  it('permutes groups and X maps as one does by hand', async () => {
    const nPerm = 20;
    const run = await execute(
      pipeline(
        fit({ y: table('subjects') }),
        compare(),
        colocalize(),
        permute({ groups, maps: { ...random, which: ['X'] }, nPerm }),
      ),
    );
    const [x, y] = [await values('x'), await values('subjects')];
    const generators = [0, 1, 2].map((m) => new Pcg64(1 + m));
    const { data } = await nullsOf(run);
    for (let k = 0; k < nPerm; k++) {
      // Sorted levels: HC is 0, PAT is 1; patients come first in the data.
      const labels = Int32Array.from({ length: SUBJECTS }, (_, s) => (s % 2 === 0 ? 1 : 0));
      new Pcg64(1 + k).shuffle(labels);
      const mean = (code: number, i: number): number => {
        const rows = [...labels.keys()].filter((s) => labels[s] === code);
        return rows.reduce((sum, s) => sum + y[s * N + i]!, 0) / rows.length;
      };
      const effect = PARCELS.map((_, i) => mean(1, i) - mean(0, i));
      generators.forEach((generator, m) => {
        const map = Float64Array.from(x.subarray(m * N, (m + 1) * N));
        generator.shuffle(map);
        expect(data[m * nPerm + k]).toBeCloseTo(Math.atanh(pearson(map, effect)), 10);
      });
    }
  });

  it('permutes the maps of both sides as one does by hand, and as an analysis does', async () => {
    const nPerm = 20;
    const maps = { ...random, which: ['X', 'Y'] as ('X' | 'Y')[] };
    const steps = [fit(), colocalize(), permute({ maps, nPerm, pooled: false })];
    const run = await execute(pipeline(...steps));
    const { data } = await nullsOf(run);
    const [x, y] = [await values('x'), await values('y')];
    // Numbered through: three X maps, then two Y maps.
    const generators = [0, 1, 2, 3, 4].map((m) => new Pcg64(1 + m));
    for (let k = 0; k < nPerm; k++) {
      const shuffled = generators.map((generator, m) => {
        const map = Float64Array.from(
          m < 3 ? x.subarray(m * N, (m + 1) * N) : y.subarray((m - 3) * N, (m - 2) * N),
        );
        generator.shuffle(map);
        return map;
      });
      for (let row = 0; row < 2; row++)
        for (let column = 0; column < 3; column++) {
          const r = pearson(shuffled[3 + row]!, shuffled[column]!);
          expect(data[(row * 3 + column) * nPerm + k]).toBeCloseTo(Math.atanh(r), 10);
        }
    }
    const named = await execute({
      ...smallPlan(files),
      ...{ methods: ['pearson'], mapsWhich: 'XY', standardize: ['x', 'z'], nPerm },
    });
    expect((await nullsOf(named)).data).toEqual(data);
    expect(named.result.parameters).toContainEqual(['maps_which', 'X, Y']);
  });

  describe('pairs', () => {
    const paired = (change: Partial<PermuteStep> = {}, pairs = 4): PipelineStep[] => [
      fit({ y: rows('subjects', pairs), x: rows('subjects', pairs, 5), standardize: [] }),
      colocalize(),
      permute({ pairs: true, nPerm: 200, ...change }),
      { step: 'correct_p', corrections: ['meff_galwey', 'maxT', 'fdr_bh'], mcDimension: 'array' },
      { step: 'normalize_colocalizations', zMethod: 'standard' },
    ];
    const rows = (name: string, many: number, first = 0): MapsSource =>
      ({
        ...table(name),
        rows: Array.from({ length: many }, (_, i) => `s${first + i}`),
      }) as MapsSource;

    it.each(['auto', 'median'] as const)(
      'are matched anew as one does by hand: %s',
      async (pooled) => {
        const run = await execute(pipeline(...paired({ pooled })));
        const { result } = run;
        const [each, rho, z] = result.statistics;
        expect(each).toMatchObject({ statistic: 'rho_each', p: null });
        expect(each!.observed).toHaveLength(16);
        expect(z).toMatchObject({ statistic: 'rho_z', rows: ['within_pair'], tail: 'upper' });
        expect(z!.pooledRow).toEqual([true]);
        expect(z!.columns).toEqual([{ set: null, x: 'all', weight: null }]);
        const average = (values: number[]): number => {
          const sorted = [...values].sort((a, b) => a - b);
          return pooled === 'median'
            ? (sorted[1]! + sorted[2]!) / 2
            : values.reduce((sum, v) => sum + v, 0) / 4;
        };
        const matched = (matching: Iterable<number>): number =>
          average([...matching].map((y, i) => Math.atanh(each!.observed[y * 4 + i]!)));
        const observed = matched([0, 1, 2, 3]);
        expect(z!.observed[0]).toBeCloseTo(observed, 12);
        expect(rho!.observed[0]).toBeCloseTo(Math.tanh(observed), 12);
        const write = pairMatchings(1, 4, 200);
        const nulls = Array.from({ length: 200 }, (_, k) => {
          const matching = new Int32Array(4);
          write(k, matching);
          return matched(matching);
        });
        const { data } = await nullsOf(run);
        nulls.forEach((value, k) => expect(data[k]).toBeCloseTo(value, 12));
        const above = nulls.filter((value) => value >= observed - 1e-10).length;
        expect(z!.p).toEqual([Math.min(Math.max(above / 200, 1 / 200), 1 - 1 / 200)]);
        // One test needs no correction; maxT alone may be 1.
        for (const p of Object.values(z!.corrected))
          expect(Math.min(p[0]!, 1 - 1 / 200)).toBeCloseTo(z!.p![0]!, 12);
        expect(z!.normalized![0]).toBeCloseTo(
          (observed - z!.nulls!.mean[0]!) / z!.nulls!.sd[0]!,
          10,
        );
        expect(result.nullModel).toMatchObject({ method: 'pairs', permuted: 'pairs' });
        expect(result.methodsText).toContain('Map i of Y belongs to map i of X, 4 pairs');
        expect(result.methodsText).toContain('Weinstein et al., 2021');
        expect(result.methodsText).not.toContain('were pooled');
        expect(readFileSync(join(run.folder, 'references.bib'), 'utf8')).toContain(
          '10.1002/hbm.25577',
        );
        const csv = readFileSync(join(run.folder, 'results.csv'), 'utf8');
        expect(csv).toContain('within_pair,,all,pearson,rho_z,');
      },
    );

    it('that stand in another order on both sides are told', async () => {
      const turned = fit({ y: rows('subjects', 4), x: rows('subjects', 4, 1), standardize: [] });
      const { result } = await execute(pipeline(turned, ...paired().slice(1)));
      const told = result.warnings.find(({ code }) => code === 'pairs-in-another-order');
      expect(told?.message).toContain('3 of the y maps (s1, s2, s3)');
      const three = await execute(pipeline(...paired({}, 3)));
      expect(three.result.warnings.map(({ code }) => code)).toContain('few-matchings');
      const apart = await execute(pipeline(...paired()));
      expect(apart.result.warnings.map(({ code }) => code)).not.toContain('few-matchings');
      expect(apart.result.warnings.map(({ code }) => code)).not.toContain('pairs-in-another-order');
    });

    it.each<[string, string, PipelineStep[]]>([
      ['of other numbers', 'pairs-do-not-match', [fit(), colocalize(), permute({ pairs: true })]],
      ['of two', 'pairs-do-not-match', paired({}, 2)],
      [
        'of regressions',
        'pairs-of-correlations',
        [fit(), colocalize({ methods: ['mlr'] }), permute({ pairs: true })],
      ],
      ['of itself', 'pairs-of-itself', [fit({ y: null }), colocalize(), permute({ pairs: true })]],
      [
        'of groups',
        'pairs-of-groups',
        [fit({ y: table('subjects') }), compare(), colocalize(), permute({ pairs: true })],
      ],
    ])('%s are refused', async (_, code, steps) => {
      await expect(execute(pipeline(...steps))).rejects.toMatchObject({ code });
    });
  });

  it.each<[string, Partial<PermuteStep>]>([
    ['permuted-together', { groups, sets, maps: { ...random, which: ['Y'] } }],
    ['permuted-together', { pairs: true, groups }],
    ['permuted-side', { groups, maps: { ...random, which: ['Y'] } }],
    ['permuted-side', { groups, maps: { ...random, which: ['X', 'Y'] } }],
    ['permuted-side', { sets, maps: { ...random, which: ['X'] } }],
    ['sets-without-xsea', { sets }],
    ['nulls-of-one-side', { maps: { ...random, mapsNulls: 'x.npy', which: ['X', 'Y'] } }],
  ])('refuses what has no meaning with %s', async (code, change) => {
    const plan = pipeline(fit(), colocalize(), permute(change));
    await expect(execute(plan)).rejects.toMatchObject({ code });
  });
});
