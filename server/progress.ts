// Progress of one request to the client: at most ten notifications a second, the newest always arrives.
import type { ProgressUpdate } from '../engine/progress.js';
import type { RunProgress } from './protocol.js';

/** Least time between two notifications, ms. */
const PAUSE = 100;

export class ProgressSender {
  private readonly began = performance.now();
  private sent = -Infinity;
  private waiting: RunProgress | null = null;
  private timer: NodeJS.Timeout | null = null;

  /** @param analyses number of analyses of the request, for the share that is done of all */
  constructor(
    private readonly runId: string,
    private readonly analyses: number,
    private readonly send: (progress: RunProgress) => void,
  ) {}

  /** @param index position of the analysis in the request, from 0 */
  report(index: number, analysis: string, update: ProgressUpdate): void {
    const { stage, done, total, unit } = update;
    const fraction = (index + update.fraction) / this.analyses;
    const secondsLeft = this.analyses === 1 ? update.secondsLeft : this.secondsLeft(fraction);
    this.waiting = { runId: this.runId, analysis, stage, done, total, unit, fraction, secondsLeft };
    const wait = this.sent + PAUSE - performance.now();
    if (wait <= 0) this.flush();
    else this.timer ??= setTimeout(() => this.flush(), wait);
  }

  /** Sends what is waiting and stops the clock. */
  end(): void {
    this.flush();
  }

  private flush(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    if (!this.waiting) return;
    this.send(this.waiting);
    this.waiting = null;
    this.sent = performance.now();
  }

  /** By the time taken so far; null before a twentieth is done. */
  private secondsLeft(fraction: number): number | null {
    if (fraction < 0.05) return null;
    return ((performance.now() - this.began) / 1000 / fraction) * (1 - fraction);
  }
}
