// What the server is told at its start: where its files lie, and the settings as written (it reads them by itself).
import { join } from 'node:path';
import type { ServerOptions } from '../../server/protocol.js';

/** One folder, a list of folders, or nothing; anything else counts as nothing. */
function folders(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((entry): entry is string => typeof entry === 'string' && entry.trim() !== '');
}

/**
 * @param root folder of the extension
 * @param get reads one setting of the section `nispace`
 */
export function serverOptions(
  root: string,
  version: string,
  get: (name: string) => unknown,
): ServerOptions {
  const resultsDir = get('resultsDir');
  return {
    workerPath: join(root, 'dist', 'worker.cjs'),
    demoLibrary: join(root, 'dist', 'demo-library'),
    dataDirs: folders(get('dataDir')),
    resultsDir: typeof resultsDir === 'string' ? resultsDir : '',
    version,
  };
}
