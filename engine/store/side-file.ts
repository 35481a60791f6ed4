// What all readers of side files have in common: the result must still be the one on the screen, and an older one may lack the file.
import { NspError } from '../error.js';
import { storedKey } from './read-result.js';

/**
 * Indices into a result mean nothing in another one.
 * @throws NspError `changed-result` when the folder holds another result by now, or none
 */
export async function requireSameResult(folder: string, key: string): Promise<void> {
  if ((await storedKey(folder)) === key) return;
  throw new NspError(
    'changed-result',
    `The result in ${folder} is another one by now. Open it again.`,
  );
}

/** What was read, or null when there is no such file. Other failures pass. */
export async function ifThere<T>(read: Promise<T>): Promise<T | null> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
