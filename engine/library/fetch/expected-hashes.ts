// The hashes a data folder's files should have, from the records that lie in it.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HashRecord } from './hash-record.js';
import { parseHash } from './hash.js';

export interface Expected {
  sha256: string;
  /** True when the record says that the file should be there, false when it only says what it would be. */
  mustExist: boolean;
}

/**
 * SHA-256 by path relative to the folder, with `/`. Where several records know a file, what was written on download comes first, then
 * `SHA256SUMS.txt` (`hash  path` in each line), then `.hash/`, which describes the whole library and not what this folder holds.
 * @throws NspError `damaged-record`
 */
export async function expectedHashes(folder: string): Promise<Map<string, Expected>> {
  const downloads = Object.entries(await new HashRecord(folder).entries());
  return new Map([
    ...(await publishedHashes(folder)),
    ...sumsOf(await textOf(join(folder, 'SHA256SUMS.txt'))),
    ...downloads.map(([path, { sha256 }]): [string, Expected] => [
      path,
      { sha256, mustExist: true },
    ]),
  ]);
}

/** Lines as `sha256sum` writes them; `*` before a path marks binary mode. */
function sumsOf(text: string): [string, Expected][] {
  return text.split(/\r?\n/).flatMap((line): [string, Expected][] => {
    const [, sha256, path] = /^([0-9a-f]{64}) [ *](?:\.\/)?(.+)$/i.exec(line) ?? [];
    return sha256 && path ? [[path, { sha256: sha256.toLowerCase(), mustExist: true }]] : [];
  });
}

async function publishedHashes(folder: string): Promise<[string, Expected][]> {
  const root = join(folder, '.hash');
  const files = await filesUnder(root);
  const read = files.map(async (file): Promise<[string, Expected][]> => {
    const sha256 = file.endsWith('.sha256') ? parseHash(await textOf(join(root, file))) : null;
    return sha256 ? [[file.slice(0, -'.sha256'.length), { sha256, mustExist: false }]] : [];
  });
  return (await Promise.all(read)).flat();
}

/** Paths of all files under a folder, relative to it, with `/`, sorted; hidden ones left out. Empty when it does not exist. */
export async function filesUnder(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() || entry.isSymbolicLink())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => !path.split('/').some((part) => part.startsWith('.')))
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
