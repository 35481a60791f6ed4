// Runs one analysis of a checked file: its plan, the run, and the outcome with everything said about it on stderr.
import type { LangiumDocument } from 'langium';
import type { Diagnostic } from 'vscode-languageserver-types';
import { CancelledError, NspError } from '../../engine/error.js';
import { executePlan } from '../../engine/execute.js';
import type { ExecuteOptions, Execution } from '../../engine/execute.js';
import type { Cache } from '../../engine/library/cache.js';
import type { Fetcher } from '../../engine/library/fetch/fetcher.js';
import { licenceLine } from '../../engine/library/fetch/licences.js';
import type { DataLibrary } from '../../engine/library/library.js';
import type { RunEvent } from '../../engine/parallel/run-job.js';
import type { RunThreads } from '../../engine/parallel/run-threads.js';
import type { AnalysisPlan } from '../../engine/plan.js';
import type { ProgressUpdate } from '../../engine/progress.js';
import { readResult } from '../../engine/store/read-result.js';
import type { AnalysisListing } from '../../language/plan.js';
import { prepareAnalysis, runDiagnostic } from '../../language/plan/prepare.js';
import type { Prepared } from '../../language/plan/prepare.js';
import type { Surroundings } from './command.js';
import { diagnosticLine } from './diagnostic-text.js';
import type { ProgressBoard } from './progress-board.js';
import type { RunOptions } from './run-options.js';

type Status = 'done' | 'stored' | 'failed' | 'skipped' | 'cancelled' | 'refused';

/** What became of an analysis. */
export interface Outcome {
  analysis: string;
  status: Status;
  /** For done and stored. */
  execution: Execution | null;
  /** For failed, skipped and refused: one sentence. */
  message: string | null;
  /** Of this call, not of the stored result. */
  seconds: number;
}

/** What runs read from. `threads` is null where analyses run one by one, in the main thread. */
export interface RunSurroundings {
  library: DataLibrary;
  fetcher: Fetcher;
  cache: Cache;
  cacheFolder: string | null;
  threads: RunThreads | null;
}

type Attempt = Pick<Outcome, 'status'> & Partial<Outcome>;

/** Runs the analyses of one document. */
export class AnalysisRunner {
  private readonly printed = new Set<string>();
  private readonly folders: Record<string, string> = {};
  private readonly plans = new Map<string, Prepared>();

  constructor(
    private readonly document: LangiumDocument,
    private readonly data: RunSurroundings,
    private readonly options: RunOptions,
    private readonly around: Surroundings,
    private readonly board: ProgressBoard,
  ) {}

  /** The plan of an analysis, or why it has none. */
  prepared(name: string): Prepared {
    const known = this.plans.get(name) ?? prepareAnalysis(this.document, name, this.data.library);
    if (!known) throw new Error(`no analysis ${name}`);
    this.plans.set(name, known);
    return known;
  }

  /** Runs an analysis whose dependencies have been run before. Expected failures are outcomes. */
  async run({ name }: Pick<AnalysisListing, 'name'>, nProc: number): Promise<Outcome> {
    const began = performance.now();
    const rest = await this.attempt(name, nProc);
    const seconds = (performance.now() - began) / 1000;
    return { analysis: name, execution: null, message: null, ...rest, seconds };
  }

  /** The outcome of an analysis that needs one without a result. */
  skip(name: string, because: string): Outcome {
    const message = `it uses the result of ${because}, which could not be run`;
    this.board.say(`${name}: skipped: ${message}`);
    return { analysis: name, status: 'skipped', execution: null, message, seconds: 0 };
  }

  private async attempt(name: string, nProc: number): Promise<Attempt> {
    const prepared = this.prepared(name);
    if (!prepared.plan) return this.refuse(prepared.status, prepared.diagnostics);
    try {
      const execution = await this.execute({ ...prepared.plan, nProc });
      this.folders[name] = execution.folder;
      return { status: execution.reused ? 'stored' : 'done', execution };
    } catch (error) {
      if (error instanceof CancelledError || this.around.signal.aborted)
        return { status: 'cancelled' };
      if (error instanceof NspError) return this.fail(name, error);
      throw error;
    }
  }

  private fail(name: string, { code, message, subject }: NspError): Attempt {
    return this.refuse('failed', [
      runDiagnostic(this.document, name, { code, message, ...subject }),
    ]);
  }

  /** Prints each diagnostic once, however many analyses it stops. */
  private refuse(status: 'failed' | 'refused', diagnostics: readonly Diagnostic[]): Attempt {
    for (const each of diagnostics) {
      const line = diagnosticLine(this.options.file, each);
      if (!this.printed.has(line)) this.board.say(line);
      this.printed.add(line);
    }
    return { status, message: diagnostics[0]?.message ?? null };
  }

  private async execute(plan: AnalysisPlan): Promise<Execution> {
    const progress = this.board.line(plan.name);
    const tell = (update: ProgressUpdate): void => progress.update(update);
    try {
      const execution = await (this.data.threads
        ? this.inThread(plan, this.data.threads, tell)
        : this.here(plan, tell));
      progress.clear();
      for (const { message } of execution.result.warnings)
        this.board.say(`${plan.name}: warning: ${message}`);
      return execution;
    } finally {
      progress.clear();
    }
  }

  private here(
    plan: AnalysisPlan,
    onProgress: (update: ProgressUpdate) => void,
  ): Promise<Execution> {
    const { workerPath, signal } = this.around;
    const onLog = (text: string): void => this.log(plan.name, text);
    const { library, fetcher, cache } = this.data;
    return executePlan(plan, {
      ...{ library, fetcher, cache, workerPath, signal, onProgress, onLog },
      ...this.common(plan),
    });
  }

  /** @throws NspError, CancelledError */
  private async inThread(
    plan: AnalysisPlan,
    threads: RunThreads,
    onProgress: (update: ProgressUpdate) => void,
  ): Promise<Execution> {
    const { library, fetcher, cacheFolder } = this.data;
    const job = {
      ...this.common(plan),
      ...{ plan, folders: [...library.folders], fetch: fetcher.settings, cacheFolder },
      resultFolders: { ...this.folders },
      tellLicences: true,
    };
    const hear = (event: RunEvent): void => {
      if (event.type === 'progress') onProgress(event.update);
      else if (event.type === 'log') this.log(plan.name, event.text);
      else this.board.say(`Downloading ${licenceLine(event.notice)}`);
    };
    const answer = await threads.run(job, hear, this.around.signal);
    switch (answer.status) {
      case 'cancelled':
        throw new CancelledError();
      case 'failed':
        throw new NspError(answer.code, answer.message, answer.subject);
      case 'done':
      case 'stored': {
        const { folder, status } = answer;
        return { folder, result: await readResult(folder), reused: status === 'stored' };
      }
    }
  }

  private log(name: string, text: string): void {
    // Warnings are told at the end, whether or not the story is.
    if (this.options.verbose && !text.startsWith('Warning: ')) this.board.say(`${name}: ${text}`);
  }

  private common({
    name,
  }: AnalysisPlan): Pick<
    ExecuteOptions,
    'file' | 'version' | 'outDir' | 'force' | 'keep' | 'onTheWay' | 'resultFolders'
  > {
    const { path: file, outDir, keep, names } = this.options;
    const onTheWay = names.length > 0 && !names.includes(name);
    const force = this.options.force && !onTheWay;
    const { version } = this.around;
    return { file, version, outDir, force, keep, onTheWay, resultFolders: this.folders };
  }
}
