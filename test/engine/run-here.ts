// Options of runs in this thread, for tests: no progress, no log, no file they came from.
import { capabilities } from '../../engine/capabilities.js';
import type { ExecuteOptions } from '../../engine/execute.js';
import { DataLibrary } from '../../engine/library/library.js';
import type { RunOptions } from '../../engine/run.js';

const quiet = (library: DataLibrary) => ({
  library,
  workerPath: null,
  signal: new AbortController().signal,
  onProgress: () => undefined,
  onLog: () => undefined,
  file: null,
  version: 'test',
});

const opened = (data: string | DataLibrary): DataLibrary =>
  typeof data === 'string' ? DataLibrary.open([data], capabilities) : data;

/** For `runPlan`: nothing is stored, and there are no results of other analyses. */
export const runHere = (data: string | DataLibrary): RunOptions => ({
  ...quiet(opened(data)),
  resultOf: () => Promise.reject(new Error('There are no other results.')),
  stored: () => Promise.resolve(null),
});

/** For `executePlan`: results go to a folder. */
export const executeHere = (
  data: string | DataLibrary,
  outDir: string,
  force = false,
): ExecuteOptions => ({ ...quiet(opened(data)), outDir, force, resultFolders: {} });
