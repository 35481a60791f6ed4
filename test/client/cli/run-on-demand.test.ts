// `nsp run` and `nsp check` on data of the public library that are not in the data folders yet.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { cli } from '../../../client/cli/cli.js';
import { dataServer, type DataServer } from '../../engine/library/fetch/server.js';
import { emptyFolder, filesIn } from '../../engine/library/fetch/setup.js';
import { PARCELS } from '../../engine/small-run.js';
import { built } from '../../built.js';
import { surroundings } from './surroundings.js';

const stem = 'parcellation/TianS1/MNI152NLin6Asym/parc-TianS1_space-MNI152NLin6Asym';
const table = 'reference/pet/tab/dset-pet_parc-TianS1.csv.gz';
const rows = (name: string): string =>
  [1, 2].map((m) => `${name}${m},${PARCELS.map((_, i) => (i * 5 * m + m) % 11).join()}`).join('\n');

let server: DataServer;
beforeAll(async () => {
  server = await dataServer({
    [`${stem}.label.txt`]: PARCELS.join('\n'),
    [`${stem}.label.nii.gz`]: 'not read here',
    [table]: gzipSync(`map,${PARCELS.join()}\n${rows('target-')}\n`),
  });
});

function study(): string {
  const folder = emptyFolder();
  writeFileSync(join(folder, 'y.csv'), `map,${PARCELS.join()}\n${rows('y')}\n`);
  writeFileSync(
    join(folder, 'study.nsp'),
    `maps mine = table "y.csv"
maps receptors = reference pet { collection: All }
colocalization Study {
  y: mine  x: receptors  parcellation: TianS1  maps_method: random  n_perm: 50  seed: 1
}
`,
  );
  return folder;
}

const nsp = async (folder: string, data: string, ...argv: string[]) => {
  const around = surroundings({
    cwd: folder,
    env: { NISPACE_DATA_URL: server.base },
    home: emptyFolder(),
    demoLibrary: built('demo-library'),
  });
  const code = await cli([...argv, '--data-dir', data], around);
  return { code, out: around.stdout(), err: around.stderr() };
};

describe('nsp run', () => {
  it('tells the licences, downloads, and runs; the second time it downloads nothing', async () => {
    const [folder, data] = [study(), emptyFolder()];
    const first = await nsp(folder, data, 'run', 'study.nsp');
    expect(first.err).toContain('Downloading pet: ');
    expect(first.err).toContain('Downloading TianS1: ');
    expect(first.err).toContain('Study: Fetching data\n');
    expect(first.code).toBe(0);
    expect(first.out).toContain('2 reference maps');
    expect(filesIn(data)).toContain(table);
    server.all.length = 0;
    const second = await nsp(folder, data, 'run', 'study.nsp', '--force');
    expect(second.code).toBe(0);
    expect(second.err).not.toContain('Downloading');
    expect(server.all).toEqual([]);
  });

  it('offline fails at the place in the file, and names file, address and folder', async () => {
    const [folder, data] = [study(), emptyFolder()];
    server.all.length = 0;
    const { code, err } = await nsp(folder, data, 'run', 'study.nsp', '--offline');
    expect(code).toBe(1);
    expect(err).toMatch(/study\.nsp:4:\d+: error: .*offline mode/);
    expect(err).toContain(join(data, `${stem}.label.nii.gz`));
    expect(err).toContain(`${server.base}/${stem}.label.nii.gz`);
    expect(server.all).toEqual([]);
    expect(existsSync(join(data, 'parcellation'))).toBe(false);
  });
});

describe('nsp check', () => {
  it('takes data that are still to be downloaded as information, and offline as errors', async () => {
    const [folder, data] = [study(), emptyFolder()];
    const online = await nsp(folder, data, 'check', 'study.nsp');
    expect(online.code).toBe(0);
    expect(online.out).toContain('info: ');
    const offline = await nsp(folder, data, 'check', 'study.nsp', '--offline');
    expect(offline.code).toBe(1);
    expect(offline.out).toContain('error: ');
  });
});
