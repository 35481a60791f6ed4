import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  absoluteP,
  correctedLocalP,
  localCorrelations,
  localNulls,
} from '../../../engine/additional/local-colocalization.js';
import {
  localColocalizations,
  type LocalRequest,
} from '../../../engine/additional/local-of-run.js';
import { neighbourhoods } from '../../../engine/additional/neighbourhood.js';
import { chooseMethod, type ChosenMethod } from '../../../engine/colocalize/chosen-method.js';
import { fixedMaps } from '../../../engine/colocalize/correlation.js';
import { enrichmentOf } from '../../../engine/colocalize/enrichment.js';
import { methodByName } from '../../../engine/colocalize/methods.js';
import { observedStatistics } from '../../../engine/colocalize/observed.js';
import type { MapTable } from '../../../engine/library/map-table.js';
import { MapPreparer } from '../../../engine/parallel/map-correlator.js';
import { nullMaps } from '../../../engine/parallel/null-maps.js';
import { BlockPool } from '../../../engine/parallel/pool.js';
import type { StageContext } from '../../../engine/progress.js';
import { noise } from '../prepare/simulated.js';
import { workerBundle } from '../../worker-bundle.js';

const P = 30;
const N = 60;
const { values } = noise(5, P, 77);
const table = (name: string, from: number, count: number): MapTable => ({
  labels: Array.from({ length: count }, (_, i) => `${name}${i}`),
  sets: Array.from({ length: count }, () => 'all'),
  weights: Array.from({ length: count }, () => null),
  parcels: Array.from({ length: P }, (_, i) => `p${i}`),
  values: Float64Array.from(values.subarray(from * P, (from + count) * P)),
});
const tables = { x: table('x', 0, 3), y: table('y', 3, 2), z: null };
for (let i = 0; i < 15; i++) tables.y.values[i]! += 2 * tables.x.values[i]!;
const distances = Float64Array.from(
  { length: P * P },
  (_, at) => 10 * Math.abs(Math.floor(at / P) - (at % P)),
);
const ctx: StageContext = {
  signal: new AbortController().signal,
  report: () => undefined,
  log: () => undefined,
  warn: () => undefined,
};
const chosen = (name: string): ChosenMethod => chooseMethod(methodByName.get(name)!, {}, 1);
const request = (changes: Partial<LocalRequest> = {}): LocalRequest => ({
  step: {
    step: 'local_colocalization',
    methods: null,
    neighbourhood: { kind: 'nearest', k: 10 },
    correction: 'step_maxT',
  },
  tables,
  sets: null,
  distances,
  origin: 'a line',
  source: { kind: 'shuffle', seed: 1 },
  which: 'X',
  standardize: false,
  permutations: N,
  pooled: false,
  ...changes,
});
const around = (
  neighbourhood: LocalRequest['step']['neighbourhood'],
  correction: LocalRequest['step']['correction'] = 'step_maxT',
) => ({ step: { ...request().step, neighbourhood, correction } });

describe('localColocalizations', () => {
  const here = new BlockPool(null, 1);
  let there: BlockPool;
  beforeAll(async () => {
    there = new BlockPool(await workerBundle('local'), 2);
  }, 60_000);
  afterAll(() => there.close());
  const run = (name: string, changes: Partial<LocalRequest> = {}, pool = here) =>
    localColocalizations([chosen(name)], request(changes), pool, ctx).then(([one]) => one!);
  const data = (found: Awaited<ReturnType<typeof run>>, what: number): Float64Array =>
    found.files[what]!.data;

  it.each(['pearson', 'spearman', 'slr', 'mlr', 'mi'])(
    'over all parcels is the value of the whole map: %s',
    async (name) => {
      const found = await run(name, around({ kind: 'nearest', k: P }));
      const whole = observedStatistics(chosen(name), tables, { pooled: false, rToZ: true }, ctx);
      const statistic = whole.statistics.find(({ tested }) => tested)!;
      const stat = data(found, 0);
      statistic.values.forEach((value, pair) => {
        expect(stat[pair * P]).toBeCloseTo(value, 9);
        expect(stat[pair * P + P - 1]).toBeCloseTo(value, 9);
      });
    },
  );

  it.each(['step_maxT', 'maxT'] as const)(
    'counts what keeping all nulls would give: %s',
    async (correction) => {
      const found = await run('spearman', around({ kind: 'nearest', k: 10 }, correction));
      const hood = neighbourhoods(distances, P, { kind: 'nearest', k: 10 });
      const [x, y] = [fixedMaps(tables.x, true), fixedMaps(tables.y, true)];
      for (const [row, column] of [
        [0, 0],
        [1, 2],
      ] as const) {
        const at = (row * 3 + column) * P;
        const map = (of: typeof x, m: number) => of.values.subarray(m * P, (m + 1) * P);
        const observed = new Float64Array(P);
        localCorrelations(map(x, column), map(y, row), hood, observed);
        const maker = nullMaps(
          { kind: 'shuffle', seed: 1 },
          tables.x.values.subarray(column * P, (column + 1) * P),
          column,
          0,
        );
        const preparer = new MapPreparer({ ranked: true, z: null }, P);
        const nulls = new Float64Array(N * P);
        for (let k = 0; k < N; k++) {
          const one = nulls.subarray(k * P, (k + 1) * P);
          maker.next(one);
          preparer.prepare(one, column);
        }
        const local = localNulls(map(y, row), nulls, N, hood, {
          check: () => undefined,
          advance: () => undefined,
        });
        expect([...data(found, 0).subarray(at, at + P)]).toEqual([...observed]);
        expect([...data(found, 1).subarray(at, at + P)]).toEqual([
          ...absoluteP(observed, local, N),
        ]);
        expect([...data(found, 2).subarray(at, at + P)]).toEqual([
          ...correctedLocalP(correction, observed, local, N),
        ]);
      }
    },
  );

  it('does not depend on the number of threads', async () => {
    const many = { permutations: 3000, ...around({ kind: 'gaussian', fwhm: 60 }) };
    const [one, two] = [await run('pearson', many), await run('pearson', many, there)];
    for (const what of [0, 1, 2]) expect(data(two, what)).toEqual(data(one, what));
    expect(Math.min(...data(one, 1))).toBeGreaterThanOrEqual(1 / 3000);
  });

  it('pools Y maps for p alone', async () => {
    const [each, pooled] = [await run('pearson'), await run('pearson', { pooled: 'mean' })];
    expect(pooled.listed.rows).toEqual(['y0', 'y1', 'mean']);
    expect(data(pooled, 0).subarray(0, 6 * P)).toEqual(data(each, 0));
    expect(
      data(pooled, 1)
        .subarray(0, 6 * P)
        .every(Number.isNaN),
    ).toBe(true);
    expect(data(pooled, 0)[6 * P]).toBeCloseTo((data(each, 0)[0]! + data(each, 0)[3 * P]!) / 2, 12);
    expect(data(pooled, 1)[6 * P]).toBeGreaterThan(0);
  });

  it('permutes Y maps, aggregates sets, and finds the half where maps go together', async () => {
    const moved = await run('pearson', { which: 'Y' });
    const p = data(moved, 1);
    expect(p[5]).toBeLessThan(0.05);
    const sets = enrichmentOf(tables.x, { aggregation: 'mean' }, ctx);
    const found = await run('pearson', { sets, tables: { ...tables, x: sets.maps } });
    expect(found.listed.columns).toEqual(['all']);
    const each = data(await run('pearson'), 0);
    expect(data(found, 0)[7]).toBeCloseTo((each[7]! + each[P + 7]! + each[2 * P + 7]!) / 3, 12);
  });

  it('asks for more parcels than twice the X maps of a model', async () => {
    await expect(run('mlr', around({ kind: 'nearest', k: 6 }))).rejects.toThrow(
      /more than 6 parcels/,
    );
    const found = await run('mlr', around({ kind: 'radius', mm: 30 }));
    // At the ends of the line there are 4 to 6 parcels, in its middle 7.
    expect(data(found, 0)[0]).toBeNaN();
    expect(data(found, 1)[0]).toBeNaN();
    expect(data(found, 0)[15]).not.toBeNaN();
  });
});
