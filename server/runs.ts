// Runs analyses of open documents: plans from the text as it stands in the editor, each in a thread of its own, independent ones
// side by side, failures as diagnostics where they belong.
import type { LangiumDocument } from 'langium';
import { CancelledError, NspError } from '../engine/error.js';
import type { DataLibrary } from '../engine/library/library.js';
import type { RunAnswer } from '../engine/parallel/run-job.js';
import type { RunThreads } from '../engine/parallel/run-threads.js';
import { atOnce, runGraph, threadsFor } from '../engine/run-graph.js';
import { orderText, runOrder } from '../engine/run-order.js';
import type { AnalysisListing } from '../language/plan.js';
import { analysesOf } from '../language/plan.js';
import type { Prepared } from '../language/plan/prepare.js';
import { prepareAnalysis, runDiagnostic } from '../language/plan/prepare.js';
import type { Documents } from './documents.js';
import type { LibraryKeeper } from './library-keeper.js';
import type { Log } from './log.js';
import { ProgressSender } from './progress.js';
import type { RunOrder, RunOutcome, RunParams, RunProgress } from './protocol.js';
import type { RunDiagnostics } from './run-diagnostics.js';
import { licencesFor } from './run-licences.js';
import { RunStory } from './run-story.js';
import { resultsFolderOf } from './stored-results.js';
import { Turns } from './turns.js';

/** What the run service works with. */
export interface RunParts {
  documents: Documents;
  diagnostics: RunDiagnostics;
  threads: Pick<RunThreads, 'run' | 'rest'>;
  log: Log;
  version: string;
  /** The data library and settings of now. */
  keeper: LibraryKeeper;
  sendProgress: (progress: RunProgress) => void;
  /** Told what a request is going to run. */
  sendOrder: (order: RunOrder) => void;
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
  /** Analyses that were asked for; the others run because these need them. */
  wished: ReadonlySet<string>;
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
   * Runs the wished analyses after those they depend on, independent ones side by side. Cancelled ones are outcomes; what had not
   * begun then has none.
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
    const { documents, diagnostics, keeper, threads } = this.parts;
    const document = await documents.checked(params.uri);
    diagnostics.clear(document);
    const file = fileOf(document);
    const tasks = await documents.read(() => tasksOf(document, params, keeper.library));
    this.tellOrder(params.runId, tasks);
    const progress = new ProgressSender(params.runId, tasks.length, this.parts.sendProgress);
    const outDir = resultsFolderOf(file, keeper.settings.resultsDir);
    const wished = new Set(params.analyses ?? tasks.map(({ listing }) => listing.name));
    const request: Request = {
      ...{ document, file, outDir, force: params.force, wished, signal, progress },
      ...{ folders: {}, fetched: false },
    };
    const outcomes = await this.runGraph(tasks, request);
    progress.end();
    await threads.rest();
    if (request.fetched) await this.parts.onFetched();
    return outcomes;
  }

  /** What is going to run, for the log and the progress notification. */
  private tellOrder(runId: string, tasks: readonly Task[]): void {
    const listings = tasks.map(({ listing }) => listing);
    const analyses = listings.map(({ name }) => name);
    const text = orderText(listings, analyses);
    if (analyses.length > 1) this.parts.log.info(`Runs ${text}`);
    this.parts.sendOrder({ runId, analyses, text });
  }

  private runGraph(tasks: readonly Task[], request: Request): Promise<RunOutcome[]> {
    const byName = new Map(tasks.map((task) => [task.listing.name, task]));
    const wishes = tasks.map(({ listing: { name, dependencies }, prepared }) => ({
      ...{ name, dependencies },
      threads: prepared.plan?.nProc ?? 1,
    }));
    const threads = threadsFor(wishes.map((wish) => wish.threads));
    return runGraph(wishes, {
      ...{ threads, atOnce: atOnce(threads), signal: request.signal },
      run: async (name, share) => {
        const task = byName.get(name);
        if (!task) throw new Error(`no analysis ${name}`);
        const ended = await this.runOne(task, share, request);
        request.progress.finish(name);
        return ended;
      },
      succeeded: ({ status }) => status === 'done' || status === 'stored',
      skip: (name, because) => this.skip(name, because, request),
    });
  }

  private skip(name: string, because: string, { progress }: Request): RunOutcome {
    progress.finish(name);
    const message = `${name} was skipped: it uses the result of ${because}, which could not be run.`;
    this.parts.log.warning(message);
    return outcome(name, 'skipped', { message });
  }

  private async runOne(
    { listing: { name }, prepared }: Task,
    share: number,
    request: Request,
  ): Promise<RunOutcome> {
    if (!prepared.plan) {
      const message = prepared.diagnostics[0]?.message ?? `${name} cannot be run.`;
      this.parts.log.error(`${name}: ${message}`);
      return outcome(name, prepared.status, { message });
    }
    const began = performance.now();
    const answer = await this.runPlan({ ...prepared.plan, nProc: share }, request);
    const ended = this.conclude(name, answer, (performance.now() - began) / 1000, request);
    if (answer.status !== 'failed' || answer.code !== 'licence-not-accepted') return ended;
    return { ...ended, licences: await licencesFor(prepared.plan, this.parts.keeper) };
  }

  private async runPlan(plan: NonNullable<Prepared['plan']>, request: Request): Promise<RunAnswer> {
    const { file, outDir, force, wished, signal, progress, folders } = request;
    const { threads, log, version, keeper } = this.parts;
    const story = new RunStory(plan.name, log);
    const answer = await threads.run(
      {
        plan,
        folders: [...keeper.library.folders],
        fetch: keeper.fetchSettings(),
        cacheFolder: keeper.cacheFolder(),
        outDir,
        resultFolders: { ...folders },
        file,
        version,
        force: force && wished.has(plan.name),
        onTheWay: !wished.has(plan.name),
        keep: keeper.settings.keep,
      },
      (event) => {
        if (event.type === 'log') return story.note(event.text);
        if (event.type !== 'progress') return;
        request.fetched ||= event.update.stage === FETCHING;
        progress.report(plan.name, event.update);
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
