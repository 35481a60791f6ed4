// What Chart.js does not draw by itself: null bands and medians behind the bars, the zero line, marks, the selected row.
import type { Chart, Plugin } from 'chart.js';
import { intervalOf, spreadOf } from './interval.js';
import type { Mark, Row } from './model.js';
import type { Theme } from './theme.js';

/** What the layers draw; replaced whenever the window or the theme changes. */
export interface LayerData {
  rows: readonly Row[];
  selected: Row | null;
  theme: Theme;
  /** Fill of a row or of the dot of one of its values. */
  colour: (row: Row, value?: number) => string;
  /** Colours of sets where rows are grouped by them; null where they are not. */
  groups: ((set: string | null) => string | null) | null;
}

/** What rows of several y maps are drawn as: a dot for each, and one for all with its interval. */
const DOT = 2.6;
const CENTRE = 4;

export const MARKS: Record<Mark, string> = { corrected: '★', uncorrected: '☆', none: '' };
/** Pairs of percentiles, outermost first, with the opacity each adds. */
const BANDS = [
  ['p1', 'p99'],
  ['p5', 'p95'],
  ['p25', 'p75'],
] as const;
export const BAND_OPACITY = 0.17;

interface Brush {
  context: CanvasRenderingContext2D;
  x: (value: number) => number;
  y: (index: number) => number;
  rowHeight: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

function brushOf(chart: Chart): Brush | null {
  const { x, y } = chart.scales;
  if (!x || !y) return null;
  const { left, right, top, bottom } = chart.chartArea;
  const count = Math.max(1, chart.data.labels?.length ?? 1);
  return {
    context: chart.ctx,
    x: (value) => x.getPixelForValue(value),
    y: (index) => y.getPixelForValue(index),
    rowHeight: (bottom - top) / count,
    left,
    right,
    top,
    bottom,
  };
}

function drawSelection(
  { context, y, rowHeight, right }: Brush,
  { rows, selected, theme }: LayerData,
): void {
  const index = selected ? rows.indexOf(selected) : -1;
  if (index < 0) return;
  context.fillStyle = theme.selection;
  context.fillRect(0, y(index) - rowHeight / 2, right, rowHeight);
  if (theme.highContrast) {
    context.strokeStyle = theme.focus;
    context.strokeRect(0.5, y(index) - rowHeight / 2 + 0.5, right - 1, rowHeight - 1);
  }
}

function drawBands({ context, x, y, rowHeight }: Brush, { rows, theme }: LayerData): void {
  const height = Math.round(Math.min(18, rowHeight - 4));
  rows.forEach(({ band }, i) => {
    if (!band) return;
    const top = Math.round(y(i) - height / 2);
    context.fillStyle = theme.foreground;
    context.globalAlpha = BAND_OPACITY;
    for (const [from, to] of BANDS) {
      context.fillRect(x(band[from]), top, Math.max(1, x(band[to]) - x(band[from])), height);
    }
    context.globalAlpha = 0.75;
    context.fillRect(x(band.median) - 0.75, top, 1.5, height);
    context.globalAlpha = 1;
  });
}

/** A line between sets, and a stripe in the colour of the set. */
function drawGroups(
  { context, y, rowHeight, right }: Brush,
  { rows, theme, groups }: LayerData,
): void {
  if (!groups) return;
  rows.forEach(({ set }, i) => {
    const colour = groups(set);
    if (colour) {
      context.fillStyle = colour;
      context.fillRect(0, y(i) - rowHeight / 2 + 1, 4, rowHeight - 2);
    }
    if (i === 0 || rows[i - 1]?.set === set) return;
    context.fillStyle = theme.muted;
    context.fillRect(0, Math.round(y(i) - rowHeight / 2), right, 1);
  });
}

/** A dot for each y map, spread over the height of the row, and the pooled value with the interval of the mean. */
function drawSpread({ context, x, y }: Brush, { rows, theme, colour }: LayerData): void {
  rows.forEach((row, i) => {
    if (!row.each) return;
    context.globalAlpha = 0.55;
    row.each.forEach((value, k) => {
      if (value === null) return;
      // The golden ratio spreads any number of dots without repeating itself, and alike in every drawing.
      const jitter = ((k * 0.618) % 1) * 10 - 5;
      context.fillStyle = colour(row, value);
      context.beginPath();
      context.arc(x(value), y(i) + jitter, DOT, 0, 2 * Math.PI);
      context.fill();
    });
    context.globalAlpha = 1;
    if (row.value === null) return;
    context.strokeStyle = theme.foreground;
    context.lineWidth = 1.5;
    const interval = intervalOf(row.each, row.y);
    if (interval) {
      context.beginPath();
      context.moveTo(x(interval[0]), y(i));
      context.lineTo(x(interval[1]), y(i));
      context.stroke();
    }
    context.fillStyle = theme.background;
    context.beginPath();
    context.arc(x(row.value), y(i), CENTRE, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  });
}

function drawZero({ context, x, top, bottom }: Brush, { theme }: LayerData): void {
  context.strokeStyle = theme.muted;
  context.lineWidth = 1;
  context.setLineDash([4, 3]);
  context.beginPath();
  context.moveTo(x(0), top);
  context.lineTo(x(0), bottom);
  context.stroke();
  context.setLineDash([]);
}

function drawMarks({ context, x, y, left, right }: Brush, { rows, theme }: LayerData): void {
  const gap = Math.max(9, (right - left) * 0.02);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  rows.forEach((row, i) => {
    const text = row.value === null ? 'no value' : MARKS[row.mark];
    if (!text) return;
    context.font = `${row.value === null ? 11 : 14}px ${theme.font}`;
    const half = context.measureText(text).width / 2;
    const [low, high] = spreadOf(row, false);
    const end = row.value === null ? x(0) + half : row.value < 0 ? x(low) - gap : x(high) + gap;
    const at = Math.min(right - half - 1, Math.max(left + half + 1, end));
    context.lineWidth = 3;
    context.strokeStyle = theme.background;
    context.strokeText(text, at, y(i));
    context.fillStyle = row.value === null ? theme.muted : theme.foreground;
    context.fillText(text, at, y(i));
  });
}

/** @param current asked at each drawing, so that the plugin holds no state */
export function layers(current: () => LayerData): Plugin<'bar'> {
  const draw = (chart: Chart, steps: ((brush: Brush, data: LayerData) => void)[]): void => {
    const brush = brushOf(chart);
    if (!brush) return;
    brush.context.save();
    for (const step of steps) step(brush, current());
    brush.context.restore();
  };
  return {
    id: 'nulls-and-marks',
    beforeDraw: (chart) => draw(chart, [drawSelection]),
    beforeDatasetsDraw: (chart) => draw(chart, [drawGroups, drawBands, drawZero]),
    afterDatasetsDraw: (chart) => draw(chart, [drawSpread, drawMarks]),
  };
}
