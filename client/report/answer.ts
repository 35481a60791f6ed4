// The beginning of an analysis: what was asked, what came out, and the warnings that go with it.
import type { AnalysisResult } from '../../engine/result.js';
import { yName } from '../figures/title.js';
import { answerWithin, onlyWithin } from '../webview/results/across-subjects.js';
import { plural } from '../webview/results/format.js';
import { choices, isOfModel, rowsOf, type Choice, type Row } from '../webview/results/model.js';
import { columnNoun, counts, details, question, sayRow } from '../webview/results/words.js';
import { sortRows } from '../webview/results/rows.js';
import { html, type Markup } from './markup.js';
import { paragraph } from './parts.js';

/** Maps named in the answer. */
const NAMED = 5;

/** Said of statistics without p values. */
export const UNTESTED = 'observed values only, nothing was tested; figures and table hold them.';

const correctionOf = ({ statistic }: Choice): string | null =>
  Object.keys(statistic.corrected)[0] ?? null;

/** Smallest p first, among equal ones the strongest. */
export const bestFirst = (rows: readonly Row[]): Row[] =>
  sortRows(sortRows(rows, { key: 'abs', descending: true }), { key: 'p', descending: false });

function strongestList(choice: Choice, rows: readonly Row[]): Markup | string {
  const named = bestFirst(rows.filter(({ p }) => p !== null)).slice(0, NAMED);
  if (named.length < 2) return '';
  return html`<p>Smallest p values:</p>
    <ol>
      ${named.map((row) => html`<li>${sayRow(choice, row, correctionOf(choice))}</li> `)}
    </ol> `;
}

/** One sentence for each y map that was tested; the pooled row alone where there is one. */
function ofStatistic(result: AnalysisResult, choice: Choice, several: boolean): Markup {
  const within = onlyWithin(result);
  if (within) return html`<p class="answer">${answerWithin(result, within).join(' ')}</p>`;
  const { statistic } = choice;
  if (statistic.p === null) return paragraph(`${statistic.label}: ${UNTESTED}`);
  const correction = correctionOf(choice);
  const noun = columnNoun(result);
  const pooled = statistic.pooledRow.includes(true);
  const tested = statistic.rows.flatMap((_, y) => (pooled && !statistic.pooledRow[y] ? [] : [y]));
  const said = tested.map((y) => {
    const rows = rowsOf(result, choice, y, correction);
    const which = statistic.rows.length > 1 ? `${yName(result, choice, y)}: ` : '';
    return {
      rows,
      words: `${which}${counts(choice, rows, correction, noun)}`,
      more: details(choice, rows, correction, noun),
    };
  });
  const [only] = said;
  const title = several ? html`<h4>${statistic.label}</h4> ` : '';
  if (said.length !== 1 || !only)
    return html`${title}
      <ul class="answer">
        ${said.map(({ words, more }) => html`<li><strong>${words}</strong> ${more}</li> `)}
      </ul> `;
  return html`${title}
    <p class="answer"><strong>${only.words}</strong> ${only.more}</p>
    ${isOfModel(statistic) ? '' : strongestList(choice, only.rows)}`;
}

function warnings({ warnings: all }: AnalysisResult): Markup | string {
  if (!all.length) return '';
  return html`<aside class="warnings">
    <h3>${plural(all.length, 'warning')}</h3>
    <ul>
      ${all.map(({ message }) => html`<li>${message}</li> `)}
    </ul>
  </aside> `;
}

export function answer(result: AnalysisResult): Markup {
  const offered = choices(result);
  return html`<p class="question">${question(result)}</p>
    ${offered.length ? offered.map((choice) => ofStatistic(result, choice, offered.length > 1)) : paragraph('This result holds no statistic.')}${warnings(result)}`;
}
