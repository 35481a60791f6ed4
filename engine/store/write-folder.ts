// Writes a folder all or nothing: into a hidden sibling, flushed to the disk, then swapped in by renaming.
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { NspError } from '../error.js';
import {
  foreignFiles,
  namesIn,
  removeLeftovers,
  retire,
  temporarySibling,
  type EndOfFormer,
} from './temporary.js';

/** One file of the folder; its content in pieces, so that large arrays need not be copied. */
export interface FolderFile {
  name: string;
  content: readonly (string | Uint8Array)[];
}

/** Writes one file and flushes it to the disk. Replaced in tests to make it fail. */
export type FileWriter = (path: string, content: FolderFile['content']) => Promise<void>;

/**
 * Makes `folder` hold exactly `files`, besides files of the user's own that it held before.
 * @param end what becomes of the former folder; it is removed unless said otherwise
 * When anything fails, the folder is as it was and no temporary folder remains.
 * @throws NspError `not-a-result-folder`, `disk-full`, `no-permission`, `read-only-disk`, `cannot-write`
 */
export async function writeFolder(
  folder: string,
  files: readonly FolderFile[],
  write: FileWriter = writeFlushed,
  end?: EndOfFormer,
): Promise<void> {
  const temporary = temporarySibling(folder, 'tmp');
  let current = folder;
  let made = false;
  try {
    await refuseForeignFolder(folder);
    await mkdir(dirname(folder), { recursive: true });
    await removeLeftovers(folder, false, end);
    await mkdir(temporary);
    made = true;
    for (const { name, content } of files) {
      current = join(folder, name);
      await write(join(temporary, name), content);
    }
    current = folder;
    await flushFolder(temporary);
    await swap(temporary, folder, end);
    await flushFolder(dirname(folder));
  } catch (error) {
    if (made) await rm(temporary, { recursive: true, force: true });
    throw explain(error, current);
  }
}

/** Moves the former folder aside, the new one in, and then ends the former one. */
export async function swap(temporary: string, folder: string, end?: EndOfFormer): Promise<void> {
  const old = temporarySibling(folder, 'old');
  const replaced = await renameIfPresent(folder, old);
  try {
    await rename(temporary, folder);
  } catch (error) {
    if (replaced) await rename(old, folder);
    throw error;
  }
  if (replaced) await retire(old, folder, end);
}

async function renameIfPresent(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** A folder that holds something but no result is the user's: it is never replaced. */
async function refuseForeignFolder(folder: string): Promise<void> {
  const names = await namesIn(folder);
  if (names.length === 0 || names.includes('result.json')) return;
  const foreign = await foreignFiles(folder);
  throw new NspError(
    'not-a-result-folder',
    `${folder} exists and holds no result (it holds ${foreign[0] ?? names[0] ?? 'files'}); `
      + 'it was left as it is: choose another results folder or rename the analysis',
  );
}

/** Writes a file and waits until it is on the disk. */
export async function writeFlushed(path: string, content: FolderFile['content']): Promise<void> {
  const file = await open(path, 'wx');
  try {
    for (const piece of content) await file.appendFile(piece);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Flushes a folder's entries; Windows has no such call and needs none. */
async function flushFolder(path: string): Promise<void> {
  if (process.platform === 'win32' || !(await stat(path)).isDirectory()) return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'EINVAL' && code !== 'ENOTSUP') throw error;
  } finally {
    await folder.close();
  }
}

/** What a failed write means and what to do about it, by the system's error code. */
const explanations: Record<string, { code: string; text: (path: string) => string }> = {
  ENOSPC: { code: 'disk-full', text: (path) => `the disk is full while writing ${path}` },
  EDQUOT: { code: 'disk-full', text: (path) => `the disk quota is used up while writing ${path}` },
  EACCES: { code: 'no-permission', text: (path) => `no permission to write ${path}` },
  EPERM: { code: 'no-permission', text: (path) => `no permission to write ${path}` },
  EROFS: { code: 'read-only-disk', text: (path) => `the disk that holds ${path} is read-only` },
};

const remedies: Record<string, string> = {
  'disk-full': 'free some space or choose another results folder',
  'no-permission': 'choose a results folder you may write to',
  'read-only-disk': 'choose a results folder on another disk',
};

/** The error in words, with a way out; NspErrors as they are. */
export function explain(error: unknown, path: string): unknown {
  if (error instanceof NspError || !(error instanceof Error)) return error;
  const known = explanations[(error as NodeJS.ErrnoException).code ?? ''];
  if (known) {
    const remedy = remedies[known.code] ?? '';
    return new NspError(known.code, `${known.text(path)}; nothing was changed: ${remedy}`, null, {
      cause: error,
    });
  }
  return new NspError(
    'cannot-write',
    `could not write ${basename(path)} in ${dirname(path)} (${error.message}); nothing was changed`,
    null,
    { cause: error },
  );
}
