// `nsp run`: checks the file, runs its analyses in the order they depend on each other, independent ones side by side, and says
// what came out.
import { resolve } from 'node:path';
import type { LangiumDocument } from 'langium';
import type { Diagnostic } from 'vscode-languageserver-types';
import { NspError } from '../../engine/error.js';
import { Cache, cacheFolder } from '../../engine/library/cache.js';
import { Fetcher } from '../../engine/library/fetch/fetcher.js';
import { licenceLine } from '../../engine/library/fetch/licences.js';
import type { DataLibrary } from '../../engine/library/library.js';
import { RunThreads } from '../../engine/parallel/run-threads.js';
import { atOnce, runGraph, threadsFor } from '../../engine/run-graph.js';
import { orderText, runOrder } from '../../engine/run-order.js';
import type { AnalysisListing } from '../../language/plan.js';
import { analysesOf } from '../../language/plan.js';
import type { Arguments, Surroundings } from './command.js';
import { exit } from './command.js';
import { diagnosticLine } from './diagnostic-text.js';
import { fileOpener } from './open-file.js';
import { downloadSettings, openLibrary } from './open-library.js';
import { ProgressBoard } from './progress-board.js';
import { AnalysisRunner } from './run-analysis.js';
import type { Outcome } from './run-analysis.js';
import { runOptions } from './run-options.js';
import type { RunOptions } from './run-options.js';
import { jsonReport, summary, textReport } from './run-report.js';

export async function run(args: Arguments, around: Surroundings): Promise<number> {
  const options = runOptions(args, around.cwd);
  const library = openLibrary(args, around);
  const { document, errors } = await fileOpener(library, around.cwd)(options.file);
  const order = analysesToRun(analysesOf(document, library), options);
  if (order.length === 0) sayWhyNone(errors, options, around);
  // The story of a run names its stages, so it needs no other progress.
  const board = new ProgressBoard(around, options.quiet || options.verbose);
  const fetcher = new Fetcher(downloadSettings(args, around), (notice) =>
    board.say(`Downloading ${licenceLine(notice)}`),
  );
  const outcomes = await runAll(order, { document, library, fetcher, board }, options, around);
  if (options.json) around.out(jsonReport(options, around.version, outcomes));
  if (around.signal.aborted || outcomes.some(({ status }) => status === 'cancelled')) {
    around.err('nsp: interrupted; nothing half-written was left\n');
    return exit.interrupted;
  }
  const said = summary(outcomes);
  if (said !== '') around.err(`nsp: ${said}\n`);
  return said === '' && outcomes.length > 0 ? exit.done : exit.failed;
}

/** @throws NspError `no-such-analysis` */
function analysesToRun(
  all: readonly AnalysisListing[],
  { file, names }: RunOptions,
): AnalysisListing[] {
  const byName = new Map(all.map((listing) => [listing.name, listing]));
  const unknown = names.find((name) => !byName.has(name));
  if (unknown !== undefined) {
    const has = byName.size > 0 ? `it has ${[...byName.keys()].join(', ')}` : 'it has none';
    throw new NspError('no-such-analysis', `${file} has no analysis ${unknown}; ${has}`);
  }
  const order = runOrder(all, names.length > 0 ? names : [...byName.keys()]);
  return order.flatMap((name) => byName.get(name) ?? []);
}

function sayWhyNone(
  errors: readonly Diagnostic[],
  { file }: RunOptions,
  around: Surroundings,
): void {
  for (const error of errors) around.err(`${diagnosticLine(file, error)}\n`);
  around.err(`nsp: there is no analysis to run in ${file}\n`);
}

interface Parts {
  document: LangiumDocument;
  library: DataLibrary;
  fetcher: Fetcher;
  board: ProgressBoard;
}

/** Outcomes in the order of the list; an interrupt ends it. */
async function runAll(
  order: readonly AnalysisListing[],
  { document, library, fetcher, board }: Parts,
  options: RunOptions,
  around: Surroundings,
): Promise<Outcome[]> {
  const own = library.folders.filter((folder) => folder !== resolve(around.demoLibrary));
  const folder = cacheFolder(own);
  const several = order.length > 1 && around.workerPath !== null;
  const threads = several ? new RunThreads(around.workerPath ?? '') : null;
  const data = { library, fetcher, cache: new Cache(folder), cacheFolder: folder, threads };
  const runner = new AnalysisRunner(document, data, options, around, board);
  const names = order.map(({ name }) => name);
  if (order.length > 1 && !options.quiet) board.say(`nsp: runs ${orderText(order, names)}`);
  const tasks = order.map(({ name, dependencies }) => {
    const wish = options.nProc ?? runner.prepared(name).plan?.nProc ?? 1;
    return { name, dependencies, threads: wish };
  });
  const total = threadsFor(tasks.map((task) => task.threads));
  const reports = new ReportsInOrder(names, options, around);
  try {
    return await runGraph<Outcome>(tasks, {
      threads: total,
      atOnce: threads ? atOnce(total) : 1,
      signal: around.signal,
      run: async (name, share) => reports.take(await runner.run({ name }, share)),
      succeeded: ({ status }) => status === 'done' || status === 'stored',
      skip: (name, because) => reports.take(runner.skip(name, because)),
    });
  } finally {
    await Promise.all([threads?.end(), fetcher.close()]);
  }
}

/** Prints what came out in the order of the file, whatever ends first. */
class ReportsInOrder {
  private readonly ready = new Map<string, Outcome>();
  private next = 0;

  constructor(
    private readonly names: readonly string[],
    private readonly options: RunOptions,
    private readonly around: Surroundings,
  ) {}

  take(outcome: Outcome): Outcome {
    this.ready.set(outcome.analysis, outcome);
    for (;;) {
      const first = this.ready.get(this.names[this.next] ?? '');
      if (!first) return outcome;
      this.next += 1;
      if (!this.options.json && first.status !== 'cancelled')
        this.around.out(textReport(first, this.around.cwd));
    }
  }
}
