// What every part of the page is shown: the result, the reader's choices, and the rows that follow from both. Pure.
import type { AnalysisResult } from '../../../engine/result.js';
import type { FromPage } from '../messages.js';
import { choices, firstChoice, firstRow, rowsOf, type Choice, type Row } from './model.js';
import { filterRows, sortRows, strongest } from './rows.js';
import type { ViewState } from './state.js';

export interface View {
  result: AnalysisResult;
  state: ViewState;
  choices: Choice[];
  choice: Choice;
  corrections: string[];
  /** Correction that decides the marks. */
  correction: string | null;
  yIndex: number;
  /** All rows of the chosen y map, in the order of the file. */
  rows: Row[];
}

/** One tab of the page. */
export interface Part {
  readonly element: HTMLElement;
  /** Called whenever the part is visible and something changed. */
  show(view: View): void;
  /** The theme changed: redraw what CSS does not reach. */
  recolour?(): void;
}

/** What parts may ask of the page. */
export interface Page {
  change(patch: Partial<ViewState>): void;
  send(message: FromPage): void;
}

/** Choices that the result does not offer fall back to the one shown first; null when it has no statistic at all. */
export function viewOf(result: AnalysisResult, state: ViewState): View | null {
  const all = choices(result);
  const choice = all.find(({ key }) => key === state.statistic) ?? firstChoice(all);
  if (!choice) return null;
  const corrections = Object.keys(choice.statistic.corrected);
  const correction =
    corrections.find((name) => name === state.correction) ?? corrections[0] ?? null;
  const inRange = state.y !== null && state.y < choice.statistic.rows.length;
  const yIndex = inRange && state.y !== null ? state.y : firstRow(choice.statistic);
  return {
    result,
    state,
    choices: all,
    choice,
    corrections,
    correction,
    yIndex,
    rows: rowsOf(result, choice, yIndex, correction),
  };
}

/** Rows as the chart shows them: filtered, the strongest only if asked, sorted. */
export const chartRows = ({ rows, state }: View): Row[] =>
  sortRows(strongest(filterRows(rows, state.filter), state.top), state.sort);

/** Rows as the table shows them: of every y map if asked, filtered and sorted. */
export function tableRows({ result, choice, correction, rows, state }: View): Row[] {
  const source = state.everyY
    ? choice.statistic.rows.flatMap((_, y) => rowsOf(result, choice, y, correction))
    : rows;
  return sortRows(filterRows(source, state.filter), state.sort);
}
