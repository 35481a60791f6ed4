// One download per file, whoever asks: calls of one process, two processes, and after a process was killed.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { CancelledError } from '../../../../engine/error.js';
import { systemClock } from '../../../../engine/library/fetch/clock.js';
import type { FetchReport } from '../../../../engine/library/fetch/fetcher.js';
import { withLock } from '../../../../engine/library/fetch/lock.js';
import { root } from '../../../shared.js';
import { dataServer } from './server.js';
import { emptyFolder, fetcherFor, file, filesIn, never } from './setup.js';

const big = Buffer.from(Array.from({ length: 200_000 }, (_, i) => (i * 31) % 253));
const path = 'reference/toy/map_info.csv';
const lockName = 'reference/toy/.map_info.csv.lock';

const times = { poll: 10, heartbeat: 40, stale: 300 };
const tools = (signal = never()) => ({ clock: systemClock, times, signal });
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Writes a lock as another program would have left it. */
function leave(lock: string, owner: { pid: number; host: string }): void {
  mkdirSync(dirname(lock), { recursive: true });
  writeFileSync(lock, JSON.stringify({ token: 'other', time: '', ...owner }));
}

describe('a lock', () => {
  it('lets one work at a time, and everybody in the end', async () => {
    const lock = join(emptyFolder(), 'l');
    let inside = 0;
    let done = 0;
    const work = async () => {
      expect(++inside).toBe(1);
      await sleep(5);
      inside--;
      done++;
    };
    await Promise.all(Array.from({ length: 8 }, () => withLock(lock, tools(), work)));
    expect(done).toBe(8);
    expect(existsSync(lock)).toBe(false);
  });

  it('is given back when the work fails', async () => {
    const lock = join(emptyFolder(), 'l');
    const failing = withLock(lock, tools(), () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    expect(existsSync(lock)).toBe(false);
  });

  it('of a dead process of this computer is broken at once', async () => {
    const lock = join(emptyFolder(), 'l');
    leave(lock, { pid: 2 ** 22 - 3, host: hostname() });
    const begun = performance.now();
    await withLock(lock, tools(), () => Promise.resolve());
    expect(performance.now() - begun).toBeLessThan(times.stale);
  });

  it('of another computer is broken when its heart has stopped, and respected while it beats', async () => {
    const lock = join(emptyFolder(), 'l');
    leave(lock, { pid: 1, host: 'elsewhere' });
    let beats = 0;
    const beating = setInterval(() => {
      utimesSync(lock, ++beats, beats);
      if (beats === 20) clearInterval(beating);
    }, 30);
    await withLock(lock, tools(), () => Promise.resolve());
    expect(beats).toBe(20);
  });

  it('that nobody can read is broken when it does not change', async () => {
    const lock = join(emptyFolder(), 'l');
    writeFileSync(lock, '{');
    await withLock(lock, tools(), () => Promise.resolve());
    expect(existsSync(lock)).toBe(false);
  });

  it('held longer than it takes to look left behind keeps beating', async () => {
    const lock = join(emptyFolder(), 'l');
    const order: string[] = [];
    const first = withLock(lock, tools(), async () => {
      await sleep(3 * times.stale);
      order.push('first');
    });
    await sleep(20);
    const second = withLock(lock, tools(), () => Promise.resolve(void order.push('second')));
    await Promise.all([first, second]);
    expect(order).toEqual(['first', 'second']);
  });

  it('can be waited for no longer', async () => {
    const lock = join(emptyFolder(), 'l');
    leave(lock, { pid: process.pid, host: hostname() });
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 40);
    const waiting = withLock(lock, tools(abort.signal), () => Promise.resolve());
    await expect(waiting).rejects.toBeInstanceOf(CancelledError);
    expect(existsSync(lock)).toBe(true);
  });
});

describe('a file asked for twice at once', () => {
  it('by one process is downloaded once', async () => {
    const server = await dataServer({ [path]: big });
    const folder = emptyFolder();
    server.behave(path, 'slow', 'serve');
    const fetchers = [fetcherFor(server.base, folder), fetcherFor(server.base, folder)];
    const reports = await Promise.all(
      fetchers.map((fetcher) => fetcher.fetch([file(path)], { signal: never() })),
    );
    expect(server.log).toEqual([`GET ${path}`]);
    expect(reports.map(({ downloaded }) => downloaded.length).sort()).toEqual([0, 1]);
    expect(readFileSync(join(folder, path)).equals(big)).toBe(true);
  });
});

describe('programs of their own', () => {
  let child: string;
  beforeAll(async () => {
    child = join(emptyFolder(), 'child.cjs');
    await build({
      entryPoints: [join(root, 'test/engine/library/fetch/child.ts')],
      outfile: child,
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'cjs',
      logLevel: 'error',
    });
  });

  const start = (base: string, folder: string): ChildProcess =>
    spawn(process.execPath, [child, base, folder, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = (program: ChildProcess): Promise<FetchReport> =>
    new Promise((resolve) => {
      let out = '';
      program.stdout?.on('data', (text: Buffer) => (out += text.toString()));
      program.on('close', () => resolve(JSON.parse(out) as FetchReport));
    });

  it('download a file once when they start together', async () => {
    const server = await dataServer({ [path]: big });
    server.behave(path, 'slow', 'serve');
    const folder = emptyFolder();
    const reports = await Promise.all([1, 2].map(() => ended(start(server.base, folder))));
    expect(server.log).toEqual([`GET ${path}`]);
    expect(reports.flatMap(({ downloaded }) => downloaded)).toEqual([path]);
    expect(reports.flatMap(({ here }) => here)).toEqual([path]);
    expect(readFileSync(join(folder, path)).equals(big)).toBe(true);
  });

  it('killed in the middle leave a part that the next one continues, past the lock of the dead', async () => {
    const server = await dataServer({ [path]: big });
    server.behave(path, 'slow', 'serve');
    const folder = emptyFolder();
    const program = start(server.base, folder);
    const closed = new Promise((resolve) => program.on('close', resolve));
    const part = join(folder, 'reference/toy/.map_info.csv.01234567.part');
    while (!existsSync(part) || readFileSync(part).length < 20_000) await sleep(10);
    program.kill('SIGKILL');
    await closed;
    expect(existsSync(join(folder, path))).toBe(false);
    expect(existsSync(join(folder, lockName))).toBe(true);
    const here = readFileSync(part).length;
    const report = await ended(start(server.base, folder));
    expect(report.downloaded).toEqual([path]);
    expect(server.log[1]).toBe(`GET ${path} bytes=${here}-`);
    expect(readFileSync(join(folder, path)).equals(big)).toBe(true);
    expect(filesIn(folder)).toEqual([path]);
  });
});
