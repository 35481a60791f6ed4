// One writer per file, over processes and threads: a lock file made exclusively, with a heartbeat, broken when its owner is dead.
import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import type { Clock } from './clock.js';

export interface LockTimes {
  /** ms between two looks at a lock that somebody else holds. */
  poll: number;
  /** ms between two heartbeats of a lock held. */
  heartbeat: number;
  /** ms without a heartbeat after which a lock counts as left behind; also covers threads that were ended and other hosts. */
  stale: number;
}

export const usualLockTimes: LockTimes = { poll: 200, heartbeat: 3000, stale: 30_000 };

export interface LockTools {
  clock: Clock;
  times: LockTimes;
  signal: AbortSignal;
}

/** What stands in a lock file. */
interface Owner {
  token: string;
  pid: number;
  host: string;
  time: string;
}

/**
 * Does `work` while this call alone holds the lock file at `path`; its folder must exist.
 * @throws CancelledError while waiting; errors of the disk; what `work` throws. The lock is given back in every case
 */
export async function withLock<T>(
  path: string,
  tools: LockTools,
  work: () => Promise<T>,
): Promise<T> {
  const token = randomUUID();
  await acquire(path, token, tools);
  const beat = setInterval(() => void touch(path), tools.times.heartbeat);
  beat.unref();
  try {
    return await work();
  } finally {
    clearInterval(beat);
    if ((await read(path))?.token === token) await rm(path, { force: true });
  }
}

/** Tries until the lock is there. A lock is watched by one's own clock, so clocks of other hosts do not matter. */
async function acquire(path: string, token: string, tools: LockTools): Promise<void> {
  const { clock, times, signal } = tools;
  let seen = '';
  let since = clock.now();
  while (!(await create(path, token))) {
    const owner = await read(path);
    const heart = await heartbeatOf(path);
    const state = `${owner?.token ?? ''} ${String(heart)}`;
    if (state !== seen) [seen, since] = [state, clock.now()];
    const left = (owner !== null && isDead(owner)) || clock.now() - since > times.stale;
    if (left && heart !== null) await breakLock(path, owner);
    else await clock.sleep(times.poll, signal);
  }
}

async function create(path: string, token: string): Promise<boolean> {
  const owner: Owner = {
    token,
    pid: process.pid,
    host: hostname(),
    time: new Date().toISOString(),
  };
  try {
    await writeFile(path, JSON.stringify(owner), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Takes a lock that was left behind out of the way; one that somebody else renewed meanwhile is put back. */
async function breakLock(path: string, judged: Owner | null): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const taken = await read(aside);
  if (taken !== null && taken.token !== judged?.token) await putBack(aside, path);
  await rm(aside, { force: true });
}

async function putBack(aside: string, path: string): Promise<void> {
  try {
    await link(aside, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** Null for a lock that is gone, or that its owner has not finished writing. */
async function read(path: string): Promise<Owner | null> {
  try {
    const owner: unknown = JSON.parse(await readFile(path, 'utf8'));
    return isOwner(owner) ? owner : null;
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT')
      return null;
    throw error;
  }
}

function isOwner(value: unknown): value is Owner {
  const owner = value as Partial<Owner> | null;
  return (
    typeof owner?.token === 'string'
    && typeof owner.pid === 'number'
    && typeof owner.host === 'string'
  );
}

/** Time of the last heartbeat, ms; null when the lock is gone. */
async function heartbeatOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** A heartbeat that fails is no reason to stop: the worst that follows is a second download. */
async function touch(path: string): Promise<void> {
  const now = new Date();
  await utimes(path, now, now).catch(() => undefined);
}

function isDead({ pid, host }: Owner): boolean {
  if (host !== hostname()) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
