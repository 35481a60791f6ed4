// What `nsp run` says on stdout: a short table per analysis, or one JSON document.
import { secondsText } from './number-text.js';
import { additionalLines } from './additional-lines.js';
import { factsLine, resultLines, shortPath, significance } from './result-table.js';
import type { Outcome } from './run-analysis.js';
import type { RunOptions } from './run-options.js';

/** The paragraph of one analysis; a failure is one line, its reason stands on stderr. */
export function textReport(outcome: Outcome, cwd: string): string {
  const { analysis, status, execution } = outcome;
  if (!execution) return `${analysis}: ${status === 'refused' ? 'not run' : status}\n\n`;
  const { result, folder, reused } = execution;
  const how = reused
    ? 'the stored result is still valid, nothing was computed'
    : secondsText(outcome.seconds);
  return [
    `${analysis} (${how})`,
    `  ${factsLine(result)}`,
    '',
    ...resultLines(result),
    ...additionalLines(result),
    ...sourcesLine(result),
    `  files: ${shortPath(folder, cwd)}`,
    '',
    '',
  ].join('\n');
}

/** One line about what did not come out: `2 of 4 analyses done; failed: Bad; skipped: Again (…)`; empty when all did. */
export function summary(outcomes: readonly Outcome[]): string {
  const of = (...wanted: Outcome['status'][]): Outcome[] =>
    outcomes.filter(({ status }) => wanted.includes(status));
  const done = of('done', 'stored').length;
  if (done === outcomes.length) return '';
  const part = (title: string, some: Outcome[]): string[] =>
    some.length === 0 ? [] : [`${title}: ${some.map(({ analysis }) => analysis).join(', ')}`];
  const skipped = of('skipped').map((one) => ({
    ...one,
    analysis: `${one.analysis} (${one.message ?? ''})`,
  }));
  return [
    `${String(done)} of ${String(outcomes.length)} analyses done`,
    ...part('failed', of('failed')),
    ...part('skipped', skipped),
    ...part('not run', of('refused')),
  ].join('; ');
}

/** How many sources of the data library to cite, and where they are listed. */
function sourcesLine({ citations }: NonNullable<Outcome['execution']>['result']): string[] {
  const subjects = new Set(citations.map(({ subject }) => subject));
  return subjects.size === 0
    ? []
    : [`  please cite: ${String(subjects.size)} sources of data (methods.md, references.bib)`];
}

/** The document of --json: name, status, folder, seconds, seed, counts, warnings and message of each analysis. */
export function jsonReport(
  { path }: RunOptions,
  version: string,
  outcomes: readonly Outcome[],
): string {
  const analyses = outcomes.map(({ analysis, status, execution, message, seconds }) => ({
    name: analysis,
    status,
    folder: execution?.folder ?? null,
    seconds,
    seed: execution?.result.seed ?? null,
    counts: execution ? counts(execution.result) : null,
    warnings: execution?.result.warnings ?? [],
    message,
  }));
  return `${JSON.stringify({ version, file: path, analyses }, null, 2)}\n`;
}

function counts(result: NonNullable<Outcome['execution']>['result']): Record<string, number> {
  const { tests, p, q } = significance(result);
  return {
    y: result.y.labels.length,
    x: result.columns.length,
    parcels: result.parcellation.parcels.length,
    permutations: result.nullModel.permutations,
    tests,
    significant: p,
    significantCorrected: q,
  };
}
