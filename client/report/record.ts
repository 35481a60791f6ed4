// How the numbers came about: design, null model, parameters, methods with references, inputs, versions and times.
import type {
  AnalysisResult,
  AutocorrelationDiagnostic,
  ResultDesign,
} from '../../engine/result.js';
import type { ReportFacts } from '../../server/protocol.js';
import {
  formatBytes,
  formatCount,
  formatSeconds,
  formatStatistic,
  plural,
} from '../webview/results/format.js';
import {
  balance,
  balanceGroups,
  isUnbalanced,
  MUCH,
  type BalanceGroup,
} from '../webview/results/design-balance.js';
import { basis, consequence } from '../webview/results/nulls-words.js';
import { correctionName, permutedName, tailName } from '../webview/results/names.js';
import { html, type Markup } from './markup.js';
import { methods } from './methods.js';
import { preparation } from './preparation.js';
import { paragraph, plainTable, section, type Content } from './parts.js';

type Facts = [name: string, value: Content][];

const listed = (names: readonly string[]): string => names.join(', ') || 'none';

function designFacts({
  groups,
  pairs,
  comparison,
  regressed,
  protected: kept,
  combat,
}: ResultDesign): Facts {
  return [
    ...groups.map(({ level, rows }): [string, string] => [`Group ${level}`, plural(rows, 'row')]),
    ...(pairs === null ? [] : [['Pairs', formatCount(pairs)] as [string, string]]),
    ...(comparison
      ? [['Comparison', `${comparison.name}(${comparison.sides.join(', ')})`] as [string, string]]
      : []),
    ['Regressed, continuous', listed(regressed.continuous)],
    ['Regressed, categorical', listed(regressed.categorical)],
    ['Protected', listed(kept)],
    [
      'Sites harmonised with ComBat',
      combat
        ? `${combat.column}: ${combat.sites.map(({ site, rows }) => `${site} (${plural(rows, 'row')})`).join(', ')}`
        : 'none',
    ],
  ];
}

/** Covariates by group: mean ± standard deviation, or how many rows are 1. */
function balanceTable(facts: ResultDesign): Markup | false {
  const rows = balance(facts);
  if (!rows.length) return false;
  const cell = ({ count, mean, sd, ones }: BalanceGroup): string =>
    ones === null
      ? `${formatStatistic(mean)}${sd === null ? '' : ` ± ${formatStatistic(sd)}`}`
      : `${formatCount(ones)} of ${formatCount(count)}`;
  return html`<h4>Covariates by group</h4>
    ${plainTable(
      'Covariates by group',
      ['Column', ...balanceGroups(facts), 'Standardised difference'],
      rows.map((row) => [
        row.column,
        ...row.groups.map(cell),
        `${formatStatistic(row.difference)}${isUnbalanced(row) ? ' (large)' : ''}`,
      ]),
    )}
    <p class="note">
      Mean ± standard deviation, or rows that are 1. Groups more than ${MUCH} standard deviations
      apart are marked: the comparison may show the covariate.
    </p> `;
}

const design = ({ design: facts }: AnalysisResult, id: string): Markup | false =>
  facts !== undefined
  && section(
    `${id}-design`,
    'Design',
    plainTable('Design', ['Fact', 'Value'], designFacts(facts)),
    balanceTable(facts),
  );

const verdict = (judged: AutocorrelationDiagnostic): Markup =>
  html`${paragraph(html`<strong>${judged.verdict}</strong> ${consequence(judged)}`)}
    <p class="note">${basis(judged)}</p> `;

function nullModel(result: AnalysisResult, id: string): Markup {
  const { method, permuted, space, origin, permutations } = result.nullModel;
  const tested = result.statistics.flatMap(({ label, p, tail }) =>
    p !== null && tail !== null ? [[`p of ${label}`, tailName(tail)] as [string, string]] : [],
  );
  const judged = result.diagnostics?.autocorrelation ?? null;
  const facts: Facts = [
    ['Null model', method],
    ['Permuted', permutedName(permuted)],
    ['Space', space ?? 'none'],
    ['Origin', origin],
    ['Permutations', formatCount(permutations)],
    ...tested,
    ...Object.entries(result.meff).map(([name, { x, y, used }]): [string, string] => [
      `Effective tests, ${correctionName(name)}`,
      `${formatStatistic(used)} (x ${formatStatistic(x)}${y === null ? '' : `, y ${formatStatistic(y)}`})`,
    ]),
  ];
  return section(
    `${id}-nulls`,
    'Null model',
    plainTable('Null model', ['Fact', 'Value'], facts),
    judged
      && html`<h4>Spatial autocorrelation</h4>
        ${'missing' in judged ? paragraph(judged.missing) : verdict(judged)}`,
  );
}

const parameters = ({ parameters: rows }: AnalysisResult, id: string): Markup =>
  section(
    `${id}-parameters`,
    'Parameters',
    paragraph('As they were used, every default spelled out.'),
    plainTable(
      'Parameters',
      ['Property', 'Value'],
      rows.map(([name, value]) => [html`<code>${name}</code>`, value]),
    ),
  );

function provenance(result: AnalysisResult, id: string): Markup {
  const { started, seconds, threads, seed, seedDrawn, software, inputs, timings, key, file } =
    result;
  const facts: Facts = [
    ['File', file ?? 'none'],
    [
      'Run',
      `${started.slice(0, 16).replace('T', ' ')} UTC, ${formatSeconds(seconds)} on ${plural(threads, 'thread')}`,
    ],
    [
      'Seed',
      `${seed}${seedDrawn ? ', drawn for this run: write it into the analysis to get the same numbers again' : ', given in the file'}`,
    ],
    ...software.map(({ name, version }): [string, string] => [name, version]),
    [
      'Stages',
      timings.map((timing) => `${timing.stage} ${formatSeconds(timing.seconds)}`).join(', '),
    ],
    ['Key of the result', html`<code>${key}</code>`],
  ];
  const files = inputs.map(({ role, path, bytes, sha256 }) => [
    role,
    path,
    formatBytes(bytes),
    html`<code>${sha256}</code>`,
  ]);
  return section(
    `${id}-provenance`,
    'Provenance',
    plainTable('Run', ['Fact', 'Value'], facts),
    files.length
      ? html`<h4>Input files</h4>
          ${plainTable('Input files', ['Used for', 'File', 'Size', 'SHA-256'], files)}`
      : paragraph('No input files were read.'),
  );
}

/** All sections after the numbers. */
export const record = (result: AnalysisResult, facts: ReportFacts, id: string): Markup =>
  html`${design(result, id)}${preparation(result, id)}${nullModel(result, id)}${parameters(result, id)}${methods(result, facts, id)}${provenance(result, id)}`;
