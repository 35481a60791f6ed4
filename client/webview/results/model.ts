// The result as rows to show: one row per reference map (or set) for one statistic and one y map. Pure; no DOM.
import type {
  AnalysisResult,
  Cell,
  NullSummary,
  ResultColumn,
  StatisticResult,
} from '../../../engine/result.js';
import { shortLabels } from './labels.js';
import { normalizes } from './plan-facts.js';

/** Significance threshold of the marks. */
export const ALPHA = 0.05;

/** Null percentiles of one row; every one exists. */
export interface Band {
  p1: number;
  p5: number;
  p25: number;
  median: number;
  p75: number;
  p95: number;
  p99: number;
}

export type Mark = 'corrected' | 'uncorrected' | 'none';

export interface Row {
  /** Index into the columns of the statistic. */
  column: number;
  /** Index into the statistic's rows. */
  yIndex: number;
  y: string;
  set: string | null;
  x: string;
  /** Short form of `x`. */
  label: string;
  /** The untransformed twin of `value` (`rho` beside `rho_z`); null when there is none. */
  raw: Cell;
  value: Cell;
  normalized: Cell;
  p: Cell;
  /** How certain p is; null in results of older versions. */
  precision?: { se: Cell; low: Cell; high: Cell; extrapolated: boolean } | null;
  /** By correction name. */
  corrected: Record<string, Cell>;
  mark: Mark;
  band: Band | null;
  /** Of a pooled row: the values of the y maps that it pools. */
  each: Cell[] | null;
}

/** A statistic that can be chosen: one that was tested, and its untransformed twin. */
export interface Choice {
  key: string;
  statistic: StatisticResult;
  raw: StatisticResult | null;
}

/** True for a statistic of a whole model: one value for each y map, whatever the number of reference maps. */
export const isOfModel = ({ columns }: StatisticResult): boolean => columns !== undefined;

const columnsOf = (result: AnalysisResult, statistic: StatisticResult): ResultColumn[] =>
  statistic.columns ?? result.columns;

/** Short names are asked for with every key press; those of thousands of columns take a while to make. */
const labelsMade = new WeakMap<readonly ResultColumn[], string[]>();

function labelsOf(columns: readonly ResultColumn[]): string[] {
  const known = labelsMade.get(columns);
  if (known) return known;
  const labels = shortLabels(columns);
  labelsMade.set(columns, labels);
  return labels;
}

/** What the one value of a whole model is of. */
const WHOLE_MODEL = 'all maps together';

/** The statistics that have p values; all of them when none has. */
export function choices(result: AnalysisResult): Choice[] {
  const tested = result.statistics.filter((statistic) => statistic.p !== null);
  return (tested.length ? tested : result.statistics).map((statistic) => ({
    key: `${statistic.method}/${statistic.statistic}`,
    statistic,
    raw:
      result.statistics.find(
        (other) =>
          other !== statistic
          && other.method === statistic.method
          && other.statistic === statistic.statistic.replace(/_z$/, ''),
      ) ?? null,
  }));
}

/** The statistic shown first: one with a value for each reference map, since a chart of a single bar says little. */
export const firstChoice = (all: readonly Choice[]): Choice | undefined =>
  all.find(({ statistic }) => !isOfModel(statistic)) ?? all[0];

/** The row shown first: the pooled one where there is one, since it carries the p values. */
export function firstRow(statistic: StatisticResult): number {
  const pooled = statistic.pooledRow.indexOf(true);
  return pooled >= 0 ? pooled : 0;
}

/** Row of the null summary that a row of the statistic is judged by; -1 when there is none. */
export function nullRow(statistic: StatisticResult, nulls: NullSummary, row: number): number {
  if (nulls.rows.length === statistic.rows.length) return row;
  const byName = nulls.rows.indexOf(statistic.rows[row] ?? '');
  return byName >= 0 ? byName : nulls.rows.length === 1 ? 0 : -1;
}

const BAND_LEVELS = { p1: 1, p5: 5, p25: 25, median: 50, p75: 75, p95: 95, p99: 99 } as const;

function bandAt(nulls: NullSummary, row: number, column: number, columns: number): Band | null {
  const start = (row * columns + column) * nulls.levels.length;
  const band: Partial<Band> = {};
  for (const [name, level] of Object.entries(BAND_LEVELS)) {
    const at = nulls.levels.indexOf(level);
    const value = at < 0 ? null : (nulls.percentiles[start + at] ?? null);
    if (value === null) return null;
    band[name as keyof Band] = value;
  }
  return band as Band;
}

export function markOf(p: Cell, corrected: Cell): Mark {
  if (corrected !== null && corrected < ALPHA) return 'corrected';
  return p !== null && p < ALPHA ? 'uncorrected' : 'none';
}

/**
 * Rows of one y map, in the order of the file.
 * @param correction name of the correction that decides the marks, or null when none was asked for
 */
export function rowsOf(
  result: AnalysisResult,
  choice: Choice,
  yIndex: number,
  correction: string | null,
): Row[] {
  const { statistic, raw } = choice;
  const columns = columnsOf(result, statistic);
  const width = columns.length;
  const labels = isOfModel(statistic) ? [WHOLE_MODEL] : labelsOf(columns);
  const nullIndex = statistic.nulls ? nullRow(statistic, statistic.nulls, yIndex) : -1;
  const names = Object.keys(statistic.corrected);
  const single = statistic.rows.flatMap((_, y) => (statistic.pooledRow[y] ? [] : [y]));
  const pooled = statistic.pooledRow[yIndex] === true;
  return columns.map((column, i) => {
    const at = (cells: Cell[] | null | undefined): Cell => cells?.[yIndex * width + i] ?? null;
    const corrected = Object.fromEntries(
      names.map((name) => [name, at(statistic.corrected[name])]),
    );
    const p = at(statistic.p);
    return {
      column: i,
      yIndex,
      y: statistic.rows[yIndex] ?? '',
      set: column.set,
      x: column.x,
      label: labels[i] ?? column.x,
      raw: at(raw?.observed),
      value: at(statistic.observed),
      normalized: at(statistic.normalized),
      p,
      precision: precisionAt(statistic, yIndex * width + i),
      corrected,
      mark: markOf(p, correction === null ? null : (corrected[correction] ?? null)),
      band: statistic.nulls && nullIndex >= 0 ? bandAt(statistic.nulls, nullIndex, i, width) : null,
      each: pooled ? single.map((y) => statistic.observed[y * width + i] ?? null) : null,
    };
  });
}

function precisionAt({ pPrecision: of }: StatisticResult, at: number): Row['precision'] {
  const se = of?.se[at] ?? null;
  const low = of?.low[at] ?? null;
  const high = of?.high[at] ?? null;
  return of && high !== null
    ? { se, low, high, extrapolated: of.extrapolated?.[at] ?? false }
    : null;
}

const isFit = ({ statistic }: StatisticResult): boolean => !statistic.startsWith('rho');

/** Why a number is not there, in words for the reader. */
export function missingReason(
  result: AnalysisResult,
  choice: Choice,
  row: Row,
  what: 'value' | 'p' | 'normalized',
): string {
  if (row.value === null) {
    return isFit(choice.statistic)
      ? 'No value: the maps have too few parcels with data in common, or the fit has no unique solution; see the warnings.'
      : 'No value: this map or its partner is constant or has too few parcels with data in common; see the warnings.';
  }
  if (what === 'value') return 'Not computed for this row.';
  const pooled = choice.statistic.pooledRow.includes(true);
  if (pooled && !choice.statistic.pooledRow[row.yIndex]) {
    return 'The y maps were tested together: p is given in the pooled row.';
  }
  if (what === 'normalized' && !normalizes(result.plan))
    return 'Normalisation was switched off in this analysis.';
  return 'Not computed: the nulls of this map are missing or do not vary.';
}

/** The y map whose correlation with a column is the largest, whatever its sign. */
export function strongestMap(
  result: AnalysisResult,
  { statistic }: Choice,
  column: number,
): number {
  const size = (y: number): number =>
    Math.abs(statistic.observed[y * result.columns.length + column] ?? 0);
  return result.y.labels.reduce((best, _, y) => (size(y) > size(best) ? y : best), 0);
}
