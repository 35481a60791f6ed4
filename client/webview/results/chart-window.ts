// Which rows of a long chart are drawn: it scrolls by rows under a value axis that stays in sight. Pure.
import { spreadOf } from './interval.js';
import type { Row } from './model.js';

/** Height of one row, in CSS pixels. */
export const ROW_HEIGHT = 22;
/** Room for the value axis and its title. */
export const AXIS_HEIGHT = 48;

export interface ChartWindow {
  first: number;
  count: number;
  /** Height of the drawing, in CSS pixels. */
  drawn: number;
  /** Height of the whole scrolled content. */
  content: number;
}

/** Height that shows all rows at once, in CSS pixels. */
export const fullHeight = (rows: number): number => AXIS_HEIGHT + rows * ROW_HEIGHT;

/** The rows that fit into `height` pixels when scrolled down by `scrollTop`. */
export function chartWindow(rows: number, height: number, scrollTop: number): ChartWindow {
  const fit = Math.max(1, Math.floor((height - AXIS_HEIGHT) / ROW_HEIGHT));
  const count = Math.min(rows, fit);
  const first = Math.min(rows - count, Math.max(0, Math.round(scrollTop / ROW_HEIGHT)));
  const drawn = AXIS_HEIGHT + count * ROW_HEIGHT;
  const hidden = rows - count;
  return { first, count, drawn, content: hidden ? height + hidden * ROW_HEIGHT : drawn };
}

/** Scroll position that brings a row into view, or null when it is in view already. */
export function scrollFor(row: number, { first, count }: ChartWindow): number | null {
  if (row >= first && row < first + count) return null;
  return (row < first ? row : row - count + 1) * ROW_HEIGHT;
}

/** Room for a mark beyond the longest bar, in CSS pixels. */
const MARK_ROOM = 24;

/**
 * Limits of the value axis: every value and null band of all rows, zero, and room for the marks.
 * @param width of the plot, in CSS pixels
 */
export function axisRange(rows: readonly Row[], width: number): { min: number; max: number } {
  let min = 0;
  let max = 0;
  for (const row of rows) {
    for (const number of [...spreadOf(row, true), row.band?.p1, row.band?.p99]) {
      if (number === undefined) continue;
      min = Math.min(min, number);
      max = Math.max(max, number);
    }
  }
  const room = (max - min || 1) * Math.max(0.05, MARK_ROOM / Math.max(100, width));
  return { min: min - room, max: max + room };
}
