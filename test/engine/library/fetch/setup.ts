// A fetcher for tests: short times, no chance, a temporary download folder.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { systemClock } from '../../../../engine/library/fetch/clock.js';
import {
  Fetcher,
  type FetchSettings,
  type FetchTools,
} from '../../../../engine/library/fetch/fetcher.js';
import { networkSettings } from '../../../../engine/library/fetch/network.js';
import type { RemoteFile } from '../../../../engine/library/remote-files.js';

/** A new empty folder that goes away after the tests. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'nsp-fetch-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export const shortTools: Partial<FetchTools> = {
  clock: { ...systemClock, random: () => 0.5 },
  policy: { attempts: 3, pause: 5, longest: 20, patience: 500 },
  lockTimes: { poll: 10, heartbeat: 50, stale: 400 },
  stall: 200,
};

export function settingsFor(
  base: string,
  folder: string,
  changes: Partial<FetchSettings> = {},
): FetchSettings {
  return {
    source: { base, commit: '0123456789abcdef' },
    folder,
    demo: null,
    network: networkSettings({}),
    offline: false,
    ...changes,
  };
}

export function fetcherFor(
  base: string,
  folder: string,
  { settings, tools }: { settings?: Partial<FetchSettings>; tools?: Partial<FetchTools> } = {},
): Fetcher {
  const fetcher = new Fetcher(settingsFor(base, folder, settings), null, {
    ...shortTools,
    ...tools,
  });
  afterAll(() => fetcher.close());
  return fetcher;
}

export const file = (path: string, required = true, item = 'toy'): RemoteFile => ({
  path,
  required,
  item,
});

/** Files under a folder, hidden ones included, relative and sorted; records of downloads left out. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((path) => !path.startsWith('.nsp'))
    .sort();
}

export const never = (): AbortSignal => new AbortController().signal;
