// The columns of the table: heading, cell text, hover text, and what is copied. One row of this list a column.
import type { AnalysisResult } from '../../../engine/result.js';
import { columnNoun, sayCertainty } from './words.js';
import type { Cell } from '../../../engine/result.js';
import { MARKS } from './chart-layers.js';
import { EXTRAPOLATED, MISSING, formatP, formatStatistic, fullNumber } from './format.js';
import { missingReason, type Row } from './model.js';
import { correctionName } from './names.js';
import type { SortKey } from './rows.js';
import type { View } from './view.js';

export interface Column {
  key: SortKey;
  /** Heading, and what it means in full. */
  heading: string;
  title: string;
  /** Heading in copied text; as in results.csv where it stands there. */
  name: string;
  /** Width in rem. */
  width: number;
  /** Numbers stand at the right; the name stays in sight when the table is scrolled sideways. */
  kind: 'words' | 'name' | 'number';
  text(row: Row): string;
  hover(row: Row): string;
  copied(row: Row): string;
}

type Words = Pick<Column, 'key' | 'heading' | 'title' | 'name' | 'width'>;

const words = (column: Words, text: (row: Row) => string | null): Column => ({
  ...column,
  kind: 'words',
  text: (row) => text(row) ?? MISSING,
  hover: (row) => text(row) ?? 'This map belongs to no set.',
  copied: (row) => text(row) ?? '',
});

const mapColumn = (result: AnalysisResult): Words =>
  columnNoun(result) === 'set'
    ? { key: 'map', heading: 'set', title: 'Set of reference maps', name: 'x', width: 14 }
    : { key: 'map', heading: 'map', title: 'Reference map', name: 'x', width: 14 };

function number(
  column: Words,
  value: (row: Row) => Cell,
  format: (cell: Cell) => string,
  why: (row: Row) => string,
): Column {
  return {
    ...column,
    kind: 'number',
    text: (row) => format(value(row)),
    hover: (row) => (value(row) === null ? why(row) : fullNumber(value(row))),
    copied: (row) => fullNumber(value(row)),
  };
}

/** Columns for what the result holds: no empty set, raw or y column. */
export function columnsOf(view: View): Column[] {
  const { result, choice, corrections, correction, state } = view;
  const { raw, statistic } = choice;
  const why = (what: 'value' | 'p' | 'normalized') => (row: Row) =>
    missingReason(result, choice, row, what);
  // What decides stands first: a narrow panel shows the name, the statistic, p and the mark without scrolling.
  const tested = number(
    {
      key: 'value',
      heading: statistic.statistic,
      title: statistic.label,
      name: statistic.statistic,
      width: 5.2,
    },
    (row) => row.value,
    formatStatistic,
    why('value'),
  );
  const columns: (Column | false)[] = [
    state.everyY
      && words({ key: 'y', heading: 'y', title: 'y map', name: 'y', width: 9 }, (row) => row.y),
    (statistic.columns ?? result.columns).some(({ set }) => set !== null)
      && words(
        { key: 'set', heading: 'set', title: 'Set of the reference map', name: 'set', width: 8 },
        (row) => row.set,
      ),
    {
      ...words(mapColumn(result), (row) => row.label),
      kind: 'name',
      hover: (row) => row.x,
      copied: (row) => row.x,
    },
    raw !== null
      && number(
        { key: 'raw', heading: raw.statistic, title: raw.label, name: raw.statistic, width: 5.2 },
        (row) => row.raw,
        formatStatistic,
        why('value'),
      ),
    raw === null && tested,
    pColumn(view, why('p')),
    ...corrections.map((name) =>
      number(
        {
          key: `corrected:${name}`,
          heading: `p ${correctionName(name)}`,
          title: `p value corrected by ${correctionName(name)}`,
          name: `p_${name}`,
          width: 7.4,
        },
        (row) => row.corrected[name] ?? null,
        formatP,
        why('p'),
      ),
    ),
    {
      ...words(
        {
          key: 'mark',
          heading: '★',
          title: `★ p < .05${correction ? ` after ${correctionName(correction)}` : ', corrected'}; ☆ p < .05 uncorrected`,
          name: 'mark',
          width: 3.2,
        },
        (row) => MARKS[row.mark],
      ),
      hover: (row) =>
        ({ corrected: 'p < .05, corrected', uncorrected: 'p < .05, uncorrected only', none: '' })[
          row.mark
        ],
    },
    raw !== null && tested,
    ...precisionColumns(view, why('p')),
    number(
      {
        key: 'normalized',
        heading: 'normalized',
        title: `${statistic.label}, in units of its null distribution`,
        name: 'normalized',
        width: 6.4,
      },
      (row) => row.normalized,
      formatStatistic,
      why('normalized'),
    ),
  ];
  return columns.filter((column): column is Column => column !== false);
}

/** p; extrapolated ones are marked, and the hover text says how certain each is. */
function pColumn({ choice: { statistic } }: View, why: (row: Row) => string): Column {
  const marked = statistic.pPrecision?.extrapolated
    ? `; ${EXTRAPOLATED} extrapolated from the tail of the nulls, else counted`
    : '';
  const plain = number(
    { key: 'p', heading: 'p', title: `p value, uncorrected${marked}`, name: 'p', width: 5.2 },
    (row) => row.p,
    formatP,
    why,
  );
  return {
    ...plain,
    text: (row) => `${formatP(row.p)}${row.precision?.extrapolated ? EXTRAPOLATED : ''}`,
    hover: (row) => (row.p === null ? why(row) : sayCertainty(row)),
  };
}

/** The standard error of p; results of older versions have none. */
function precisionColumns({ choice: { statistic } }: View, why: (row: Row) => string): Column[] {
  const { pPrecision } = statistic;
  if (!pPrecision) return [];
  const error = number(
    {
      key: 'p_se',
      heading: 'SE of p',
      title: 'Standard error of p: how far it may be from that of endless permutations',
      name: 'p_se',
      width: 5.6,
    },
    (row) => row.precision?.se ?? null,
    formatP,
    why,
  );
  return [{ ...error, hover: (row) => (row.precision ? sayCertainty(row) : why(row)) }];
}
