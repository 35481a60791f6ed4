// Trying again: how often, and how long to wait in between (exponential backoff with jitter; a server's Retry-After is honoured).
import type { Clock } from './clock.js';
import { TransferFailure, type FailureKind } from './failure.js';

export interface RetryPolicy {
  /** Attempts in a row that brought nothing new before giving up. */
  attempts: number;
  /** First pause, ms; doubled each time up to `longest`. */
  pause: number;
  longest: number;
  /** A server that asks to wait longer than this is given up on, ms. */
  patience: number;
}

export const usualPolicy: RetryPolicy = {
  attempts: 5,
  pause: 500,
  longest: 30_000,
  patience: 120_000,
};

/** Attempts by kind where they differ from the policy: without a network more of them only keep a person waiting. */
const attemptsOf: Readonly<Record<FailureKind, number>> = {
  refused: 1,
  blocked: 1,
  unreachable: 2,
  busy: Infinity,
  broken: Infinity,
};

/** ms to wait after the `failed`-th failure in a row (1 for the first): half fixed, half by chance. */
export function pauseAfter(
  failed: number,
  { pause, longest }: RetryPolicy,
  random: () => number,
): number {
  const whole = Math.min(pause * 2 ** (failed - 1), longest);
  return whole / 2 + (whole / 2) * random();
}

/**
 * Does `work` until it succeeds, fails for good, or brings nothing new too often.
 * @param progress grows when an attempt brought something; attempts are then counted from the start again
 * @throws TransferFailure of the last attempt; CancelledError; any other error of `work` at once
 */
export async function withRetries<T>(
  work: () => Promise<T>,
  progress: () => number,
  { policy, clock, signal }: { policy: RetryPolicy; clock: Clock; signal: AbortSignal },
): Promise<T> {
  let reached = progress();
  for (let failed = 1; ; failed++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof TransferFailure)) throw error;
      if (progress() > reached) failed = 1;
      reached = progress();
      const wait = error.retryAfter ?? 0;
      if (failed >= Math.min(policy.attempts, attemptsOf[error.kind]) || wait > policy.patience)
        throw error;
      await clock.sleep(Math.max(wait, pauseAfter(failed, policy, clock.random)), signal);
    }
  }
}
