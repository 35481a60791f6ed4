// Order and choice of rows, the same for the chart and its table twin. Pure; missing values always come last.
import type { Cell } from '../../../engine/result.js';
import type { Row } from './model.js';

/** `corrected:` is followed by the name of a correction. */
export type SortKey =
  | 'file'
  | 'y'
  | 'set'
  | 'map'
  | 'raw'
  | 'value'
  | 'abs'
  | 'normalized'
  | 'p'
  | 'p_se'
  | 'mark'
  | `corrected:${string}`;

export interface Sort {
  key: SortKey;
  descending: boolean;
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
const MARK_ORDER = { corrected: 2, uncorrected: 1, none: 0 } as const;

type SortValue = Cell | string;

const FIXED: Record<string, (row: Row) => SortValue> = {
  y: (row) => row.yIndex,
  set: (row) => row.set,
  map: (row) => row.label,
  raw: (row) => row.raw,
  value: (row) => row.value,
  abs: (row) => (row.value === null ? null : Math.abs(row.value)),
  normalized: (row) => row.normalized,
  p: (row) => row.p,
  p_se: (row) => row.precision?.se ?? null,
  mark: (row) => MARK_ORDER[row.mark],
};

/** The direction a reader expects first: largest value, smallest p, A to Z. */
export const startsDescending = (key: SortKey): boolean =>
  ['raw', 'value', 'abs', 'normalized', 'mark'].includes(key);

function valueOf(key: SortKey): (row: Row) => SortValue {
  if (key.startsWith('corrected:')) {
    const name = key.slice('corrected:'.length);
    return (row) => row.corrected[name] ?? null;
  }
  return FIXED[key] ?? (() => null);
}

function compare(a: SortValue, b: SortValue): number {
  return typeof a === 'string' && typeof b === 'string'
    ? collator.compare(a, b)
    : Number(a) - Number(b);
}

/** A sorted copy; equal rows keep the order of the file, missing values are last in both directions. */
export function sortRows(rows: readonly Row[], { key, descending }: Sort): Row[] {
  if (key === 'file') return descending ? [...rows].reverse() : [...rows];
  const value = valueOf(key);
  const sign = descending ? -1 : 1;
  return rows
    .map((row) => ({ row, value: value(row) }))
    .sort((a, b) => {
      if (a.value === null || b.value === null)
        return Number(a.value === null) - Number(b.value === null);
      return sign * compare(a.value, b.value);
    })
    .map(({ row }) => row);
}

/** Rows that hold every word of the filter in their set, map or y name (case does not matter). */
export function filterRows(rows: readonly Row[], filter: string): Row[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) return [...rows];
  return rows.filter((row) => {
    const text = `${row.set ?? ''} ${row.x} ${row.label} ${row.y}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The `count` rows of largest absolute value, in the order given; null keeps all. */
export function strongest(rows: readonly Row[], count: number | null): Row[] {
  if (count === null || rows.length <= count) return [...rows];
  const kept = new Set(sortRows(rows, { key: 'abs', descending: true }).slice(0, count));
  return rows.filter((row) => kept.has(row));
}
