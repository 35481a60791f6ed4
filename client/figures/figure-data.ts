// What is drawn: the rows of a result that follow from the reader's choices, the same as the page shows. Pure.
import type { AnalysisResult } from '../../engine/result.js';
import { MAX_SET_COLOURS } from '../webview/results/colours.js';
import {
  choices,
  firstChoice,
  firstRow,
  rowsOf,
  type Choice,
  type Row,
} from '../webview/results/model.js';
import { filterRows, sortRows, strongest, type Sort } from '../webview/results/rows.js';
import { yName } from './title.js';

/** The page's view state is one of these. Choices the result does not offer fall back to what the page shows first. */
export interface FigureChoices {
  statistic: string | null;
  correction: string | null;
  y: number | null;
  sort: Sort;
  filter: string;
  /** Null: as many as fit a page. */
  top: number | null;
  colours: 'value' | 'set';
}

/** What a figure shows when nobody chose: in the order of the data, coloured by set where there are a few. */
export function defaultChoices({ columns }: Pick<AnalysisResult, 'columns'>): FigureChoices {
  const sets = new Set(columns.map(({ set }) => set).filter((set) => set !== null));
  return {
    statistic: null,
    correction: null,
    y: null,
    sort: { key: 'file', descending: false },
    filter: '',
    top: null,
    colours: sets.size > 1 && sets.size <= MAX_SET_COLOURS ? 'set' : 'value',
  };
}

/** Rows that a printed page shows (spec/workflows.md 7.1). */
export const MOST_ROWS = 50;

export interface FigureData {
  result: AnalysisResult;
  choice: Choice;
  correction: string | null;
  yIndex: number;
  /** Name of the y map, or how several were pooled. */
  y: string;
  /** Shown, in order. */
  rows: Row[];
  /** Of the y map, in the order of the data. */
  all: Row[];
  /** Names of the sets in the order of the data; empty where rows are coloured by value. */
  sets: string[];
  /** Rows are coloured by set, and those of a set stand together. */
  grouped: boolean;
  /** Whatever is left out, in words. */
  notes: string[];
}

/** Null where the result holds no statistic, or nothing passes the filter. */
export function figureData(result: AnalysisResult, wanted: FigureChoices): FigureData | null {
  const offered = choices(result);
  const choice = offered.find(({ key }) => key === wanted.statistic) ?? firstChoice(offered);
  if (!choice) return null;
  const { statistic } = choice;
  const names = Object.keys(statistic.corrected);
  const correction = names.find((name) => name === wanted.correction) ?? names[0] ?? null;
  const yIndex =
    wanted.y !== null && wanted.y < statistic.rows.length ? wanted.y : firstRow(statistic);
  const all = rowsOf(result, choice, yIndex, correction);
  const matching = filterRows(all, wanted.filter);
  const rows = sortRows(strongest(matching, wanted.top ?? MOST_ROWS), wanted.sort);
  if (!rows.length) return null;
  const sets = wanted.colours === 'set' ? setsOf(all) : [];
  return {
    result,
    choice,
    correction,
    yIndex,
    y: yName(result, choice, yIndex),
    rows,
    all,
    sets,
    grouped: sets.length > 1 && standTogether(rows),
    notes: notesOf(all.length, matching.length, rows.length, wanted.filter),
  };
}

const setsOf = (rows: readonly Row[]): string[] => [
  ...new Set(rows.map(({ set }) => set).filter((set): set is string => set !== null)),
];

const standTogether = (rows: readonly Row[]): boolean =>
  rows.filter(({ set }, i) => i === 0 || set !== rows[i - 1]?.set).length
  === new Set(rows.map(({ set }) => set)).size;

function notesOf(all: number, matching: number, shown: number, filter: string): string[] {
  return [
    matching < all ? `Only those that match “${filter.trim()}”: ${matching} of ${all}.` : '',
    shown < matching
      ? `The ${shown} of largest absolute value of ${matching}; the table holds all.`
      : '',
  ].filter(Boolean);
}
