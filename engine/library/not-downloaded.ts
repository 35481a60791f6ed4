// The error for an item of the public library whose files are needed and not in the data folders.
import { NspError } from '../error.js';

/**
 * Says what is missing and how to get it.
 * @param what as the subject of the sentence, e.g. `The parcellation Glasser`
 * @param fetch what follows `nsp data fetch`, e.g. `Glasser`
 */
export function notDownloaded(what: string, fetch: string): NspError {
  return new NspError(
    'not-downloaded',
    `${what} belongs to the public data library and is not in the data folders. Download it with \`nsp data fetch ${fetch}\`, or put its files into a data folder.`,
  );
}
