// What a cell of a numeric table may hold: a number, or one of the spellings of `missing`.

const MISSING = new Set(['', 'na', 'nan', 'n/a', '#n/a', 'null', 'none']);

/** True for an empty cell and for NA, NaN, n/a, #N/A, null, None in any case. */
export const isMissingCell = (cell: string): boolean =>
  cell === '' || (cell.length <= 4 && MISSING.has(cell.toLowerCase()));

/** The number in a trimmed cell, NaN when it is missing, undefined when it is text or infinite. */
export function parseCell(cell: string): number | undefined {
  if (isMissingCell(cell)) return NaN;
  const value = Number(cell);
  return Number.isFinite(value) && !isPrefixed(cell) ? value : undefined;
}

/** True for hexadecimal, octal and binary spellings, which JavaScript takes for numbers and tables do not. */
const isPrefixed = (cell: string): boolean => cell[0] === '0' && /^0[xob]/i.test(cell);

/** Shortest text that reads back as the same number; NaN is an empty cell. */
export const formatCell = (value: number): string => (Number.isNaN(value) ? '' : String(value));
