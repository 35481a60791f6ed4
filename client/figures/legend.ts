// The legend below a figure: swatches with words that flow into lines.
import { centred, text, type Shape } from './drawing.js';
import { textWidth } from './font-widths.js';
import { fitted } from './text-fit.js';

export interface LegendItem {
  label: string;
  /** Shapes of the swatch, from its left end at the middle of the line. */
  swatch: (x: number, y: number) => Shape[];
}

export const SWATCH_WIDTH = 14;
const SIZE = 7.5;
const GAP = 4;
const BETWEEN = 12;
const LINE = 12;

/** Shapes of the legend and their height, in points, for a place `width` wide. */
export function legend(
  items: readonly LegendItem[],
  left: number,
  top: number,
  width: number,
): { shapes: Shape[]; height: number } {
  const shapes: Shape[] = [];
  let [x, y] = [left, top + LINE / 2];
  for (const { label, swatch } of items) {
    const words = fitted(label, width - SWATCH_WIDTH - GAP, SIZE);
    const needed = SWATCH_WIDTH + GAP + textWidth(words, SIZE);
    if (x > left && x + needed > left + width) [x, y] = [left, y + LINE];
    shapes.push(...swatch(x, y), text(x + SWATCH_WIDTH + GAP, centred(y, SIZE), words, SIZE));
    x += needed + BETWEEN;
  }
  return { shapes, height: items.length ? y + LINE / 2 - top : 0 };
}
