import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  gzip,
  readBytes,
  readPrefix,
  readText,
  writeBytes,
} from '../../../engine/formats/bytes.js';
import { refusal, scratch } from './files.js';

const { folder, write } = scratch();
const text = 'parcel '.repeat(20_000);

describe('reading a file', () => {
  it('decompresses gzip whatever the name says', async () => {
    const path = write('plain-name.csv', gzipSync(text));
    expect(await readText(path)).toBe(text);
    expect(await readText(write('zipped.csv.gz', text))).toBe(text);
  });

  it('tells the observer path and bytes as they are on disk', async () => {
    const stored = gzipSync('abc');
    const path = write('observed.csv', stored);
    const seen: [string, Uint8Array][] = [];
    await readBytes(path, { observe: (...file) => seen.push(file) });
    expect(seen).toHaveLength(1);
    expect(seen[0]![0]).toBe(path);
    expect(Buffer.from(seen[0]![1]).equals(stored)).toBe(true);
  });

  it('reads only the beginning when a prefix is asked for, compressed or not', async () => {
    const plain = await readPrefix(write('long.txt', text), 100);
    const packed = await readPrefix(write('long.txt.gz', text), 100);
    for (const prefix of [plain, packed]) {
      expect(prefix.length).toBeGreaterThanOrEqual(100);
      expect(text.startsWith(Buffer.from(prefix).toString())).toBe(true);
    }
    expect(plain.length).toBeLessThan(text.length);
  });

  it('drops a byte-order mark', async () => {
    expect(await readText(write('bom.csv', '\ufeffmap,a'))).toBe('map,a');
  });
});

describe('a file that cannot be read', () => {
  it.each([
    ['is missing', 'none.nii', 'file-not-found', /none\.nii does not exist/],
    ['is a folder', '.', 'is-a-directory', /is a folder/],
  ])('%s', async (_, name, code, sentence) => {
    const path = join(folder, name);
    expect(await refusal(readBytes(path), code)).toMatch(sentence);
    expect(await refusal(readPrefix(path, 10), code)).toMatch(sentence);
  });

  it('is empty, as stored or once decompressed', async () => {
    const path = write('empty.csv', '');
    expect(await refusal(readBytes(path), 'empty-file')).toContain(path);
    expect(await refusal(readPrefix(path, 10), 'empty-file')).toContain(path);
    await refusal(readBytes(write('empty.csv.gz', '')), 'empty-file');
  });

  it('is gzip that ends too early', async () => {
    const path = write('cut.nii', gzipSync(text).subarray(0, 60));
    expect(await refusal(readBytes(path), 'damaged-gzip')).toMatch(/cut\.nii is cut off.*again/);
  });

  it('is gzip with a flipped byte', async () => {
    const packed = gzipSync(text);
    packed[30]! ^= 0xff;
    const path = write('flipped.nii', packed);
    expect(await refusal(readBytes(path), 'damaged-gzip')).toMatch(/damaged gzip data.*again/);
  });

  it('is a workbook or in another encoding where text is expected', async () => {
    expect(await refusal(readText(write('book.csv', 'PK\x03\x04….')), 'not-text')).toMatch(
      /workbook.*CSV/,
    );
    await refusal(readText(write('latin.csv', Buffer.from('caf\xe9,1', 'latin1'))), 'not-text');
    await refusal(readText(write('wide.csv', Buffer.from('map,a', 'utf16le'))), 'not-text');
  });
});

describe('writing a file', () => {
  it('makes its folder, compresses by name and leaves no other file', async () => {
    const path = join(folder, 'made', 'here', 'a.csv.gz');
    await writeBytes(path, Buffer.from('map,a'));
    expect(await readText(path)).toBe('map,a');
    expect(readdirSync(join(folder, 'made', 'here'))).toEqual(['a.csv.gz']);
  });

  it('says which file could not be written and leaves nothing behind', async () => {
    const blocker = join(folder, 'blocker');
    writeFileSync(blocker, 'a file where a folder should be');
    const path = join(blocker, 'a.csv');
    expect(await refusal(writeBytes(path, Buffer.from('x')), 'not-writable')).toContain(path);
    expect(existsSync(path)).toBe(false);
  });

  it('gives the same gzip bytes for the same content', () => {
    const packed = gzip(Buffer.from(text));
    expect([...packed.subarray(4, 8)]).toEqual([0, 0, 0, 0]);
    expect(packed[9]).toBe(255);
    expect(gunzipSync(packed).toString()).toBe(text);
  });
});
