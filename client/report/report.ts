// The report: one self-contained page, of one analysis or of several with an index. It needs no network, and no script to be read.
import type { AnalysisResult } from '../../engine/result.js';
import type { ReportFacts } from '../../server/protocol.js';
import { answerWithin, onlyWithin } from '../webview/results/across-subjects.js';
import { plural } from '../webview/results/format.js';
import {
  ALPHA,
  choices,
  firstChoice,
  firstRow,
  rowsOf,
  type Choice,
} from '../webview/results/model.js';
import { correctionName } from '../webview/results/names.js';
import { columnNoun, counts, question } from '../webview/results/words.js';
import { UNTESTED, answer } from './answer.js';
import type { ReportBrain } from './brain.js';
import { closer } from './closer.js';
import { figures } from './figures.js';
import { html, trusted, type Markup } from './markup.js';
import { numbers } from './numbers.js';
import { plainTable } from './parts.js';
import { record } from './record.js';
import { SCRIPT } from './script.js';
import { STYLE } from './style.js';

export interface ReportAnalysis {
  result: AnalysisResult;
  /** With the nulls of `histogramCells(result)`. */
  facts: ReportFacts;
  /** With the maps of `brainPairs(result)`. */
  brain: ReportBrain;
}

/** SHA-256 of a text in UTF-8, as base64. */
export type Sha256 = (text: string) => string;

/** Nothing is loaded; of scripts and styles only those of the page itself run. */
const policy = (sha256: Sha256): string =>
  [
    `default-src 'none'`,
    `style-src 'sha256-${sha256(STYLE)}'`,
    `script-src 'sha256-${sha256(SCRIPT)}'`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');

function body({ result, facts, brain }: ReportAnalysis, id: string): Markup {
  const compared = !onlyWithin(result);
  const drawn = { nulls: facts.nulls, brain };
  return html`${answer(result)}${closer(result, id)}${compared ? figures(result, drawn, id) : ''}${compared ? numbers(result, id) : ''}${record(result, facts, id)}`;
}

/** Of several y maps that were tested one by one. */
function pairCounts(result: AnalysisResult, choice: Choice, correction: string | null): string {
  const rows = choice.statistic.rows.flatMap((_, y) => rowsOf(result, choice, y, correction));
  const tested = rows.filter(({ p }) => p !== null);
  const below = tested.filter(({ p }) => p !== null && p < ALPHA).length;
  const after = tested.filter(({ mark }) => mark === 'corrected').length;
  const corrected = correction === null ? '' : `, ${after} after ${correctionName(correction)}`;
  return `${below} of ${plural(tested.length, 'pair')} of maps with p < .05 uncorrected${corrected}.`;
}

function outcome(result: AnalysisResult): string {
  const within = onlyWithin(result);
  if (within) return answerWithin(result, within).join(' ');
  const choice = firstChoice(choices(result));
  if (!choice) return 'no statistic';
  if (choice.statistic.p === null) return UNTESTED;
  const correction = Object.keys(choice.statistic.corrected)[0] ?? null;
  const pooled = choice.statistic.pooledRow.includes(true);
  if (choice.statistic.rows.length > 1 && !pooled) return pairCounts(result, choice, correction);
  const rows = rowsOf(result, choice, firstRow(choice.statistic), correction);
  return counts(choice, rows, correction, columnNoun(result));
}

function index(analyses: readonly ReportAnalysis[]): Markup {
  return html`<nav aria-label="Analyses">
    ${plainTable(
      'Analyses of this report',
      ['Analysis', 'Question', 'Answer'],
      analyses.map(({ result }, i) => [
        html`<a href="#analysis-${i + 1}">${result.analysis}</a>`,
        question(result),
        outcome(result),
      ]),
    )}
  </nav> `;
}

function content(analyses: readonly ReportAnalysis[], title: string): Markup {
  const [only, ...more] = analyses;
  if (only && !more.length)
    return html`<h1>${only.result.analysis}</h1>
      ${body(only, 'analysis-1')}`;
  return html`<h1>${title}</h1>
    ${index(analyses)}${analyses.map(
      (analysis, i) =>
        html`<article>
          <h2 id="analysis-${i + 1}">${analysis.result.analysis}</h2>
          ${body(analysis, `analysis-${i + 1}`)}
        </article> `,
    )}`;
}

/**
 * The whole text of the HTML file.
 * @param title of a report of several analyses
 */
export function report(analyses: readonly ReportAnalysis[], title: string, sha256: Sha256): string {
  const name = analyses.length === 1 ? (analyses[0]?.result.analysis ?? title) : title;
  return html`<!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy(sha256)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${name} – NiSpace report</title>
        ${trusted(`<style>${STYLE}</style>`)}
      </head>
      <body>
        <main>${content(analyses, title)}</main>
        ${trusted(`<script>${SCRIPT}</script>`)}
      </body>
    </html> `.text;
}
