// Whole analyses with null maps out of a file: their numbers, their key, and the scale of regressions.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { writeNpy } from '../../engine/formats/npy.js';
import { Pcg64 } from '../../engine/nulls/rng/pcg64.js';
import type { ColocalizationPlan } from '../../engine/plan.js';
import { runPlan, type RunOutput } from '../../engine/run.js';
import { PARCELS, smallFolder, smallPlan } from './small-run.js';
import { runHere } from './run-here.js';

const folder = mkdtempSync(join(tmpdir(), 'nsp-own-nulls-run-'));
smallFolder(folder);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MAPS = 3;
const NULLS = 60;
const rng = new Pcg64(2);
const values = Float64Array.from({ length: MAPS * NULLS * PARCELS.length }, () => rng.random());
async function file(name: string, change: (value: number, at: number) => number): Promise<string> {
  const path = join(folder, name);
  await writeNpy(path, [MAPS, NULLS, PARCELS.length], values.map(change));
  return path;
}

function run(mapsNulls: string, change: Partial<ColocalizationPlan> = {}): Promise<RunOutput> {
  return runPlan({ ...smallPlan(folder), mapsMethod: null, mapsNulls, ...change }, runHere(folder));
}

describe('an analysis with null maps of one’s own', () => {
  it('says where they come from and needs neither surface nor distances', async () => {
    const { result } = await run(await file('a.npy', (v) => v));
    expect(result.nullModel).toMatchObject({
      method: 'maps_nulls',
      permuted: 'X',
      space: null,
      permutations: 50,
      origin: 'the first 50 of 60 null maps of each X map in a.npy',
    });
    expect(result.inputs.map(({ role }) => role)).toContain('null maps (maps_nulls)');
  });

  it('has another key for other null maps, and the same for those that are not used', async () => {
    const key = async (path: string) => (await run(path)).result.key;
    const one = await key(await file('a.npy', (v) => v));
    expect(await key(await file('b.npy', (v, at) => (at === 3 ? v + 1 : v)))).not.toBe(one);
    const used = 50 * PARCELS.length;
    expect(await key(await file('c.npy', (v, at) => (at === used ? v + 1 : v)))).toBe(one);
  });

  it('leaves out nulls that do not exist', async () => {
    const path = await file('holes.npy', (v, at) => (at < 10 * PARCELS.length ? NaN : v));
    const { nulls } = await run(path);
    const first = nulls[0]!.data.subarray(0, 50);
    expect(first.filter((v) => v === v)).toHaveLength(40);
    expect(first.subarray(0, 10).every((v) => v !== v)).toBe(true);
  });

  it('standardises them for regressions where X is standardised', async () => {
    const plain = await file('a.npy', (v) => v);
    const scaled = await file('scaled.npy', (v) => 20 * v + 7);
    const fit = async (path: string, standardize: 'x'[]) => {
      const change = { methods: ['mlr'], standardize, nPerm: 20 };
      const { result, nulls } = await run(path, change);
      const beta = result.statistics
        .filter(({ tail }) => tail !== null)
        .findIndex(({ statistic }) => statistic === 'beta');
      return [...nulls[beta]!.data];
    };
    const near = (a: number[], b: number[]) =>
      a.every((value, i) => Math.abs(value - b[i]!) < 1e-9 * Math.max(1, Math.abs(value)));
    expect(near(await fit(plain, ['x']), await fit(scaled, ['x']))).toBe(true);
    expect(near(await fit(plain, []), await fit(scaled, []))).toBe(false);
  });
});
