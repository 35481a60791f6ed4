// `nsp data fetch` and `nsp data verify` against a data library on the loopback interface.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { cli } from '../../../client/cli/cli.js';
import { bytesText } from '../../../client/cli/bytes-text.js';
import { LicenceRecord } from '../../../engine/library/fetch/licences.js';
import { dataServer, sha256, type DataServer } from '../../engine/library/fetch/server.js';
import { emptyFolder, filesIn } from '../../engine/library/fetch/setup.js';
import { built } from '../../built.js';
import { surroundings } from './surroundings.js';

const space = 'MNI152NLin6Asym';
const stem = `parcellation/TianS1/${space}/parc-TianS1_space-${space}`;
const files = {
  'parcellation/TianS1/parc.yaml': 'name: TianS1\nlevel: subcortex\n',
  [`${stem}.label.txt`]: 'hemi-L_lab-a\nhemi-R_lab-a\n',
  [`${stem}.label.nii.gz`]: 'x'.repeat(5000),
};

let server: DataServer;
beforeAll(async () => {
  server = await dataServer(files);
});

interface Call {
  code: number;
  out: string;
  err: string;
}

const nsp = async (folder: string, argv: string[], signal?: AbortSignal): Promise<Call> => {
  const around = surroundings({
    env: { NISPACE_DATA_URL: server.base },
    home: emptyFolder(),
    demoLibrary: built('demo-library'),
    ...(signal ? { signal } : {}),
  });
  const code = await cli([...argv, '--data-dir', folder], around);
  return { code, out: around.stdout(), err: around.stderr() };
};

const fetchTian = ['data', 'fetch', 'TianS1', '--space', space];

describe('nsp data fetch', () => {
  it('says licence, citation, number, size and folder, downloads, and sums up', async () => {
    const folder = emptyFolder();
    const { code, out, err } = await nsp(folder, fetchTian);
    expect(code).toBe(0);
    expect(out).toMatch(/^TianS1: licence .+\n {2}- .*https:\/\/doi\.org\/10\.1038/);
    expect(out).toContain('Downloading 4 files (5.0 kB)');
    expect(out).toContain(folder);
    expect(out).toMatch(/3 files \(5\.1 kB\) downloaded/);
    expect(out).toContain('1 optional file');
    expect(err).toContain('TianS1: Downloading');
    expect(filesIn(folder)).toEqual(Object.keys(files).sort());
    const notice = (item: string) => ({
      item,
      kind: 'parcellation' as const,
      licence: 'MIT',
      citations: [],
    });
    const asked = await new LicenceRecord(folder).unaccepted([notice('TianS1'), notice('TianS2')]);
    expect(asked.map(({ item }) => item)).toEqual(['TianS2']);
    expect(readFileSync(join(folder, '.nsp/licences.json'), 'utf8')).toContain('TianS1');
  });

  it('skips what is here and verified, and downloads a damaged file again', async () => {
    const folder = emptyFolder();
    await nsp(folder, fetchTian);
    server.log.length = 0;
    const missing = `${stem}.dist.csv.gz`;
    await nsp(folder, fetchTian);
    expect(server.log.filter((line) => line.startsWith('GET'))).toEqual([`GET ${missing}`]);
    const target = join(folder, `${stem}.label.nii.gz`);
    writeFileSync(target, 'damaged');
    const { code, err } = await nsp(folder, fetchTian);
    expect(code).toBe(0);
    expect(err).toContain(`${stem}.label.nii.gz is damaged`);
    expect(readFileSync(target, 'utf8')).toBe(files[`${stem}.label.nii.gz`]);
  });

  it('leaves a file of one’s own in place', async () => {
    const folder = emptyFolder();
    await nsp(folder, fetchTian);
    rmSync(join(folder, '.nsp'), { recursive: true });
    writeFileSync(join(folder, `${stem}.label.txt`), 'mine\n');
    await nsp(folder, fetchTian);
    expect(readFileSync(join(folder, `${stem}.label.txt`), 'utf8')).toBe('mine\n');
  });

  it('is silent when told to be, but for warnings and errors', async () => {
    const { code, out, err } = await nsp(emptyFolder(), [...fetchTian, '--quiet']);
    expect([code, out, err]).toEqual([0, '', '']);
  });

  it('offline asks for nothing, names the file and where it belongs, and fails', async () => {
    const folder = emptyFolder();
    server.all.length = 0;
    const { code, err } = await nsp(folder, [...fetchTian, '--offline']);
    expect(code).toBe(1);
    expect(err).toContain(join(folder, `${stem}.label.nii.gz`));
    expect(server.all).toEqual([]);
  });

  it('says when a name is unknown, with the nearest one', async () => {
    const { code, err } = await nsp(emptyFolder(), ['data', 'fetch', 'TianS11']);
    expect(code).toBe(1);
    expect(err).toMatch(/nothing called TianS11.*TianS1/);
  });

  it('interrupted ends with 130 and keeps the part', async () => {
    const folder = emptyFolder();
    const path = `${stem}.label.nii.gz`;
    server.behave(path, 'serve', 'slow');
    const abort = new AbortController();
    server.onRequest = (asked) => asked === path && setTimeout(() => abort.abort(), 150);
    const { code, err } = await nsp(folder, fetchTian, abort.signal);
    server.onRequest = () => undefined;
    server.behave(path, 'serve');
    expect(code).toBe(130);
    expect(err).toContain('interrupted');
    const left = filesIn(folder);
    expect(left).not.toContain(path);
    expect(left.some((name) => name.endsWith('.part'))).toBe(true);
    expect(left.some((name) => name.endsWith('.lock'))).toBe(false);
    expect((await nsp(folder, fetchTian)).code).toBe(0);
    expect(filesIn(folder)).toEqual(Object.keys(files).sort());
  });
});

describe('nsp data verify', () => {
  it('is content with what was downloaded, and finds a flipped bit and a missing file', async () => {
    const folder = emptyFolder();
    await nsp(folder, fetchTian);
    const fine = await nsp(folder, ['data', 'verify']);
    expect(fine.code).toBe(0);
    expect(fine.out).toBe(`${folder}\n  3 files as expected, 0 changed, 0 missing\n`);
    const target = join(folder, `${stem}.label.nii.gz`);
    writeFileSync(target, `y${'x'.repeat(4999)}`);
    rmSync(join(folder, `${stem}.label.txt`));
    for (const name of [[], ['TianS1'], ['MelbourneS1'], ['Schaefer100+TianS1']]) {
      const { code, out } = await nsp(folder, ['data', 'verify', ...name]);
      expect(code).toBe(1);
      expect(out).toContain(`changed  ${stem}.label.nii.gz`);
      expect(out).toContain(sha256('x'.repeat(5000)));
      expect(out).toContain(`missing  ${stem}.label.txt`);
      expect(out).toContain('1 file as expected, 1 changed, 1 missing');
    }
    expect((await nsp(folder, ['data', 'verify', 'pet'])).code).toBe(1);
  });
});

describe('sizes', () => {
  it('are told in units a person reads', () => {
    const sizes = [0, 1, 999, 1000, 12_345, 99_949, 99_950, 999_499, 999_500, 2_345_678, 5e9];
    expect(sizes.map(bytesText)).toEqual([
      '0 bytes',
      '1 byte',
      '999 bytes',
      '1.0 kB',
      '12.3 kB',
      '99.9 kB',
      '100 kB',
      '999 kB',
      '1.0 MB',
      '2.3 MB',
      '5.0 GB',
    ]);
  });
});
