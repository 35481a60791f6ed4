// One analysis in a thread of its own: what the language server hands over, what comes back. Errors come back as data,
// because an Error loses its code and place on its way between threads.
import { capabilities } from '../capabilities.js';
import { CancelledError, NspError } from '../error.js';
import { executePlan } from '../execute.js';
import { Fetcher, type FetchSettings } from '../library/fetch/fetcher.js';
import { Cache } from '../library/cache.js';
import type { LicenceNotice } from '../library/fetch/licences.js';
import { DataLibrary } from '../library/library.js';
import type { AnalysisPlan } from '../plan.js';
import type { ProgressUpdate } from '../progress.js';
import type { Subject } from '../result.js';
import { Control } from './control.js';

export interface RunJob {
  plan: AnalysisPlan;
  folders: string[];
  /** How to download what the folders lack, as far as licences were accepted; absent or null: nothing is downloaded. */
  fetch?: FetchSettings | null;
  /** Where distances and spins made here are kept; null or absent: in memory only. */
  cacheFolder?: string | null;
  workerPath: string;
  outDir: string;
  /** Result folders of other analyses, by name (`result of`). */
  resultFolders: Record<string, string>;
  file: string | null;
  version: string;
  force: boolean;
  /** As in ExecuteOptions. */
  onTheWay?: boolean;
  keep?: number;
  /** Licences need no consent but are told (event `licence`), as on the command line. */
  tellLicences?: boolean;
  /** Stop flag (Control), set by the server when the run is cancelled. */
  control: SharedArrayBuffer;
}

export type RunEvent =
  | { type: 'progress'; update: ProgressUpdate }
  | { type: 'log'; text: string }
  | { type: 'licence'; notice: LicenceNotice };

export type RunAnswer =
  | {
      status: 'done' | 'stored';
      folder: string;
      seconds: number;
      warnings: { message: string; code: string; subject: Subject | null }[];
    }
  | { status: 'cancelled' }
  | { status: 'failed'; code: string; message: string; subject: Subject | null };

/** How often the stop flag is looked at, in ms. */
const POLL = 30;

export async function runInThread(
  job: RunJob,
  emit: (event: RunEvent) => void,
): Promise<RunAnswer> {
  const control = new Control(job.control);
  const abort = new AbortController();
  const timer = setInterval(() => control.stopped && abort.abort(), POLL);
  const tell = job.tellLicences
    ? (notice: LicenceNotice): void => emit({ type: 'licence', notice })
    : undefined;
  const fetcher = job.fetch ? new Fetcher(job.fetch, tell) : null;
  try {
    const { folder, result, reused } = await executePlan(job.plan, {
      library: DataLibrary.open(job.folders, capabilities),
      fetcher,
      cache: new Cache(job.cacheFolder ?? null),
      workerPath: job.workerPath,
      signal: abort.signal,
      onProgress: (update) => emit({ type: 'progress', update }),
      onLog: (text) => emit({ type: 'log', text }),
      file: job.file,
      version: job.version,
      outDir: job.outDir,
      force: job.force,
      onTheWay: job.onTheWay,
      keep: job.keep,
      resultFolders: job.resultFolders,
    });
    const { seconds, warnings } = result;
    return { status: reused ? 'stored' : 'done', folder, seconds, warnings };
  } catch (error) {
    return answerOf(error);
  } finally {
    clearInterval(timer);
    await fetcher?.close();
  }
}

function answerOf(error: unknown): RunAnswer {
  if (error instanceof CancelledError) return { status: 'cancelled' };
  if (error instanceof NspError) {
    return { status: 'failed', code: error.code, message: error.message, subject: error.subject };
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { status: 'failed', code: 'internal', message: `Internal error: ${text}`, subject: null };
}
