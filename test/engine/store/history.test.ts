// Former results: kept when a new one comes, pruned by number, pinned, restored and deleted.
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  deleteResult,
  folderOfRun,
  formerResults,
  formerWithKey,
  historyOf,
  isPinned,
  newestOf,
  restoreFormer,
  setPinned,
} from '../../../engine/store/history.js';
import { readCard } from '../../../engine/store/read-card.js';
import { storedKey } from '../../../engine/store/read-result.js';
import { writeResult } from '../../../engine/store/write-result.js';
import { output, temporaryFolder } from './fixture.js';

let parent: string;
let folder: string;

beforeEach(async () => {
  parent = await temporaryFolder();
  folder = join(parent, 'Pain');
});
afterEach(() => rm(parent, { recursive: true, force: true }));

/** Writes run number `n`; later ones have later times. */
const write = (n: number, keep = 10): Promise<void> =>
  writeResult(
    folder,
    output({
      key: `key${n}`.padEnd(64, '0'),
      started: `2026-03-01T12:00:${String(n).padStart(2, '0')}.000Z`,
    }),
    undefined,
    keep,
  );
const keysOf = async (folders: readonly string[]): Promise<(string | undefined)[]> =>
  Promise.all(folders.map(async (each) => (await storedKey(each))?.slice(0, 4).replace(/0+$/, '')));
const former = async (): Promise<(string | undefined)[]> => keysOf(await formerResults(folder));

describe('a new result', () => {
  it('moves the former one into the history, whole', async () => {
    await write(1);
    await write(2);
    expect(await keysOf([folder])).toEqual(['key2']);
    const [kept] = await formerResults(folder);
    expect(basename(kept ?? '')).toBe('2026-03-01T12-00-01.000Z-key10000');
    expect((await readdir(kept ?? '')).sort()).toContain('nulls.npy');
    expect(newestOf(kept ?? '')).toBe(folder);
    expect(newestOf(folder)).toBeNull();
    expect((await readdir(parent)).sort()).toEqual(['.history', 'Pain']);
  });

  it('with the key of the former one replaces it, and takes its pin', async () => {
    await write(1);
    await setPinned(folder, true);
    await write(1);
    expect(await former()).toEqual([]);
    expect(await isPinned(folder)).toBe(true);
  });

  it('leaves as many former ones as are kept, newest first, and every pinned one', async () => {
    await write(1);
    await setPinned(folder, true);
    for (const n of [2, 3, 4, 5]) await write(n, 2);
    expect(await former()).toEqual(['key4', 'key3', 'key1']);
    await write(6, 0);
    expect(await former()).toEqual(['key1']);
  });

  it('keeps files of the user in the folder of the analysis', async () => {
    await write(1);
    await writeFile(join(folder, 'figure.png'), 'mine');
    await write(2);
    expect(await readFile(join(folder, 'figure.png'), 'utf8')).toBe('mine');
  });

  it('whose process died before it kept the former one leaves that to the next', async () => {
    await write(1);
    await rename(folder, join(parent, 'aside'));
    await write(2);
    const host = hostname().replace(/[^A-Za-z0-9]/g, '') || 'host';
    await rename(join(parent, 'aside'), join(parent, `.Pain.old-${host}-99999999-00ff`));
    await write(3);
    expect(await keysOf([folder])).toEqual(['key3']);
    expect(await former()).toEqual(['key2', 'key1']);
  });
});

describe('a former result', () => {
  it('is found by its key wherever it lies', async () => {
    for (const n of [1, 2, 3]) await write(n);
    const [second, first] = await formerResults(folder);
    expect(await formerWithKey(folder, 'key1'.padEnd(64, '0'))).toBe(first);
    expect(await folderOfRun(folder, 'key2'.padEnd(64, '0'))).toBe(second);
    expect(await folderOfRun(second ?? '', 'key3'.padEnd(64, '0'))).toBe(folder);
    expect(await folderOfRun(folder, 'nobody')).toBe(folder);
  });

  it('becomes the newest again and takes turns with the one in its place', async () => {
    for (const n of [1, 2]) await write(n);
    const [first] = await formerResults(folder);
    await restoreFormer(first ?? '', folder, 10);
    expect(await keysOf([folder])).toEqual(['key1']);
    expect(await former()).toEqual(['key2']);
  });
});

describe('deleting', () => {
  it('a former result leaves the others', async () => {
    for (const n of [1, 2, 3]) await write(n);
    const [second] = await formerResults(folder);
    await deleteResult(second ?? '');
    expect([...(await keysOf([folder])), ...(await former())]).toEqual(['key3', 'key1']);
  });

  it('the newest result makes the one before it the newest, and keeps files of the user', async () => {
    for (const n of [1, 2]) await write(n);
    await writeFile(join(folder, 'figure.png'), 'mine');
    await deleteResult(folder);
    expect(await keysOf([folder])).toEqual(['key1']);
    expect(existsSync(join(folder, 'figure.png'))).toBe(true);
    expect(await former()).toEqual([]);
  });

  it('the last result leaves nothing but files of the user', async () => {
    await write(1);
    await writeFile(join(folder, 'figure.png'), 'mine');
    await deleteResult(folder);
    expect(await readdir(folder)).toEqual(['figure.png']);
    await rm(join(folder, 'figure.png'));
    await rm(folder, { recursive: true });
    await write(1);
    await deleteResult(folder);
    expect(await readdir(parent)).toEqual([]);
  });

  it('clears an empty history away', async () => {
    for (const n of [1, 2]) await write(n);
    await deleteResult((await formerResults(folder))[0] ?? '');
    expect(existsSync(historyOf(folder))).toBe(false);
    expect(await readdir(parent)).toEqual(['Pain']);
  });
});

describe('the card of a result', () => {
  it('is read from the first lines, however long the inputs are', async () => {
    const inputs = Array.from({ length: 2000 }, (_, i) => ({
      role: `y: subject ${i}`,
      path: `/data/subjects/${i}/map.nii.gz`,
      bytes: 1,
      sha256: 'a'.repeat(64),
    }));
    const upstream = [{ analysis: 'First', key: 'k' }];
    await writeResult(folder, output({ inputs, upstream }));
    const card = await readCard(folder);
    expect(card).toMatchObject({ analysis: 'Pain', seed: 42, upstream, folder });
    expect(card?.inputs).toHaveLength(2000);
    expect(card).not.toHaveProperty('statistics');
  });

  it('is also had of results whose fields stand in another order', async () => {
    await writeResult(folder, output());
    const file = join(folder, 'result.json');
    const whole = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
    const { plan, ...rest } = whole;
    await writeFile(file, JSON.stringify({ ...rest, plan }));
    expect(await readCard(folder)).toMatchObject({ analysis: 'Pain', plan: { nPerm: 1000 } });
  });

  it('is null where there is none', async () => {
    expect(await readCard(folder)).toBeNull();
    await mkdir(folder);
    await writeFile(join(folder, 'result.json'), '{ "version": 1,\n');
    expect(await readCard(folder)).toBeNull();
  });
});
