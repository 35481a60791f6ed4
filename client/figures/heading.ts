// Title and small print at the top of a figure.
import { INK, text, type Shape } from './drawing.js';
import { lines } from './text-fit.js';

const TITLE = { size: 10, line: 12.5 };
const SMALL = { size: 7.5, line: 10 };

/** Shapes and their height, in points; each title begins a line, long ones break. */
export function heading(
  titles: readonly string[],
  subtitle: string,
  left: number,
  width: number,
): { shapes: Shape[]; height: number } {
  const shapes: Shape[] = [];
  let y = 8;
  for (const words of titles.flatMap((title) => lines(title, width, TITLE.size, true))) {
    shapes.push(text(left, (y += TITLE.line) - 2, words, TITLE.size, { bold: true }));
  }
  y += 1;
  for (const words of lines(subtitle, width, SMALL.size)) {
    shapes.push(text(left, (y += SMALL.line) - 2, words, SMALL.size, { fill: INK.muted }));
  }
  return { shapes, height: y + 4 };
}

/** Small print below a figure. */
export function footnotes(
  notes: readonly string[],
  left: number,
  top: number,
  width: number,
): { shapes: Shape[]; height: number } {
  const broken = notes.flatMap((note) => lines(note, width, SMALL.size));
  return {
    shapes: broken.map((words, i) =>
      text(left, top + (i + 1) * SMALL.line - 2, words, SMALL.size, { fill: INK.muted }),
    ),
    height: broken.length * SMALL.line,
  };
}
