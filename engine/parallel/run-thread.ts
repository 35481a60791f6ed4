// A thread in which whole analyses run, so that typing stays instant, a crash leaves the server alive, and several run side by side.
import { join } from 'node:path';
import { pool as createPool } from 'workerpool';
import type { Pool } from 'workerpool';
import { Control } from './control.js';
import type { RunAnswer, RunEvent, RunJob } from './run-job.js';
import { KEPT, keepFormer } from '../store/history.js';
import { removeLeftovers } from '../store/temporary.js';

/** Time a run has to stop by itself once it is cancelled, ms; then its thread is ended. */
const GRACE = 150;
/** Time the thread has to leave when it is told to, ms. */
const LEAVE = 20;
/** Memory limit of the run thread, MB; shared arrays and typed arrays do not count. */
const HEAP = 4096;

/** What the caller knows of a job; the thread adds its own parts. */
export type ThreadJob = Omit<RunJob, 'control' | 'workerPath'>;

/** Runs one job at a time; the caller sees to that (turns.ts). */
export class RunThread {
  private pool: Pool | null = null;
  /** Settled when the thread of a run that did not stop is gone. */
  private ending: Promise<void> = Promise.resolve();

  /**
   * @param workerPath path of the worker bundle
   * @param heap memory limit of the thread, MB
   */
  constructor(
    private readonly workerPath: string,
    private readonly heap = HEAP,
  ) {}

  /** Starts the thread before it is needed. */
  warm(): void {
    this.open();
  }

  /** Runs an analysis. Never rejects: failures, crashes and cancellation are answers. */
  async run(
    job: ThreadJob,
    onEvent: (event: RunEvent) => void,
    signal: AbortSignal,
  ): Promise<RunAnswer> {
    await this.ending;
    if (signal.aborted) return { status: 'cancelled' };
    const control = new Control();
    const whole: RunJob = { ...job, workerPath: this.workerPath, control: control.buffer };
    const byItself = this.exec('run', whole, onEvent).then(
      (answer): Ending => ({ answer: inWords(answer), alive: true }),
      (error: unknown): Ending => ({ answer: crashed(error), alive: false }),
    );
    const byForce = new Promise<Ending>((resolve) => {
      const stop = (): void => {
        control.stop();
        setTimeout(() => resolve({ answer: { status: 'cancelled' }, alive: false }), GRACE);
      };
      signal.addEventListener('abort', stop, { once: true });
    });
    const { answer, alive } = await Promise.race([byItself, byForce]);
    // Whoever cancelled need not wait until the thread is gone; the next run does.
    if (!alive) this.ending = this.clear(job, onEvent);
    return answer;
  }

  /** Ends the thread; the next job starts a new one. */
  async end(): Promise<void> {
    await this.ending;
    await this.stop();
  }

  /** Ends the thread in the middle of its work and removes what it was writing; the next write tries again if that fails. */
  private async clear(
    { outDir, plan, keep = KEPT }: ThreadJob,
    onEvent: (event: RunEvent) => void,
  ): Promise<void> {
    try {
      await this.stop();
      await removeLeftovers(join(outDir, plan.name), true, keepFormer(keep));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      onEvent({ type: 'log', text: `Warning: not everything could be cleared away (${reason})` });
    }
  }

  private async stop(): Promise<void> {
    const pool = this.pool;
    this.pool = null;
    await pool?.terminate(true);
  }

  private async exec(
    method: string,
    job: RunJob,
    onEvent: (event: RunEvent) => void,
  ): Promise<RunAnswer> {
    const on = (event: unknown): void => onEvent(event as RunEvent);
    return (await this.open().exec(method, [job], { on })) as RunAnswer;
  }

  private open(): Pool {
    this.pool ??= createPool(this.workerPath, {
      workerType: 'thread',
      minWorkers: 1,
      maxWorkers: 1,
      workerTerminateTimeout: LEAVE,
      workerThreadOpts: { resourceLimits: { maxOldGenerationSizeMb: this.heap } },
    });
    return this.pool;
  }
}

/** How a job ended, and whether its thread can be used again. */
interface Ending {
  answer: RunAnswer;
  alive: boolean;
}

const TOO_LARGE =
  'The run needed more memory than there is. Use fewer permutations or maps, or a coarser parcellation.';

/** An array that could not be made is a request that is too large, not a fault of the program. */
function inWords(answer: RunAnswer): RunAnswer {
  if (answer.status !== 'failed' || answer.code !== 'internal') return answer;
  return /allocation failed|Invalid (typed )?array (buffer )?length/i.test(answer.message)
    ? { ...answer, code: 'out-of-memory', message: TOO_LARGE }
    : answer;
}

/** The thread died: out of memory or otherwise. The pool hands on only the message of what ended it. */
function crashed(error: unknown): RunAnswer {
  const reason = error instanceof Error ? error.message : String(error);
  const message = /memory limit|out of memory/i.test(reason)
    ? TOO_LARGE
    : `The run ended unexpectedly (${reason}). Run it again; if it happens again, report it with the log.`;
  return { status: 'failed', code: 'run-thread-ended', message, subject: null };
}
