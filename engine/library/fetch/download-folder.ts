// Which data folder downloads go into, and where it stands among the others.
import { resolve } from 'node:path';
import { isWritable, namedFolders, usualFolder, type FolderChoice } from '../folders.js';

/** The first folder named by options, environment or setting that can be written to, else `nispace-data` in the user's home. */
export function downloadFolder(choice: FolderChoice): string {
  return namedFolders(choice).find(isWritable) ?? usualFolder(choice);
}

/**
 * The folders to read once something was downloaded: a download folder that has just been made comes after the named ones and
 * before the demo library.
 * @param demo folder of the demo library, or null
 */
export function withDownloads(
  folders: readonly string[],
  download: string,
  demo: string | null,
): string[] {
  if (folders.includes(download)) return [...folders];
  const last = demo === null ? -1 : folders.indexOf(resolve(demo));
  return last < 0 ? [...folders, download] : folders.toSpliced(last, 0, download);
}
