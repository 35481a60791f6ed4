// Before a download: which of the wanted files are here, and whether they are still what was once stored.
import { join } from 'node:path';
import type { RemoteFile } from '../remote-files.js';
import { expectedHashes } from './expected-hashes.js';
import { hashFile } from './hash.js';

export interface StoredFiles {
  /** In no data folder. */
  missing: RemoteFile[];
  /** Here, with the hash known of them. */
  verified: RemoteFile[];
  /** In the download folder, and not what was stored there: to be downloaded again. */
  damaged: RemoteFile[];
  /** Here, and changed, in a folder that downloads do not go into: left alone. */
  changed: RemoteFile[];
  /** Here, and no hash is known of them: left alone. */
  unknown: RemoteFile[];
}

/**
 * Looks for each file in the first folder that has it, as the library does.
 * @param find path of a file in a stack of folders, by its path relative to a data folder
 * @throws NspError `damaged-record`; CancelledError
 */
export async function sortStored(
  files: readonly RemoteFile[],
  folders: readonly string[],
  download: string,
  find: (relative: string) => string | undefined,
  signal: AbortSignal,
): Promise<StoredFiles> {
  const hashes = new Map(
    await Promise.all(
      folders.map(async (folder) => [folder, await expectedHashes(folder)] as const),
    ),
  );
  const sorted: StoredFiles = { missing: [], verified: [], damaged: [], changed: [], unknown: [] };
  for (const file of files) {
    const path = find(file.path);
    const folder = folders.find((one) => join(one, file.path) === path);
    if (path === undefined || folder === undefined) sorted.missing.push(file);
    else {
      const expected = hashes.get(folder)?.get(file.path)?.sha256;
      const same = expected !== undefined && (await hashFile(path, signal)) === expected;
      const state =
        expected === undefined ? 'unknown' : folder === download ? 'damaged' : 'changed';
      sorted[same ? 'verified' : state].push(file);
    }
  }
  return sorted;
}
