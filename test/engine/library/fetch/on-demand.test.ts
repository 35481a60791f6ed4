// A run whose data are not here: downloaded as its first stage, after the licence was told or accepted.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { Fetcher } from '../../../../engine/library/fetch/fetcher.js';
import { LicenceRecord, type LicenceNotice } from '../../../../engine/library/fetch/licences.js';
import { unacceptedLicences } from '../../../../engine/library/fetch/on-demand.js';
import type { DataLibrary } from '../../../../engine/library/library.js';
import { needsOf } from '../../../../engine/library/needs.js';
import type { ColocalizationPlan } from '../../../../engine/plan.js';
import { runPlan, type RunOutput } from '../../../../engine/run.js';
import { PARCELS, smallFolder, smallPlan } from '../../small-run.js';
import { failure, noFilter, open } from '../small-library.js';
import { dataServer, type DataServer } from './server.js';
import { emptyFolder, settingsFor, shortTools } from './setup.js';

const stem = 'parcellation/TianS1/MNI152NLin6Asym/parc-TianS1_space-MNI152NLin6Asym';
const tableOf = (map: string) =>
  `map,${PARCELS.join()}\n${[1, 2, 3].map((m) => `${map}${m},${PARCELS.map((_, i) => (i * 7 * m + m) % 13).join()}`).join('\n')}\n`;

let server: DataServer;
beforeAll(async () => {
  server = await dataServer({
    [`${stem}.label.txt`]: PARCELS.join('\n'),
    [`${stem}.label.nii.gz`]: 'not read here',
    'reference/pet/tab/dset-pet_parc-TianS1.csv.gz': gzipSync(tableOf('target-')),
    'reference/pet/map_info.csv': 'map,doi,license,note\ntarget-1,10.1/a,CC0,\n',
  });
});

/** A plan on a parcellation and a dataset of the public library, in a folder that holds neither. */
function scene(): { library: DataLibrary; plan: ColocalizationPlan; downloads: string } {
  const folder = emptyFolder();
  smallFolder(folder);
  const downloads = emptyFolder();
  const plan: ColocalizationPlan = {
    ...smallPlan(folder),
    parcellation: { kind: 'library', name: 'TianS1' },
    x: {
      declaration: 'pet',
      kind: 'reference',
      dataset: 'pet',
      collection: 'All',
      filter: noFilter,
    },
  };
  return { library: open(folder), plan, downloads };
}

interface Story {
  stages: string[];
  notices: LicenceNotice[];
  logs: string[];
}

async function run(
  { library, plan, downloads }: ReturnType<typeof scene>,
  { tell = true, offline = false, base = server.base } = {},
): Promise<RunOutput & Story> {
  const story: Story = { stages: [], notices: [], logs: [] };
  const fetcher = new Fetcher(
    settingsFor(base, downloads, { offline }),
    tell ? (notice) => story.notices.push(notice) : null,
    shortTools,
  );
  try {
    const output = await runPlan(plan, {
      library,
      fetcher,
      workerPath: null,
      signal: new AbortController().signal,
      onProgress: ({ stage }) => story.stages.includes(stage) || story.stages.push(stage),
      onLog: (text) => story.logs.push(text),
      file: null,
      version: 'test',
      resultOf: () => Promise.reject(new Error('no result')),
      stored: () => Promise.resolve(null),
    });
    return { ...output, ...story };
  } finally {
    await fetcher.close();
  }
}

describe('a run on demand', () => {
  it('downloads what it needs before it reads, tells the licence, and sees it in the library', async () => {
    const all = scene();
    const { result, stages, notices, logs } = await run(all);
    expect(stages.slice(0, 2)).toEqual(['Fetching data', 'Reading data']);
    expect(result.columns.map(({ x }) => x)).toEqual(['target-1', 'target-2', 'target-3']);
    expect(notices.map(({ item }) => item).sort()).toEqual(['TianS1', 'pet']);
    expect(all.library.folders).toContain(all.downloads);
    expect(all.library.parcellation('TianS1')?.presence).not.toBe('remote');
    expect(logs.some((line) => line.startsWith('Downloaded reference/pet/tab'))).toBe(true);
  });

  it('has no such stage, and tells no licence, when everything is here', async () => {
    const all = scene();
    await run(all);
    server.all.length = 0;
    const { stages, notices, result } = await run(all);
    expect(stages[0]).toBe('Reading data');
    expect(result.timings.map(({ stage }) => stage)).not.toContain('Fetching data');
    expect(notices).toEqual([]);
    expect(server.all).toEqual([]);
  });

  it('tells a licence once for each download folder', async () => {
    const all = scene();
    await run(all);
    const again = { ...scene(), downloads: all.downloads };
    expect((await run(again)).notices).toEqual([]);
  });

  it('waits for the licence to be accepted where nobody can be told', async () => {
    const all = scene();
    const { message } = await failure(() => run(all, { tell: false }), 'licence-not-accepted');
    expect(message).toContain('TianS1');
    const needs = await needsOf(all.plan, all.library);
    const open = await unacceptedLicences(needs, all.library, all.downloads);
    expect(open.map(({ item, kind }) => [item, kind])).toEqual([
      ['TianS1', 'parcellation'],
      ['pet', 'dataset'],
    ]);
    const fetcher = new Fetcher(settingsFor(server.base, all.downloads));
    const signal = new AbortController().signal;
    await new LicenceRecord(all.downloads).accept(open, fetcher.lockTools(signal));
    const { result } = await run(all, { tell: false });
    expect(result.columns).toHaveLength(3);
  });

  it('offline names the file, and the place in the .nsp file that asks for it', async () => {
    const all = scene();
    const error = await failure(() => run(all, { offline: true }), 'offline');
    expect(error.message).toContain(join(all.downloads, `${stem}.label.nii.gz`));
    expect(error.subject).toEqual({ property: 'parcellation' });
    expect(existsSync(join(all.downloads, 'parcellation'))).toBe(false);
  });

  it('without a network says so at the same place', async () => {
    const error = await failure(
      () => run(scene(), { base: 'http://127.0.0.1:9' }),
      'download-failed',
    );
    expect(error.subject).toEqual({ property: 'parcellation' });
  });

  it('gives the numbers it gives when the files were there before', async () => {
    const all = scene();
    const first = await run(all);
    const second = await run(all);
    expect(second.result.key).toBe(first.result.key);
    const record = JSON.parse(
      readFileSync(join(all.downloads, '.nsp/licences.json'), 'utf8'),
    ) as object;
    expect(Object.keys(record).sort()).toEqual(['TianS1', 'pet']);
  });
});
