// Data in the bundled language server, from outside: the tree, a download, and what open files and runs have of it.
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DataNode, RunOutcome } from '../../server/protocol.js';
import type { Bundles } from '../bundles.js';
import { buildBundles } from '../bundles.js';
import { dataServer, type DataServer } from '../engine/library/fetch/server.js';
import { emptyFolder, filesIn } from '../engine/library/fetch/setup.js';
import { Editor } from './editor.js';

const PARCELS = 'parcellation/Glasser/fsLR/parc-Glasser_space-fsLR_hemi-';
const TABLE = 'reference/rsn/tab/dset-rsn_parc-Glasser.csv.gz';

let bundles: Bundles;
let source: DataServer;
let editor: Editor;
let data: string;
let work: string;

beforeAll(async () => {
  bundles = await buildBundles();
  source = await dataServer(await libraryFiles(bundles.demoLibrary));
  data = emptyFolder();
  work = await mkdtemp(join(tmpdir(), 'nsp-server-data-'));
  editor = await Editor.start(
    bundles,
    {},
    { NISPACE_DATA_URL: source.base, NISPACE_DATA_DIR: data },
  );
});

afterAll(() => editor.stop());

/** Glasser on a surface and maps for it, made of the demo parcellation and numbers from a formula. */
async function libraryFiles(demo: string): Promise<Record<string, Buffer>> {
  const home = join(demo, 'parcellation', 'Demo100', 'demo');
  // The description words the licence in another way than the catalogue: it is the same licence all the same.
  const files: Record<string, Buffer> = {
    'reference/rsn/ref.yaml': Buffer.from('name: rsn\nlicense: GNU GPL v3\n'),
  };
  const labels: string[] = [];
  for (const name of (await readdir(home)).sort()) {
    const end = /_hemi-([LR])\.(label\.txt|label\.gii\.gz|spin\.npy)$/.exec(name);
    if (!end) continue;
    const bytes = await readFile(join(home, name));
    files[`${PARCELS}${end[1]}.${end[2]}`] = bytes;
    if (end[2] === 'label.txt') labels.push(...bytes.toString('utf8').trim().split('\n'));
  }
  const rows = ['Visual', 'Motor', 'Default'].map((map, row) =>
    [map, ...labels.map((_, i) => Math.sin((i * (row + 2)) / 7) + (i % 5) / 10)].join(','),
  );
  const { gzipSync } = await import('node:zlib');
  files[TABLE] = gzipSync([['map', ...labels].join(','), ...rows].join('\n'));
  return files;
}

const nodesOf = async (id: string | null): Promise<DataNode[]> =>
  (await editor.request('nispace/data', { id })).nodes;

const text = `
maps networks = reference rsn
colocalization Networks {
  y: networks
  x: networks
  parcellation: Glasser
  maps_method: random
  n_perm: 200
  seed: 1
}
`;

const run = (uri: string): Promise<RunOutcome[]> =>
  editor.request('nispace/run', { uri, analyses: null, runId: 'id', force: false });

const remote = (uri: string): string[] =>
  editor
    .diagnosticsOf(uri)
    .filter(({ code }) => code === 'not-downloaded')
    .map(({ message }) => message);

describe('the data of the server', () => {
  it('are those of the demo library and of the public one', async () => {
    const answer = await editor.request('nispace/data', { id: null });
    expect(answer).toMatchObject({ downloads: data, offline: false });
    const datasets = await nodesOf('dataset');
    expect(datasets.find(({ label }) => label === 'demoreceptors')).toMatchObject({
      presence: 'here',
      simulated: true,
      missing: 0,
      removable: { files: 0, bytes: 0 },
    });
    expect(datasets.find(({ label }) => label === 'rsn')).toMatchObject({ presence: 'remote' });
  });

  it('are asked for by a run, downloaded once the licences are accepted, and then here for open files', async () => {
    const uri = await editor.open(join(work, 'networks.nsp'), text);
    await editor.until('what is to be downloaded', () => remote(uri).length === 2);
    const [refused] = await run(uri);
    expect(refused).toMatchObject({ status: 'failed', folder: null });
    expect(refused?.licences.map(({ item }) => item).sort()).toEqual(['Glasser', 'rsn']);
    expect(filesIn(data)).toEqual([]);

    await editor.request('nispace/acceptLicences', { items: ['Glasser', 'rsn'] });
    const [outcome] = await run(uri);
    expect(outcome).toMatchObject({ status: 'done', message: null, licences: [] });
    expect(existsSync(join(data, TABLE))).toBe(true);
    await editor.until('the news', () => editor.dataChanges > 0);
    await editor.until('nothing to be downloaded', () => remote(uri).length === 0);
    const stages = editor.progress.map(({ progress }) => progress.stage);
    expect(stages).toContain('Fetching data');
    const [rsn] = (await nodesOf('dataset')).filter(({ label }) => label === 'rsn');
    expect(rsn).toMatchObject({ presence: 'partly', licence: 'GNU GPL v3' });
  });

  it('offer a download where a file needs it, and take it back when it is removed', async () => {
    const uri = await editor.open(join(work, 'again.nsp'), text);
    await editor.request('nispace/removeData', { id: 'dataset/rsn' });
    await editor.until('rsn to be downloaded', () => remote(uri).join().includes('rsn'));
    const problem = editor.diagnosticsOf(uri).find(({ code }) => code === 'not-downloaded')!;
    const actions = await editor.connection.sendRequest<
      { title: string; command?: { command: string; arguments: string[] } }[]
    >('textDocument/codeAction', {
      textDocument: { uri },
      range: problem.range,
      context: { diagnostics: [problem] },
    });
    const download = actions.find(({ title }) => title.startsWith('Download rsn'));
    expect(download?.command?.command).toBe('nispace.data.download');
    const names = download?.command?.arguments[0] ?? '';
    // The source has this table only.
    const what = { names: `${names} Glasser` };
    const fetched = await editor.request('nispace/fetchData', { what, accept: [], taskId: 't' });
    expect(fetched).toMatchObject({ status: 'done', files: 2 });
    await editor.until('rsn here again', () => !remote(uri).join().includes('rsn '));
  });

  it('are refused with one sentence where there are none', async () => {
    const what = { id: 'dataset/nobody' };
    await expect(
      editor.request('nispace/fetchData', { what, accept: [], taskId: 't' }),
    ).rejects.toThrow('nobody');
  });
});
