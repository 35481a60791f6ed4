// Runs one analysis of a checked file: its plan, the run, and the outcome with everything said about it on stderr.
import type { LangiumDocument } from 'langium';
import type { Diagnostic } from 'vscode-languageserver-types';
import { CancelledError, NspError } from '../../engine/error.js';
import { executePlan } from '../../engine/execute.js';
import type { Execution } from '../../engine/execute.js';
import type { Cache } from '../../engine/library/cache.js';
import type { Fetcher } from '../../engine/library/fetch/fetcher.js';
import type { DataLibrary } from '../../engine/library/library.js';
import type { AnalysisPlan } from '../../engine/plan.js';
import type { AnalysisListing } from '../../language/plan.js';
import { prepareAnalysis, runDiagnostic } from '../../language/plan/prepare.js';
import type { Surroundings } from './command.js';
import { diagnosticLine } from './diagnostic-text.js';
import { progressLine, silent } from './progress-line.js';
import type { RunOptions } from './run-options.js';

type Status = 'done' | 'stored' | 'failed' | 'cancelled' | 'refused';

/** What became of an analysis. */
export interface Outcome {
  analysis: string;
  status: Status;
  /** For done and stored. */
  execution: Execution | null;
  /** For failed and refused: one sentence. */
  message: string | null;
  /** Of this call, not of the stored result. */
  seconds: number;
}

/** Runs the analyses of one document one by one. */
export class AnalysisRunner {
  private readonly printed = new Set<string>();
  private readonly folders: Record<string, string> = {};

  constructor(
    private readonly document: LangiumDocument,
    private readonly data: { library: DataLibrary; fetcher: Fetcher; cache: Cache },
    private readonly options: RunOptions,
    private readonly around: Surroundings,
  ) {}

  /** Runs an analysis whose dependencies have been run before. Expected failures are outcomes. */
  async run(listing: AnalysisListing): Promise<Outcome> {
    const began = performance.now();
    const rest = await this.attempt(listing);
    const seconds = (performance.now() - began) / 1000;
    return { analysis: listing.name, execution: null, message: null, ...rest, seconds };
  }

  private async attempt({
    name,
    dependencies,
  }: AnalysisListing): Promise<Pick<Outcome, 'status'> & Partial<Outcome>> {
    const { document, around } = this;
    const prepared = prepareAnalysis(document, name, this.data.library);
    if (!prepared) throw new Error(`no analysis ${name}`);
    if (!prepared.plan) return this.refuse(prepared.status, prepared.diagnostics);
    const missing = dependencies.find((dependency) => !(dependency in this.folders));
    if (missing !== undefined) {
      const message = `${name} uses the result of ${missing}, which could not be run`;
      return this.fail(name, new NspError('no-result', message));
    }
    try {
      const execution = await this.execute(prepared.plan);
      this.folders[name] = execution.folder;
      return { status: execution.reused ? 'stored' : 'done', execution };
    } catch (error) {
      if (error instanceof CancelledError || around.signal.aborted) return { status: 'cancelled' };
      if (error instanceof NspError) return this.fail(name, error);
      throw error;
    }
  }

  private fail(name: string, { code, message, subject }: NspError): ReturnType<typeof this.refuse> {
    return this.refuse('failed', [
      runDiagnostic(this.document, name, { code, message, ...subject }),
    ]);
  }

  /** Prints each diagnostic once, however many analyses it stops. */
  private refuse(
    status: 'failed' | 'refused',
    diagnostics: readonly Diagnostic[],
  ): { status: Status; message: string | null } {
    for (const each of diagnostics) {
      const line = diagnosticLine(this.options.file, each);
      if (!this.printed.has(line)) this.around.err(`${line}\n`);
      this.printed.add(line);
    }
    return { status, message: diagnostics[0]?.message ?? null };
  }

  private async execute(plan: AnalysisPlan): Promise<Execution> {
    const { options, around } = this;
    const progress = options.quiet ? silent : progressLine(plan.name, around);
    try {
      const execution = await executePlan(
        { ...plan, nProc: options.nProc ?? plan.nProc },
        {
          ...this.data,
          workerPath: around.workerPath,
          signal: around.signal,
          onProgress: (update) => progress.update(update),
          onLog: () => undefined,
          file: options.path,
          version: around.version,
          outDir: options.outDir,
          force: options.force,
          resultFolders: this.folders,
        },
      );
      progress.clear();
      for (const { message } of execution.result.warnings)
        around.err(`${plan.name}: warning: ${message}\n`);
      return execution;
    } finally {
      progress.clear();
    }
  }
}
