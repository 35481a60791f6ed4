// Run threads for analyses that run side by side: made when needed, used again.
import { RunThread, type ThreadJob } from './run-thread.js';
import type { RunAnswer, RunEvent } from './run-job.js';

/** As many jobs at a time as the caller starts. */
export class RunThreads {
  private readonly idle: RunThread[] = [];
  private readonly all = new Set<RunThread>();

  /** @param workerPath path of the worker bundle */
  constructor(private readonly workerPath: string) {}

  /** Starts a thread before it is needed. */
  warm(): void {
    const thread = this.take();
    thread.warm();
    this.idle.push(thread);
  }

  /** Runs an analysis. Never rejects: failures, crashes and cancellation are answers. */
  async run(
    job: ThreadJob,
    onEvent: (event: RunEvent) => void,
    signal: AbortSignal,
  ): Promise<RunAnswer> {
    const thread = this.take();
    try {
      return await thread.run(job, onEvent, signal);
    } finally {
      this.idle.push(thread);
    }
  }

  /** Ends all idle threads but one, which give their memory back. */
  async rest(): Promise<void> {
    const spare = this.idle.splice(1);
    for (const thread of spare) this.all.delete(thread);
    await Promise.all(spare.map((thread) => thread.end()));
  }

  /** Ends every thread, and what it was writing. */
  async end(): Promise<void> {
    await Promise.all([...this.all].map((thread) => thread.end()));
  }

  private take(): RunThread {
    const thread = this.idle.pop() ?? new RunThread(this.workerPath);
    this.all.add(thread);
    return thread;
  }
}
