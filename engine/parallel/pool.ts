// Hands blocks of work to threads, or does them here when there is one thread or little work. The numbers never depend on which.
import { availableParallelism } from 'node:os';
import { pool as createPool, type Pool } from 'workerpool';
import { CancelledError, NspError } from '../error.js';
import { runBlock, type BlockJobs, type BlockName } from './blocks.js';
import { Control } from './control.js';

/** How often progress is read from the shared counter, in ms. */
const POLL = 100;

/** Memory limit of one worker, MB: shared arrays do not count. */
const WORKER_HEAP = 1024;

export interface BlockOptions {
  signal: AbortSignal;
  /** Called with the work done so far, in units of the blocks. */
  onDone(done: number): void;
  /** Blocks below this many elementary steps in all are done in this thread. */
  steps: number;
}

/** Below this many steps starting threads costs more than it saves. */
const FEW_STEPS = 4e6;

/** Number of threads for a wish: −1 means all cores. */
export function threadCount(wish: number): number {
  return wish > 0 ? wish : availableParallelism();
}

export class BlockPool {
  private pool: Pool | null = null;

  /** @param workerPath path of the worker bundle, or null to compute in this thread */
  constructor(
    private readonly workerPath: string | null,
    readonly threads: number,
  ) {}

  /** Starts the threads early, so that they are up when the work comes. */
  warm(): void {
    if (this.workerPath && this.threads > 1) this.open();
  }

  /** Runs all blocks; rejects with CancelledError as soon as the signal fires. */
  async run<N extends BlockName>(
    name: N,
    blocks: BlockJobs[N][],
    options: BlockOptions,
  ): Promise<void> {
    const control = new Control();
    const onAbort = (): void => control.stop();
    if (options.signal.aborted) throw new CancelledError();
    options.signal.addEventListener('abort', onAbort);
    const timer = setInterval(() => options.onDone(control.done), POLL);
    try {
      const here = this.threads < 2 || !this.workerPath || options.steps < FEW_STEPS;
      await (here ? runHere(name, blocks, control, options) : this.runThere(name, blocks, control));
      options.onDone(control.done);
    } catch (error) {
      control.stop();
      throw control.stopped && options.signal.aborted ? new CancelledError() : readable(error);
    } finally {
      clearInterval(timer);
      options.signal.removeEventListener('abort', onAbort);
    }
  }

  private async runThere<N extends BlockName>(
    name: N,
    blocks: BlockJobs[N][],
    control: Control,
  ): Promise<void> {
    const pool = this.open();
    await Promise.all(
      blocks.map((block) => pool.exec('block', [name, block, control.buffer]) as Promise<unknown>),
    );
  }

  private open(): Pool {
    this.pool ??= createPool(this.workerPath ?? '', {
      workerType: 'thread',
      minWorkers: this.threads,
      maxWorkers: this.threads,
      workerThreadOpts: { resourceLimits: { maxOldGenerationSizeMb: WORKER_HEAP } },
    });
    return this.pool;
  }

  async close(): Promise<void> {
    await this.pool?.terminate(true);
    this.pool = null;
  }
}

/** In this thread, letting events (cancellation, progress) through between blocks. */
async function runHere<N extends BlockName>(
  name: N,
  blocks: BlockJobs[N][],
  control: Control,
  options: BlockOptions,
): Promise<void> {
  for (const block of blocks) {
    runBlock(name, block, control);
    options.onDone(control.done);
    await new Promise((resume) => setImmediate(resume));
    if (options.signal.aborted) throw new CancelledError();
  }
}

/** A worker's failure in words; a worker that ran out of memory or died says so. */
function readable(error: unknown): unknown {
  if (error instanceof CancelledError || error instanceof NspError) return error;
  // The pool hands on only the message of what ended a thread.
  if (error instanceof Error && /memory limit|out of memory/i.test(error.message)) {
    return new NspError(
      'out-of-memory',
      'A worker thread ran out of memory. Use fewer permutations, a coarser parcellation or a smaller n_proc.',
      null,
      { cause: error },
    );
  }
  return error;
}
