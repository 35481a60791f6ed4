// methods.md: the paragraph for a paper and, below it, everything needed to repeat the analysis.
import type { AnalysisResult } from '../result.js';
import type { Reference } from './references.js';
import { sourceLines } from './sources-text.js';

/** The whole text of methods.md. */
export function methodsFile(result: AnalysisResult, references: readonly Reference[]): string {
  const sections: [title: string, lines: string[]][] = [
    ['Methods', [result.methodsText]],
    ['Parameters', parameterLines(result)],
    ['Null model', nullModelLines(result)],
    ['Warnings', result.warnings.map(({ message }) => `- ${oneLine(message)}`)],
    ['Input files', inputLines(result)],
    ['Data sources', fenced(sourceLines(result))],
    ['References', references.map(referenceLine)],
    ['Software', softwareLines(result)],
  ];
  const text = sections
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => `## ${title}\n\n${lines.join('\n')}\n`);
  return [`# ${result.analysis}\n`, ...text].join('\n');
}

function parameterLines({ parameters }: AnalysisResult): string[] {
  const rows = parameters.map(([name, value]) => `| \`${name}\` | ${tableCell(value)} |`);
  return ['| property | value |', '|---|---|', ...rows];
}

const tableCell = (text: string): string => oneLine(text).replaceAll('|', '\\|');

function nullModelLines({
  nullModel,
  meff,
  seed,
  statistics,
  withinRegion,
}: AnalysisResult): string[] {
  const numbers = Object.entries(meff).map(
    ([name, { x, y, used }]) =>
      `- effective number of tests, ${name}: ${String(used)} (X ${String(x)}${y === null ? '' : `, Y ${String(y)}`})`,
  );
  if (withinRegion && statistics.every(({ nulls }) => nulls === null))
    return [
      `- subjects permuted: ${String(withinRegion.permutations)} times, the same in all parcels; default_rng(${String(seed)})`,
    ];
  return [
    `- method: ${nullModel.method}, ${String(nullModel.permutations)} permutations of ${nullModel.permuted}`,
    `- space: ${nullModel.space ?? 'none'}`,
    `- origin: ${nullModel.origin}`,
    ...numbers,
  ];
}

function inputLines({ inputs }: AnalysisResult): string[] {
  if (inputs.length === 0) return [];
  const rows = inputs.map(
    ({ role, path, bytes, sha256 }) =>
      `| ${tableCell(role)} | ${tableCell(path)} | ${String(bytes)} | \`${sha256}\` |`,
  );
  return ['| role | file | bytes | SHA-256 |', '|---|---|---|---|', ...rows];
}

/** `Schaefer et al., 2018, Cereb Cortex`, of papers of methods with title, journal and volume. */
export function referenceText({ text, paper }: Reference): string {
  const source = paper ? [paper.title, paper.journal, paper.volume].filter(Boolean).join(', ') : '';
  return source ? `${text}. ${source}` : text;
}

function referenceLine(reference: Reference): string {
  const { doi, subjects, licenses, notes } = reference;
  const parts = [
    referenceText(reference),
    doi ? `https://doi.org/${doi}` : '',
    subjects.length > 0 ? `for ${subjects.join(', ')}` : '',
    licenses.length > 0 ? `licence: ${licenses.join(', ')}` : '',
    ...notes.map((note) => `note: ${note}`),
  ];
  return `- ${oneLine(parts.filter(Boolean).join('; '))}`;
}

function softwareLines(result: AnalysisResult): string[] {
  return [
    ...result.software.map(({ name, version }) => `- ${name} ${version}`),
    `- started ${result.started}, took ${result.seconds.toFixed(2)} s on ${String(result.threads)} thread(s)`,
    `- result key ${result.key}`,
  ];
}

/** Lines whose columns must stay aligned. */
const fenced = (lines: string[]): string[] =>
  lines.length === 0 ? [] : ['```text', ...lines, '```'];

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
