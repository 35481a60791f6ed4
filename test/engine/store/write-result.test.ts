// A result folder: everything in it, nothing half-written, nothing of the user's lost.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { chmod, mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { NspError } from '../../../engine/error.js';
import { parseNpy } from '../../../engine/formats/npy.js';
import { listResults, readResult, storedKey } from '../../../engine/store/read-result.js';
import { removeLeftovers, temporarySibling } from '../../../engine/store/temporary.js';
import { writeFlushed } from '../../../engine/store/write-folder.js';
import { writeResult } from '../../../engine/store/write-result.js';
import { output, result, temporaryFolder } from './fixture.js';

let parent: string;
let folder: string;
const host = hostname().replace(/[^A-Za-z0-9]/g, '');
/** Larger than any process id of Linux, macOS and Windows in practice. */
const deadPid = 2 ** 30;

/** A disk of 128 kB in memory, where the system lets us make one (root on Linux); null elsewhere. */
const smallDisk = ((): string | null => {
  const disk = mkdtempSync(join(tmpdir(), 'nsp-disk-'));
  const made = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=128k', 'tmpfs', disk]);
  return made.status === 0 ? disk : null;
})();

beforeEach(async () => {
  parent = await temporaryFolder();
  folder = join(parent, 'Pain');
});

const failing =
  (name: string, code: string) =>
  async (path: string, content: readonly (string | Uint8Array)[]): Promise<void> => {
    if (!path.endsWith(name)) return writeFlushed(path, content);
    await writeFile(path, 'half');
    throw Object.assign(new Error(`${code}: made to fail`), { code });
  };

const errorOf = async (promise: Promise<unknown>): Promise<NspError> => {
  const error = await promise.then(
    () => null,
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(NspError);
  return error as NspError;
};

describe('writing a result', () => {
  it('makes all files, and reading gives the same result back', async () => {
    await writeResult(folder, output());
    expect((await readdir(folder)).sort()).toEqual([
      'methods.md',
      'nulls.npy',
      'references.bib',
      'result.json',
      'results.csv',
      'y.csv',
    ]);
    expect(await readResult(folder)).toEqual(result());
    const nulls = parseNpy(await readFile(join(folder, 'nulls.npy')), 'nulls.npy');
    expect(nulls.shape).toEqual([1, 2, 2]);
    expect([...nulls.data]).toEqual([1, 2, NaN, 4]);
    expect(await readdir(parent)).toEqual(['Pain']);
  });

  it('replaces a former result as a whole and keeps files of the user', async () => {
    await writeResult(folder, output());
    await writeFile(join(folder, 'figure.png'), 'mine');
    await writeFile(join(folder, 'nulls-mlr.npy'), 'of the former result');
    await writeResult(folder, output({ key: 'new' }));
    expect(await storedKey(folder)).toBe('new');
    expect(await readFile(join(folder, 'figure.png'), 'utf8')).toBe('mine');
    expect(existsSync(join(folder, 'nulls-mlr.npy'))).toBe(false);
    expect(await readdir(parent)).toEqual(['Pain']);
  });

  it('never replaces a folder that holds something else', async () => {
    await mkdir(folder);
    await writeFile(join(folder, 'thesis.docx'), 'years of work');
    const error = await errorOf(writeResult(folder, output()));
    expect(error.code).toBe('not-a-result-folder');
    expect(error.message).toContain('thesis.docx');
    expect(await readdir(folder)).toEqual(['thesis.docx']);
  });

  it('fills an empty folder', async () => {
    await mkdir(folder);
    await writeResult(folder, output());
    expect(await storedKey(folder)).toBe(result().key);
  });
});

describe('a write that fails', () => {
  it.each([
    ['ENOSPC', 'disk-full', 'the disk is full while writing'],
    ['EDQUOT', 'disk-full', 'quota'],
    ['EACCES', 'no-permission', 'no permission to write'],
    ['EROFS', 'read-only-disk', 'read-only'],
    ['EIO', 'cannot-write', 'EIO'],
  ])('with %s leaves the former result and nothing else', async (system, code, words) => {
    await writeResult(folder, output());
    const error = await errorOf(
      writeResult(folder, output({ key: 'new' }), failing('nulls.npy', system)),
    );
    expect(error.code).toBe(code);
    expect(error.message).toContain(words);
    expect(error.message).toContain('nulls.npy');
    expect(error.message).toContain('nothing was changed');
    expect(error.message).not.toContain('.tmp-');
    expect(await readResult(folder)).toEqual(result());
    expect(await readdir(parent)).toEqual(['Pain']);
  });

  it('leaves no folder where there was none', async () => {
    await errorOf(writeResult(folder, output(), failing('y.csv', 'ENOSPC')));
    expect(await readdir(parent)).toEqual([]);
  });

  it.skipIf(process.getuid?.() === 0)('says so when the folder is read-only', async () => {
    await chmod(parent, 0o500);
    const error = await errorOf(writeResult(folder, output()));
    expect(error.code).toBe('no-permission');
    await chmod(parent, 0o700);
    expect(await readdir(parent)).toEqual([]);
  });

  it.skipIf(!smallDisk)('says so when the disk is really full', async () => {
    const disk = smallDisk ?? '';
    try {
      const data = new Float64Array(100_000);
      const nulls = [{ file: 'nulls.npy', shape: [1, 2, 50_000], data }];
      await writeResult(join(disk, 'Pain'), output());
      const error = await errorOf(writeResult(join(disk, 'Pain'), { ...output(), nulls }));
      expect(error.code).toBe('disk-full');
      expect(error.message).toContain('the disk is full while writing');
      expect(await readResult(join(disk, 'Pain'))).toEqual(result());
      expect(await readdir(disk)).toEqual(['Pain']);
    } finally {
      execFileSync('umount', [disk]);
    }
  });

  it('says so when a file stands where a folder is needed', async () => {
    await writeFile(join(parent, 'file'), '');
    const error = await errorOf(writeResult(join(parent, 'file', 'Pain'), output()));
    expect(error.code).toBe('cannot-write');
    expect(await readFile(join(parent, 'file'), 'utf8')).toBe('');
  });
});

describe('what dead runs left', () => {
  const leftover = (kind: string, pid: number): string =>
    join(parent, `.Pain.${kind}-${host}-${String(pid)}-00ff`);

  it('is removed by the next write, while living runs and other machines are left alone', async () => {
    const kept = [
      `.Pain.tmp-${host}-${String(process.pid)}-00ff`,
      `.Pain.tmp-other-${String(deadPid)}-00ff`,
      `.Else.tmp-${host}-${String(deadPid)}-00ff`,
    ];
    for (const name of kept) await mkdir(join(parent, name));
    await mkdir(leftover('tmp', deadPid));
    await writeResult(folder, output());
    expect((await readdir(parent)).sort()).toEqual([...kept, 'Pain'].sort());
  });

  it('is put back when it is the only copy of a result', async () => {
    await writeResult(folder, output());
    await rename(folder, leftover('old', deadPid));
    await removeLeftovers(folder);
    expect(await readResult(folder)).toEqual(result());
    expect(await readdir(parent)).toEqual(['Pain']);
  });

  it('can be removed for a thread of this process that was ended', async () => {
    await mkdir(temporarySibling(folder, 'tmp'));
    await removeLeftovers(folder);
    expect(await readdir(parent)).toHaveLength(1);
    await removeLeftovers(folder, true);
    expect(await readdir(parent)).toEqual([]);
  });
});

describe('reading results', () => {
  it('says when there is none', async () => {
    expect((await errorOf(readResult(folder))).code).toBe('no-result');
    expect(await storedKey(folder)).toBeNull();
  });

  it.each([
    ['cut off', (text: string) => text.slice(0, 500), 'damaged-result'],
    ['without a field', (text: string) => text.replace('"plan"', '"plain"'), 'damaged-result'],
    ['with a matrix too short', (text: string) => text.replace(',0.25,', ','), 'damaged-result'],
    [
      'of a newer version',
      (text: string) => text.replace('"version": 1', '"version": 2'),
      'newer-result',
    ],
    [
      'whose x maps are none',
      (text: string) => text.replace('"meff":', '"x": {"labels": 5},\n"meff":'),
      'damaged-result',
    ],
    ['that is a list', () => '[]', 'damaged-result'],
  ])('refuses a file %s', async (_, change, code) => {
    await writeResult(folder, output());
    const file = join(folder, 'result.json');
    const text = await readFile(file, 'utf8');
    expect(change(text)).not.toBe(text);
    await writeFile(file, change(text));
    const error = await errorOf(readResult(folder));
    expect(error.code).toBe(code);
    expect(error.message).toContain(file);
  });

  it('lists the results of a folder by name and leaves out the rest', async () => {
    await writeResult(join(parent, 'Two'), output({ analysis: 'Two' }));
    await writeResult(join(parent, 'One'), output({ analysis: 'One' }));
    await mkdir(join(parent, 'Three'));
    await writeFile(join(parent, 'Three', 'result.json'), '{}');
    const found = await listResults(parent);
    expect(found.map(({ analysis, folder: path }) => [analysis, path])).toEqual([
      ['One', join(parent, 'One')],
      ['Two', join(parent, 'Two')],
    ]);
    expect(found[0]).toMatchObject({ key: result().key, started: result().started, seed: 42 });
    expect(await listResults(join(parent, 'nowhere'))).toEqual([]);
  });
});
