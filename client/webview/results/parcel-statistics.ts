// Statistics of single parcels with their p values, as rows to show: order, marks and words. Pure; no DOM.
import type {
  AnalysisResult,
  Cell,
  LocalArray,
  WithinRegionResult,
} from '../../../engine/result.js';
import { formatP, formatStatistic, plural } from './format.js';
import { ALPHA } from './model.js';
import { correctionName } from './names.js';
import { parcelRows, type ParcelRow } from './parcel-names.js';

/** One number for each parcel, and how sure it is. */
export interface ParcelStatistics {
  /** Of the column: `z`, `r`. */
  symbol: string;
  values: readonly Cell[];
  /** Null where nothing was tested. */
  p: readonly Cell[] | null;
  corrected: readonly Cell[] | null;
  correction: string | null;
}

export interface StatisticRow extends ParcelRow {
  p: Cell;
  corrected: Cell;
  mark: 'corrected' | 'uncorrected' | 'none';
}

export const REGION_SORTS = ['data', 'name', 'value', 'p', 'corrected'] as const;
export type RegionSortKey = (typeof REGION_SORTS)[number];
export interface RegionSort {
  key: RegionSortKey;
  descending: boolean;
}

export function statisticRows(
  { parcellation }: Pick<AnalysisResult, 'parcellation'>,
  { values, p, corrected }: ParcelStatistics,
): StatisticRow[] {
  return parcelRows(parcellation, values).map((row) => {
    const [own, after] = [p?.[row.parcel] ?? null, corrected?.[row.parcel] ?? null];
    const mark =
      after !== null && after < ALPHA
        ? 'corrected'
        : own !== null && own < ALPHA
          ? 'uncorrected'
          : 'none';
    return { ...row, p: own, corrected: after, mark };
  });
}

/** Missing values stand last in either direction; equal p by size of the value. */
export function sortStatistics(
  rows: readonly StatisticRow[],
  { key, descending }: RegionSort,
): StatisticRow[] {
  if (key === 'data') return descending ? [...rows].reverse() : [...rows];
  const sign = descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    if (key === 'name') return sign * a.short.localeCompare(b.short, 'en', { numeric: true });
    const [x, y] = [a[key], b[key]];
    if (x === null || y === null) return x === y ? a.parcel - b.parcel : x === null ? 1 : -1;
    return sign * (x - y) || Math.abs(b.value ?? 0) - Math.abs(a.value ?? 0) || a.parcel - b.parcel;
  });
}

/** How many parcels reach .05, and how many after the correction. */
export function sayCounts(
  rows: readonly StatisticRow[],
  { p, correction }: ParcelStatistics,
): string {
  const there = rows.filter(({ value }) => value !== null);
  const missing = rows.length - there.length;
  const tail = missing > 0 ? `; ${plural(missing, 'parcel')} without a value` : '';
  if (!p) return `${plural(there.length, 'parcel')}, not tested${tail}.`;
  const below = rows.filter((row) => row.p !== null && row.p < ALPHA).length;
  const after = rows.filter(({ mark }) => mark === 'corrected').length;
  const corrected =
    correction === null ? '' : `, ${after} after ${correctionName(correction)} over parcels`;
  const tested = rows.filter((row) => row.p !== null).length;
  if (tested === 0)
    return `${plural(there.length, 'parcel')}; this row is not tested by itself${tail}.`;
  return `${below} of ${plural(tested, 'parcel')} with p < .05 uncorrected${corrected}${tail}.`;
}

/** What a local value is. */
export function sayLocal({
  neighbourhood: by,
  sizes,
  distances,
  permutations,
  pooled,
  label,
}: LocalArray): string {
  const around =
    by.kind === 'nearest'
      ? `the ${by.k} parcels nearest to it (itself included)`
      : by.kind === 'radius'
        ? `the parcels within ${by.mm} mm of it (${sizes[0]} to ${sizes[1]} of them)`
        : `all parcels, weighted by a Gaussian of their distance (FWHM ${by.fwhm} mm)`;
  const rows = pooled ? ` p belongs to the ${pooled} over the y maps, the last row.` : '';
  return `${label} around each parcel, over ${around}; ${distances}. p is the share of ${permutations.toLocaleString('en-US')} null maps whose value there is at least as far from zero.${rows}`;
}

/** What was correlated across subjects. */
export function sayWithin({
  method,
  covariate,
  subjects,
  permutations,
  joined,
}: WithinRegionResult): string {
  const name = method === 'pearson' ? 'Pearson’s r' : 'Spearman’s ρ';
  const of = covariate === null ? 'x and y' : `${covariate} and y`;
  const by = joined === 'position' ? ', joined by position' : '';
  const nulls = permutations
    ? ` p is two-sided, from ${permutations.toLocaleString('en-US')} permutations of the subjects, the same in all parcels.`
    : '';
  return `${name} between ${of} in each parcel, across ${plural(subjects, 'subject')}${by}.${nulls}`;
}

const OMNIBUS = { absrho: 'mean |r|', rho: 'mean r', rho2: 'mean r²' } as const;

/** The test of all parcels together. */
export function sayOmnibus({ omnibus: { statistic, observed, p } }: WithinRegionResult): string {
  const tested = p === null ? 'not tested' : `p = ${formatP(p)}`;
  return `All parcels together: ${OMNIBUS[statistic]} = ${formatStatistic(observed)}, ${tested}.`;
}
