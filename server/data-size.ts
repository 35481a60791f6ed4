// How much a download would be, asked of the server before a person decides; worth a moment of waiting, not more.
import { CancelledError } from '../engine/error.js';
import { eachAtOnce } from '../engine/library/fetch/crew.js';
import type { Fetcher } from '../engine/library/fetch/fetcher.js';
import type { RemoteFile } from '../engine/library/remote-files.js';

/** Longest time a person waits for the size, ms. */
const PATIENCE = 2500;
/** More files than this are not asked for. */
const MOST = 100;
const AT_ONCE = 8;

/** Bytes of all files together; null when the server does not say, is slow, or there are too many files. @throws CancelledError */
export async function sizeOf(
  files: readonly RemoteFile[],
  fetcher: Pick<Fetcher, 'remoteSize'>,
  signal: AbortSignal,
): Promise<number | null> {
  if (files.length > MOST) return null;
  const sizes: (number | null)[] = [];
  const patience = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
  try {
    await eachAtOnce(files, AT_ONCE, patience, async ({ path, required }, inner) => {
      const size = await fetcher.remoteSize(path, inner);
      // Optional files may not exist at all.
      sizes.push(size ?? (required ? null : 0));
    });
  } catch (error) {
    if (!(error instanceof CancelledError) || signal.aborted) throw error;
    return null;
  }
  return sizes.length < files.length
    ? null
    : sizes.reduce((sum, size) => (sum === null || size === null ? null : sum + size), 0);
}
