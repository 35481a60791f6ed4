// Square tables between parcels, such as distances, with or without labels (spec/decisions.md 13).
import { NspError } from '../error.js';
import type { ReadOptions } from './bytes.js';
import { parseCell } from './cell.js';
import { readDelimited, requireEqualWidth, type DelimitedRow } from './delimited.js';

/**
 * Reads an n × n table for n labels, `[row][column]`. It may have a header line, a label column, both or none; labels that
 * are there must be the given ones in the given order, or plain counting from 0 or 1. Missing cells are NaN; `inf` is Infinity (no
 * path between two parcels).
 * @throws NspError `matrix-shape`, `matrix-labels`, `text-cell` and those of readDelimited
 */
export async function readMatrix(
  path: string,
  labels: readonly string[],
  options: ReadOptions = {},
): Promise<Float64Array> {
  const rows = await readDelimited(path, options);
  const n = labels.length;
  const width = requireEqualWidth(withoutCorner(rows, n), path);
  const headerLines = rows.length - n;
  const labelColumns = width - n;
  const cutOff = headerLines === 0 && labelColumns === 1 && rows[0]?.cells[1] === labels[0];
  if (![0, 1].includes(headerLines) || ![0, 1].includes(labelColumns) || cutOff) {
    const found = `${path} has ${rows.length} lines of ${width} cells`;
    const wanted = `a table for ${n} parcels has ${n} of ${n}, or one more of each for labels`;
    throw new NspError('matrix-shape', `${found}; ${wanted}.`);
  }
  const [header] = rows;
  if (headerLines === 1 && header) checkLabels(header.cells.slice(-n), labels, 'column', path);
  const body = rows.slice(headerLines);
  if (labelColumns === 1)
    checkLabels(
      body.map((row) => row.cells[0] as string),
      labels,
      'row',
      path,
    );
  return numbersOf(body, labelColumns, n, path);
}

/** NumPy and pandas write `inf`. */
const isInfinite = (cell: string): boolean => /^\+?inf(inity)?$/i.test(cell);

/** Some writers leave out the empty cell above the label column: such a header is one cell short. */
function withoutCorner(rows: DelimitedRow[], n: number): DelimitedRow[] {
  const short =
    rows.length === n + 1 && rows[0]?.cells.length === n && rows[1]?.cells.length === n + 1;
  return short ? rows.slice(1) : rows;
}

function checkLabels(
  found: string[],
  labels: readonly string[],
  what: 'row' | 'column',
  path: string,
): void {
  const counted = [0, 1].some((start) => found.every((label, i) => label === String(start + i)));
  const wrong = found.findIndex((label, i) => label !== labels[i]);
  if (counted || wrong < 0) return;
  const text = `${what} ${wrong + 1} is labelled "${found[wrong]}", the parcellation has "${labels[wrong]}" there`;
  throw new NspError(
    'matrix-labels',
    `${path}: ${text}. Put the parcels in the order of the parcellation.`,
  );
}

function numbersOf(body: DelimitedRow[], skip: number, n: number, path: string): Float64Array {
  const values = new Float64Array(n * n);
  body.forEach((row, i) => {
    for (let j = 0; j < n; j++) {
      const cell = row.cells[skip + j] as string;
      const value = isInfinite(cell) ? Infinity : parseCell(cell);
      if (value === undefined) {
        const where = `line ${row.line}, column ${skip + j + 1}`;
        throw new NspError('text-cell', `${path}, ${where}: "${cell}" is not a number.`);
      }
      values[i * n + j] = value;
    }
  });
  return values;
}
