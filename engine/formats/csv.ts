// Tables in csv and tsv files (`.gz` allowed): numbers with row and column labels, or text for designs and map lists.
import { NspError } from '../error.js';
import { writeBytes, type ReadOptions } from './bytes.js';
import { formatCell, parseCell } from './cell.js';
import { formatDelimited, readDelimited, requireEqualWidth } from './delimited.js';
import type { DelimitedRow } from './delimited.js';

export interface Table {
  /** Header of the label column; may be empty. */
  index: string;
  columns: string[];
  /** Row labels, each once. */
  rows: string[];
  /** `[row][column]`, row-major; NaN is missing. */
  values: Float64Array;
}

export interface TableOptions extends ReadOptions {
  /** Header of the column that holds the row labels; null or absent: the first column. */
  index?: string | null;
  /** True when the file has the wanted rows as columns. */
  transpose?: boolean;
}

export interface TextTable {
  columns: string[];
  /** `[row][column]`, trimmed. */
  rows: string[][];
  /** Line of the file on which each row begins, from 1. */
  lines: number[];
}

/**
 * Reads a table of numbers with a header line and a label column. Tab-separated for `.tsv` and `.txt`, else comma.
 * Empty cells, NA, NaN and n/a are missing.
 * @throws NspError `text-cell`, `duplicate-row`, `duplicate-column`, `unknown-index`, `ragged-table`, `empty-table`, `bad-table`
 * and those of readText
 */
export async function readTable(path: string, options: TableOptions = {}): Promise<Table> {
  const table = toTable(await readDelimited(path, options), path, options.index ?? null);
  return options.transpose === true ? transpose(table) : table;
}

function toTable(all: DelimitedRow[], path: string, index: string | null): Table {
  const { header, body } = splitHeader(all, path);
  const labelColumn = index === null ? 0 : indexColumn(header, index, path);
  requireUniqueRows(body, labelColumn, path);
  const columns = header.cells.filter((_, column) => column !== labelColumn);
  const rows = body.map((row) => row.cells[labelColumn] as string);
  const values = new Float64Array(rows.length * columns.length);
  let k = 0;
  for (const row of body) {
    for (let column = 0; column < row.cells.length; column++) {
      if (column === labelColumn) continue;
      const value = parseCell(row.cells[column] as string);
      if (value === undefined) throw textCell(path, header, row, labelColumn, column);
      values[k++] = value;
    }
  }
  return { index: header.cells[labelColumn] as string, columns, rows, values };
}

/** The header line and the others, all of one width and with distinct columns. */
function splitHeader(
  all: DelimitedRow[],
  path: string,
): { header: DelimitedRow; body: DelimitedRow[] } {
  const [header, ...body] = all;
  if (header === undefined || body.length === 0) {
    throw new NspError('empty-table', `${path} has a header line but no rows.`);
  }
  if (header.cells.length === 1 && header.cells[0]?.includes(';')) {
    const way = 'Save it with commas between the cells and points in the numbers.';
    throw new NspError('bad-table', `${path} seems to be separated by semicolons. ${way}`);
  }
  requireEqualWidth(all, path);
  const seen = new Map<string, number>();
  header.cells.forEach((name, column) => {
    const first = seen.get(name);
    if (first !== undefined) {
      const where = `columns ${first + 1} and ${column + 1} are both called "${name}"`;
      throw new NspError('duplicate-column', `${path}: ${where}. Rename or remove one.`);
    }
    seen.set(name, column);
  });
  return { header, body };
}

function indexColumn(header: DelimitedRow, index: string, path: string): number {
  const column = header.cells.indexOf(index);
  if (column >= 0) return column;
  const known = header.cells.map((name) => `"${name}"`).join(', ');
  throw new NspError(
    'unknown-index',
    `${path} has no column "${index}". Its columns are ${known}.`,
  );
}

function requireUniqueRows(body: DelimitedRow[], labelColumn: number, path: string): void {
  const lines = new Map<string, number>();
  for (const row of body) {
    const label = row.cells[labelColumn] as string;
    const first = lines.get(label);
    if (first !== undefined) {
      const where = `the row "${label}" stands on lines ${first} and ${row.line}`;
      throw new NspError('duplicate-row', `${path}: ${where}. Rename or remove one.`);
    }
    lines.set(label, row.line);
  }
}

function textCell(
  path: string,
  header: DelimitedRow,
  row: DelimitedRow,
  labelColumn: number,
  column: number,
): NspError {
  const label = row.cells[labelColumn] as string;
  const where = `line ${row.line}, row "${label}", column "${header.cells[column]}"`;
  const text = row.cells[column] as string;
  const way = /^[+-]?\d+,\d+$/.test(text)
    ? 'Write decimal points instead of commas.'
    : 'Write a number, or leave the cell empty when it is missing.';
  return new NspError('text-cell', `${path}, ${where}: "${text}" is not a finite number. ${way}`);
}

/** Rows become columns; both sets of labels were unique already. */
function transpose(table: Table): Table {
  const [height, width] = [table.rows.length, table.columns.length];
  const values = new Float64Array(height * width);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      values[column * height + row] = table.values[row * width + column] as number;
    }
  }
  return { index: table.index, columns: table.rows, rows: table.columns, values };
}

/**
 * Reads a table with a header line and leaves every cell as text.
 * @throws NspError `duplicate-column`, `ragged-table`, `empty-table`, `bad-table` and those of readText
 */
export async function readTextTable(path: string, options: ReadOptions = {}): Promise<TextTable> {
  const { header, body } = splitHeader(await readDelimited(path, options), path);
  return {
    columns: header.cells,
    rows: body.map((row) => row.cells),
    lines: body.map((row) => row.line),
  };
}

/** A table as csv text with full double precision; missing is an empty cell. */
export function formatTable(table: Table, path: string): string {
  const width = table.columns.length;
  const lines = table.rows.map((label, row) => {
    const cells = table.values.subarray(row * width, (row + 1) * width);
    return [label, ...Array.from(cells, formatCell)];
  });
  return formatDelimited([[table.index, ...table.columns], ...lines], path);
}

/** Writes a table; separator and compression follow the name (`.tsv`, `.gz`). */
export async function writeTable(path: string, table: Table): Promise<void> {
  await writeBytes(path, Buffer.from(formatTable(table, path), 'utf8'));
}
