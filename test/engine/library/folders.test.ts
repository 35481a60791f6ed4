import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dataFolders, FolderStack } from '../../../engine/library/folders.js';
import { failure, folderOf, open, row, six, sixParcels, toy } from './small-library.js';

describe('dataFolders', () => {
  const nowhere = { explicit: [], env: undefined, setting: [], home: '/nowhere', demo: null };

  it('puts options before the environment, the setting, the home folder and the demo library', () => {
    const home = folderOf({ 'nispace-data/reference/x': '' });
    const folders = dataFolders({
      explicit: ['/a', '/b'],
      env: ['/c', '/d'].join(delimiter),
      setting: ['~/e', ''],
      home,
      demo: '/demo',
    });
    expect(folders).toEqual([
      '/a',
      '/b',
      '/c',
      '/d',
      join(home, 'e'),
      join(home, 'nispace-data'),
      '/demo',
    ]);
  });

  it('names each folder once and leaves out a home folder that is not there', () => {
    expect(dataFolders({ ...nowhere, explicit: ['/a'], setting: ['/a/'] })).toEqual(['/a']);
  });
});

describe('opening a library', () => {
  it('refuses a folder that does not exist, naming it and the way out', async () => {
    const { message } = await failure(() => open('/no/such/folder'), 'not-a-data-folder');
    expect(message).toContain('/no/such/folder does not exist');
    expect(message).toContain('NISPACE_DATA_DIR');
  });

  it('refuses a folder that holds no data and a file', async () => {
    const folder = folderOf({ 'notes.txt': 'x' });
    expect((await failure(() => open(folder), 'not-a-data-folder')).message).toContain(
      'parcellation/',
    );
    expect(
      (await failure(() => open(join(folder, 'notes.txt')), 'not-a-data-folder')).message,
    ).toContain('is a file');
  });

  it('opens an empty folder, which waits for downloads, and sees what came into it', () => {
    const folder = folderOf({});
    const library = open(folder);
    expect(library.dataset('toy')).toBeUndefined();
    mkdirSync(join(folder, 'reference/toy'), { recursive: true });
    writeFileSync(join(folder, 'reference/toy/collection-A.collect'), 'map\na\n');
    library.refresh();
    expect(library.dataset('toy')?.here.collections).toEqual(['A']);
    const other = folderOf({ 'reference/more/collection-B.collect': 'map\na\n' });
    library.refresh([other, folder]);
    expect(library.folders).toEqual([other, folder]);
    expect(library.dataset('more')).toBeDefined();
  });

  it('opens a folder with only one of the rooms', () => {
    const folder = folderOf({});
    mkdirSync(join(folder, 'template'));
    expect(open(folder).folders).toEqual([folder]);
  });
});

describe('stacked folders', () => {
  const first = folderOf({
    'reference/toy/tab/dset-toy_parc-Mine.csv': row('map', six),
    'reference/toy/collection-List.collect': 'map\ntarget-B_n-20\n',
    'parcellation/Six/fsLR/parc-Six_space-fsLR_hemi-L.spin.npy': '',
  });
  const second = folderOf({ ...sixParcels, ...toy });

  it('add to each other, and a file of the first wins', async () => {
    const library = open(first, second);
    expect(library.dataset('TOY')?.label).toBe('Toy');
    expect(library.dataset('toy')?.parcellations).toEqual(['Six', 'Mine']);
    expect((await library.collection('toy', 'List'))?.members.map(({ map }) => map)).toEqual([
      'target-B_n-20',
    ]);
    expect((await open(second, first).collection('toy', 'List'))?.members).toHaveLength(2);
  });

  it('take a space of a parcellation whole from the first folder with labels, so that spins never meet foreign labels', () => {
    expect(open(first, second).parcellation('Six')?.spins).toEqual([]);
  });

  it('list names sorted and once', () => {
    expect(new FolderStack([first, second]).list('reference/toy')).toEqual([
      'collection-List.collect',
      'collection-Sets.collect',
      'collection-Strangers.collect',
      'collection-Weights.collect',
      'map_info.csv',
      'ref.yaml',
      'tab',
    ]);
  });
});
