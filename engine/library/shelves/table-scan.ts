// Reads the outline of a table (labels and missing cells) in short turns, so that the editor stays responsive with large tables.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { NspError } from '../../error.js';
import { readText } from '../../formats/bytes.js';
import { isMissingCell } from '../../formats/cell.js';
import {
  parseDelimited,
  requireEqualWidth,
  separatorOf,
  type DelimitedRow,
} from '../../formats/delimited.js';
import type { TableSummary } from '../entries.js';

/** Rows of cells handled before other work gets its turn. */
const cellsPerTurn = 50_000;

/**
 * Outline of a table whose first column holds the row labels. Cells may be text.
 * @throws NspError `empty-table`, `ragged-table` and those of readText
 */
export async function scanTable(path: string): Promise<TableSummary> {
  const text = await readText(path);
  const rows = text.includes('"') ? parseDelimited(text, path) : plainRows(text, path);
  let header: DelimitedRow | null = null;
  const labels: string[] = [];
  const missing: number[] = [];
  let cells = 0;
  for (const row of rows) {
    if (header === null) {
      header = row;
      continue;
    }
    if (row.cells.length !== header.cells.length) requireEqualWidth([header, row], path);
    labels.push(row.cells[0] ?? '');
    missing.push(missingIn(row.cells));
    cells += row.cells.length;
    if (cells > cellsPerTurn) {
      cells = 0;
      await nextTurn();
    }
  }
  if (header === null) throw new NspError('empty-table', `${path} has no rows.`);
  const [index = '', ...columns] = header.cells;
  return { index, columns, rows: labels, missing };
}

/** Lines without quoted cells, cut one at a time. */
function* plainRows(text: string, path: string): Generator<DelimitedRow> {
  const separator = separatorOf(path);
  let start = 0;
  for (let line = 1; start < text.length; line++) {
    const end = text.indexOf('\n', start);
    const cells = text
      .slice(start, end < 0 ? text.length : end)
      .split(separator)
      .map((cell) => cell.trim());
    if (cells.length > 1 || cells[0] !== '') yield { line, cells };
    start = end < 0 ? text.length : end + 1;
  }
}

function missingIn(cells: readonly string[]): number {
  let count = 0;
  for (let i = 1; i < cells.length; i++) if (isMissingCell(cells[i] ?? '')) count++;
  return count;
}
