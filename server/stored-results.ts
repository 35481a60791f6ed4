// Where results of a file lie, which are there, and since when.
import { homedir } from 'node:os';
import { dirname, resolve } from 'node:path';
import { listResults } from '../engine/store/read-result.js';
import { resultsFolder } from '../engine/store/results-folder.js';
import type { StoredResult } from './protocol.js';

/**
 * Folder that holds a folder for each analysis of `file`.
 * @param setting `nispace.resultsDir`: absolute, relative to the file, or empty for the default
 */
export function resultsFolderOf(file: string, setting: string): string {
  if (!setting) return resultsFolder(file);
  const expanded = setting.replace(/^~(?=$|[\\/])/, homedir());
  return resultsFolder(file, resolve(dirname(file), expanded));
}

/** The results of a file, newest first. */
export async function storedResults(file: string, setting: string): Promise<StoredResult[]> {
  const entries = await listResults(resultsFolderOf(file, setting));
  return entries
    .map(({ analysis, folder, started }) => ({ analysis, folder, started }))
    .sort((a, b) => b.started.localeCompare(a.started));
}

/** When the results of a file were begun, by analysis. */
export async function storedTimes(file: string, setting: string): Promise<Map<string, Date>> {
  const results = await storedResults(file, setting);
  return new Map(results.map(({ analysis, started }) => [analysis, new Date(started)]));
}
