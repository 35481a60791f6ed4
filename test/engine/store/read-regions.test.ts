// The side files of regional influence as a run writes them, read back for one pair of maps.
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { executePlan, type Execution } from '../../../engine/execute.js';
import { readNpy } from '../../../engine/formats/npy.js';
import type { ColocalizationPlan } from '../../../engine/plan.js';
import { readRegions } from '../../../engine/store/read-regions.js';
import { readResult } from '../../../engine/store/read-result.js';
import { PARCELS, smallFolder, smallPlan } from '../small-run.js';
import { executeHere } from '../run-here.js';

const home = mkdtempSync(join(tmpdir(), 'nsp-regions-'));
const files = join(home, 'data');
afterAll(() => rmSync(home, { recursive: true, force: true }));

const run = (change: Partial<ColocalizationPlan> = {}): Promise<Execution> =>
  executePlan({ ...smallPlan(files), ...change }, executeHere(files, join(home, 'out')));

describe('readRegions', () => {
  let done: Execution;
  beforeAll(async () => {
    smallFolder(files);
    done = await run();
  });
  const influence = (): string => join(done.folder, 'regions-influence-spearman.npy');

  it('gives the parcels of the pair asked for, from the files listed in the result', async () => {
    const { regions, key } = await readResult(done.folder);
    const shape = [2, 3, PARCELS.length];
    expect(regions).toMatchObject([
      { quantity: 'influence', method: 'spearman', shape },
      { quantity: 'contribution', method: 'spearman', shape },
    ]);
    for (const { file, quantity } of regions!) {
      const whole = await readNpy(join(done.folder, file));
      expect(whole.shape).toEqual(shape);
      const values = await readRegions(done.folder, key, { method: 'spearman', y: 1, x: 2 });
      expect(values[quantity]).toEqual([...whole.data.subarray(5 * PARCELS.length)]);
    }
  });

  it('has contributions whose mean is the observed correlation', async () => {
    const { result, folder } = done;
    const rho = result.statistics.find(({ statistic }) => statistic === 'rho')!;
    const pair = { method: 'spearman', y: 0, x: 1 };
    const { contribution } = await readRegions(folder, result.key, pair);
    const mean = contribution.reduce<number>((sum, value) => sum + value!, 0) / PARCELS.length;
    expect(mean).toBeCloseTo(rho.observed[1]!, 12);
  });

  it.each([
    ['another pair', { method: 'spearman', y: 2, x: 0 }],
    ['a negative index', { method: 'spearman', y: 0, x: -1 }],
    ['another method', { method: 'pearson', y: 0, x: 0 }],
    ['a path', { method: '../../secret', y: 0, x: 0 }],
  ])('refuses %s', async (_, pair) => {
    await expect(readRegions(done.folder, done.result.key, pair)).rejects.toMatchObject({
      code: 'no-regions',
    });
  });

  it('refuses a folder that holds another result by now', async () => {
    await expect(
      readRegions(done.folder, 'old', { method: 'spearman', y: 0, x: 0 }),
    ).rejects.toMatchObject({ code: 'changed-result' });
  });

  it('says that a file is cut off; a run without it computes again', async () => {
    truncateSync(influence(), 200);
    await expect(
      readRegions(done.folder, done.result.key, { method: 'spearman', y: 1, x: 2 }),
    ).rejects.toMatchObject({ code: 'damaged-npy' });
    rmSync(influence());
    done = await run();
    expect(done.reused).toBe(false);
    expect(existsSync(influence())).toBe(true);
  });

  it('is computed again for results of versions that did not know it', async () => {
    const path = join(done.folder, 'result.json');
    const older = readFileSync(path, 'utf8').replace(/^"regions".*\n/m, '');
    writeFileSync(path, older);
    expect((await readResult(done.folder)).regions).toBeUndefined();
    done = await run();
    expect(done.reused).toBe(false);
  });

  it('goes away with a result whose methods have none', async () => {
    const { folder, result } = await run({ methods: ['slr'] });
    expect(result.regions).toEqual([]);
    expect(existsSync(join(folder, 'regions-influence-spearman.npy'))).toBe(false);
  });
});
