// The run thread against workers that misbehave: that do not stop, die, or use up their memory.
import { mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunEvent } from '../../../engine/parallel/run-job.js';
import type { ThreadJob } from '../../../engine/parallel/run-thread.js';
import { RunThread } from '../../../engine/parallel/run-thread.js';
import { plan } from '../store/fixture.js';

const never = new AbortController().signal;
let folder: string;
let thread: RunThread;

/** A worker that does what the seed of the plan tells it. */
const misbehaving = (): string => `
const { worker, workerEmit } = require(${JSON.stringify(createRequire(import.meta.url).resolve('workerpool'))});
const { mkdirSync } = require('node:fs');
const { hostname } = require('node:os');
const host = hostname().replace(/[^A-Za-z0-9]/g, '') || 'host';
worker({
  run: async (job) => {
    workerEmit({ type: 'log', text: 'hello' });
    switch (job.file) {
      case 'spin':
        mkdirSync(job.outDir + '/.' + job.plan.name + '.tmp-' + host + '-' + process.pid + '-0a');
        workerEmit({ type: 'log', text: 'spinning' });
        for (;;) Math.sqrt(2);
      case 'exit':
        process.exit(3);
      case 'eat': {
        const eaten = [];
        for (;;) eaten.push({ crumbs: new Array(1000).fill('x') });
      }
      case 'throw':
        throw new Error('thrown in the thread');
      case 'wait':
        for (const flag = new Int32Array(job.control); Atomics.load(flag, 0) === 0; )
          await new Promise((resume) => setTimeout(resume, 10));
        return { status: 'cancelled' };
    }
    return { status: 'done', folder: 'f', seconds: 1, warnings: [] };
  },
});
`;

const job = (file: string): ThreadJob => ({
  plan,
  folders: [],
  outDir: folder,
  resultFolders: {},
  file,
  version: 'test',
  force: false,
});

const works = async (): Promise<void> => {
  expect(await thread.run(job('fine'), () => undefined, never)).toMatchObject({ status: 'done' });
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nsp-thread-'));
  const script = join(await mkdtemp(join(tmpdir(), 'nsp-worker-')), 'worker.cjs');
  await writeFile(script, misbehaving());
  thread = new RunThread(script, 32);
});

afterEach(() => thread.end());

describe('the run thread', () => {
  it('hands on events and the answer', async () => {
    const events: RunEvent[] = [];
    await thread.run(job('fine'), (event) => events.push(event), never);
    expect(events).toEqual([{ type: 'log', text: 'hello' }]);
  });

  it('ends a run that does not stop, removes what it was writing, and runs the next', async () => {
    const abort = new AbortController();
    let began = Infinity;
    const answer = await thread.run(
      job('spin'),
      (event) => {
        if (event.type !== 'log' || event.text !== 'spinning') return;
        began = performance.now();
        abort.abort();
      },
      abort.signal,
    );
    expect(answer).toEqual({ status: 'cancelled' });
    expect(performance.now() - began).toBeLessThan(1000);
    await works();
    expect(await readdir(folder)).toEqual([]);
  });

  it('lets a run stop by itself when it listens', async () => {
    const abort = new AbortController();
    const running = thread.run(job('wait'), () => abort.abort(), abort.signal);
    expect(await running).toEqual({ status: 'cancelled' });
    await works();
  });

  it('does not start a run that is cancelled already', async () => {
    const events: RunEvent[] = [];
    const answer = await thread.run(job('fine'), (e) => events.push(e), AbortSignal.abort());
    expect(answer).toEqual({ status: 'cancelled' });
    expect(events).toEqual([]);
  });

  it.each([
    ['exit', 'ended unexpectedly'],
    ['eat', 'needed more memory than there is'],
    ['throw', 'thrown in the thread'],
  ])(
    'answers in words when the thread meets its end (%s), and runs the next',
    async (end, words) => {
      const answer = await thread.run(job(end), () => undefined, never);
      expect(answer).toMatchObject({ status: 'failed', code: 'run-thread-ended' });
      expect(answer.status === 'failed' && answer.message).toContain(words);
      await works();
    },
  );

  it('says so when its script is missing', async () => {
    const lost = new RunThread(join(folder, 'nowhere.cjs'));
    const answer = await lost.run(job('fine'), () => undefined, never);
    expect(answer).toMatchObject({ status: 'failed', code: 'run-thread-ended' });
    await lost.end();
  });
});
