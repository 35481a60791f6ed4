// A stored result is used again only when it is whole and was computed from the same plan and data.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { executePlan, type Execution } from '../../engine/execute.js';
import type { ColocalizationPlan, MapsSource } from '../../engine/plan.js';
import { formerResults } from '../../engine/store/history.js';
import { readCard } from '../../engine/store/read-card.js';
import { readResult, storedKey } from '../../engine/store/read-result.js';
import { PARCELS, smallFolder, smallPlan } from './small-run.js';
import { executeHere } from './run-here.js';

describe('executePlan', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nsp-execute-'));
  const files = join(folder, 'data');
  beforeAll(() => smallFolder(files));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const options = () => executeHere(files, join(folder, 'out'));
  const run = (change: Partial<ColocalizationPlan> = {}, force = false): Promise<Execution> =>
    executePlan({ ...smallPlan(files), ...change }, { ...options(), force });

  it('keeps a stored result with the same key, whatever the threads and names of declarations', async () => {
    expect((await run()).reused).toBe(false);
    expect((await run()).reused).toBe(true);
    const renamed = { ...smallPlan(files).y, declaration: 'other' } as MapsSource;
    expect((await run({ nProc: 2, y: renamed })).reused).toBe(true);
  });

  it.each<[string, Partial<ColocalizationPlan>]>([
    ['seed', { seed: 2 }],
    ['n_perm', { nPerm: 60 }],
    ['p_tails', { tails: 'upper' }],
    ['colocalization_method', { methods: ['pearson'] }],
    ['mc_method', { corrections: ['fdr_bh'] }],
    ['mc_dimension', { mcDimension: 'y' }],
    ['pooled_p', { pooled: 'mean' }],
    ['normalize_colocalizations', { normalize: false }],
    ['r_to_z', { rToZ: false }],
    ['standardize', { standardize: ['y'] }],
    ['maps_which', { mapsWhich: 'Y' }],
    ['parcellation_hemi', { hemispheres: ['L'] }],
    ['z', { z: [{ ...smallPlan(files).y, declaration: 'confound' }], standardize: ['x', 'z'] }],
  ])('computes again, with other numbers, when %s changes', async (_, change) => {
    await run({}, true);
    const before = readFileSync(join(folder, 'out/Small/result.json'), 'utf8');
    const { reused, folder: written } = await run(change);
    expect(reused).toBe(false);
    expect(readFileSync(join(written, 'result.json'), 'utf8')).not.toBe(before);
  });

  it('computes again when the data change, or when asked to', async () => {
    await run();
    expect((await run({}, true)).reused).toBe(false);
    const table = join(files, 'y.csv');
    writeFileSync(table, readFileSync(table, 'utf8').replace('0.5', '0.25'));
    expect((await run()).reused).toBe(false);
  });

  it.each(['nulls.npy', 'results.csv'])('computes again when %s is gone', async (file) => {
    const { folder: written } = await run();
    rmSync(join(written, file));
    expect((await run()).reused).toBe(false);
    expect(statSync(join(written, file)).size).toBeGreaterThan(0);
  });

  it('computes again when the stored result is damaged behind its first lines', async () => {
    const { folder: written } = await run();
    const path = join(written, 'result.json');
    writeFileSync(path, readFileSync(path, 'utf8').slice(0, -200));
    expect((await run()).reused).toBe(false);
  });

  it('says which map is constant or has too few parcels, standardised or not, and leaves its results missing', async () => {
    const table = join(files, 'y.csv');
    const before = readFileSync(table, 'utf8');
    const flat = `flat,${PARCELS.map(() => 3).join()}`;
    const sparse = `sparse,${PARCELS.map((_, i) => (i < 2 ? i : '')).join()}`;
    writeFileSync(table, `${before}${flat}\n${sparse}\n`);
    try {
      const { result } = await run({ standardize: [], corrections: ['fdr_bh'] });
      const codes = result.warnings.map(({ code }) => code);
      expect(codes).toContain('constant-map');
      expect(codes).toContain('few-shared-parcels');
      const tested = result.statistics.find(({ p }) => p !== null)!;
      const cells = tested.p!.slice(2 * 3);
      expect(cells).toEqual(Array.from({ length: 6 }, () => null));
      expect(tested.observed.slice(2 * 3)).toEqual(cells);
    } finally {
      writeFileSync(table, before);
    }
  });

  it('draws a seed when the file gives none, and stores it', async () => {
    const { result } = await run({ seed: null });
    expect(result.seedDrawn).toBe(true);
    expect(Number.isSafeInteger(result.seed)).toBe(true);
    expect(result.plan.seed).toBe(result.seed);
  });

  it('takes a former result again when its settings come back, and keeps the one in its place', async () => {
    const first = await run({}, true);
    const second = await run({ seed: 11 }, true);
    expect(second.result.key).not.toBe(first.result.key);
    const back = await run();
    expect(back).toMatchObject({ reused: true, folder: first.folder });
    expect(back.result.started).toBe(first.result.started);
    expect(await storedKey(back.folder)).toBe(first.result.key);
    expect((await run({ seed: 11 })).reused).toBe(true);
  });

  it('computes again when the former result is not whole', async () => {
    await run({}, true);
    await run({ seed: 12 }, true);
    const [former] = await formerResults(join(folder, 'out/Small'));
    rmSync(join(former!, 'results.csv'));
    expect((await run()).reused).toBe(false);
  });

  it('remembers which results it used, and calls itself up to date when they were made anew with the same maps', async () => {
    const chained = (upstream: Execution): Promise<Execution> =>
      executePlan(
        {
          ...smallPlan(files),
          name: 'Chained',
          y: { declaration: null, kind: 'result', analysis: 'Small' },
        },
        { ...options(), resultFolders: { Small: upstream.folder } },
      );
    const first = await run({}, true);
    const used = await chained(first);
    expect(used.result.upstream).toEqual([{ analysis: 'Small', key: first.result.key }]);
    const again = await run({ nPerm: 70 }, true);
    const reused = await chained(again);
    expect(reused).toMatchObject({ reused: true });
    expect((await readCard(reused.folder))?.upstream).toEqual([
      { analysis: 'Small', key: again.result.key },
    ]);
    const named = await readResult(reused.folder);
    expect(named).toEqual(reused.result);
    expect({ ...named, upstream: used.result.upstream }).toEqual(used.result);
  });

  it('does not draw a new seed for a result that is only on the way to another', async () => {
    const drawn = await run({ seed: null, name: 'Drawn' });
    const again = (change: Partial<ColocalizationPlan>, onTheWay: boolean): Promise<Execution> =>
      executePlan(
        { ...smallPlan(files), name: 'Drawn', seed: null, ...change },
        { ...options(), onTheWay },
      );
    expect(await again({}, true)).toMatchObject({
      reused: true,
      result: { seed: drawn.result.seed },
    });
    expect((await again({ nPerm: 60 }, true)).result.seed).not.toBe(drawn.result.seed);
    expect((await again({}, false)).reused).toBe(false);
  });
});
