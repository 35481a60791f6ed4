// The figure of an analysis: observed values as bars over the bands of their nulls, one row a map, 5 inches wide
// (spec/workflows.md 7.1).
import { setColour } from '../webview/results/colours.js';
import { correctionName } from '../webview/results/names.js';
import { columnNoun, counts, details } from '../webview/results/words.js';
import { scale, tickText, ticks } from './axis.js';
import {
  BANDS,
  DOT,
  MEDIAN,
  NAME_SIZE,
  ROW_HEIGHT,
  chartRow,
  separator,
  singleValues,
  type Plot,
} from './chart-rows.js';
import { INK, line, rect, text, type Drawing, type Shape } from './drawing.js';
import type { FigureData } from './figure-data.js';
import { textWidth } from './font-widths.js';
import { footnotes, heading } from './heading.js';
import { SWATCH_WIDTH, legend, type LegendItem } from './legend.js';
import { star } from './star.js';
import { figureSubtitle, figureTitle, valueTitle } from './title.js';

/** 5 inches. */
const WIDTH = 360;
const MARGIN = 10;
/** Most of the width that names may take. */
const NAMES = 0.42;
const AXIS_HEIGHT = 32;

/** Lowest and highest value of the axis: everything drawn, zero, and room for marks. */
function limits(data: FigureData): [number, number] {
  const numbers = data.rows.flatMap((row) => [
    row.value ?? 0,
    row.band?.p1 ?? 0,
    row.band?.p99 ?? 0,
    ...singleValues(data, row.column),
  ]);
  const low = numbers.reduce((least, value) => Math.min(least, value), 0);
  const high = numbers.reduce((most, value) => Math.max(most, value), 0);
  const room = (high - low || 1) * 0.08;
  return [low < 0 ? low - room : low, high > 0 || low === 0 ? high + room : high];
}

function plotOf(data: FigureData, [low, high]: [number, number]): Plot {
  const names = data.rows.map(({ label, mark }) =>
    textWidth(label, NAME_SIZE, mark === 'corrected'),
  );
  const widest = names.reduce((most, width) => Math.max(most, width), 0);
  const left = MARGIN + Math.min(widest + 8, WIDTH * NAMES);
  const right = WIDTH - MARGIN;
  return {
    left,
    right,
    x: scale(low, high, left, right),
    nameLeft: MARGIN,
    reach: data.all.reduce((most, { value }) => Math.max(most, Math.abs(value ?? 0)), 0),
    zero: Math.min(high, Math.max(low, 0)),
  };
}

function axis(
  { x, left, right }: Plot,
  [low, high]: [number, number],
  top: number,
  bottom: number,
  title: string,
): Shape[] {
  return [
    ...ticks(low, high).flatMap((value) => [
      line([x(value), top, x(value), bottom], INK.grid, 0.5),
      text(x(value), bottom + 10, tickText(value), 7.5, { anchor: 'middle' }),
    ]),
    line([left, bottom, right, bottom], INK.axis, 0.7),
    text((left + right) / 2, bottom + 23, title, 8, { anchor: 'middle' }),
  ];
}

function legendItems(data: FigureData): LegendItem[] {
  const { rows, correction, sets, choice, yIndex } = data;
  const block = (fill: string) => (x: number, y: number) => [
    rect(x, y - 4, SWATCH_WIDTH, 8, { fill }),
  ];
  const sign = (filled: boolean) => (x: number, y: number) => [
    star(x + SWATCH_WIDTH / 2, y, 4.6, filled),
  ];
  const banded = rows.some(({ band }) => band);
  const tested = rows.some(({ p }) => p !== null);
  const pooled = choice.statistic.pooledRow[yIndex] === true;
  const dot = (x: number, y: number): Shape[] => [
    {
      kind: 'circle',
      x: x + SWATCH_WIDTH / 2,
      y,
      radius: 1.5,
      fill: INK.paper,
      stroke: DOT,
      strokeWidth: 0.7,
    },
  ];
  const median = (x: number, y: number): Shape[] => [
    rect(x + SWATCH_WIDTH / 2, y - 4, 1.2, 8, { fill: MEDIAN }),
  ];
  return [
    ...(banded ? BANDS.map(({ fill, label }) => ({ label, swatch: block(fill) })) : []),
    ...(banded ? [{ label: 'null median', swatch: median }] : []),
    ...(pooled ? [{ label: 'single y maps', swatch: dot }] : []),
    ...(tested ? [{ label: 'p < .05, uncorrected', swatch: sign(false) }] : []),
    ...(tested && correction !== null
      ? [{ label: `p < .05, ${correctionName(correction)}`, swatch: sign(true) }]
      : []),
    ...sets.flatMap((label, i) =>
      rows.some(({ set }) => set === label)
        ? [{ label, swatch: block(setColour(i, 'light')) }]
        : [],
    ),
  ];
}

/** The whole figure. */
export function chart(data: FigureData): Drawing {
  const { result, choice, rows, grouped, correction, y } = data;
  const range = limits(data);
  const plot = plotOf(data, range);
  const inner = WIDTH - 2 * MARGIN;
  const titles = figureTitle(result, choice);
  const top = heading(titles, figureSubtitle(result, y), MARGIN, inner);
  const first = top.height + 4;
  const bottom = first + rows.length * ROW_HEIGHT;
  const middle = (i: number): number => first + (i + 0.5) * ROW_HEIGHT;
  const borders = rows.flatMap((row, i) =>
    grouped && i > 0 && row.set !== rows[i - 1]?.set
      ? [separator(first + i * ROW_HEIGHT, plot)]
      : [],
  );
  const key = legend(legendItems(data), MARGIN, bottom + AXIS_HEIGHT, inner);
  const notes = footnotes(data.notes, MARGIN, bottom + AXIS_HEIGHT + key.height + 4, inner);
  const noun = columnNoun(result);
  const zero = plot.x(plot.zero);
  return {
    width: WIDTH,
    height: Math.ceil(bottom + AXIS_HEIGHT + key.height + notes.height + 12),
    title: titles.join(' '),
    description: [
      `${y}, one bar for each ${noun} over the range of its nulls.`,
      counts(choice, data.all, correction, noun),
      details(choice, data.all, correction, noun),
      ...data.notes,
    ].join(' '),
    shapes: [
      ...top.shapes,
      ...axis(plot, range, first, bottom, valueTitle(choice)),
      ...borders,
      ...rows.map((row, i) => chartRow(data, row, middle(i), plot)),
      line([zero, first, zero, bottom], INK.text, 0.7, [3, 2.5]),
      ...key.shapes,
      ...notes.shapes,
    ],
  };
}
