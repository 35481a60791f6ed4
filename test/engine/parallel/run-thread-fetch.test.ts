// Downloads inside the thread of a run: settings cross as plain data, licences must have been accepted, cancelling ends them.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Fetcher } from '../../../engine/library/fetch/fetcher.js';
import { LicenceRecord } from '../../../engine/library/fetch/licences.js';
import { unacceptedLicences } from '../../../engine/library/fetch/on-demand.js';
import { needsOf } from '../../../engine/library/needs.js';
import { RunThread, type ThreadJob } from '../../../engine/parallel/run-thread.js';
import { open } from '../library/small-library.js';
import { dataServer, type DataServer } from '../library/fetch/server.js';
import { emptyFolder, filesIn, settingsFor } from '../library/fetch/setup.js';
import { PARCELS, smallFolder, smallPlan } from '../small-run.js';
import { buildBundles } from '../../bundles.js';

const stem = 'parcellation/TianS1/MNI152NLin6Asym/parc-TianS1_space-MNI152NLin6Asym';
const never = new AbortController().signal;
let server: DataServer;
let thread: RunThread;

beforeAll(async () => {
  server = await dataServer({
    [`${stem}.label.txt`]: PARCELS.join('\n'),
    [`${stem}.label.nii.gz`]: gzipSync(Buffer.alloc(100_000, 'x')),
  });
  thread = new RunThread((await buildBundles()).worker);
});
afterAll(() => thread.end());

function jobInto(downloads: string): ThreadJob {
  const folder = emptyFolder();
  smallFolder(folder);
  return {
    plan: { ...smallPlan(folder), parcellation: { kind: 'library', name: 'TianS1' } },
    folders: [folder],
    fetch: settingsFor(server.base, downloads),
    outDir: join(folder, 'out'),
    resultFolders: {},
    file: null,
    version: 'test',
    force: false,
  };
}

async function accept({ plan, folders, fetch }: ThreadJob): Promise<void> {
  const library = open(...folders);
  const { folder } = fetch!;
  const notices = await unacceptedLicences(await needsOf(plan, library), library, folder);
  const tools = new Fetcher(fetch!).lockTools(never);
  await new LicenceRecord(folder).accept(notices, tools);
}

describe('a run in its thread', () => {
  it('downloads nothing before the licence is accepted, and names it', async () => {
    const job = jobInto(emptyFolder());
    const answer = await thread.run(job, () => undefined, never);
    expect(answer).toMatchObject({ status: 'failed', code: 'licence-not-accepted' });
    expect(answer.status === 'failed' && answer.message).toContain('TianS1');
    expect(server.all).toEqual([]);
  });

  it('downloads and runs once it is', async () => {
    const downloads = emptyFolder();
    const job = jobInto(downloads);
    await accept(job);
    const stages = new Set<string>();
    const answer = await thread.run(
      job,
      (event) => event.type === 'progress' && stages.add(event.update.stage),
      never,
    );
    expect(answer).toMatchObject({ status: 'done' });
    expect([...stages][0]).toBe('Fetching data');
    expect(filesIn(downloads)).toContain(`${stem}.label.txt`);
  });

  it('leaves no lock when it is cancelled while it downloads', async () => {
    const downloads = emptyFolder();
    const job = jobInto(downloads);
    await accept(job);
    server.behave(`${stem}.label.nii.gz`, 'slow');
    const abort = new AbortController();
    server.onRequest = (path) => path.endsWith('.nii.gz') && setTimeout(() => abort.abort(), 60);
    const answer = await thread.run(job, () => undefined, abort.signal);
    expect(answer).toEqual({ status: 'cancelled' });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(filesIn(downloads).some((name) => name.endsWith('.lock'))).toBe(false);
    expect(existsSync(join(downloads, `${stem}.label.nii.gz`))).toBe(false);
  });
});
