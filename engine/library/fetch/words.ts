// The sentences of failed downloads: which file, why, and what a person can do, by hand if need be.
import { join } from 'node:path';
import { NspError } from '../../error.js';
import type { TransferFailure } from './failure.js';
import { addressOf, type DataSource } from './source.js';

interface Place {
  source: DataSource;
  /** The download folder. */
  folder: string;
}

/** `Get it from <address> and put it to <path>.` */
function byHand(path: string, { source, folder }: Place): string {
  return `Get it by hand from ${addressOf(source, path)} and put it to ${join(folder, path)}.`;
}

/** NspError `not-at-source`, `download-refused`, `download-blocked` or `download-failed`. */
export function downloadError(path: string, failure: TransferFailure, place: Place): NspError {
  const host = new URL(place.source.base).host;
  const why = `${path} could not be downloaded from ${host}: ${failure.reason}.`;
  const options = { cause: failure };
  if (failure.status === 404 || failure.status === 410) {
    return new NspError(
      'not-at-source',
      `${why} The data library at ${place.source.base} does not have this file; if you have it from elsewhere, put it to ${join(place.folder, path)}.`,
      null,
      options,
    );
  }
  switch (failure.kind) {
    case 'refused':
      return new NspError('download-refused', `${why} ${byHand(path, place)}`, null, options);
    case 'blocked':
      return new NspError(
        'download-blocked',
        `${why} Check HTTPS_PROXY and NO_PROXY, or the editor's proxy settings. ${byHand(path, place)}`,
        null,
        options,
      );
    case 'busy':
    case 'broken':
      return new NspError(
        'download-failed',
        `${why} What was received is kept, and the next attempt goes on from there. ${byHand(path, place)}`,
        null,
        options,
      );
    case 'unreachable':
      return new NspError('download-failed', `${why} ${byHand(path, place)}`, null, options);
  }
}

/** NspError `hash-mismatch`. */
export function mismatchError(
  path: string,
  expected: string,
  found: string,
  place: Place,
): NspError {
  const host = new URL(place.source.base).host;
  return new NspError(
    'hash-mismatch',
    `${path} from ${host} is not the file the data library describes: its SHA-256 should be ${expected} and is ${found}, twice in a row. It was not kept. `
      + `Something between here and ${host} changes files, or the address NISPACE_DATA_URL is of another version; try another network. ${byHand(path, place)}`,
  );
}

/** NspError `offline`, naming the first of the files that are missing. */
export function offlineError(paths: readonly string[], place: Place): NspError {
  const [first = ''] = paths;
  const more = paths.length > 1 ? ` and ${paths.length - 1} more` : '';
  return new NspError(
    'offline',
    `${first}${more} ${paths.length > 1 ? 'are' : 'is'} not in the data folders, and nothing is downloaded in offline mode. `
      + `Turn it off (NISPACE_OFFLINE, --offline, the setting nispace.offline), or do it yourself. ${byHand(first, place)}`,
  );
}
