// The readers on the data pack, when it is there: everything in it must load, and images must give the golden parcel means.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadMaps } from '../../../engine/library/load/maps.js';
import {
  loadParcellation,
  type LoadedParcellation,
} from '../../../engine/library/load/parcellation.js';
import type { MapsSource } from '../../../engine/plan.js';
import { absent, dataDir, goldenDir } from '../../shared.js';
import { folderOf, noFilter, open, plain, sixParcels, spyOn } from './small-library.js';

const pack = dataDir();

describe.skipIf(pack === null)(
  `the data pack ${pack === null ? absent('nispace-data') : ''}`,
  () => {
    const library = open(pack ?? folderOf(sixParcels));
    const load = (name: string): Promise<LoadedParcellation> =>
      loadParcellation({ kind: 'library', name }, ['L', 'R'], spyOn(library));
    const reference = (dataset: string, collection: string): MapsSource => ({
      declaration: null,
      kind: 'reference',
      dataset,
      collection,
      filter: noFilter,
    });

    it('opens fast', () => {
      const started = performance.now();
      open(pack ?? '');
      expect(performance.now() - started).toBeLessThan(30);
    });

    it('has seven parcellations, each of which loads without a warning', async () => {
      const here = library.parcellations().filter(({ presence }) => presence !== 'remote');
      const names = here.map(({ name }) => name);
      expect(names).toHaveLength(7);
      for (const name of names) {
        const spy = spyOn(library);
        const parcellation = await loadParcellation({ kind: 'library', name }, ['L', 'R'], spy);
        expect(parcellation.labels).toHaveLength(library.parcellation(name)!.parcels);
        expect(parcellation.hemisphere).not.toContain(null);
        expect(spy.warnings).toEqual([]);
      }
      expect(library.parcellation('Schaefer200')?.name).toBe('Schaefer200Parcels7Networks');
      expect(library.parcellation('MMP')?.name).toBe('Glasser');
      expect(library.parcellation('Schaefer100MelbourneS1')?.level).toBe('combined');
    });

    it('reads hemispheres from labels, not from positions', async () => {
      const { hemisphere } = await load('Schaefer100MelbourneS1');
      expect(hemisphere.slice(100, 116)).toEqual([
        ...Array<string>(8).fill('R'),
        ...Array<string>(8).fill('L'),
      ]);
    });

    it('gives every table of every dataset and every collection that has maps there', async () => {
      const stored = library.datasets().filter(({ presence }) => presence !== 'remote');
      expect(stored).toHaveLength(6);
      const labelled = (name: string): boolean =>
        (library.parcellationItem(name)?.spaces.length ?? 0) > 0;
      for (const { name, here } of stored) {
        for (const parcellation of here.parcellations.filter(labelled)) {
          const loaded = await load(parcellation);
          for (const collection of ['All', ...here.collections]) {
            const { table } = await loadMaps(
              reference(name, collection),
              loaded,
              'x',
              spyOn(library),
            );
            expect(table.labels.length).toBeGreaterThan(0);
            expect(table.values.length).toBe(table.labels.length * loaded.labels.length);
          }
        }
      }
    });

    it('has 28 unique tracers in sets, with three missing cells in Schaefer200', async () => {
      const spy = spyOn(library);
      const { table, citations } = await loadMaps(
        reference('pet', 'UniqueTracers'),
        await load('Schaefer200'),
        'x',
        spy,
      );
      expect(table.labels).toHaveLength(28);
      expect(table.sets[0]).toBe('General');
      expect(table.values.filter(Number.isNaN)).toHaveLength(3);
      expect(new Set(citations.map(({ subject }) => subject)).size).toBe(29);
    });

    it('matches examples by name', async () => {
      const parcellation = await load('Schaefer200');
      const source: MapsSource = { declaration: null, kind: 'example', name: 'anorexianervosa' };
      const { table } = await loadMaps(source, parcellation, 'y', spyOn(library));
      expect(table.labels).toHaveLength(100);
      expect(table.values[0]).toBe(2.28334);
    });
  },
);

const golden = goldenDir();

describe.skipIf(golden === null)(
  `golden volumes ${golden === null ? absent('golden') : ''}`,
  () => {
    it('come out of an own parcellation of an image, cell by cell', async () => {
      const folder = join(golden ?? '', 'components');
      const { inputs, params, expected } = JSON.parse(
        readFileSync(join(folder, 'g01_vol_pain.json'), 'utf8'),
      ) as {
        inputs: Record<'image' | 'atlas', { file: string }>;
        params: { parcel_ids: number[] };
        expected: { mean_auto_and_0: { value: number[] } };
      };
      const spy = spyOn(open(folderOf(sixParcels)));
      const atlas = join(folder, inputs.atlas.file);
      const parcellation = await loadParcellation(
        { kind: 'image', declaration: 'mine', path: atlas, labels: null, space: null },
        ['L', 'R'],
        spy,
      );
      expect(parcellation.labels).toEqual(params.parcel_ids.map(String));
      const entries = [{ label: 'Pain', path: join(folder, inputs.image.file) }];
      const source: MapsSource = { declaration: null, kind: 'images', entries, options: plain };
      const { table } = await loadMaps(source, parcellation, 'y', spy);
      expected.mean_auto_and_0.value.forEach((value, i) =>
        expect(table.values[i]).toBeCloseTo(value, 9),
      );
    });
  },
);
