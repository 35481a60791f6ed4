// Comma- and tab-separated text as rows of cells with their line numbers; the tables of csv.ts are made of them.
import Papa from 'papaparse';
import { NspError } from '../error.js';
import { readText, type ReadOptions } from './bytes.js';

export interface DelimitedRow {
  /** Line of the file on which the row begins, from 1. */
  line: number;
  cells: string[];
}

/** Tab for `.tsv` and `.txt` (also `.gz`), else comma. */
export const separatorOf = (path: string): string =>
  /\.(tsv|txt)(\.gz)?$/i.test(path) ? '\t' : ',';

/**
 * The rows of a csv or tsv file without its blank lines; cells are trimmed. Any mixture of line ends will do.
 * @throws NspError `empty-table`, `bad-table` for quotes that never close, and those of readText
 */
export async function readDelimited(
  path: string,
  options: ReadOptions = {},
): Promise<DelimitedRow[]> {
  return parseDelimited(await readText(path, options), path);
}

/** As {@link readDelimited}, from text; `path` tells the separator and names the file in errors. */
export function parseDelimited(raw: string, path: string): DelimitedRow[] {
  const text = raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw;
  const rows: DelimitedRow[] = [];
  const quoted = text.includes('"');
  let line = 1;
  Papa.parse<string[]>(text, {
    delimiter: separatorOf(path),
    newline: '\n',
    step: ({ data, errors }) => {
      const [fault] = errors;
      if (fault) {
        const message = `${path}, line ${line}: ${fault.message.toLowerCase()}. Mend the quotes of this line.`;
        throw new NspError('bad-table', message);
      }
      const cells = data.map((cell) => cell.trim());
      if (cells.length > 1 || cells[0] !== '') rows.push({ line, cells });
      line += 1 + (quoted ? linesInside(data) : 0);
    },
  });
  if (rows.length === 0) throw new NspError('empty-table', `${path} has no rows.`);
  return rows;
}

/** Line ends inside quoted cells. */
const linesInside = (cells: string[]): number =>
  cells.reduce((count, cell) => count + cell.split('\n').length - 1, 0);

/**
 * Rows that all have the width of the first.
 * @throws NspError `ragged-table` naming the first line that has not
 */
export function requireEqualWidth(rows: DelimitedRow[], path: string): number {
  const width = rows[0]?.cells.length ?? 0;
  const ragged = rows.find((row) => row.cells.length !== width);
  if (ragged === undefined) return width;
  const found = `line ${ragged.line} has ${countOf(ragged.cells.length)}, the first line has ${width}`;
  throw new NspError(
    'ragged-table',
    `${path}: ${found}. Give every line the same number of cells.`,
  );
}

const countOf = (cells: number): string => `${cells} cell${cells === 1 ? '' : 's'}`;

/** Rows as csv text (RFC 4180 quoting, a line feed after each). */
export function formatDelimited(rows: readonly (readonly string[])[], path: string): string {
  return `${Papa.unparse(rows as string[][], { delimiter: separatorOf(path), newline: '\n' })}\n`;
}
