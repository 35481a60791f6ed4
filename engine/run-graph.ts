// Runs analyses in the order they depend on each other: independent ones side by side, none before what it needs, and none at all
// when what it needs did not come out.
import { availableParallelism, totalmem } from 'node:os';
import type { Dependent } from './run-order.js';

/** An analysis that is to run, with the threads it would like (−1: all). */
export interface Task extends Dependent {
  threads: number;
}

export interface GraphOptions<O> {
  /** Threads of all analyses together. */
  threads: number;
  /** Analyses that may run at the same time. */
  atOnce: number;
  signal: AbortSignal;
  /** Runs one analysis on so many threads. Must not reject for expected failures. */
  run(name: string, threads: number): Promise<O>;
  /** Whether what depends on it can run. */
  succeeded(outcome: O): boolean;
  /** The outcome of an analysis that cannot run because of another one, which failed or was itself skipped. */
  skip(name: string, because: string): O;
}

/** Memory that one running analysis may need, bytes. */
const ROOM = 3e9;
const MOST_AT_ONCE = 3;

/** How many analyses run at the same time: three at most, one for each thread, and no more than fit into the memory. */
export const atOnce = (threads: number, memory = totalmem()): number =>
  Math.max(1, Math.min(MOST_AT_ONCE, threads, Math.floor(memory / ROOM)));

/** Threads for a number of wishes together: the largest of them, −1 standing for all cores. */
export const threadsFor = (wishes: readonly number[]): number =>
  Math.max(1, ...wishes.map((wish) => (wish > 0 ? wish : availableParallelism())));

/**
 * Outcomes in the order of `tasks`, which must be sorted so that dependencies come first (run-order.ts); dependencies that are not
 * among them count as there. When the signal fires nothing more is started, and what was not started has no outcome.
 * @throws what `run` throws, once all that runs has ended
 */
export async function runGraph<O>(tasks: readonly Task[], options: GraphOptions<O>): Promise<O[]> {
  const names = new Set(tasks.map(({ name }) => name));
  const outcomes = new Map<string, O>();
  const running = new Map<string, Promise<void>>();
  let free = options.threads;
  let failure: { error: unknown } | null = null;

  const blocker = ({ dependencies }: Task): string | undefined =>
    dependencies.find((name) => {
      const outcome = outcomes.get(name);
      return outcome !== undefined && !options.succeeded(outcome);
    });
  const isReady = ({ name, dependencies }: Task): boolean =>
    !outcomes.has(name)
    && !running.has(name)
    && dependencies.every((each) => outcomes.has(each) || !names.has(each));

  const start = (task: Task, share: number): void => {
    free -= share;
    const work = options.run(task.name, share).then(
      (outcome) => void outcomes.set(task.name, outcome),
      (error: unknown) => void (failure ??= { error }),
    );
    running.set(
      task.name,
      work.then(() => {
        free += share;
        running.delete(task.name);
      }),
    );
  };

  const skipBlocked = (): void => {
    // Dependencies come first, so one walk reaches everything downstream.
    for (const task of tasks) {
      const because = outcomes.has(task.name) ? undefined : blocker(task);
      if (because !== undefined) outcomes.set(task.name, options.skip(task.name, because));
    }
  };

  for (;;) {
    if (!options.signal.aborted && !failure) {
      skipBlocked();
      const ready = tasks.filter(isReady).slice(0, options.atOnce - running.size);
      ready.forEach((task, i) => {
        const share = Math.ceil(free / (ready.length - i));
        if (share > 0) start(task, task.threads > 0 ? Math.min(task.threads, share) : share);
      });
    }
    if (running.size === 0) break;
    await Promise.race(running.values());
  }
  if (failure) throw (failure as { error: unknown }).error;
  return tasks.flatMap(({ name }) => outcomes.get(name) ?? []);
}
