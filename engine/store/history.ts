// Former results of an analysis: `.history/<analysis>/<time>-<key>` beside its folder. A new result moves the former one there
// in one step; the oldest leave when there are more than are kept, pinned ones never.
import { mkdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { readHead } from './read-result.js';
import {
  exists,
  foreignFiles,
  namesIn,
  removeLeftovers,
  temporarySibling,
  type EndOfFormer,
} from './temporary.js';
import { swap } from './write-folder.js';

/** Former results kept of each analysis when nobody says otherwise. */
export const KEPT = 10;

const HISTORY = '.history';
const PIN = '.pinned';

/** Folder of the former results of the analysis whose newest result is in `folder`. */
export const historyOf = (folder: string): string =>
  join(dirname(folder), HISTORY, basename(folder));

/** The folder of the newest result that a former one belongs to; null for a folder that is no part of a history. */
export function newestOf(former: string): string | null {
  const analysis = dirname(former);
  if (basename(dirname(analysis)) !== HISTORY) return null;
  return join(dirname(dirname(analysis)), basename(analysis));
}

/** Folders of the former results of an analysis, the one that was begun last first. */
export async function formerResults(folder: string): Promise<string[]> {
  const history = historyOf(folder);
  const names = (await namesIn(history)).filter((name) => !name.startsWith('.'));
  return names.sort((a, b) => (a < b ? 1 : -1)).map((name) => join(history, name));
}

export const isPinned = (folder: string): Promise<boolean> => exists(join(folder, PIN));

/** A pinned result is never removed to make room. */
export async function setPinned(folder: string, pinned: boolean): Promise<void> {
  if (pinned) await writeFile(join(folder, PIN), '');
  else await rm(join(folder, PIN), { force: true });
}

/**
 * Keeps the former result when a new one has taken its place. One with the key of the new one holds the same numbers and is
 * not kept; its pin goes over.
 * @param keep how many unpinned results stay in the history
 */
export const keepFormer =
  (keep: number): EndOfFormer =>
  async (old, folder) => {
    const [head, now] = await Promise.all([readHead(old), readHead(folder)]);
    const pinned = await isPinned(old);
    if (head && head.key !== now?.key && (keep > 0 || pinned))
      await file(old, folder, `${nameOfTime(head.started)}-${head.key.slice(0, 8)}`);
    else {
      if (pinned) await setPinned(folder, true);
      await rm(old, { recursive: true, force: true });
    }
    await prune(folder, keep);
  };

/** `2026-03-01T12-04-31.123Z`: sorts by time, and is a file name everywhere. */
const nameOfTime = (started: string): string => started.replaceAll(':', '-');

async function file(old: string, folder: string, name: string): Promise<void> {
  const history = historyOf(folder);
  await mkdir(history, { recursive: true });
  const target = join(history, name);
  if (await exists(target)) await rm(target, { recursive: true, force: true });
  await rename(old, target);
}

async function prune(folder: string, keep: number): Promise<void> {
  let unpinned = 0;
  for (const former of await formerResults(folder)) {
    if (await isPinned(former)) continue;
    unpinned += 1;
    if (unpinned > keep) await rm(former, { recursive: true, force: true });
  }
}

/** The former result with a key, or null. */
export async function formerWithKey(folder: string, key: string): Promise<string | null> {
  for (const former of await formerResults(folder))
    if ((await readHead(former))?.key === key) return former;
  return null;
}

/** Where the run with a key lies now: in the folder, or wherever later runs of its analysis have moved it; else the folder itself. */
export async function folderOfRun(folder: string, key: string): Promise<string> {
  if ((await readHead(folder))?.key === key) return folder;
  const newest = newestOf(folder) ?? folder;
  if ((await readHead(newest))?.key === key) return newest;
  return (await formerWithKey(newest, key)) ?? folder;
}

/** Makes a former result the newest again; the one in its place goes into the history. */
export async function restoreFormer(former: string, folder: string, keep: number): Promise<void> {
  const end = keepFormer(keep);
  await removeLeftovers(folder, false, end);
  await swap(former, folder, end);
}

/**
 * Removes one result; files of the user's own in its folder stay. When it is the newest, the former one that was begun last
 * takes its place, so that the folder of the analysis holds the newest result there is.
 */
export async function deleteResult(folder: string): Promise<void> {
  const next = newestOf(folder) === null ? (await formerResults(folder))[0] : undefined;
  if (next !== undefined)
    return swap(next, folder, (old) => rm(old, { recursive: true, force: true }));
  const foreign = new Set(await foreignFiles(folder));
  const hidden = temporarySibling(folder, 'tmp');
  await rename(folder, hidden);
  if (foreign.size > 0) await mkdir(folder);
  for (const name of foreign) await rename(join(hidden, name), join(folder, name));
  await rm(hidden, { recursive: true, force: true });
  await removeIfEmpty(historyOf(newestOf(folder) ?? folder));
}

async function removeIfEmpty(history: string): Promise<void> {
  for (const folder of [history, dirname(history)]) {
    if ((await exists(folder)) && (await namesIn(folder)).length === 0) await rmdir(folder);
  }
}
