// The options of `nsp run`, parsed once.
import { resolve } from 'node:path';
import { KEPT } from '../../engine/store/history.js';
import { resultsFolder } from '../../engine/store/results-folder.js';
import type { Arguments } from './command.js';
import { UsageError } from './command.js';

export interface RunOptions {
  /** As written, for messages. */
  file: string;
  path: string;
  /** Analyses to run; empty for all. */
  names: readonly string[];
  outDir: string;
  /** Null: as the file says. */
  nProc: number | null;
  force: boolean;
  quiet: boolean;
  json: boolean;
  /** The story of each run goes to stderr. */
  verbose: boolean;
  /** Former results kept of each analysis. */
  keep: number;
}

/** @throws UsageError */
export function runOptions({ options, positionals }: Arguments, cwd: string): RunOptions {
  const [file, ...names] = positionals;
  if (file === undefined) throw new UsageError('name a file');
  const path = resolve(cwd, file);
  const out = options['out'];
  if (out === '') throw new UsageError('--out needs a folder');
  return {
    file,
    path,
    names: names.filter((name, i) => names.indexOf(name) === i),
    outDir: typeof out === 'string' ? resolve(cwd, out) : resultsFolder(path),
    nProc: threads(options['n-proc']),
    force: options['force'] === true,
    quiet: options['quiet'] === true,
    json: options['json'] === true,
    verbose: options['verbose'] === true,
    keep: kept(options['keep']),
  };
}

function threads(value: Arguments['options'][string]): number | null {
  if (typeof value !== 'string') return null;
  const n = Number(value);
  if (value.trim() === '' || !Number.isInteger(n) || (n < 1 && n !== -1))
    throw new UsageError(`--n-proc takes a number of threads or -1 for all cores, not "${value}"`);
  return n;
}

function kept(value: Arguments['options'][string]): number {
  if (typeof value !== 'string') return KEPT;
  const n = Number(value);
  if (value.trim() === '' || !Number.isInteger(n) || n < 0)
    throw new UsageError(`--keep takes a number of former results, not "${value}"`);
  return n;
}
