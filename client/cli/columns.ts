// Text laid out for a terminal: columns side by side, and paragraphs wrapped to a width.

/** How a column is set; the widest cell decides its width, up to `max`. */
export interface Column {
  header: string;
  align: 'left' | 'right';
  /** Longer cells end in `…`. */
  max?: number;
}

/** Lines of a table with a header row; columns are two spaces apart. */
export function tableLines(columns: readonly Column[], rows: readonly string[][]): string[] {
  const cells = [columns.map(({ header }) => header), ...rows].map((row) =>
    columns.map(({ max = Infinity }, i) => clip(row[i] ?? '', max)),
  );
  const widths = columns.map((_, i) => Math.max(...cells.map((row) => row[i]?.length ?? 0)));
  return cells.map((row) =>
    row
      .map((cell, i) => pad(cell, widths[i] ?? 0, columns[i]?.align ?? 'left'))
      .join('  ')
      .trimEnd(),
  );
}

/** Words wrapped to `width` characters, each line after `indent` spaces; a longer word has a line of its own. */
export function wrap(text: string, width: number, indent = 0): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter(Boolean)) {
    if (line && indent + line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  if (line) lines.push(line);
  return lines.map((each) => ' '.repeat(indent) + each);
}

/** Text of at most `max` characters. */
export function clip(text: string, max: number): string {
  return text.length > max ? `${text.slice(0, Math.max(0, max - 1))}…` : text;
}

function pad(text: string, width: number, align: Column['align']): string {
  return align === 'left' ? text.padEnd(width) : text.padStart(width);
}
