import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatGifti } from '../../../engine/formats/gifti-writer.js';
import { encodeVolume } from '../../../engine/formats/nifti-writer.js';
import { brainGeometry } from '../../../engine/library/brain.js';
import { medial, sphere } from '../../../engine/library/templates.js';
import { failure, folderOf, open, six, sixParcels, spyOn, type Files } from './small-library.js';

const mesh = (vertices: number, height = 0): string =>
  formatGifti({
    kind: 'surface',
    vertices: Float32Array.from({ length: 3 * vertices }, (_, i) => (i % 3 === 2 ? height : i)),
    triangles: Int32Array.of(0, 1, 2),
  });
const labels = (values: number[]): string =>
  formatGifti({ kind: 'labels', labels: Int32Array.from(values), table: [] });

const template = (kind: string, density: string, ending = 'surf.gii'): string[] =>
  ['L', 'R'].map(
    (side) =>
      `template/fsLR/map/${kind}/tpl-fsLR_desc-${kind}_res-${density}_hemi-${side}.${ending}`,
  );
const both = (paths: string[], content: string): Files =>
  Object.fromEntries(paths.map((path) => [path, content]));

const labelled: Files = {
  ...sixParcels,
  'parcellation/Six/fsLR/parc-Six_space-fsLR_hemi-L.label.gii': labels([0, 1, 2, 3]),
  'parcellation/Six/fsLR/parc-Six_space-fsLR_hemi-R.label.gii': labels([6, 5, 4, 0]),
  'parcellation/Six/MNI152NLin6Asym/parc-Six_space-MNI152NLin6Asym.label.nii.gz': encodeVolume({
    dims: [7, 1, 1],
    affine: Float64Array.of(2, 0, 0, -6, 0, 2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 1),
    data: Int16Array.of(6, 5, 4, 0, 3, 2, 1),
  }),
};
const meshes: Files = {
  ...both(template('midthickness', 'small'), mesh(4, 1)),
  ...both(template('sphere', '32k'), mesh(5)),
  ...both(template('sphere', 'small'), mesh(4, 3)),
  ...both(template('medial', 'small', 'label.gii'), labels([0, 1, 1, 1])),
};

describe('the geometry of the brain view', () => {
  it('is the mesh with the vertices of the labels, pointing into the parcels of the result', async () => {
    const shape = await brainGeometry(
      'Six',
      [...six].reverse(),
      open(folderOf({ ...labelled, ...meshes })),
    );
    if (shape.kind !== 'surface') throw new Error(shape.kind);
    expect(shape.space).toBe('fsLR');
    expect(shape.hemispheres.map(({ hemisphere, parcels }) => [hemisphere, ...parcels])).toEqual([
      ['L', -1, 5, 4, 3],
      ['R', 0, 1, 2, -1],
    ]);
    expect([...shape.hemispheres[0]!.vertices.subarray(0, 3)]).toEqual([0, 1, 1]);
    expect([...shape.hemispheres[0]!.triangles]).toEqual([0, 1, 2]);
  });

  it('prefers the inflated mesh', async () => {
    const inflated = both(template('inflated', 'small'), mesh(4, 2));
    const shape = await brainGeometry(
      'Six',
      six,
      open(folderOf({ ...labelled, ...meshes, ...inflated })),
    );
    expect(shape.kind === 'surface' && shape.hemispheres[0]?.vertices[2]).toBe(2);
  });

  it('is the volume when there is no mesh, and leaves out parcels that the result does not have', async () => {
    const shape = await brainGeometry('Six', six.slice(0, 3), open(folderOf(labelled)));
    expect(shape).toMatchObject({ kind: 'volume', space: 'MNI152NLin6Asym', dims: [7, 1, 1] });
    expect(shape.kind === 'volume' && [...shape.parcels]).toEqual([-1, -1, -1, -1, 2, 1, 0]);
    expect(shape.kind === 'volume' && shape.affine.slice(0, 4)).toEqual([2, 0, 0, -6]);
  });

  it('says why there is none', async () => {
    const library = open(folderOf(sixParcels));
    expect(await brainGeometry('Six', six, library)).toEqual({
      kind: 'none',
      reason: expect.stringContaining('neither a mesh nor') as string,
    });
    expect(await brainGeometry('Six', ['other'], library)).toMatchObject({ kind: 'none' });
    expect(await brainGeometry('Gone', six, library)).toMatchObject({ kind: 'none' });
    const gone = {
      kind: 'image',
      declaration: 'mine',
      path: '/no.nii',
      labels: null,
      space: null,
    } as const;
    expect(await brainGeometry(gone, six, library)).toMatchObject({
      reason: expect.stringContaining('/no.nii') as string,
    });
  });
});

describe('template surfaces', () => {
  const folder = folderOf({ ...labelled, ...meshes });
  const library = open(folder);

  it('are chosen by number of vertices and recorded', async () => {
    const spy = spyOn(library);
    expect((await sphere('fsLR', 'R', 4, spy))[2]).toBe(3);
    expect((await spy.inputs.list()).map(({ path }) => path)).toEqual([
      join(folder, 'template/fsLR/map/sphere/tpl-fsLR_desc-sphere_res-small_hemi-R.surf.gii'),
    ]);
  });

  it('are missing with a sentence that says where to put them', async () => {
    const { message } = await failure(
      () => sphere('fsLR', 'L', 32492, spyOn(library)),
      'no-sphere',
    );
    expect(message).toContain('template/fsLR/map/sphere');
  });

  it('tell the medial wall where there is a mask', async () => {
    expect([...(await medial(library, 'fsLR', 'L', 4))!.labels]).toEqual([0, 1, 1, 1]);
    expect(await medial(library, 'fsLR', 'L', 5)).toBeUndefined();
  });
});
