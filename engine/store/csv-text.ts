// CSV as results are written: comma, RFC 4180 quoting, `\n`, numbers with the digits that give the same double back.
import type { Cell } from '../result.js';

/** One line. A missing value (null, NaN, infinite) is an empty cell. */
export function csvLine(cells: readonly (string | Cell)[]): string {
  return cells.map(csvCell).join(',');
}

function csvCell(value: string | Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
