// What the reader has chosen on the page; kept by VS Code over reloads, so it is read back with care.
import type { RegionalQuantity } from '../../../engine/result.js';
import { REGION_SORTS, type RegionSort } from './parcel-statistics.js';
import type { Sort, SortKey } from './rows.js';

export const TABS = [
  'overview',
  'chart',
  'table',
  'parcels',
  'local',
  'regions',
  'brain',
  'nulls',
  'design',
  'run',
  'methods',
] as const;
export type Tab = (typeof TABS)[number];

export const BRAIN_VIEWS = ['views', 'rotate', 'flat'] as const;
export type BrainViewKind = (typeof BRAIN_VIEWS)[number];

export interface ViewState {
  tab: Tab;
  /** Key of a `Choice`; null: the first. */
  statistic: string | null;
  /** Correction that decides the marks; null: the first. */
  correction: string | null;
  /** Row of the statistic; null: the pooled row, else the first. */
  y: number | null;
  /** The table shows the rows of every y map. */
  everyY: boolean;
  sort: Sort;
  filter: string;
  /** Show only this many strongest rows in the chart; null: all. */
  top: number | null;
  colours: 'value' | 'set';
  /** Column of the selected row. */
  selected: number | null;
  /** Marked parcel. */
  parcel: number | null;
  parcelQuantity: RegionalQuantity;
  /** By absolute value, or by value from either end. */
  parcelOrder: 'size' | 'high' | 'low';
  parcelFilter: string;
  /** Method of the local values; null: that of the statistic in front. */
  localMethod: string | null;
  /** Row of the local values; null: the tested one. */
  localRow: number | null;
  /** Order of parcels with p values. */
  regionSort: RegionSort;
  brainMap: number | null;
  /** Permuted map whose variogram is shown; null: the selected one. */
  nullMap: number | null;
  /** Keys of the columns that the table leaves out. */
  hiddenColumns: string[];
  brainView: BrainViewKind;
  /** The selected reference map stands beside the y map. */
  brainBeside: boolean;
  /** Two brains have one colour scale. */
  sharedScale: boolean;
  /** Bars of one y map, or a heatmap of all; null: what suits the result. */
  figure: 'bars' | 'heatmap' | null;
  /** The detail of the selected value is open. */
  detail: boolean;
  /** Y map whose parcels the detail of a pooled value shows; null: the one that correlates most. */
  detailY: number | null;
  /** Member of the selected set that the detail shows, into the stored x maps; null: the mean of the set. */
  member: number | null;
  /** The scatter shows the values as they are, not as the method took them. */
  rawValues: boolean;
  /** Selected parcels. */
  brushed: number[];
}

export const INITIAL_STATE: ViewState = {
  tab: 'overview',
  statistic: null,
  correction: null,
  y: null,
  everyY: false,
  sort: { key: 'file', descending: false },
  filter: '',
  top: null,
  colours: 'value',
  selected: null,
  parcel: null,
  parcelQuantity: 'influence',
  parcelOrder: 'size',
  parcelFilter: '',
  localMethod: null,
  localRow: null,
  regionSort: { key: 'p', descending: false },
  brainMap: null,
  brainView: 'views',
  nullMap: null,
  hiddenColumns: [],
  brainBeside: false,
  sharedScale: false,
  figure: null,
  detail: false,
  detailY: null,
  member: null,
  rawValues: false,
  brushed: [],
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
const isIndex = (value: unknown): boolean =>
  value === null || (Number.isInteger(value) && Number(value) >= 0);
const isText = (value: unknown): boolean => value === null || typeof value === 'string';
const oneOf =
  (...values: readonly string[]) =>
  (value: unknown): boolean =>
    typeof value === 'string' && values.includes(value);

const isFlag = (value: unknown): boolean => typeof value === 'boolean';

function isSort(value: unknown): boolean {
  return (
    isRecord(value) && typeof value['key'] === 'string' && typeof value['descending'] === 'boolean'
  );
}

const CHECKS: Record<keyof ViewState, (value: unknown) => boolean> = {
  tab: oneOf(...TABS),
  statistic: isText,
  correction: isText,
  y: isIndex,
  everyY: isFlag,
  sort: isSort,
  filter: (value) => typeof value === 'string',
  top: isIndex,
  colours: oneOf('value', 'set'),
  selected: isIndex,
  parcel: isIndex,
  parcelQuantity: oneOf('influence', 'contribution'),
  parcelOrder: oneOf('size', 'high', 'low'),
  parcelFilter: (value) => typeof value === 'string',
  localMethod: isText,
  localRow: isIndex,
  regionSort: (value) => isSort(value) && isRecord(value) && oneOf(...REGION_SORTS)(value['key']),
  brainMap: isIndex,
  nullMap: isIndex,
  hiddenColumns: (value) => Array.isArray(value) && value.every((key) => typeof key === 'string'),
  brainView: oneOf(...BRAIN_VIEWS),
  brainBeside: isFlag,
  sharedScale: isFlag,
  figure: (value) => value === null || oneOf('bars', 'heatmap')(value),
  detail: isFlag,
  detailY: isIndex,
  member: isIndex,
  rawValues: isFlag,
  brushed: (value) => Array.isArray(value) && value.every((each) => each !== null && isIndex(each)),
};

/** The stored state; whatever is missing or not understood starts afresh. */
export function readState(stored: unknown): ViewState {
  if (!isRecord(stored)) return { ...INITIAL_STATE };
  const known = Object.entries(CHECKS).filter(
    ([key, valid]) => key in stored && valid(stored[key]),
  );
  return { ...INITIAL_STATE, ...Object.fromEntries(known.map(([key]) => [key, stored[key]])) };
}

export const sortOf = (key: SortKey, descending: boolean): Sort => ({ key, descending });
