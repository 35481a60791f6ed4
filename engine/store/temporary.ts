// The folders a write works in: hidden siblings of the final folder whose names say which process made them, so that what a
// dead run left behind can be told from what a living one is still writing.
import { randomBytes } from 'node:crypto';
import { access, readdir, rename, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** `tmp` is a folder being written, `old` the former result while the new one takes its place. */
export type TemporaryKind = 'tmp' | 'old';

const host = hostname().replace(/[^A-Za-z0-9]/g, '') || 'host';
const pattern = /^\.(.+)\.(tmp|old)-([A-Za-z0-9]+)-(\d+)-[0-9a-f]+$/;

/** Files a result folder may hold of ours; everything else in it belongs to the user and survives a new result. */
const ours =
  /^(result\.json|results\.csv|y\.csv|(nulls|regions|local|members)[^/]*\.npy|[xz]\.npy|local\.csv|within-region\.csv|regional-influence\.csv|methods\.md|references\.bib|nsp-report\.html|\.pinned)$/;

/** Path of a new hidden sibling of `folder`, on the same file system. */
export function temporarySibling(folder: string, kind: TemporaryKind): string {
  const random = randomBytes(6).toString('hex');
  return join(
    dirname(folder),
    `.${basename(folder)}.${kind}-${host}-${String(process.pid)}-${random}`,
  );
}

/**
 * Removes the hidden siblings of `folder` whose process is dead, and puts a former result back when the process died between
 * moving it aside and replacing it. With `own`, those of this process too: for use after a worker thread was ended.
 */
export async function removeLeftovers(
  folder: string,
  own = false,
  end: EndOfFormer = remove,
): Promise<void> {
  const parent = dirname(folder);
  for (const name of await namesIn(parent)) {
    const match = pattern.exec(name);
    if (match?.[1] !== basename(folder) || match[3] !== host) continue;
    const pid = Number(match[4]);
    if (pid === process.pid ? !own : isAlive(pid)) continue;
    const path = join(parent, name);
    if (match[2] === 'old') await retire(path, folder, end);
    else await rm(path, { recursive: true, force: true });
  }
}

/** What becomes of a former result at `old` once the new one is in `folder` and the user's own files have moved there. */
export type EndOfFormer = (old: string, folder: string) => Promise<void>;

const remove: EndOfFormer = (old) => rm(old, { recursive: true, force: true });

/** Takes a former result at `old` out of the way: the user's own files move to `folder`, or all of it when `folder` is missing. */
export async function retire(
  old: string,
  folder: string,
  end: EndOfFormer = remove,
): Promise<void> {
  if (!(await exists(folder))) {
    await rename(old, folder);
    return;
  }
  for (const name of await foreignFiles(old)) {
    const target = join(folder, name);
    if (!(await exists(target))) await rename(join(old, name), target);
  }
  await end(old, folder);
}

/** Names in `folder` that no result writes. */
export async function foreignFiles(folder: string): Promise<string[]> {
  return (await namesIn(folder)).filter((name) => !ours.test(name));
}

/** Names in a folder, `[]` when it does not exist. */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

export async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
