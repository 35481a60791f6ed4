// The distinct values of a text column in the order that decides which is first: as numbers where all are, else by code point.

/** Sorted distinct levels. */
export function sortedLevels(cells: readonly string[]): string[] {
  const levels = [...new Set(cells)];
  const numeric = levels.every((level) => asNumber(level) !== undefined);
  return numeric
    ? levels.sort((a, b) => Number(a) - Number(b))
    : levels.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/** The number a cell holds, or undefined where it is text. */
export function asNumber(cell: string): number | undefined {
  const text = cell.trim();
  if (text === '') return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}
