// Writes one file all or nothing: into a hidden sibling, flushed to the disk, then moved to its name.
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { removeLeftovers, temporarySibling } from './temporary.js';
import { explain, writeFlushed, type FileWriter } from './write-folder.js';

/**
 * A file of that name is replaced; when anything fails it is as it was and nothing half-written remains.
 * @throws NspError `disk-full`, `no-permission`, `read-only-disk`, `cannot-write`
 */
export async function writeFile(
  path: string,
  content: string | Uint8Array,
  write: FileWriter = writeFlushed,
): Promise<void> {
  const temporary = temporarySibling(path, 'tmp');
  try {
    await mkdir(dirname(path), { recursive: true });
    await removeLeftovers(path);
    await write(temporary, [content]);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw explain(error, path);
  }
}
