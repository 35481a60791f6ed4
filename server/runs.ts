// Runs analyses of open documents: plans from the text as it stands in the editor, one run at a time in a thread of its own,
// failures as diagnostics where they belong.
import type { LangiumDocument } from 'langium';
import { CancelledError, NspError } from '../engine/error.js';
import type { DataLibrary } from '../engine/library/library.js';
import type { RunAnswer } from '../engine/parallel/run-job.js';
import { runOrder } from '../engine/run-order.js';
import type { AnalysisListing } from '../language/plan.js';
import { analysesOf } from '../language/plan.js';
import type { Prepared } from '../language/plan/prepare.js';
import { prepareAnalysis, runDiagnostic } from '../language/plan/prepare.js';
import type { Documents } from './documents.js';
import type { LibraryKeeper } from './library-keeper.js';
import type { Log } from './log.js';
import { ProgressSender } from './progress.js';
import type { RunOutcome, RunParams, RunProgress } from './protocol.js';
import type { RunDiagnostics } from './run-diagnostics.js';
import { licencesFor } from './run-licences.js';
import { RunStory } from './run-story.js';
import type { RunThread } from './run-thread.js';
import { resultsFolderOf } from './stored-results.js';
import { Turns } from './turns.js';

/** What the run service works with. */
export interface RunParts {
  documents: Documents;
  diagnostics: RunDiagnostics;
  thread: RunThread;
  log: Log;
  version: string;
  /** The data library and settings of now. */
  keeper: LibraryKeeper;
  sendProgress: (progress: RunProgress) => void;
  /** Told when a result was stored. */
  onResult: () => void;
  /** Told at the end of a request whose runs have downloaded data. */
  onFetched: () => Promise<void>;
}

/** One analysis of a request, planned from the text at its beginning. */
interface Task {
  listing: AnalysisListing;
  prepared: Prepared;
}

/** What all analyses of a request share. */
interface Request {
  document: LangiumDocument;
  file: string;
  outDir: string;
  force: boolean;
  signal: AbortSignal;
  progress: ProgressSender;
  /** Result folders of the analyses that have run, by name. */
  folders: Record<string, string>;
  /** Whether a run went to download something. */
  fetched: boolean;
}

/** Stage of a run that downloads. */
const FETCHING = 'Fetching data';

export class RunService {
  private readonly turns = new Turns();

  constructor(private readonly parts: RunParts) {}

  /**
   * Runs the wished analyses after those they depend on. Cancelled ones are outcomes; the list ends with the first.
   * @throws NspError `no-such-file`, `no-such-analysis`, `unsaved-file`
   */
  async run(params: RunParams, signal: AbortSignal): Promise<RunOutcome[]> {
    try {
      return await this.turns.take(signal, () => this.runAll(params, signal));
    } catch (error) {
      if (!(error instanceof CancelledError)) throw error;
      return (params.analyses ?? []).map((analysis) => outcome(analysis, 'cancelled'));
    }
  }

  private async runAll(params: RunParams, signal: AbortSignal): Promise<RunOutcome[]> {
    const { documents, diagnostics, keeper, sendProgress } = this.parts;
    const document = await documents.checked(params.uri);
    diagnostics.clear(document);
    const file = fileOf(document);
    const tasks = await documents.read(() => tasksOf(document, params, keeper.library));
    const progress = new ProgressSender(params.runId, tasks.length, sendProgress);
    const outDir = resultsFolderOf(file, keeper.settings.resultsDir);
    const { force } = params;
    const request: Request = {
      ...{ document, file, outDir, force, signal, progress },
      ...{ folders: {}, fetched: false },
    };
    const outcomes: RunOutcome[] = [];
    for (const [index, task] of tasks.entries()) {
      outcomes.push(await this.runOne(task, index, request));
      if (signal.aborted) break;
    }
    progress.end();
    if (request.fetched) await this.parts.onFetched();
    return outcomes;
  }

  private async runOne(
    { listing, prepared }: Task,
    index: number,
    request: Request,
  ): Promise<RunOutcome> {
    const { name, dependencies } = listing;
    if (!prepared.plan) {
      const message = prepared.diagnostics[0]?.message ?? `${name} cannot be run.`;
      this.parts.log.error(`${name}: ${message}`);
      return outcome(name, prepared.status, { message });
    }
    const missing = dependencies.find((dependency) => !(dependency in request.folders));
    const began = performance.now();
    const answer: RunAnswer =
      missing === undefined
        ? await this.runPlan(prepared.plan, index, request)
        : {
            status: 'failed',
            code: 'no-result',
            message: `${name} uses the result of ${missing}, which could not be run.`,
            subject: null,
          };
    const ended = this.conclude(name, answer, (performance.now() - began) / 1000, request);
    if (answer.status !== 'failed' || answer.code !== 'licence-not-accepted') return ended;
    return { ...ended, licences: await licencesFor(prepared.plan, this.parts.keeper) };
  }

  private async runPlan(
    plan: NonNullable<Prepared['plan']>,
    index: number,
    request: Request,
  ): Promise<RunAnswer> {
    const { file, outDir, force, signal, progress, folders } = request;
    const { thread, log, version, keeper } = this.parts;
    const story = new RunStory(plan.name, log);
    const answer = await thread.run(
      {
        plan,
        folders: [...keeper.library.folders],
        fetch: keeper.fetchSettings(),
        cacheFolder: keeper.cacheFolder(),
        outDir,
        resultFolders: folders,
        file,
        version,
        force,
      },
      (event) => {
        if (event.type === 'log') return story.note(event.text);
        request.fetched ||= event.update.stage === FETCHING;
        progress.report(index, plan.name, event.update);
      },
      signal,
    );
    story.end(answer);
    return answer;
  }

  private conclude(
    name: string,
    answer: RunAnswer,
    seconds: number,
    { document, folders }: Request,
  ): RunOutcome {
    switch (answer.status) {
      case 'done':
      case 'stored':
        folders[name] = answer.folder;
        this.parts.onResult();
        return outcome(name, answer.status, { folder: answer.folder, seconds });
      case 'cancelled':
        return outcome(name, 'cancelled', { seconds });
      case 'failed': {
        const { code, message, subject } = answer;
        const diagnostic = runDiagnostic(document, name, { code, message, ...subject });
        this.parts.diagnostics.add(document, diagnostic);
        return outcome(name, 'failed', { message, seconds });
      }
    }
  }
}

/** @throws NspError `no-such-analysis` */
function tasksOf(document: LangiumDocument, { analyses }: RunParams, library: DataLibrary): Task[] {
  const all = analysesOf(document, library);
  const byName = new Map(all.map((listing) => [listing.name, listing]));
  const unknown = analyses?.find((name) => !byName.has(name));
  if (unknown !== undefined)
    throw new NspError('no-such-analysis', `There is no analysis ${unknown} in this file.`);
  return runOrder(all, analyses ?? [...byName.keys()]).flatMap((name) => {
    const listing = byName.get(name);
    const prepared = prepareAnalysis(document, name, library);
    return listing && prepared ? [{ listing, prepared }] : [];
  });
}

/** @throws NspError `unsaved-file` */
function fileOf({ uri }: LangiumDocument): string {
  if (uri.scheme === 'file') return uri.fsPath;
  throw new NspError(
    'unsaved-file',
    'Save the file first: results are stored beside it, and paths in it start from its folder.',
  );
}

function outcome(
  analysis: string,
  status: RunOutcome['status'],
  rest: Partial<RunOutcome> = {},
): RunOutcome {
  return { analysis, status, folder: null, message: null, seconds: 0, licences: [], ...rest };
}
