// Progress of one request to the client: at most ten notifications a second, the newest always arrives. Of analyses that run side
// by side the one that began first is told; all count for the share that is done.
import type { ProgressUpdate } from '../engine/progress.js';
import { Latest } from './latest.js';
import type { RunProgress } from './protocol.js';

export class ProgressSender {
  private readonly began = performance.now();
  private readonly latest: Latest<RunProgress>;
  private readonly fractions = new Map<string, number>();
  /** Analyses under way, in the order in which they began. */
  private readonly running = new Set<string>();

  /** @param analyses number of analyses of the request, for the share that is done of all */
  constructor(
    private readonly runId: string,
    private readonly analyses: number,
    send: (progress: RunProgress) => void,
  ) {
    this.latest = new Latest(send);
  }

  report(analysis: string, update: ProgressUpdate): void {
    this.running.add(analysis);
    this.fractions.set(analysis, update.fraction);
    const [first] = this.running;
    if (first !== analysis) return;
    const { stage, done, total, unit } = update;
    const fraction = [...this.fractions.values()].reduce((sum, each) => sum + each, 0);
    const share = fraction / this.analyses;
    const secondsLeft = this.analyses === 1 ? update.secondsLeft : this.secondsLeft(share);
    const alongside = this.running.size - 1;
    const { runId } = this;
    this.latest.put({
      ...{ runId, analysis, alongside, stage, done, total, unit },
      ...{ fraction: share, secondsLeft },
    });
  }

  /** An analysis is over, however it ended. */
  finish(analysis: string): void {
    this.running.delete(analysis);
    this.fractions.set(analysis, 1);
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
