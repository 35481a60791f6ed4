// What pages leave behind for the time after a reload. Pure.
import type { RunIdentity } from '../webview/messages.js';

/** The result folder in the stored state of a page, or null when it holds none. */
export function folderOf(state: unknown): string | null {
  if (typeof state !== 'object' || state === null || !('folder' in state)) return null;
  const { folder } = state;
  return typeof folder === 'string' && folder !== '' ? folder : null;
}

/** The two runs in the stored state of a page that compares them, or null when it holds none. */
export function pairOf(state: unknown): { a: RunIdentity; b: RunIdentity } | null {
  if (typeof state !== 'object' || state === null || !('a' in state) || !('b' in state))
    return null;
  const { a, b } = state;
  return isRun(a) && isRun(b) ? { a, b } : null;
}

const isRun = (value: unknown): value is RunIdentity =>
  folderOf(value) !== null
  && 'key' in (value as object)
  && typeof (value as RunIdentity).key === 'string';
