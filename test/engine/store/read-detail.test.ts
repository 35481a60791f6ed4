// What the detail of a value is drawn from: the maps as they were compared and the nulls, out of the files that a run has written.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { executePlan, type Execution } from '../../../engine/execute.js';
import { readNpy } from '../../../engine/formats/npy.js';
import type { AnalysisPlan, ColocalizationPlan } from '../../../engine/plan.js';
import { pearson } from '../../../engine/stats/correlation.js';
import { readNulls } from '../../../engine/store/read-nulls.js';
import { readPair, type PairValues } from '../../../engine/store/read-pair.js';
import type { Cell } from '../../../engine/result.js';
import { PARCELS, smallFolder, smallPlan } from '../small-run.js';
import { executeHere } from '../run-here.js';

const home = mkdtempSync(join(tmpdir(), 'nsp-detail-'));
const files = join(home, 'data');
afterAll(() => rmSync(home, { recursive: true, force: true }));
beforeAll(() => smallFolder(files));

const run = (change: Partial<ColocalizationPlan> = {}): Promise<Execution> =>
  execute({ ...smallPlan(files), ...change });

const execute = (plan: AnalysisPlan): Promise<Execution> =>
  executePlan(plan, executeHere(files, join(home, 'out')));

const numbers = (cells: readonly Cell[]): Float64Array =>
  Float64Array.from(cells, (cell) => cell ?? NaN);
const correlation = ({ x, y }: Pick<PairValues, 'x' | 'y'>): number =>
  pearson(numbers(x), numbers(y), 3);

describe('readPair', () => {
  it('gives ranks whose correlation is the Spearman correlation of the result', async () => {
    const { folder, result } = await run({ name: 'Ranks' });
    const rho = result.statistics.find(({ statistic }) => statistic === 'rho')!;
    for (const [y, column] of [
      [0, 0],
      [1, 2],
    ] as const) {
      const pair = await readPair(folder, result, { method: 'spearman', y, column, member: null });
      expect(pair.taken?.as).toBe('ranks');
      expect(correlation(pair.taken!)).toBeCloseTo(rho.observed[y * 3 + column]!, 12);
      expect(Math.min(...numbers(pair.taken!.x))).toBe(1);
      expect(Math.max(...numbers(pair.taken!.y))).toBe(PARCELS.length);
      expect(pair.y).toEqual(result.y.values.slice(y * PARCELS.length, (y + 1) * PARCELS.length));
    }
  });

  it('gives the values themselves where the method takes them so', async () => {
    const { folder, result } = await run({ name: 'Values', methods: ['pearson'] });
    const pair = await readPair(folder, result, {
      method: 'pearson',
      y: 1,
      column: 1,
      member: null,
    });
    expect(pair.taken).toBeNull();
    const rho = result.statistics.find(({ statistic }) => statistic === 'rho')!;
    expect(correlation(pair)).toBeCloseTo(rho.observed[4]!, 12);
    // x is kept as it was compared: standardised over parcels.
    expect(pair.x.reduce<number>((sum, value) => sum + value!, 0)).toBeCloseTo(0, 10);
  });

  it.each(['partialpearson', 'partialspearman'])('takes Z out as %s did', async (method) => {
    const z = { ...smallPlan(files).y, path: join(files, 'x.csv'), rows: ['x0'] };
    const { folder, result } = await run({ name: method, methods: [method], z: [z] });
    const pair = await readPair(folder, result, { method, y: 0, column: 2, member: null });
    expect(pair.taken?.as).toBe(method === 'partialpearson' ? 'residuals' : 'residuals of ranks');
    const rho = result.statistics.find(({ statistic }) => statistic === 'rho')!;
    expect(correlation(pair.taken!)).toBeCloseTo(rho.observed[2]!, 10);
  });

  it.each([
    ['x alone', { regressZ: ['x' as const], zyMatched: false }, ['x']],
    ['y alone', { regressZ: ['y' as const], zyMatched: false }, ['y']],
    ['neither', { regressZ: [], zyMatched: false }, undefined],
    ['each y map, its own', { regressZ: ['y' as const], zyMatched: true }, ['y']],
  ])('takes Z out of %s, as the run did', async (_, use, from) => {
    const { parcellation, hemispheres, x, y } = smallPlan(files);
    const z = { ...x, rows: ['x0', 'x1'] } as typeof x;
    const { folder, result } = await execute({
      ...{ kind: 'pipeline', version: 1, name: 'Sides', seed: 1, nProc: 1 },
      steps: [
        {
          ...{ step: 'fit', parcellation, hemispheres, x, y, z: [z] },
          ...{ standardize: [], dropNan: false },
        },
        {
          ...{ step: 'colocalize', methods: ['pearson'], options: {}, rank: false },
          ...{ rToZ: true, aggregation: null, ...use },
        },
      ],
    });
    expect(result.z?.from).toEqual(from);
    const rho = result.statistics.find(({ statistic }) => statistic === 'rho')!;
    for (const row of [0, 1]) {
      const wanted = { method: 'pearson', y: row, column: 2, member: null };
      const pair = await readPair(folder, result, wanted);
      expect(correlation(pair.taken ?? pair)).toBeCloseTo(rho.observed[row * 3 + 2]!, 10);
      expect(pair.taken === null).toBe(from === undefined);
    }
  });

  it('refuses what the result does not have, and says so of older results', async () => {
    const { folder, result } = await run({ name: 'Ranks' });
    const pair = { method: 'spearman', y: 0, column: 0, member: null };
    await expect(readPair(folder, result, { ...pair, y: 2 })).rejects.toThrow(/no y map 3/);
    await expect(readPair(folder, result, { ...pair, column: 3 })).rejects.toThrow(/x map 4/);
    const older = { ...result };
    delete older.x;
    await expect(readPair(folder, older, pair)).rejects.toThrow(
      /made before reference maps were kept/,
    );
    rmSync(join(folder, 'x.npy'));
    await expect(readPair(folder, result, pair)).rejects.toMatchObject({ code: 'no-x-maps' });
  });

  it('computes a result again that has lost its x maps', async () => {
    expect((await run({ name: 'Lost' })).reused).toBe(false);
    const { folder, reused } = await run({ name: 'Lost' });
    expect(reused).toBe(true);
    rmSync(join(folder, 'x.npy'));
    expect((await run({ name: 'Lost' })).reused).toBe(false);
    expect((await run({ name: 'Lost' })).reused).toBe(true);
  });
});

describe('readNulls', () => {
  it('gives the nulls of one cell', async () => {
    const { folder, result } = await run({ name: 'Nulls' });
    const whole = await readNpy(join(folder, 'nulls.npy'));
    expect(whole.shape).toEqual([2, 3, 50]);
    const cell = { file: 'nulls.npy', row: 1, column: 2 };
    expect(await readNulls(folder, result.key, cell)).toEqual(whole.data.subarray(5 * 50));
    const refused = [
      { ...cell, row: 2 },
      { ...cell, file: '../Ranks/nulls.npy' },
      { ...cell, file: 'x.npy' },
    ];
    for (const wrong of refused) {
      await expect(readNulls(folder, result.key, wrong)).rejects.toMatchObject({
        code: 'no-nulls',
      });
    }
    await expect(readNulls(folder, 'another', cell)).rejects.toMatchObject({
      code: 'changed-result',
    });
  });
});
