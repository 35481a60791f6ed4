// Progress of one request to the client: at most ten notifications a second, the newest always arrives.
import type { ProgressUpdate } from '../engine/progress.js';
import { Latest } from './latest.js';
import type { RunProgress } from './protocol.js';

export class ProgressSender {
  private readonly began = performance.now();
  private readonly latest: Latest<RunProgress>;

  /** @param analyses number of analyses of the request, for the share that is done of all */
  constructor(
    private readonly runId: string,
    private readonly analyses: number,
    send: (progress: RunProgress) => void,
  ) {
    this.latest = new Latest(send);
  }

  /** @param index position of the analysis in the request, from 0 */
  report(index: number, analysis: string, update: ProgressUpdate): void {
    const { stage, done, total, unit } = update;
    const fraction = (index + update.fraction) / this.analyses;
    const secondsLeft = this.analyses === 1 ? update.secondsLeft : this.secondsLeft(fraction);
    const { runId } = this;
    this.latest.put({ runId, analysis, stage, done, total, unit, fraction, secondsLeft });
  }

  /** Sends what is waiting and stops the clock. */
  end(): void {
    this.latest.flush();
  }

  /** By the time taken so far; null before a twentieth is done. */
  private secondsLeft(fraction: number): number | null {
    if (fraction < 0.05) return null;
    return ((performance.now() - this.began) / 1000 / fraction) * (1 - fraction);
  }
}
