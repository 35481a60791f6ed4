// Runs a plan: the list of stages, progress, cancellation, cache, and nothing else.
import type { ProgressUpdate } from './progress.js';
import type { AnalysisPlan } from './plan.js';
import type { AnalysisResult, ResultMaps } from './result.js';
import type { DataLibrary } from './library/library.js';

export interface RunOptions {
  library: DataLibrary;
  /** Path of the worker bundle; null computes in this thread. */
  workerPath: string | null;
  signal: AbortSignal;
  onProgress(update: ProgressUpdate): void;
  onLog(message: string): void;
  /** The .nsp file the plan came from, for the record. */
  file: string | null;
  /** Version of this software, for the record. */
  version: string;
  /** Final Y maps of another analysis (`result of`). */
  resultOf(analysis: string): Promise<ResultMaps>;
  /** Asked once the key is known: a stored result with that key, or null. */
  stored(key: string): Promise<AnalysisResult | null>;
}

/** A side file of full nulls. */
export interface NullArray {
  file: string;
  shape: number[];
  data: Float64Array;
}

export interface RunOutput {
  result: AnalysisResult;
  nulls: NullArray[];
  /** True when a stored result with the same key was found and nothing was computed. */
  reused: boolean;
}

export declare function runPlan(plan: AnalysisPlan, options: RunOptions): Promise<RunOutput>;
