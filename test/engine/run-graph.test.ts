// The order of analyses in words, and running them: side by side where independent, skipped where something they need failed.
import { describe, expect, it } from 'vitest';
import { atOnce, runGraph, threadsFor, type Task } from '../../engine/run-graph.js';
import { orderText, runOrder } from '../../engine/run-order.js';

const all = [
  { name: 'Cells', dependencies: ['Anorexia'] },
  { name: 'Pain', dependencies: [] },
  { name: 'Anorexia', dependencies: [] },
  { name: 'Both', dependencies: ['Cells', 'Pain'] },
];
const task = (name: string, dependencies: string[] = [], threads = -1): Task => ({
  name,
  dependencies,
  threads,
});

/** Runs tasks whose work ends when told; `begun` lists names with their threads. */
function machine(tasks: Task[], options: { threads?: number; atOnce?: number } = {}) {
  const begun: string[] = [];
  const ends = new Map<string, (outcome: string) => void>();
  const abort = new AbortController();
  const outcomes = runGraph<string>(tasks, {
    ...{ threads: options.threads ?? 4, atOnce: options.atOnce ?? 3, signal: abort.signal },
    run: (name, threads) => {
      begun.push(`${name} ${threads}`);
      return new Promise((resolve) => ends.set(name, resolve));
    },
    succeeded: (outcome) => outcome.endsWith('done'),
    skip: (name, because) => `${name} skipped for ${because}`,
  });
  const end = async (name: string, how = 'done'): Promise<void> => {
    ends.get(name)?.(`${name} ${how}`);
    await new Promise((resume) => setTimeout(resume, 1));
  };
  return { begun, outcomes, end, abort };
}

describe('the order', () => {
  it('puts what is needed first, each once', () => {
    expect(runOrder(all, ['Both'])).toEqual(['Anorexia', 'Cells', 'Pain', 'Both']);
    expect(runOrder(all, ['Nobody', 'Pain'])).toEqual(['Pain']);
  });

  it('in words separates what has nothing to do with each other', () => {
    expect(orderText(all, runOrder(all, ['Pain', 'Cells']))).toBe('Pain; Anorexia → Cells');
    expect(orderText(all, runOrder(all, ['Both']))).toBe('Anorexia, Pain → Cells → Both');
    expect(orderText(all, ['Pain'])).toBe('Pain');
  });
});

describe('a graph of analyses', () => {
  it('runs independent ones side by side on shares of the threads, and what needs them afterwards on all', async () => {
    const { begun, outcomes, end } = machine([task('A'), task('B'), task('C', ['A', 'B'])]);
    expect(begun).toEqual(['A 2', 'B 2']);
    await end('B');
    expect(begun).toHaveLength(2);
    await end('A');
    expect(begun.at(-1)).toBe('C 4');
    await end('C');
    expect(await outcomes).toEqual(['A done', 'B done', 'C done']);
  });

  it('never runs more at once than allowed, nor on more threads than there are', async () => {
    const tasks = ['A', 'B', 'C', 'D'].map((name) => task(name));
    const { begun, outcomes, end } = machine(tasks, { threads: 3, atOnce: 2 });
    expect(begun).toEqual(['A 2', 'B 1']);
    await end('A');
    expect(begun.at(-1)).toBe('C 2');
    await end('B');
    expect(begun.at(-1)).toBe('D 1');
    await end('C');
    await end('D');
    expect(await outcomes).toHaveLength(4);
    const one = machine(tasks, { threads: 1, atOnce: 3 });
    expect(one.begun).toEqual(['A 1']);
  });

  it('gives an analysis no more threads than it wishes for', () => {
    expect(machine([task('A', [], 1), task('B')]).begun).toEqual(['A 1', 'B 3']);
  });

  it('skips everything downstream of a failure and runs the rest', async () => {
    const { begun, outcomes, end } = machine([
      task('A'),
      task('B', ['A']),
      task('C', ['B']),
      task('D'),
    ]);
    await end('A', 'failed');
    await end('D');
    expect(await outcomes).toEqual(['A failed', 'B skipped for A', 'C skipped for B', 'D done']);
    expect(begun).toEqual(['A 2', 'D 2']);
  });

  it('starts nothing more once it is cancelled, and waits for what runs', async () => {
    const { begun, outcomes, end, abort } = machine([task('A'), task('B', ['A'])]);
    abort.abort();
    await end('A', 'cancelled');
    expect(await outcomes).toEqual(['A cancelled']);
    expect(begun).toEqual(['A 4']);
  });

  it('hands on an unexpected error when everything has ended', async () => {
    let other = false;
    const run = runGraph<string>([task('A'), task('B')], {
      ...{ threads: 2, atOnce: 2, signal: new AbortController().signal },
      run: async (name) => {
        if (name === 'A') throw new Error('broken');
        await new Promise((resume) => setTimeout(resume, 5));
        other = true;
        return 'done';
      },
      succeeded: () => true,
      skip: () => 'skipped',
    });
    await expect(run).rejects.toThrow('broken');
    expect(other).toBe(true);
  });
});

describe('the machine', () => {
  it('is shared by three at most, and by fewer where memory or threads are few', () => {
    const GB = 1e9;
    expect([1, 2, 16].map((threads) => atOnce(threads, 64 * GB))).toEqual([1, 2, 3]);
    expect([2, 7, 64].map((memory) => atOnce(16, memory * GB))).toEqual([1, 2, 3]);
  });

  it('has as many threads as the largest wish', () => {
    expect(threadsFor([2, 3, 1])).toBe(3);
    expect(threadsFor([-1])).toBeGreaterThan(0);
    expect(threadsFor([])).toBe(1);
  });
});
