// What a report takes out of a result folder, and how single files are written.
import { mkdtemp, readFile, readdir, writeFile as write } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { encodeNpy } from '../../../engine/formats/npy.js';
import { reportFacts } from '../../../engine/store/report-facts.js';
import { resultJson } from '../../../engine/store/result-json.js';
import { writeFile } from '../../../engine/store/write-file.js';
import { makeResult } from '../../client/webview/fixtures.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nsp-facts-'));
});

describe('facts of a report', () => {
  const result = makeResult({ maps: 3 });
  beforeEach(async () => {
    await write(join(folder, 'result.json'), resultJson(result));
    const nulls = Float64Array.from({ length: 12 }, (_, i) => (i === 5 ? NaN : i / 10));
    await write(join(folder, 'nulls.npy'), encodeNpy([1, 3, 4], nulls));
  });

  it('are the nulls of the cells asked for, missing ones null, and the references of what was run', async () => {
    const { nulls, references, bibtex } = await reportFacts(folder, result.key, [
      { file: 'nulls.npy', row: 0, column: 1 },
    ]);
    expect(nulls).toEqual([[0.4, null, 0.6, 0.7]]);
    expect(references.length).toBeGreaterThan(1);
    for (const { doi } of references) if (doi) expect(bibtex).toContain(doi);
  });

  it('belong to one result: another one in the folder is refused', async () => {
    await expect(reportFacts(folder, 'other', [])).rejects.toMatchObject({
      code: 'changed-result',
    });
  });

  it.each([
    { file: '../nulls.npy', row: 0, column: 0 },
    { file: 'nulls.npy', row: 0, column: 3 },
  ])('refuse a place the result does not name: %j', async (cell) => {
    await expect(reportFacts(folder, result.key, [cell])).rejects.toMatchObject({
      code: 'no-such-nulls',
    });
  });
});

describe('a file written all or nothing', () => {
  it('replaces the former one and leaves nothing beside it', async () => {
    const path = join(folder, 'new', 'page.html');
    await writeFile(path, 'one');
    await writeFile(path, 'two');
    expect(await readFile(path, 'utf8')).toBe('two');
    expect(await readdir(join(folder, 'new'))).toEqual(['page.html']);
  });

  it('is as it was when writing fails', async () => {
    const path = join(folder, 'page.html');
    await writeFile(path, 'one');
    const failing = async (temporary: string): Promise<void> => {
      await write(temporary, 'half');
      throw Object.assign(new Error('full'), { code: 'ENOSPC' });
    };
    await expect(writeFile(path, 'two', failing)).rejects.toMatchObject({ code: 'disk-full' });
    expect(await readFile(path, 'utf8')).toBe('one');
    expect(await readdir(folder)).toEqual(['page.html']);
  });
});
