// The frame of a small figure: room at the edges, ticks and titles of both axes. Drawn anew whenever its place gets another width.
import type { Axis } from '../axis.js';
import { tickText } from '../axis.js';
import { ellipsize } from '../labels.js';
import { svg } from '../svg.js';

export const EDGES = { left: 54, right: 12, top: 14, bottom: 42 } as const;

/** Ends of both axes, in pixels. */
export interface PlotArea {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export const plotArea = (width: number, height: number): PlotArea => ({
  left: EDGES.left,
  right: width - EDGES.right,
  top: EDGES.top,
  bottom: height - EDGES.bottom,
});

/** Width of a character, roughly; a pixel more or less does not matter here. */
const CHARACTER = 6.6;

const fitted = (text: string, pixels: number): string =>
  ellipsize(text, (shorter) => shorter.length * CHARACTER <= pixels);

const title = (text: string, room: number, place: Record<string, string | number>): SVGElement =>
  svg(
    'text',
    { class: 'axis-title', 'text-anchor': 'middle', ...place },
    fitted(text, room),
    svg('title', {}, text),
  );

/** Grid lines, ticks and titles. */
export function frame(
  area: PlotArea,
  x: { axis: Axis; title: string },
  y: { axis: Axis; title: string },
): SVGElement[] {
  const across = x.axis.ticks.flatMap((tick) => {
    const at = x.axis.pixel(tick);
    return [
      svg('line', { class: 'grid', x1: at, x2: at, y1: area.top, y2: area.bottom }),
      svg(
        'text',
        { class: 'tick', x: at, y: area.bottom + 15, 'text-anchor': 'middle' },
        tickText(tick),
      ),
    ];
  });
  const up = y.axis.ticks.flatMap((tick) => {
    const at = y.axis.pixel(tick);
    return [
      svg('line', { class: 'grid', x1: area.left, x2: area.right, y1: at, y2: at }),
      svg(
        'text',
        { class: 'tick', x: area.left - 6, y: at + 4, 'text-anchor': 'end' },
        tickText(tick),
      ),
    ];
  });
  const middle = (area.top + area.bottom) / 2;
  return [
    ...across,
    ...up,
    title(x.title, area.right - area.left, {
      x: (area.left + area.right) / 2,
      y: area.bottom + 34,
    }),
    title(y.title, area.bottom - area.top, {
      x: 12,
      y: middle,
      transform: `rotate(-90 12 ${middle})`,
    }),
  ];
}

/** Calls back with the width of a place now and whenever it changes, unless it is not shown. */
export function onWidth(place: HTMLElement, changed: (width: number) => void): void {
  let last = 0;
  new ResizeObserver(() => {
    const width = place.clientWidth;
    if (!width || width === last) return;
    last = width;
    changed(width);
  }).observe(place);
}
