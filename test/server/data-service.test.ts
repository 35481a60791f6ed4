// Downloading and removing data as the editor asks for it, against a data library on the loopback interface.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { capabilities } from '../../engine/capabilities.js';
import type { FetchSettings } from '../../engine/library/fetch/fetcher.js';
import { DataLibrary } from '../../engine/library/library.js';
import { DataService } from '../../server/data-service.js';
import { Log } from '../../server/log.js';
import type { DataNode, DataProgress, FetchDataOutcome } from '../../server/protocol.js';
import { dataServer, type DataServer } from '../engine/library/fetch/server.js';
import { emptyFolder, filesIn, settingsFor } from '../engine/library/fetch/setup.js';
import { failure, folderOf, toy } from '../engine/library/small-library.js';

const never = new AbortController().signal;
const table = (parcellation: string): string =>
  `reference/rsn/tab/dset-rsn_parc-${parcellation}.csv.gz`;
const GLASSER = 'dataset/rsn/tables/Glasser';

let source: DataServer;
let folder: string;
let settings: FetchSettings;
let library: DataLibrary;
let service: DataService;
let changes: number;
let lines: string[];
const progress: DataProgress[] = [];

beforeEach(async () => {
  source = await dataServer({
    'reference/rsn/ref.yaml': 'name: rsn\n',
    [table('Glasser')]: 'a table of 24 bytes, now',
    [table('DesikanKilliany')]: 'another',
  });
  folder = emptyFolder();
  settings = settingsFor(source.base, folder);
  library = DataLibrary.open([folder], capabilities);
  [changes, lines] = [0, []];
  progress.length = 0;
  service = new DataService({
    library: () => library,
    fetchSettings: () => settings,
    log: new Log(({ text }) => lines.push(text)),
    sendProgress: (update) => progress.push(update),
    onChange: () => {
      changes += 1;
      library.refresh();
      service.refresh();
      return Promise.resolve();
    },
  });
});

const children = async (id: string | null): Promise<DataNode[]> =>
  (await service.list({ id }, never)).nodes;
const node = async (id: string): Promise<DataNode> => {
  const parent = id.includes('/') ? id.slice(0, id.lastIndexOf('/')) : null;
  const found = (await children(parent)).find((one) => one.id === id);
  if (!found) throw new Error(`no node ${id}`);
  return found;
};
const fetch = (id: string, accept: string[], signal = never): Promise<FetchDataOutcome> =>
  service.fetch({ what: { id }, accept, taskId: 'task' }, signal);

describe('the tree of data', () => {
  it('has four groups with how many items are here', async () => {
    const groups = await children(null);
    expect(groups.map(({ label }) => label)).toEqual([
      'Datasets',
      'Parcellations',
      'Examples',
      'Templates',
    ]);
    for (const { counts, presence, missing } of groups) {
      expect(counts?.here).toBe(0);
      expect(counts?.total).toBeGreaterThan(0);
      expect([presence, missing]).toEqual([null, 0]);
    }
  });

  it('tells of an item what the catalogue knows before anything is here', async () => {
    expect(await node('dataset/rsn')).toMatchObject({
      kind: 'dataset',
      presence: 'remote',
      bytes: 0,
      licence: 'GPL 3.0',
      simulated: false,
      path: null,
      hasChildren: true,
      citations: [{ ref: 'Dworetsky et al., 2021', doi: '10.1016/j.neuroimage.2021.118164' }],
    });
  });

  it('opens a dataset into collections with maps and spaces, tables and images', async () => {
    const parts = await children('dataset/rsn');
    expect(parts.map(({ kind, label }) => [kind, label])).toEqual([
      ['collection', 'All'],
      ['tables', 'Tables'],
      ['images', 'Map images'],
    ]);
    const [map] = await children('dataset/rsn/All');
    expect(map).toMatchObject({ kind: 'map', presence: 'remote', hasChildren: true });
    const spaces = (await children(map!.id)).map(({ label }) => label);
    expect(spaces.sort()).toEqual(['MNI152NLin2009cAsym', 'MNI152NLin6Asym', 'fsLR', 'fsaverage']);
    expect((await children('dataset/rsn/images')).map(({ label }) => label).sort()).toEqual(spaces);
    expect((await children('dataset/rsn/tables')).map(({ label }) => label)).toContain('Glasser');
  });

  it('lists the maps of one’s own collections with their sets and sources', async () => {
    library = DataLibrary.open([folder, folderOf(toy)], capabilities);
    service.refresh();
    const maps = await children('dataset/toy/Sets');
    expect(maps.map(({ label, about, presence }) => [label, about, presence])).toEqual([
      ['target-B_n-20', 'In One', null],
      ['target-A_n-8', 'In One, Two', null],
      ['target-C_n-30', 'In Two', null],
      ['absent', 'In Two', null],
    ]);
    expect(maps[1]).toMatchObject({
      licence: 'CC BY 4.0',
      citations: [{ doi: '10.1/a' }, { doi: '10.1/b' }],
    });
  });

  it('leaves out folders that hold nothing', async () => {
    mkdirSync(join(folder, 'template', 'empty', 'map'), { recursive: true });
    mkdirSync(join(folder, 'reference', 'empty', 'tab'), { recursive: true });
    for (const group of ['template', 'dataset'])
      expect((await children(group)).map(({ label }) => label)).not.toContain('empty');
  });

  it('shortens lists that nobody reads to their end', async () => {
    const many = Array.from({ length: 612 }, (_, i) => `gene${i}`).join('\n');
    library = DataLibrary.open(
      [folder, folderOf({ ...toy, 'reference/toy/collection-List.collect': `map\n${many}\n` })],
      capabilities,
    );
    service.refresh();
    const maps = await children('dataset/toy/List');
    expect(maps).toHaveLength(501);
    expect(maps.at(-1)).toMatchObject({ kind: 'more', label: 'and 112 more' });
  });

  it('says of a node that has gone what to do', async () => {
    const error = await failure(() => children('dataset/nobody'), 'unknown-item');
    expect(error.message).toContain('nobody');
  });
});

describe('fetching', () => {
  it('answers with the licences first, and downloads nothing until they are accepted', async () => {
    const answer = await fetch(GLASSER, []);
    expect(answer).toEqual({
      status: 'licences',
      licences: [
        {
          item: 'rsn',
          licence: 'GPL 3.0',
          citations: [{ ref: 'Dworetsky et al., 2021', doi: '10.1016/j.neuroimage.2021.118164' }],
        },
      ],
      files: 2,
      bytes: 24 + 'name: rsn\n'.length,
      folder,
    });
    expect(await fetch(GLASSER, ['pet'])).toMatchObject({ status: 'licences' });
    expect(filesIn(folder)).toEqual([]);
    expect(source.log.every((line) => line.startsWith('HEAD'))).toBe(true);
  });

  it('brings the file with its description, tells progress, and turns the node to here', async () => {
    expect((await node(GLASSER)).presence).toBe('remote');
    expect(await fetch(GLASSER, ['rsn'])).toMatchObject({
      status: 'done',
      files: 2,
      bytes: 34,
      left: 0,
      warnings: [],
    });
    expect(filesIn(folder)).toEqual(['reference/rsn/ref.yaml', table('Glasser')]);
    expect(changes).toBe(1);
    expect(progress.at(-1)).toEqual({
      taskId: 'task',
      filesDone: 2,
      filesTotal: 2,
      bytesDone: 34,
      bytesTotal: 34,
    });
    expect(await node(GLASSER)).toMatchObject({
      presence: 'here',
      bytes: 24,
      missing: 0,
      removable: { files: 1, bytes: 24 },
      path: join(folder, table('Glasser')),
    });
    expect(await node('dataset/rsn')).toMatchObject({ presence: 'partly', bytes: 34 });
    expect((await node('dataset')).counts?.here).toBe(1);
    expect(lines.join('\n')).toContain(`Downloaded ${table('Glasser')}`);
  });

  it('only says what it would download when nothing is accepted or refused yet', async () => {
    await service.accept(['rsn'], never);
    expect(await service.fetch({ what: { id: GLASSER }, accept: null, taskId: '' }, never)).toEqual(
      { status: 'licences', ...{ licences: [], files: 2, bytes: 34, folder } },
    );
    expect(filesIn(folder)).toEqual([]);
  });

  it('asks for a licence once in a folder', async () => {
    await fetch(GLASSER, ['rsn']);
    expect(await fetch('dataset/rsn/tables/DesikanKilliany', [])).toMatchObject({ status: 'done' });
    await service.accept(['pet'], never);
    const record = readFileSync(join(folder, '.nsp', 'licences.json'), 'utf8');
    expect(Object.keys(JSON.parse(record) as object).sort()).toEqual(['pet', 'rsn']);
  });

  it('takes names as the command line does', async () => {
    const names = { what: { names: 'rsn Glasser' }, accept: ['rsn'], taskId: 'task' };
    // rsn publishes no more than this table and ref.yaml here; the collection of all is optional.
    expect(await service.fetch(names, never)).toMatchObject({ status: 'done', files: 2, left: 1 });
    expect(existsSync(join(folder, table('Glasser')))).toBe(true);
    const wrong = { ...names, what: { names: 'Glaser' } };
    await failure(() => service.fetch(wrong, never), 'unknown-name');
  });

  it('can be cancelled, and keeps what has come', async () => {
    source.behave(table('Glasser'), 'slow');
    const abort = new AbortController();
    source.onRequest = (path) => void (path === table('Glasser') && abort.abort());
    expect(await fetch(GLASSER, ['rsn'], abort.signal)).toEqual({ status: 'cancelled' });
    expect(existsSync(join(folder, table('Glasser')))).toBe(false);
    expect(changes).toBe(1);
  });

  it('fails offline with the file, its address and where to put it', async () => {
    settings = { ...settings, offline: true };
    const error = await failure(() => fetch(GLASSER, []), 'offline');
    expect(error.message).toContain(join(folder, table('Glasser')));
    expect((await service.list({ id: null }, never)).offline).toBe(true);
    expect(source.all).toEqual([]);
  });

  it('fails in one sentence when the source refuses', async () => {
    source.behave(table('Glasser'), { status: 403 });
    const error = await failure(() => fetch(GLASSER, ['rsn']), 'download-refused');
    expect(error.message).toContain(table('Glasser'));
  });
});

describe('removing', () => {
  it('takes files of the public library out of the download folder, with folders that are empty then', async () => {
    await fetch(GLASSER, ['rsn']);
    await fetch('dataset/rsn/tables/DesikanKilliany', []);
    expect(await service.remove(GLASSER, never)).toEqual({ files: 1, bytes: 24 });
    expect(await node(GLASSER)).toMatchObject({ presence: 'remote', removable: { files: 0 } });
    expect(await service.remove('dataset/rsn', never)).toMatchObject({ files: 2 });
    expect(filesIn(folder)).toEqual([]);
    expect(existsSync(join(folder, 'reference'))).toBe(false);
    const record = readFileSync(join(folder, '.nsp', 'hashes.json'), 'utf8');
    expect(JSON.parse(record)).toEqual({});
  });

  it('leaves what is one’s own, and what lies in other folders', async () => {
    const mine = folderOf({ ...toy, [table('Glasser')]: 'mine' });
    library = DataLibrary.open([folder, mine], capabilities);
    service.refresh();
    expect(await service.remove('dataset/toy', never)).toEqual({ files: 0, bytes: 0 });
    expect(await service.remove('dataset/rsn', never)).toEqual({ files: 0, bytes: 0 });
    expect(existsSync(join(mine, table('Glasser')))).toBe(true);
    expect(existsSync(join(mine, 'reference/toy/ref.yaml'))).toBe(true);
  });
});
