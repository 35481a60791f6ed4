// Cortex + subcortex: order, labels, joined tables, merged volumes, and surface maps that have no subcortex.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { encodeVolume } from '../../../../engine/formats/nifti-writer.js';
import { readLabelVolume } from '../../../../engine/formats/nifti.js';
import { brainGeometry } from '../../../../engine/library/brain.js';
import { loadMaps } from '../../../../engine/library/load/maps.js';
import { loadParcellation } from '../../../../engine/library/load/parcellation.js';
import { volumeParcels } from '../../../../engine/library/load/volume-parcels.js';
import type { Hemisphere, MapsSource, ParcellationSource } from '../../../../engine/plan.js';
import { parcelsOnGrid } from '../../../../engine/parcellate/resample.js';
import { absent, dataDir } from '../../../shared.js';
import {
  failure,
  folderOf,
  noFilter,
  open,
  plain,
  row,
  six,
  sixParcels,
  spyOn,
} from '../small-library.js';

const deep = ['hemi-R_lab-d', 'hemi-L_lab-d'];
const affine = Float64Array.of(1, 0, 0, -4, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1);
const volume = (...data: number[]): Uint8Array =>
  encodeVolume({ dims: [data.length, 1, 1], affine, data: Int16Array.from(data) });

const folder = folderOf({
  ...sixParcels,
  'parcellation/Six/MNI152NLin6Asym/parc-Six_space-MNI152NLin6Asym.label.nii.gz': volume(
    ...[1, 2, 3, 3, 4, 5, 6, 0, 0],
  ),
  'parcellation/Deep/parc.yaml': 'name: Deep\nlevel: subcortex\nlicense: CC0\n',
  'parcellation/Deep/MNI152NLin6Asym/parc-Deep_space-MNI152NLin6Asym.label.txt': deep.join('\n'),
  'parcellation/Deep/MNI152NLin6Asym/parc-Deep_space-MNI152NLin6Asym.label.nii.gz': volume(
    ...[0, 0, 0, 2, 0, 0, 0, 1, 1],
  ),
  'reference/toy/tab/dset-toy_parc-Six.csv': [
    row('map', six),
    row('a', [1, 2, 3, 4, 5, 6]),
    row('b', [6, 5, 4, 3, 2, 1]),
    row('cortical', [1, 1, 1, 1, 1, 2]),
  ].join('\n'),
  'reference/toy/tab/dset-toy_parc-Deep.csv': [
    row('map', [...deep].reverse()),
    row('deep', [0, 0]),
    row('b', [70, 80]),
    row('a', [7, 8]),
  ].join('\n'),
  'own.csv': [row('map', [...deep, ...six]), row('mine', [1, 2, 3, 4, 5, 6, 7, 8])].join('\n'),
  'image.nii': encodeVolume({
    dims: [9, 1, 1],
    affine,
    data: Float32Array.of(9, 8, 7, 6, 5, 4, 3, 2, 1),
  }),
});
const library = open(folder);
const sum: ParcellationSource = { kind: 'sum', parts: ['Deep', '6'] };
const load = (
  source: ParcellationSource = sum,
  sides: Hemisphere[] = ['L', 'R'],
  spy = spyOn(library),
) => loadParcellation(source, sides, spy);
const toy: MapsSource = {
  declaration: null,
  kind: 'reference',
  dataset: 'toy',
  collection: 'All',
  filter: noFilter,
};

describe('cortex + subcortex', () => {
  it('has the cortical parcels first, whatever the order written, and keeps both parts', async () => {
    const parcellation = await load();
    expect(parcellation).toMatchObject({ name: 'Six + Deep', level: 'combined', surfaces: [] });
    expect(parcellation.labels).toEqual([...six, ...deep]);
    expect(parcellation.hemisphere.slice(6)).toEqual(['R', 'L']);
    expect(parcellation.parts?.map(({ name }) => name)).toEqual(['Six', 'Deep']);
    expect(parcellation.license).toBe('MIT; CC0');
  });

  it('is cut down to one hemisphere in both parts', async () => {
    const parcellation = await load(sum, ['R']);
    expect(parcellation.labels).toEqual([...six.slice(3), 'hemi-R_lab-d']);
    expect(parcellation.parts?.map(({ labels }) => labels.length)).toEqual([3, 1]);
    expect(parcellation.everyLabel).toHaveLength(8);
  });

  it('is refused unless one part is cortical and one subcortical', async () => {
    const two: ParcellationSource = { kind: 'sum', parts: ['Six', 'Six'] };
    expect((await failure(() => load(two), 'not-cortex-and-subcortex')).message).toContain(
      'Six (cortex) + Six (cortex)',
    );
    const three: ParcellationSource = { kind: 'sum', parts: ['Six', 'Deep', 'Deep'] };
    await failure(() => load(three), 'not-cortex-and-subcortex');
  });

  it('is named as the way to write the older spelling', async () => {
    const old: ParcellationSource = { kind: 'library', name: 'SixDeep' };
    expect((await failure(() => load(old), 'unknown-parcellation')).message).toContain(
      'Six + Deep',
    );
  });

  it('joins the tables of both by map name and tells how many maps only one has', async () => {
    const spy = spyOn(library);
    const { table } = await loadMaps(toy, await load(), 'x', spy);
    expect(table.labels).toEqual(['a', 'b']);
    expect([...table.values.slice(0, 8)]).toEqual([1, 2, 3, 4, 5, 6, 8, 7]);
    expect([...table.values.slice(8)]).toEqual([6, 5, 4, 3, 2, 1, 80, 70]);
    expect(spy.logs.join()).toMatch(/2 maps in both, 1 in Six only, 1 in Deep only/);
  });

  it('matches tables of one’s own by all labels', async () => {
    const source: MapsSource = {
      ...{ declaration: null, kind: 'table', path: join(folder, 'own.csv') },
      ...{ index: null, rows: null, transpose: false },
    };
    const { table } = await loadMaps(source, await load(), 'y', spyOn(library));
    expect([...table.values]).toEqual([3, 4, 5, 6, 7, 8, 1, 2]);
  });

  it('is drawn as the merged volume', async () => {
    const shape = await brainGeometry(sum, [...six, ...deep], library);
    expect(shape).toMatchObject({ kind: 'volume', dims: [5, 1, 1] });
    expect(shape.kind === 'volume' && [...shape.parcels]).toEqual([0, 2, 3, 5, 6]);
  });

  it('averages images over the merged label image, where the subcortex wins shared voxels', async () => {
    const entries = [{ label: 'image', path: join(folder, 'image.nii') }];
    const source: MapsSource = {
      declaration: null,
      kind: 'images',
      entries,
      options: { ...plain, background: false },
    };
    const spy = spyOn(library);
    const { table } = await loadMaps(source, await load(), 'y', spy);
    expect([...table.values]).toEqual([9, 8, 7, 5, 4, 3, 1.5, 6]);
    expect(spy.logs.join()).toContain('1 voxels of both are subcortical');
  });
});

const pack = dataDir();
describe.skipIf(pack === null)(
  `real parcellations ${pack === null ? absent('nispace-data') : ''}`,
  () => {
    const real = open(pack ?? folder);

    it('merge into the combined volume that is stored', async () => {
      const spy = spyOn(real);
      const source: ParcellationSource = { kind: 'sum', parts: ['Schaefer100', 'TianS1'] };
      const parcellation = await loadParcellation(source, ['L', 'R'], spy);
      const merged = await volumeParcels(parcellation, parcellation.volumes[0]!, spy);
      expect(merged.dims).toEqual([182, 218, 182]);
      const stem = join(
        pack!,
        'parcellation/Schaefer100MelbourneS1/MNI152NLin6Asym/parc-Schaefer100MelbourneS1_space-MNI152NLin6Asym.label',
      );
      const stored = await readLabelVolume(`${stem}.nii.gz`);
      const ours = parcelsOnGrid(merged, stored);
      // The stored one lists right subcortical parcels (101–108) before left ones; ours has the left ones first.
      const expected = (label: number): number =>
        label > 108 ? label - 9 : label > 100 ? label + 7 : label - 1;
      let differing = 0;
      let labelled = 0;
      stored.data.forEach((label, voxel) => {
        if (label === 0 && ours[voxel] === -1) return;
        labelled++;
        if (ours[voxel] !== expected(label)) differing++;
      });
      expect(labelled).toBeGreaterThan(100_000);
      expect(differing / labelled).toBeLessThan(0.001);
    });

    it('leave subcortical parcels of surface maps missing, and say so', async () => {
      const spy = spyOn(real);
      const source: ParcellationSource = { kind: 'sum', parts: ['Schaefer100', 'TianS1'] };
      const parcellation = await loadParcellation(source, ['L', 'R'], spy);
      const at = (side: string) =>
        join(pack!, `example/surface/thickness_space-fsLR_res-32k_hemi-${side}.shape.gii.gz`);
      const surface: MapsSource = {
        declaration: null,
        kind: 'surface',
        label: 't',
        left: at('L'),
        right: at('R'),
        options: plain,
      };
      const { table } = await loadMaps(surface, parcellation, 'y', spy);
      expect(table.values.slice(0, 100).every(Number.isFinite)).toBe(true);
      expect(table.values.slice(100).every(Number.isNaN)).toBe(true);
      expect(
        spy.warnings.find(({ code }) => code === 'no-subcortex-on-surface')?.message,
      ).toContain('16 subcortical parcels');
      const alone = await loadParcellation({ kind: 'library', name: 'TianS1' }, ['L', 'R'], spy);
      const { message } = await failure(() => loadMaps(surface, alone, 'y', spy), 'no-surface');
      expect(message).toContain('cannot be brought into a volume');
    });
  },
);
