// Time and chance as the downloader uses them, so that tests can shorten one and decide the other.
import { setTimeout as wait } from 'node:timers/promises';
import { CancelledError } from '../../error.js';

export interface Clock {
  /** Milliseconds on a clock that never goes back. */
  now: () => number;
  /** Waits. @throws CancelledError when the signal fires */
  sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Evenly distributed in [0, 1): spreads retries of many programs; decides no number of an analysis. */
  random: () => number;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: async (ms, signal) => {
    try {
      await wait(ms, undefined, { signal });
    } catch (error) {
      if (signal.aborted) throw new CancelledError();
      throw error;
    }
  },
  random: () => Math.random(),
};
