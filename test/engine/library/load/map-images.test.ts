// Datasets without a table for the parcellation: their images are parcellated, in a volume or at the vertices of a surface.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTable } from '../../../../engine/formats/csv.js';
import { encodeVolume } from '../../../../engine/formats/nifti-writer.js';
import { loadMaps } from '../../../../engine/library/load/maps.js';
import { loadParcellation } from '../../../../engine/library/load/parcellation.js';
import { mapImages } from '../../../../engine/library/shelves/map-images.js';
import type { MapsSource, ParcellationSource } from '../../../../engine/plan.js';
import { absent, dataDir } from '../../../shared.js';
import {
  failure,
  folderOf,
  noFilter,
  open,
  sixParcels,
  spyOn,
  toy,
  type Files,
} from '../small-library.js';

const affine = Float64Array.of(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1);
const image = (...data: number[]): Uint8Array =>
  encodeVolume({ dims: [6, 1, 1], affine, data: Float32Array.from(data) });
const map = (name: string, ending: string): string =>
  `reference/toy/map/${name}/${name}_space-${ending}`;
const atlas = encodeVolume({ dims: [6, 1, 1], affine, data: Int16Array.of(1, 1, 2, 2, 3, 3) });

const { 'reference/toy/tab/dset-toy_parc-6.csv.gz': table, ...untabled } = toy;
const files: Files = {
  ...sixParcels,
  ...untabled,
  [map('target-A_n-8', 'MNI152NLin2009cAsym_desc-proc.nii.gz')]: image(9, 9, 9, 9, 9, 8),
  [map('target-A_n-8', 'MNI152NLin6Asym_desc-proc.nii.gz')]: image(1, 3, 5, 7, 9, 11),
  [map('target-D_n-40', 'MNIOriginal.nii')]: image(6, 5, 4, 3, 2, 1),
  [map('target-S_n-1', 'fsLR_desc-proc_hemi-L.surf.gii.gz')]: 'left',
  [map('target-S_n-1', 'fsLR_desc-proc_hemi-R.func.gii')]: 'right',
  [map('target-S_n-1', 'fsLR.png')]: 'picture',
  'atlas.nii': atlas,
};
const folder = folderOf(files);
const library = open(folder);
const own: ParcellationSource = {
  kind: 'image',
  declaration: 'mine',
  path: join(folder, 'atlas.nii'),
  labels: null,
  space: 'MNI152NLin6Asym',
};
const reference = (dataset: string, collection: string): MapsSource => ({
  declaration: null,
  kind: 'reference',
  dataset,
  collection,
  filter: noFilter,
});

describe('images of maps', () => {
  it('are found by name, space and hemisphere', () => {
    const found = mapImages(library.stack, 'toy');
    expect([...found.keys()]).toEqual(['target-A_n-8', 'target-D_n-40', 'target-S_n-1']);
    expect(found.get('target-A_n-8')?.map(({ space }) => space)).toEqual([
      'MNI152NLin6Asym',
      'MNI152NLin2009cAsym',
    ]);
    expect(Object.keys(found.get('target-S_n-1')?.[0]?.sides ?? {})).toEqual(['L', 'R']);
    expect(library.hasMapImages('Toy')).toBe(true);
  });

  it('give one’s own parcellation the maps of the collection that have a fitting image; the others are named', async () => {
    const spy = spyOn(library);
    const parcellation = await loadParcellation(own, ['L', 'R'], spy);
    const list = await loadMaps(reference('toy', 'List'), parcellation, 'x', spy);
    expect(list.table.labels).toEqual(['target-D_n-40', 'target-A_n-8']);
    // The image of D has its background rule applied too: the median of its border is 3.5 and matches nothing.
    expect([...list.table.values]).toEqual([5.5, 3.5, 1.5, 2, 6, 10]);
    const sets = await loadMaps(reference('toy', 'Sets'), parcellation, 'x', spy);
    expect(sets.table.labels).toEqual(['target-A_n-8', 'target-A_n-8']);
    expect(sets.table.sets).toEqual(['One', 'Two']);
    expect(spy.warnings.map(({ message }) => message).join()).toMatch(
      /3 maps of collection Sets of toy are without an image.*target-B_n-20/,
    );
  });

  it('are not used where there is a table', async () => {
    const both = open(
      folderOf({ ...files, 'reference/toy/tab/dset-toy_parc-6.csv.gz': table ?? '' }),
    );
    const spy = spyOn(both);
    const six = await loadParcellation({ kind: 'library', name: 'Six' }, ['L', 'R'], spy);
    const { table: found } = await loadMaps(reference('toy', 'All'), six, 'x', spy);
    expect(found.labels).toHaveLength(4);
  });

  it('cannot serve a collection none of whose maps has one', async () => {
    const spy = spyOn(library);
    const parcellation = await loadParcellation(own, ['L', 'R'], spy);
    await failure(
      () => loadMaps(reference('toy', 'Strangers'), parcellation, 'x', spy),
      'empty-collection',
    );
  });
});

const correlation = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  const pairs = Array.from(a, (x, i) => [x, b[i]!] as const).filter((pair) =>
    pair.every(Number.isFinite),
  );
  const mean = (at: 0 | 1): number => pairs.reduce((sum, pair) => sum + pair[at], 0) / pairs.length;
  const [ma, mb] = [mean(0), mean(1)];
  const of = (f: (x: number, y: number) => number): number =>
    pairs.reduce((sum, [x, y]) => sum + f(x - ma, y - mb), 0);
  return of((x, y) => x * y) / Math.sqrt(of((x) => x * x) * of((_, y) => y * y));
};

const pack = dataDir();
describe.skipIf(pack === null)(`real images ${pack === null ? absent('nispace-data') : ''}`, () => {
  const stored = (parcellation: string) =>
    readTable(join(pack!, `reference/pet/tab/dset-pet_parc-${parcellation}.csv.gz`));
  const name = 'Schaefer200Parcels7Networks';
  const surface = (space: string): ParcellationSource => {
    const at = (side: string) =>
      join(
        pack!,
        `parcellation/${name}/${space}/parc-${name}_space-${space}_hemi-${side}.label.gii.gz`,
      );
    return {
      kind: 'surface',
      declaration: 'mine',
      left: at('L'),
      right: at('R'),
      labels: null,
      space: null,
    };
  };

  it('fill in where the library has no table: Glasser from six PET volumes, on its surface', async () => {
    const real = open(pack!);
    const spy = spyOn(real);
    const glasser = await loadParcellation({ kind: 'library', name: 'Glasser' }, ['L', 'R'], spy);
    const { table: found } = await loadMaps(reference('pet', 'All'), glasser, 'x', spy);
    expect(found.labels).toHaveLength(6);
    const missing = found.values.filter(Number.isNaN).length;
    expect(missing / found.values.length).toBeLessThan(0.02);
    const warning = spy.warnings.find(({ code }) => code === 'volume-to-surface');
    expect(warning?.message).toMatch(
      /fsaverage surface \(pial, MNI305.*without registration fusion.*MNI152NLin6Asym/,
    );
  });

  it.each(['fsLR', 'fsaverage'])(
    'sampled at the %s surface follow the stored table',
    async (space) => {
      const real = open(pack!);
      const spy = spyOn(real);
      const mine = await loadParcellation(surface(space), ['L', 'R'], spy);
      const { table: found } = await loadMaps(reference('pet', 'All'), mine, 'x', spy);
      const { rows, values } = await stored(name);
      const r = found.labels.map((label, i) => {
        const at = rows.indexOf(label);
        const row = values.subarray(at * 200, (at + 1) * 200);
        return correlation(found.values.subarray(i * 200, (i + 1) * 200), row);
      });
      // Another processing of the same maps: surface points against whole grey-matter voxels.
      r.forEach((value) => expect(value).toBeGreaterThan(0.8));
      expect(r.sort((a, b) => a - b)[3]).toBeGreaterThan(0.9);
    },
  );

  it('are sampled at registration fusion points where the library has them', async () => {
    const at = (side: string): string =>
      `template/fsLR/map/regfusion/tpl-fsLR_desc-regfusion_res-32k_hemi-${side}.txt`;
    // Every vertex at one point: every parcel takes the value there.
    const points = Array<string>(32492).fill('-30 -20 50').join('\n');
    const extra = folderOf({ [at('L')]: points, [at('R')]: points });
    const spy = spyOn(open(extra, pack!));
    const mine = await loadParcellation(surface('fsLR'), ['L', 'R'], spy);
    const { table: found } = await loadMaps(reference('pet', 'All'), mine, 'x', spy);
    const first = found.values.subarray(0, 200);
    expect(new Set(first.map((value) => Math.round(value * 1e9))).size).toBe(1);
    expect(spy.warnings.find(({ code }) => code === 'volume-to-surface')?.message).toContain(
      'registration fusion (Wu',
    );
    const damaged = folderOf({ [at('L')]: '1 2 3', [at('R')]: points });
    const other = spyOn(open(damaged, pack!));
    await failure(() => loadMaps(reference('pet', 'All'), mine, 'x', other), 'damaged-regfusion');
  });

  it('need a template surface, which the error names', async () => {
    const bare = folderOf({
      'parcellation/x': '',
      'image.nii': readFileSync(join(pack!, 'example/neuroquery/pain.nii.gz')),
    });
    const spy = spyOn(open(bare));
    const mine = await loadParcellation(surface('fsLR'), ['L', 'R'], spy);
    const entries = [{ label: 'pain', path: join(bare, 'image.nii') }];
    const source: MapsSource = {
      declaration: null,
      kind: 'images',
      entries,
      options: {
        space: null,
        background: 'auto',
        minValidCount: null,
        minValidFraction: null,
        resamplingTarget: 'data',
      },
    };
    const { message } = await failure(
      () => loadMaps(source, mine, 'y', spy),
      'no-sampling-surface',
    );
    expect(message).toContain('midthickness');
  });
});
