// The tables of numbers. A script lets a reader sort them by any column; without it they read as they are.
import type { AnalysisResult, Cell } from '../../engine/result.js';
import {
  EXTRAPOLATED,
  formatCount,
  formatP,
  formatStatistic,
  fullNumber,
} from '../webview/results/format.js';
import { choices, isOfModel, rowsOf, type Choice, type Row } from '../webview/results/model.js';
import { correctionName } from '../webview/results/names.js';
import { columnNoun } from '../webview/results/words.js';
import { bestFirst } from './answer.js';
import { html, type Markup } from './markup.js';
import { section } from './parts.js';

/** Rows of one table; more would make the page slow. */
const MOST_ROWS = 1000;
const MARKS = { corrected: '★', uncorrected: '☆', none: '' } as const;
const MARK_ORDER = { corrected: 2, uncorrected: 1, none: 0 } as const;

interface Column {
  heading: string;
  numeric?: true;
  cell: (row: Row) => Markup;
}

const words = (heading: string, text: (row: Row) => string): Column => ({
  heading,
  cell: (row) => html`<td>${text(row)}</td>`,
});

/** Every digit stands in the value the table is sorted by. */
const number = (
  heading: string,
  value: (row: Row) => Cell,
  format: (cell: Cell) => string,
): Column => ({
  heading,
  numeric: true,
  cell: (row) =>
    html`<td class="number" data-value="${fullNumber(value(row))}">${format(value(row))}</td>`,
});

const pColumn: Column = {
  heading: 'p',
  numeric: true,
  cell: ({ p, precision }) =>
    html`<td class="number" data-value="${fullNumber(p)}">
      ${formatP(p)}${precision?.extrapolated ? EXTRAPOLATED : ''}
    </td>`,
};

/** Standard error and 95 % interval of p, which is itself an estimate from as many nulls as there are. */
function precisionColumns(rows: readonly Row[]): Column[] {
  if (!rows.some(({ precision }) => precision)) return [];
  return [
    number('SE of p', ({ precision }) => precision?.se ?? null, formatP),
    number('95 % low', ({ precision }) => precision?.low ?? null, formatBound),
    number('95 % high', ({ precision }) => precision?.high ?? null, formatP),
  ];
}

const formatBound = (bound: Cell): string => (bound === 0 ? '0' : formatP(bound));

function columnsOf(
  result: AnalysisResult,
  { statistic, raw }: Choice,
  rows: readonly Row[],
): Column[] {
  const ofMaps = !isOfModel(statistic);
  return [
    ...(statistic.rows.length > 1 ? [words('y', ({ y }) => y)] : []),
    ...(rows.some(({ set }) => set !== null) ? [words('set', ({ set }) => set ?? '')] : []),
    ...(ofMaps
      ? [
          {
            heading: columnNoun(result),
            cell: ({ x, label }: Row) => html`<td title="${x}">${label}</td>`,
          },
        ]
      : []),
    ...(raw ? [number(raw.statistic, (row) => row.raw, formatStatistic)] : []),
    number(statistic.statistic, (row) => row.value, formatStatistic),
    ...(statistic.normalized
      ? [number('normalized', (row) => row.normalized, formatStatistic)]
      : []),
    ...(statistic.p ? [pColumn, ...precisionColumns(rows)] : []),
    ...Object.keys(statistic.corrected).map((name) =>
      number(`p ${correctionName(name)}`, (row) => row.corrected[name] ?? null, formatP),
    ),
    ...(statistic.p
      ? [
          {
            heading: '★',
            cell: ({ mark }: Row) =>
              html`<td class="mark" data-value="${MARK_ORDER[mark]}">${MARKS[mark]}</td>`,
          },
        ]
      : []),
  ];
}

function table(result: AnalysisResult, choice: Choice): Markup {
  const { statistic, raw } = choice;
  const correction = Object.keys(statistic.corrected)[0] ?? null;
  const all = statistic.rows.flatMap((_, y) => rowsOf(result, choice, y, correction));
  const rows = all.length > MOST_ROWS ? bestFirst(all).slice(0, MOST_ROWS) : all;
  const columns = columnsOf(result, choice, rows);
  const left =
    rows.length < all.length
      ? ` The ${formatCount(rows.length)} of smallest p of ${formatCount(all.length)}; results.csv holds all.`
      : '';
  return html`<div class="wide">
    <table class="sortable">
      <caption>
        ${raw ? `${raw.label} and its Fisher z` : statistic.label}.${left}
      </caption>
      <thead>
        <tr>
          ${columns.map(
            ({ heading, numeric }) =>
              html`<th scope="col" class="${numeric ? 'number' : 'text'}">${heading}</th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${columns.map(({ cell }) => cell(row))}
            </tr> `,
        )}
      </tbody>
    </table>
  </div> `;
}

/** What the columns after p mean, where there are some. */
function certainty(offered: readonly Choice[]): Markup | false {
  const known = offered.flatMap(({ statistic: { pPrecision } }) => pPrecision ?? []);
  if (!known.length) return false;
  const tails = known.some(({ extrapolated }) => extrapolated?.includes(true));
  return html`<p class="note">
    SE of p and the 95 % interval say how far p may move with other nulls of the same
    number.${
      tails
        ? ` ${EXTRAPOLATED} extrapolated from the tail of the nulls: few or none reached the value, and the interval is what the count alone allows.`
        : ''
    }
  </p> `;
}

/** Where the number is missing, the table shows a dash. */
export function numbers(result: AnalysisResult, id: string): Markup {
  const offered = choices(result);
  const starred = offered.some(({ statistic }) => statistic.p !== null);
  return section(
    `${id}-numbers`,
    'Numbers',
    starred
      && html`<p class="note">
        ★ p &lt; .05 after the first correction, ☆ p &lt; .05 uncorrected only. A dash: not computed
        or not tested; the warnings say why where something went wrong.
      </p> `,
    certainty(offered),
    ...offered.map((choice) => table(result, choice)),
  );
}
