// Demo data written to a temporary folder for the tests that read them back, and what is in a file apart from its compression.
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBytes } from '../../../../engine/formats/bytes.js';
import { readGifti } from '../../../../engine/formats/gifti.js';

export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'nsp-demo-'));

/** Paths of all files below a folder, relative to it, with forward slashes, sorted. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(folder, path)).isFile())
    .map((path) => path.replaceAll('\\', '/'))
    .sort();
}

/** SHA-256 of the content of a file. Compression is taken off first: its bytes may differ between versions of zlib. */
export async function contentHash(path: string): Promise<string> {
  const hash = createHash('sha256');
  if (!/\.gii(\.gz)?$/.test(path)) return hash.update(await readBytes(path)).digest('hex');
  const { arrays, labelTable } = await readGifti(path);
  for (const { intent, dims, data } of arrays) {
    hash.update(JSON.stringify([intent, dims]));
    hash.update(Buffer.from(data.buffer, data.byteOffset, data.byteLength));
  }
  return hash.update(JSON.stringify([...labelTable])).digest('hex');
}

/** One line per file: hash of the content, two blanks, path. */
export async function contentList(folder: string): Promise<string> {
  const lines = filesBelow(folder).map(
    async (path) => `${await contentHash(join(folder, path))}  ${path}`,
  );
  return `${(await Promise.all(lines)).join('\n')}\n`;
}
