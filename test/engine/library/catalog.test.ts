import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Catalog } from '../../../language/catalog.js';
import { encodeVolume } from '../../../engine/formats/nifti-writer.js';
import { failure, folderOf, open, row, six, sixParcels, toy } from './small-library.js';

const folder = folderOf({
  ...sixParcels,
  ...toy,
  'parcellation/NoLabels/parc.yaml': 'name: NoLabels\n',
  'parcellation/Yan200Parcels17Network/MNI152NLin6Asym/parc-Yan200Parcels17Network_space-MNI152NLin6Asym.label.txt':
    'hemi-L_lab-1',
  'example/old/notes.txt': '',
  'example/example-loose_parc-Six.csv': row('subject', six),
  'example/group/example-group_parc-Six.csv.gz': `${row('subject', six)}\n${row('s1', [1, 2, 3, 4, 5, 6])}`,
  'example/group/example.yaml': 'label: Group\ndescription: Simulated subjects\n',
  'reference/damaged/ref.yaml': 'name: [',
  'reference/damaged/tab/dset-damaged_parc-Six.csv': row('map', six),
  'design.csv': 'subject,group,site\na,PAT,x\nb,HC,x\nc,PAT,"y, z"\n',
  'odd [1]/map (a).csv': `map,p\n"x, y",NA\nz,1`,
  'image.nii.gz': encodeVolume({
    dims: [2, 3, 4],
    affine: Float64Array.of(2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 1),
    data: new Float32Array(24),
  }),
});
const library = open(folder);

describe('the data library', () => {
  it('is what the language asks for', () => {
    const catalog: Catalog = library;
    expect(catalog.folders).toEqual([folder]);
  });

  it('lists parcellations that have labels, with their aliases', () => {
    const here = library.parcellations().filter(({ presence }) => presence !== 'remote');
    expect(here.map(({ name }) => name)).toEqual(['Six', 'Yan200Parcels17Network']);
    expect(library.parcellation('6')).toBe(library.parcellation('Six'));
    expect(library.parcellation('six')).toBeUndefined();
    expect(library.parcellation('Yan200')?.name).toBe('Yan200Parcels17Network');
    expect(library.parcellation('NoLabels')).toBeUndefined();
  });

  it('describes a parcellation from its files', async () => {
    expect(library.parcellation('Six')).toEqual({
      name: 'Six',
      label: 'Six parcels',
      aliases: ['6'],
      level: 'cortex',
      symmetric: true,
      parcels: 6,
      hemispheres: ['L', 'R'],
      license: 'MIT',
      citations: [
        { ref: 'One et al., 2001', doi: '10.1/one', subject: 'Six', license: 'MIT', note: null },
        { ref: 'Two et al., 2002', doi: '10.1/two', subject: 'Six', license: 'MIT', note: null },
      ],
      volumes: [],
      surfaces: [],
      presence: 'here',
      here: { volumes: [], surfaces: [] },
      spins: [],
      distances: [],
      simulated: false,
    });
    expect(await library.parcelLabels('Six')).toEqual(six);
    await failure(() => library.parcelLabels('None'), 'unknown-parcellation');
  });

  it('describes a dataset, passing over the download addresses in its description', () => {
    expect(library.dataset('Toy')).toMatchObject({
      name: 'toy',
      description: 'four maps',
      defaultCollection: 'Sets',
      collections: [
        { name: 'All', description: '' },
        { name: 'List', description: '' },
        { name: 'Sets', description: 'two sets' },
        { name: 'Strangers', description: '' },
        { name: 'Weights', description: '' },
      ],
      parcellations: ['Six'],
      simulated: false,
    });
  });

  it('keeps working with a damaged description', () => {
    expect(library.dataset('damaged')?.parcellations).toEqual(['Six']);
    expect(library.datasetItem('damaged')?.problem).toContain('ref.yaml');
  });

  it.each(['name: [', '- a\n- b\n', 'just text'])(
    'keeps the published default collection when a description is damaged (%j)',
    (content) => {
      const pet = open(folderOf({ 'reference/pet/ref.yaml': content })).datasetItem('pet');
      expect(pet?.problem).toContain('ref.yaml cannot be read');
      expect(pet?.entry.defaultCollection).toBe('UniqueTracers');
    },
  );

  it('takes a parcellation that names itself as its alias for itself', () => {
    const own = open(folderOf({ ...sixParcels, 'parcellation/Six/parc.yaml': 'alias: Six\n' }));
    expect(own.parcellation('Six')?.name).toBe('Six');
  });

  it('does not count a surface as here that lacks a hemisphere', () => {
    const files = Object.fromEntries(
      ['fsLR', 'fsaverage'].flatMap((space) =>
        ['L', 'R'].flatMap((side, i) => {
          const stem = `parcellation/Six/${space}/parc-Six_space-${space}_hemi-${side}.label`;
          const labels = six.slice(3 * i, 3 * i + 3).join('\n');
          return [
            [`${stem}.gii.gz`, ''],
            [`${stem}.txt`, labels],
          ];
        }),
      ),
    ) as Record<string, string>;
    const whole = open(folderOf({ ...sixParcels, ...files })).parcellation('Six');
    expect(whole?.here.surfaces).toEqual(['fsLR', 'fsaverage']);
    const rest = Object.fromEntries(
      Object.entries({ ...sixParcels, ...files }).filter(
        ([path]) => !/fsLR_hemi-L.*txt/.test(path),
      ),
    );
    expect(open(folderOf(rest)).parcellation('Six')?.here.surfaces).toEqual(['fsaverage']);
  });

  it('finds tables by name or alias of the parcellation, and examples in both places', () => {
    expect(library.referenceTable('toy', '6')).toBe(
      join(folder, 'reference/toy/tab/dset-toy_parc-6.csv.gz'),
    );
    expect(library.referenceTable('toy', 'Other')).toBeUndefined();
    const examples = library.examples().filter(({ presence }) => presence !== 'remote');
    expect(examples.map(({ name, simulated }) => [name, simulated])).toEqual([
      ['group', true],
      ['loose', false],
    ]);
    expect(library.exampleTable('loose', 'Six')).toBe(
      join(folder, 'example/example-loose_parc-Six.csv'),
    );
  });

  it('knows collections and all map names', async () => {
    expect((await library.collection('toy', 'Sets'))?.sets).toEqual(['One', 'Two']);
    expect((await library.collection('toy', 'all'))?.members.map(({ map }) => map)).toEqual(
      await library.mapNames('toy'),
    );
    expect(await library.collection('toy', 'sets')).toBeUndefined();
    expect(await library.collection('none', 'Sets')).toBeUndefined();
    expect(await library.mapNames('toy')).toHaveLength(4);
  });
});

describe('looking at files', () => {
  it('counts missing cells without keeping numbers, with and without quotes', async () => {
    const path = library.referenceTable('toy', 'Six')!;
    expect(await library.tableSummary(path)).toEqual({
      index: 'map',
      columns: six,
      rows: ['target-A_n-8', 'target-B_n-20', 'target-C_n-30', 'target-D_n-40'],
      missing: [0, 0, 2, 0],
    });
    expect(await library.tableSummary(join(folder, 'odd [1]/map (a).csv'))).toMatchObject({
      rows: ['x, y', 'z'],
      missing: [1, 0],
    });
  });

  it('gives the distinct values of a column in order of appearance', async () => {
    expect(await library.columnValues(join(folder, 'design.csv'), 'group')).toEqual(['PAT', 'HC']);
    expect(await library.columnValues(join(folder, 'design.csv'), 'site')).toEqual(['x', 'y, z']);
    expect(await library.columnValues(join(folder, 'design.csv'), 'age')).toBeUndefined();
  });

  it('notices that a file has changed', async () => {
    const path = join(folderOf({ 'a.csv': 'map,p\nx,1\n' }), 'a.csv');
    expect((await library.tableSummary(path)).rows).toEqual(['x']);
    writeFileSync(path, 'map,p\ny,1\n');
    utimesSync(path, 1, 1);
    expect((await library.tableSummary(path)).rows).toEqual(['y']);
  });

  it('says what is wrong with a file', async () => {
    await failure(() => library.tableSummary(join(folder, 'absent.csv')), 'file-not-found');
    const ragged = join(folderOf({ 'r.csv': 'map,p\nx,1,2\n' }), 'r.csv');
    expect((await failure(() => library.tableSummary(ragged), 'ragged-table')).message).toContain(
      'line 2',
    );
    await failure(() => library.volumeSummary(join(folder, 'design.csv')), 'not-nifti');
  });

  it('reads the header of an image', async () => {
    expect(await library.volumeSummary(join(folder, 'image.nii.gz'))).toEqual({
      dims: [2, 3, 4],
      voxelSize: [2, 2, 2],
      datatype: 'float32',
    });
  });

  it('finds files by pattern, also below folders with odd names', async () => {
    expect(await library.glob(join(folder, 'odd [1]', '*.csv'))).toEqual([
      join(folder, 'odd [1]', 'map (a).csv'),
    ]);
    expect(await library.glob(join(folder, 'odd [1]', 'map (a).csv'))).toHaveLength(1);
    expect(await library.glob(join(folder, '*.nope'))).toEqual([]);
    expect(await library.glob(join(folder, 'reference/*/collection-[LW]*.collect'))).toEqual(
      ['List', 'Weights'].map((name) => join(folder, `reference/toy/collection-${name}.collect`)),
    );
    expect(await library.fileExists(folder)).toBe(false);
    expect(await library.fileExists(join(folder, 'design.csv'))).toBe(true);
  });
});
