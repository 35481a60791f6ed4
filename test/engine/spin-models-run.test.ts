// Whole analyses with every spin test, both hemispheres and one, with one thread and with two.
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { capabilities } from '../../engine/capabilities.js';
import { DataLibrary } from '../../engine/library/library.js';
import { nullModels } from '../../engine/nulls/models.js';
import type { ColocalizationPlan, MapsSource } from '../../engine/plan.js';
import { runPlan, type RunOutput } from '../../engine/run.js';
import { absent, dataDir } from '../shared.js';
import { workerBundle } from '../worker-bundle.js';
import { smallPlan } from './small-run.js';

const pack = dataDir();
const spun = nullModels.filter(({ kind }) => kind === 'spin').map(({ name }) => name);

describe.skipIf(pack === null)(
  `spin tests ${pack === null ? absent('nispace-data') : ''}`,
  { timeout: 120_000 },
  () => {
    const table = (declaration: string, rows: string[] | null): MapsSource => ({
      ...{ declaration, kind: 'table', index: null, transpose: false, rows },
      path: join(pack!, 'reference/rsn/tab/dset-rsn_parc-Schaefer100Parcels7Networks.csv.gz'),
    });
    const plan = (mapsMethod: string, change: Partial<ColocalizationPlan> = {}) => ({
      ...smallPlan(''),
      ...{ x: table('x', null), y: table('y', null), mapsMethod, nPerm: 60 },
      nullSpace: 'fsaverage',
      parcellation: { kind: 'library' as const, name: 'Schaefer100Parcels7Networks' },
      ...change,
    });
    let worker: string;
    beforeAll(async () => {
      worker = await workerBundle('spin-models-run');
    });
    const run = (of: ColocalizationPlan, workerPath: string | null = null): Promise<RunOutput> =>
      runPlan(of, {
        library: DataLibrary.open([pack!], capabilities),
        workerPath,
        signal: new AbortController().signal,
        onProgress: () => undefined,
        onLog: () => undefined,
        file: null,
        version: 'test',
        resultOf: () => Promise.reject(new Error('none')),
        stored: () => Promise.resolve(null),
      });

    it('are five', () => {
      expect(spun).toEqual(['alexander_bloch', 'vasa', 'hungarian', 'baum', 'cornblath']);
    });

    it.each(spun)('%s gives the same nulls with one thread and with two', async (model) => {
      const one = await run(plan(model));
      const two = await run(plan(model, { nProc: 2 }), worker);
      expect(one.result.nullModel).toMatchObject({ method: model, space: 'fsaverage' });
      expect(one.result.nullModel.origin).toMatch(/RandomState\(42\)/);
      expect(two.nulls.map(({ data }) => data)).toEqual(one.nulls.map(({ data }) => data));
      const values = one.nulls[0]!.data;
      expect(values.filter((v) => v !== v).length).toBeLessThan(values.length / 10);
      // Five models, five sets of nulls: none is another one under its name.
      expect(new Set(values.slice(0, 60)).size).toBeGreaterThan(50);
    });

    it('differ from each other', async () => {
      const firsts = new Set<number>();
      for (const model of spun) firsts.add((await run(plan(model))).nulls[0]!.data[61]!);
      expect(firsts.size).toBe(spun.length);
    });

    it.each(spun)('%s runs on one hemisphere', async (model) => {
      for (const side of ['L', 'R'] as const) {
        const { result, nulls } = await run(plan(model, { hemispheres: [side] }));
        expect(result.parcellation.parcels).toHaveLength(50);
        expect(nulls[0]!.data.some((v) => v === v)).toBe(true);
      }
    });
  },
);
