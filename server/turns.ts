// Requests that must not overlap take turns: runs use all cores, so two at once would only slow each other down.
import { CancelledError } from '../engine/error.js';

export class Turns {
  private last: Promise<void> = Promise.resolve();

  /**
   * Runs `work` when all earlier work has ended.
   * @throws CancelledError when the signal fires while waiting; what `work` throws otherwise
   */
  take<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const before = this.last;
    const mine = this.after(before, signal, work);
    this.last = Promise.allSettled([before, mine]).then(() => undefined);
    return mine;
  }

  private async after<T>(
    before: Promise<void>,
    signal: AbortSignal,
    work: () => Promise<T>,
  ): Promise<T> {
    await untilAborted(before, signal);
    return work();
  }
}

/** Waits for a promise, or rejects when the signal fires. */
async function untilAborted(promise: Promise<void>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) throw new CancelledError();
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(new CancelledError());
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
