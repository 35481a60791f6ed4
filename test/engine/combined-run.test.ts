// A whole analysis on cortex + subcortex: images on both sides, with one null model for all parcels and with one for each part.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ColocalizationPlan, MapsSource } from '../../engine/plan.js';
import { runPlan } from '../../engine/run.js';
import { absent, dataDir } from '../shared.js';
import { noFilter } from './library/small-library.js';
import { smallPlan } from './small-run.js';
import { runHere } from './run-here.js';

const pack = dataDir();

describe.skipIf(pack === null)(
  `cortex + subcortex ${pack === null ? absent('nispace-data') : ''}`,
  () => {
    const at = (name: string) => join(pack!, `example/neuroquery/${name}.nii.gz`);
    const y: MapsSource = {
      ...{ declaration: 'pain', kind: 'images' },
      entries: [{ label: 'Pain', path: at('pain') }],
      options: {
        ...{ space: null, background: 'auto', minValidCount: null, minValidFraction: null },
        resamplingTarget: 'data',
      },
    };
    const x: MapsSource = {
      ...{ declaration: 'pet', kind: 'reference', dataset: 'pet', collection: 'All' },
      filter: noFilter,
    };
    const plan = (mapsMethod: string | null): ColocalizationPlan => ({
      ...smallPlan(''),
      ...{ x, y, mapsMethod, nPerm: 200 },
      // The coarser surface, which is quicker; where no part is named, the volume.
      nullSpace: mapsMethod?.includes('+') ? 'fsaverage' : 'auto',
      parcellation: { kind: 'sum', parts: ['Schaefer100Parcels7Networks', 'TianS1'] },
    });
    const run = (mapsMethod: string | null) => runPlan(plan(mapsMethod), runHere(pack!));

    it.each([
      'random',
      'moran',
      null,
      'vasa+random',
      'hungarian+moran',
      'baum+moran',
      'cornblath+moran',
    ])(
      'runs with %s nulls (null: its default) over all 116 parcels',
      { timeout: 120_000 },
      async (model) => {
        const { result } = await run(model);
        expect(result.parcellation).toMatchObject({
          name: 'Schaefer100Parcels7Networks + TianS1',
          level: 'combined',
        });
        expect(result.nullModel.method).toBe(model ?? 'alexander_bloch+moran');
        expect(result.parcellation.parcels).toHaveLength(116);
        // The subcortical volumes of the six PET maps are parcellated with the merged label image.
        expect(result.columns).toHaveLength(6);
        const [rho] = result.statistics;
        expect(rho?.observed.every((value) => value !== null && Math.abs(value) < 1)).toBe(true);
        const tested = result.statistics.find(({ p }) => p !== null);
        expect(tested?.p?.every((p) => p !== null && p >= 1 / 200 && p <= 1)).toBe(true);
      },
    );
  },
);
