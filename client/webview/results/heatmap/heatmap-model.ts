// The heatmap of many y maps: x maps down, y maps across, so that hundreds of x maps scroll like the chart. Cells, layout, keys. Pure.
import type { Row } from '../model.js';
import { rangeOf } from '../colours.js';

export interface HeatmapModel {
  /** `[y][column of the statistic]`. */
  cells: readonly (readonly Row[])[];
  /** Columns of the statistic, from top to bottom. */
  order: readonly number[];
  /** Names of the y maps, from left to right. */
  names: readonly string[];
  pooled: readonly boolean[];
  /** Largest absolute value of all cells; the colours reach as far in both directions. */
  reach: number;
  /** True where both signs occur. */
  signed: boolean;
}

/**
 * @param cells rows of every y map, in the order of the data
 * @param shown rows as the chart shows them: filtered and sorted
 */
export function heatmapModel(
  cells: readonly (readonly Row[])[],
  shown: readonly Row[],
  pooled: readonly boolean[],
): HeatmapModel {
  const [low, high] = rangeOf(cells.flatMap((rows) => rows.map(({ value }) => value))) ?? [0, 0];
  return {
    cells,
    order: shown.map(({ column }) => column),
    names: cells.map((rows) => rows[0]?.y ?? ''),
    pooled,
    reach: Math.max(-low, high, 0),
    signed: low < 0,
  };
}

export const rowAt = ({ cells, order }: HeatmapModel, y: number, at: number): Row | null =>
  cells[y]?.[order[at] ?? -1] ?? null;

export interface HeatmapLayout {
  /** Room for the names of the x maps at the left and of the y maps above. */
  left: number;
  top: number;
  /** Of a cell, in CSS pixels. */
  width: number;
  height: number;
  /** Of all that scrolls, names included. */
  contentWidth: number;
  contentHeight: number;
}

export const CELL_HEIGHT = 20;
const NARROWEST = 14;
const WIDEST = 44;
/** Cosine and sine of the slope of the names above: 55° up. */
export const SLOPE = { angle: -55, across: 0.574, up: 0.819 } as const;
const HIGHEST_NAMES = 180;

/**
 * @param place width of what is visible, in CSS pixels
 * @param names width of the longest name at the left and of each name above
 */
export function heatmapLayout(
  { order, names }: Pick<HeatmapModel, 'order' | 'names'>,
  place: number,
  widths: { left: number; above: readonly number[] },
): HeatmapLayout {
  const left = Math.ceil(Math.min(widths.left + 14, place * 0.42));
  const longest = Math.max(0, ...widths.above);
  const top = Math.ceil(Math.min(HIGHEST_NAMES, longest * SLOPE.up + 18));
  const cut = (width: number): number => Math.min(width, (HIGHEST_NAMES - 18) / SLOPE.up);
  // The last names lean over the right edge.
  const lean = Math.max(
    0,
    ...widths.above.map(
      (width, i) => cut(width) * SLOPE.across - (names.length - 1 - i) * NARROWEST,
    ),
  );
  const right = Math.ceil(Math.min(lean + 6, place * 0.2));
  const fit = Math.floor((place - left - right) / Math.max(1, names.length));
  const width = Math.min(WIDEST, Math.max(NARROWEST, fit));
  return {
    left,
    top,
    width,
    height: CELL_HEIGHT,
    contentWidth: left + names.length * width + right,
    contentHeight: top + order.length * CELL_HEIGHT + 2,
  };
}

/** The cell at a place of the visible part; null over names or beyond the cells. */
export function cellAt(
  layout: HeatmapLayout,
  { order, names }: Pick<HeatmapModel, 'order' | 'names'>,
  place: { x: number; y: number },
  scroll: { left: number; top: number },
): { y: number; at: number } | null {
  if (place.x < layout.left || place.y < layout.top) return null;
  const y = Math.floor((place.x - layout.left + scroll.left) / layout.width);
  const at = Math.floor((place.y - layout.top + scroll.top) / layout.height);
  return y >= 0 && y < names.length && at >= 0 && at < order.length ? { y, at } : null;
}

const MOVES: Record<string, (page: number) => { y: number; at: number }> = {
  ArrowRight: () => ({ y: 1, at: 0 }),
  ArrowLeft: () => ({ y: -1, at: 0 }),
  ArrowDown: () => ({ y: 0, at: 1 }),
  ArrowUp: () => ({ y: 0, at: -1 }),
  PageDown: (page) => ({ y: 0, at: page }),
  PageUp: (page) => ({ y: 0, at: -page }),
  Home: () => ({ y: -Infinity, at: 0 }),
  End: () => ({ y: Infinity, at: 0 }),
};

/** The cell a key leads to; null when the key is none of these. */
export function moved(
  { order, names }: Pick<HeatmapModel, 'order' | 'names'>,
  from: { y: number; at: number } | null,
  key: string,
  page: number,
): { y: number; at: number } | null {
  const step = MOVES[key]?.(page);
  if (!step || !order.length) return null;
  if (!from) return { y: 0, at: 0 };
  const within = (value: number, count: number): number => Math.min(count - 1, Math.max(0, value));
  return { y: within(from.y + step.y, names.length), at: within(from.at + step.at, order.length) };
}

/** Scroll positions that bring a cell into view. */
export function scrollTo(
  layout: HeatmapLayout,
  { y, at }: { y: number; at: number },
  size: { width: number; height: number },
  scroll: { left: number; top: number },
): { left: number; top: number } {
  const along = (start: number, length: number, room: number, now: number): number =>
    start < now ? start : start + length > now + room ? start + length - room : now;
  return {
    left: along(y * layout.width, layout.width, size.width - layout.left, scroll.left),
    top: along(at * layout.height, layout.height, size.height - layout.top, scroll.top),
  };
}
