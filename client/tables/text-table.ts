// Tables as text: CSV after RFC 4180 and TSV. Numbers have the digits that give the same double back; missing is an empty cell.
import type { ExportTable, TableCell } from './table.js';

const plain = (cell: TableCell): string =>
  typeof cell === 'number' ? (Number.isFinite(cell) ? String(cell) : '') : (cell ?? '');

const quoted = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
/** TSV knows no quoting, so tabs and line breaks in names become spaces. */
const spaced = (text: string): string => text.replace(/[\t\r\n]+/g, ' ');

const written =
  (separator: string, clean: (text: string) => string) =>
  ({ headings, rows }: ExportTable): string =>
    [headings, ...rows]
      .map((cells) => cells.map((cell) => clean(plain(cell))).join(separator))
      .join('\n')
      .concat('\n');

export const csv = written(',', quoted);
export const tsv = written('\t', spaced);
