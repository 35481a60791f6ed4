// What the server is told at its start: where its files lie, and the settings as written (it reads them by itself).
import { join } from 'node:path';
import type { ServerOptions } from '../../server/protocol.js';

/** One folder, a list of folders, or nothing; anything else counts as nothing. */
function folders(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((entry): entry is string => typeof entry === 'string' && entry.trim() !== '');
}

/** Former results kept of each analysis, where the setting has no value. */
const KEPT = 10;

/** What the server is told of the editor's network. */
const PROXY = ['proxy', 'noProxy', 'proxyAuthorization', 'proxyStrictSSL', 'proxySupport'];

/**
 * @param root folder of the extension
 * @param get reads one setting of the section `nispace`
 * @param http reads one setting of the section `http`
 */
export function serverOptions(
  root: string,
  version: string,
  get: (name: string) => unknown,
  http: (name: string) => unknown = () => undefined,
): Omit<ServerOptions, 'http'> & { http: unknown } {
  const resultsDir = get('resultsDir');
  return {
    workerPath: join(root, 'dist', 'worker.cjs'),
    demoLibrary: join(root, 'dist', 'demo-library'),
    dataDirs: folders(get('dataDir')),
    resultsDir: typeof resultsDir === 'string' ? resultsDir : '',
    offline: get('offline') === true,
    keep: Number(get('history.keep') ?? KEPT),
    http: Object.fromEntries(PROXY.map((name) => [name, http(name)])),
    version,
  };
}
