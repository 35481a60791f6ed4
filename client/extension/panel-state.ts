// What a results page leaves behind for the time after a reload. Pure.

/** The result folder in the stored state of a page, or null when it holds none. */
export function folderOf(state: unknown): string | null {
  if (typeof state !== 'object' || state === null || !('folder' in state)) return null;
  const { folder } = state;
  return typeof folder === 'string' && folder !== '' ? folder : null;
}
