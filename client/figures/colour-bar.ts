// The bar beside a heatmap that says which colour is which value.
import { css, type ColourScale } from '../webview/results/colours.js';
import { tickText, ticks } from './axis.js';
import { INK, centred, line, rect, text, type Shape } from './drawing.js';
import { fitted } from './text-fit.js';

const STEPS = 64;
const BAR = { width: 9, gap: 12, room: 40 };
/** Width that bar, numbers and title take, in points. */
export const COLOUR_BAR = BAR.gap + BAR.width + BAR.room;

/**
 * @param place top of the bar, and right end of what it stands beside
 * @param height of the bar, in points
 */
export function colourBar(
  colours: ColourScale,
  { top, right }: { top: number; right: number },
  height: number,
  title: string,
): Shape[] {
  const left = right + BAR.gap;
  const step = height / STEPS;
  const place = (value: number): number =>
    top + height - ((value - colours.min) / (colours.max - colours.min || 1)) * height;
  const strips = Array.from({ length: STEPS }, (_, i): Shape => {
    const value = colours.max - ((i + 0.5) / STEPS) * (colours.max - colours.min);
    // Strips overlap a little, or viewers show hairlines between them.
    const overlap = i < STEPS - 1 ? 0.4 : 0;
    return rect(left, top + i * step, BAR.width, step + overlap, {
      fill: css(colours.colour(value)),
    });
  });
  return [
    ...strips,
    rect(left, top, BAR.width, height, { fill: null, stroke: INK.axis, strokeWidth: 0.5 }),
    ...ticks(colours.min, colours.max, Math.max(4, Math.floor(height / 24))).flatMap((value) => [
      line([left + BAR.width, place(value), left + BAR.width + 2.5, place(value)], INK.axis, 0.6),
      text(left + BAR.width + 4.5, centred(place(value), 7), tickText(value), 7),
    ]),
    text(
      left + BAR.width + BAR.room - 8,
      top + height / 2,
      fitted(title, Math.max(height, 90), 7.5),
      7.5,
      { anchor: 'middle', turned: -90 },
    ),
  ];
}
