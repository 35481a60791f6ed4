import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../../../engine/error.js';
import { HashRecord } from '../../../../engine/library/fetch/hash-record.js';
import { verifyFolder } from '../../../../engine/library/fetch/verify.js';
import { belongsTo } from '../../../../engine/library/fetch/wish.js';
import { dataDir, absent } from '../../../shared.js';
import { failure, folderOf } from '../small-library.js';
import { dataServer, sha256 } from './server.js';
import { emptyFolder, fetcherFor, file, never } from './setup.js';

const verify = (folder: string) => verifyFolder(folder, { signal: never() });

/** Flips one bit of a file in place. */
function flip(path: string): void {
  const bytes = readFileSync(path);
  bytes[bytes.length >> 1]! ^= 0b100;
  writeFileSync(path, bytes);
}

describe('verifying', () => {
  const paths = [
    'reference/toy/ref.yaml',
    'reference/toy/map_info.csv',
    'template/T/template.yaml',
  ];
  const downloaded = async () => {
    const server = await dataServer(
      Object.fromEntries(paths.map((path) => [path, `text of ${path}`])),
    );
    const folder = emptyFolder();
    await fetcherFor(server.base, folder).fetch(
      paths.map((path) => file(path)),
      { signal: never() },
    );
    return folder;
  };

  it('finds everything downloaded as it should be', async () => {
    const folder = await downloaded();
    expect(await verify(folder)).toEqual({
      folder,
      ok: [...paths].sort(),
      changed: [],
      missing: [],
      unknown: [],
    });
  });

  it('finds a flipped bit, a file that is gone, and one that nobody knows', async () => {
    const folder = await downloaded();
    flip(join(folder, paths[1]!));
    rmSync(join(folder, paths[2]!));
    writeFileSync(join(folder, 'reference/toy/own.collect'), 'map\na\n');
    const report = await verify(folder);
    expect(report.ok).toEqual([paths[0]]);
    expect(report.changed).toEqual([
      {
        path: paths[1],
        expected: sha256(`text of ${paths[1]}`),
        found: sha256(readFileSync(join(folder, paths[1]!))),
      },
    ]);
    expect(report.missing).toEqual([paths[2]]);
    expect(report.unknown).toEqual(['reference/toy/own.collect']);
  });

  it('looks only at the files of one item when one is named', async () => {
    const folder = await downloaded();
    flip(join(folder, paths[1]!));
    const only = belongsTo(['T']);
    const report = await verifyFolder(folder, { signal: never(), only });
    expect(report).toMatchObject({ ok: [paths[2]], changed: [] });
  });

  it('reads SHA256SUMS.txt and .hash/, and believes the record of downloads first', async () => {
    const folder = folderOf({
      'reference/a.txt': 'a',
      'reference/b.txt': 'b',
      'reference/c.txt': 'c',
      'SHA256SUMS.txt': `${sha256('a')}  reference/a.txt\n${sha256('other')} *reference/b.txt\n${sha256('d')}  ./reference/d.txt\n`,
      '.hash/reference/b.txt.sha256': sha256('b'),
      '.hash/reference/c.txt.sha256': `${sha256('c')}\n`,
      '.hash/reference/not-here.txt.sha256': sha256('x'),
    });
    expect(await verify(folder)).toMatchObject({
      ok: ['reference/a.txt', 'reference/c.txt'],
      changed: [{ path: 'reference/b.txt', expected: sha256('other') }],
      missing: ['reference/d.txt'],
    });
    const entry = { sha256: sha256('b'), bytes: 1, checked: true, commit: 'x' };
    const lockTools = fetcherFor('http://127.0.0.1:9', folder).lockTools(never());
    await new HashRecord(folder).add({ 'reference/b.txt': entry }, lockTools);
    expect((await verify(folder)).changed).toEqual([]);
    await new HashRecord(folder).forget(['reference/b.txt'], lockTools);
    expect((await verify(folder)).changed).toHaveLength(1);
  });

  it('says when the record cannot be read', async () => {
    const folder = await downloaded();
    appendFileSync(join(folder, '.nsp/hashes.json'), '}');
    expect((await failure(() => verify(folder), 'damaged-record')).message).toContain(
      'hashes.json',
    );
  });

  it('reports how far it is, and stops on request', async () => {
    const folder = await downloaded();
    const seen: number[] = [];
    const abort = new AbortController();
    const stopped = verifyFolder(folder, {
      signal: abort.signal,
      onProgress: ({ filesDone, filesTotal }) => {
        expect(filesTotal).toBe(3);
        seen.push(filesDone);
        if (filesDone === 1) abort.abort();
      },
    });
    await expect(stopped).rejects.toBeInstanceOf(CancelledError);
    expect(seen).toEqual([0, 1]);
  });

  const pack = dataDir();
  it.skipIf(!pack)(`finds the data pack whole ${pack ? '' : absent('the data pack')}`, async () => {
    const report = await verify(pack!);
    expect(report.changed).toEqual([]);
    expect(report.missing).toEqual([]);
    expect(report.ok.length).toBeGreaterThan(150);
  });

  it('accepts an empty folder', async () => {
    const folder = emptyFolder();
    mkdirSync(dirname(join(folder, 'reference/x')), { recursive: true });
    expect(await verify(folder)).toEqual({ folder, ok: [], changed: [], missing: [], unknown: [] });
  });
});
