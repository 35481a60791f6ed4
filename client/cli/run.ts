// `nsp run`: checks the file, runs its analyses in the order they depend on each other, and says what came out.
import { resolve } from 'node:path';
import type { Diagnostic } from 'vscode-languageserver-types';
import { NspError } from '../../engine/error.js';
import { Cache, cacheFolder } from '../../engine/library/cache.js';
import { Fetcher } from '../../engine/library/fetch/fetcher.js';
import { licenceLine } from '../../engine/library/fetch/licences.js';
import { runOrder } from '../../engine/run-order.js';
import type { AnalysisListing } from '../../language/plan.js';
import { analysesOf } from '../../language/plan.js';
import type { Arguments, Surroundings } from './command.js';
import { exit } from './command.js';
import { diagnosticLine } from './diagnostic-text.js';
import { fileOpener } from './open-file.js';
import { downloadSettings, openLibrary } from './open-library.js';
import { ERASE } from './progress-line.js';
import { AnalysisRunner } from './run-analysis.js';
import type { Outcome } from './run-analysis.js';
import { runOptions } from './run-options.js';
import type { RunOptions } from './run-options.js';
import { jsonReport, textReport } from './run-report.js';

export async function run(args: Arguments, around: Surroundings): Promise<number> {
  const options = runOptions(args, around.cwd);
  const library = openLibrary(args, around);
  const { document, errors } = await fileOpener(library, around.cwd)(options.file);
  const order = analysesToRun(analysesOf(document, library), options);
  if (order.length === 0) sayWhyNone(errors, options, around);
  const fetcher = new Fetcher(downloadSettings(args, around), (notice) => {
    around.err(`${around.errIsTerminal ? ERASE : ''}Downloading ${licenceLine(notice)}\n`);
  });
  const own = library.folders.filter((folder) => folder !== resolve(around.demoLibrary));
  const cache = new Cache(cacheFolder(own));
  const runner = new AnalysisRunner(document, { library, fetcher, cache }, options, around);
  const outcomes = await runAll(order, runner, options, around).finally(() => fetcher.close());
  if (options.json) around.out(jsonReport(options, around.version, outcomes));
  if (outcomes.some(({ status }) => status === 'cancelled')) {
    around.err('nsp: interrupted; nothing half-written was left\n');
    return exit.interrupted;
  }
  const succeeded = outcomes.filter(({ status }) => status === 'done' || status === 'stored');
  return succeeded.length > 0 && succeeded.length === outcomes.length ? exit.done : exit.failed;
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

/** Runs one after the other; an interrupt ends the list. */
async function runAll(
  order: readonly AnalysisListing[],
  runner: AnalysisRunner,
  options: RunOptions,
  around: Surroundings,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const listing of order) {
    const outcome = await runner.run(listing);
    outcomes.push(outcome);
    if (outcome.status === 'cancelled') break;
    if (!options.json) around.out(textReport(outcome, around.cwd));
  }
  return outcomes;
}
