// One's own atlas as a pair of FreeSurfer annotations, and maps from CIFTI files.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadMaps } from '../../../../engine/library/load/maps.js';
import { loadParcellation } from '../../../../engine/library/load/parcellation.js';
import { surfaceParcels } from '../../../../engine/library/load/surface-parcels.js';
import type { MapsSource, ParcellationSource } from '../../../../engine/plan.js';
import { absent, dataDir } from '../../../shared.js';
import { failure, folderOf, open, plain, sixParcels, spyOn } from '../small-library.js';

const int = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, i) => bytes.writeInt32BE(value, 4 * i));
  return bytes;
};
const text = (value: string): Buffer =>
  Buffer.concat([int(value.length + 1), Buffer.from(`${value}\0`)]);

/** An annotation whose colour codes count from 1 in the order of the names. */
function annot(places: number[], names: string[]): Buffer {
  return Buffer.concat([
    int(places.length),
    ...places.map((place, vertex) => int(vertex, place)),
    int(1, names.length),
    text('table'),
    ...names.map((name, i) => Buffer.concat([text(name), int(i + 1, 0, 0, 0)])),
  ]);
}

const names = ['Medial_wall', 'insula', 'cuneus'];
const morph = (values: number[]): Buffer => {
  const bytes = Buffer.alloc(15 + 4 * values.length);
  bytes.writeUIntBE(0xffffff, 0, 3);
  bytes.writeInt32BE(values.length, 3);
  bytes.writeInt32BE(1, 11);
  values.forEach((value, i) => bytes.writeFloatBE(value, 15 + 4 * i));
  return bytes;
};
const folder = folderOf({
  ...sixParcels,
  'lh.aparc.annot': annot([1, 2, 2, 3, 0], names),
  'rh.aparc.annot': annot([3, 2, 2, 1, 3], names),
  'lh.map': morph([9, 1, 3, 5, 9]),
  'rh.map': morph([2, 4, 6, 9, 8]),
  'names.txt': 'hemi-L_lab-one\nhemi-L_lab-two\nhemi-R_lab-three\nhemi-R_lab-four',
});
const library = open(folder);
const own = (labels: string | null): ParcellationSource => ({
  kind: 'surface',
  declaration: 'mine',
  left: join(folder, 'lh.aparc.annot'),
  right: join(folder, 'rh.aparc.annot'),
  labels,
  space: 'native',
});

describe('an atlas of FreeSurfer annotations', () => {
  it('takes the names of its colours with the side before them; the medial wall is no parcel', async () => {
    const spy = spyOn(library);
    const parcellation = await loadParcellation(own(null), ['L', 'R'], spy);
    expect(parcellation.labels).toEqual([
      'hemi-L_lab-insula',
      'hemi-L_lab-cuneus',
      'hemi-R_lab-insula',
      'hemi-R_lab-cuneus',
    ]);
    const sides = await surfaceParcels(parcellation, 'native', spy);
    expect(sides.map(({ parcelOfVertex }) => [...parcelOfVertex])).toEqual([
      [-1, 0, 0, 1, -1],
      [3, 2, 2, -1, 3],
    ]);
  });

  it('takes the names of a list instead, and averages FreeSurfer maps', async () => {
    const spy = spyOn(library);
    const parcellation = await loadParcellation(own(join(folder, 'names.txt')), ['L', 'R'], spy);
    const source: MapsSource = {
      ...{ declaration: null, kind: 'surface', label: 'map' },
      ...{ left: join(folder, 'lh.map'), right: join(folder, 'rh.map'), options: plain },
    };
    const { table } = await loadMaps(source, parcellation, 'y', spy);
    expect(table.parcels).toEqual(parcellation.labels);
    expect([...table.values]).toEqual([2, 5, 5, 5]);
  });
});

const pack = dataDir();
describe.skipIf(pack === null)(`CIFTI maps ${pack === null ? absent('nispace-data') : ''}`, () => {
  const path = join(pack ?? '', 'example/formats/lh.conte69_32k_thickness.dscalar.nii');
  const image = (file: string): MapsSource => ({
    ...{ declaration: null, kind: 'images', options: plain },
    entries: [{ label: 'thickness', path: file }],
  });

  it('declared as an image are averaged like the same map in GIFTI', async () => {
    const real = open(pack!);
    const spy = spyOn(real);
    const parcellation = await loadParcellation(
      { kind: 'library', name: 'Schaefer100' },
      ['L'],
      spy,
    );
    const { table } = await loadMaps(image(path), parcellation, 'y', spy);
    const gifti = path.replace('.dscalar.nii', '.gii');
    const surface: MapsSource = {
      ...{ declaration: null, kind: 'surface', label: 'thickness' },
      ...{ left: gifti, right: gifti, options: plain },
    };
    const same = await loadMaps(surface, parcellation, 'y', spyOn(real));
    expect(table.labels).toEqual(['thickness']);
    expect([...table.values]).toEqual([...same.table.values]);
    expect(table.values.every((value) => value > 1 && value < 4)).toBe(true);
  });

  it('say so when a hemisphere in use is not in the file', async () => {
    const real = open(pack!);
    const spy = spyOn(real);
    const both = await loadParcellation({ kind: 'library', name: 'Schaefer100' }, ['L', 'R'], spy);
    const { message } = await failure(() => loadMaps(image(path), both, 'y', spy), 'no-cortex');
    expect(message).toContain('parcellation_hemi: [L]');
    const twice: MapsSource = {
      ...{
        declaration: null,
        kind: 'surface',
        label: 't',
        left: path,
        right: path,
        options: plain,
      },
    };
    await failure(() => loadMaps(twice, both, 'y', spy), 'no-cortex');
  });
});
