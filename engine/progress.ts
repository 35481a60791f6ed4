// How a run tells what it is doing and learns that it should stop. Implemented by run.ts, handed to every stage.
import type { Subject } from './result.js';

export interface ProgressUpdate {
  /** Stage in words: `Reading data`, `Null colocalizations`. */
  stage: string;
  /** Work done and in all, in `unit`; total 0 when not countable. */
  done: number;
  total: number;
  /** In words a person understands: `images`, `permutations`. */
  unit: string;
  /** Share of the whole run, 0 to 1. */
  fraction: number;
  /** Estimated time left of the whole run, or null while unknown. */
  secondsLeft: number | null;
}

/** What a stage may use: report, warn, log, stop. */
export interface StageContext {
  readonly signal: AbortSignal;
  report(done: number, total: number, unit: string): void;
  warn(code: string, message: string, subject?: Subject): void;
  log(message: string): void;
}
