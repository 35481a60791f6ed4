// Which parcels drive a correlation, as rows to show: the pair of maps, short names, order, filter and words. Pure; no DOM.
import type {
  AnalysisResult,
  Cell,
  RegionalArray,
  RegionalQuantity,
  StatisticResult,
} from '../../../engine/result.js';
import { formatStatistic, fullNumber, plural } from './format.js';
import { rowsOf, strongestMap, type Choice, type Row } from './model.js';
import { statisticSymbol } from './names.js';
import type { ParcelRow } from './parcel-names.js';
import { sortRows } from './rows.js';
import type { ViewState } from './state.js';
import type { View } from './view.js';

export { parcelRows, shortParcel, type ParcelRow } from './parcel-names.js';

/** The correlation whose parcels are shown. */
export interface Pair {
  choice: Choice;
  /** Index into the y maps. */
  y: number;
  /** Index into the columns. */
  x: number;
  /** All pairs of this y map, smallest p first, then the strongest. */
  rows: Row[];
}

/** The correlations whose parcels are known. */
export const regionalChoices = ({ result, choices }: Pick<View, 'result' | 'choices'>): Choice[] =>
  choices.filter(({ statistic }) => result.regions?.some((entry) => isOf(entry, statistic)));

/** Of correlations every statistic is of the same parcels. */
const isOf = (
  { method, statistic }: RegionalArray,
  of: Pick<StatisticResult, 'method' | 'statistic'>,
): boolean => method === of.method && (statistic === undefined || statistic === of.statistic);

/** The arrays of the correlation in front, by quantity. */
export const regionalArrays = (
  { regions = [] }: Pick<AnalysisResult, 'regions'>,
  { statistic }: Choice,
): RegionalArray[] => regions.filter((entry) => isOf(entry, statistic));

/** The quantity in front: the chosen one where the method has it. */
export function quantityOf({ result, state }: View, { choice }: Pair): RegionalQuantity {
  const offered = regionalArrays(result, choice).map(({ quantity }) => quantity);
  return offered.includes(state.parcelQuantity)
    ? state.parcelQuantity
    : (offered[0] ?? 'influence');
}

/** The pair chosen on this page; else the smallest p of the y map in front, or of the y map that correlates most where maps are pooled. */
export function pairOf(view: View): Pair | null {
  const { result, state, correction } = view;
  const offered = regionalChoices(view);
  const choice = offered.find(({ key }) => key === view.choice.key) ?? offered[0];
  if (!choice) return null;
  const wish = choice.statistic.rows.length > view.yIndex ? view.yIndex : 0;
  const rows = likeliestFirst(rowsOf(result, choice, wish, correction));
  const known = rows.find(({ column }) => column === state.selected) ?? rows[0];
  if (!known) return null;
  const x = known.column;
  // Where a step asked for it, the pooled row has parcels of its own.
  const rowsThere = regionalArrays(result, choice)[0]?.shape[0] ?? result.y.labels.length;
  const y = wish < rowsThere ? wish : strongestMap(result, choice, x);
  return { choice, y, x, rows };
}

function likeliestFirst(rows: Row[]): Row[] {
  const strongest = sortRows(rows, { key: 'abs', descending: true });
  return sortRows(strongest, { key: 'p', descending: false });
}

const ORDERS: Record<ViewState['parcelOrder'], (value: number) => number> = {
  size: (value) => -Math.abs(value),
  high: (value) => -value,
  low: (value) => value,
};

/** Sorted copy; parcels without a value come last, equal ones stay in the order of the data. */
export function sortParcels(
  rows: readonly ParcelRow[],
  order: ViewState['parcelOrder'],
): ParcelRow[] {
  const rank = ({ value }: ParcelRow): number => (value === null ? Infinity : ORDERS[order](value));
  const before = (a: number, b: number): number => (a === b ? 0 : a - b);
  return [...rows].sort((a, b) => before(rank(a), rank(b)));
}

/**
 * Parcels that hold every word of the filter in their short name or hemisphere; words with `-` or `_` are looked for in the whole name,
 * whose `lab-` and `div-` would match too much otherwise.
 */
export function filterParcels(rows: readonly ParcelRow[], filter: string): ParcelRow[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(({ label, short, hemisphere }) => {
    const text = `${short} ${hemisphere}`.toLowerCase();
    const whole = label.toLowerCase();
    return words.every(
      (word) => text.includes(word) || (/[-_]/.test(word) && whole.includes(word)),
    );
  });
}

/** A bar of one value: where it begins and how long it is, as shares of the track; zero is where both signs meet. */
export interface Bar {
  start: number;
  length: number;
  sign: 'plus' | 'minus';
}

/** Bars on one scale, which only has the signs that occur. */
export function barScale(values: readonly Cell[]): (value: Cell) => Bar | null {
  const present = values.filter((value): value is number => value !== null);
  const low = present.reduce((a, b) => Math.min(a, b), 0);
  const high = present.reduce((a, b) => Math.max(a, b), 0);
  const range = high - low;
  return (value) => {
    if (value === null || range === 0) return null;
    const start = (Math.min(value, 0) - low) / range;
    return { start, length: Math.abs(value) / range, sign: value < 0 ? 'minus' : 'plus' };
  };
}

/** What the numbers are, in one or two plain sentences. */
export function explain(
  quantity: RegionalQuantity,
  { choice }: Pair,
  asked?: RegionalArray,
): string {
  const symbol = statisticSymbol(choice.statistic.statistic);
  if (quantity === 'influence' && (asked?.signed || asked?.statistic !== undefined))
    return `Influence is how much ${symbol} falls when the parcel is left out: above zero the parcel makes it larger, below zero smaller.`;
  const size = `|${symbol}|`;
  const scores = choice.statistic.method.includes('spearman') ? 'z-scored ranks' : 'z scores';
  const sentences: Record<RegionalQuantity, string> = {
    influence: `Influence is how much ${size} falls when the parcel is left out: above zero the parcel makes the relationship stronger, below zero it weakens it.`,
    contribution: `Contribution is the product of the two maps’ ${scores} in the parcel, and its mean over the parcels is ρ: above zero both maps are high or both are low there, below zero one is high where the other is low.`,
  };
  return sentences[quantity];
}

/** `50 of 200 parcels, 3 without a value`. */
export function countParcels(shown: number, matching: readonly ParcelRow[], all: number): string {
  const missing = matching.filter(({ value }) => value === null).length;
  const count = shown === all ? plural(all, 'parcel') : `${shown} of ${plural(all, 'parcel')}`;
  return missing ? `${count}, ${missing} without a value` : count;
}

/** The marked parcel in words. */
export function describeParcel(
  { label }: Pick<ParcelRow, 'label'>,
  values: readonly [name: string, value: Cell][],
): string {
  const said = values.map(([name, value]) => `${name} ${formatStatistic(value)}`);
  return `${label}: ${said.join(', ')}`;
}

/** For pointing at a number. */
export const hoverOf = ({ label, value }: ParcelRow): string =>
  value === null
    ? `${label}: one of the two maps has no value here, or the correlation does not exist without it`
    : `${label}: ${fullNumber(value)}`;
