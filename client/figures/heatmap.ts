// The figure of many y maps: a cell for each y map × reference map, coloured by value, marked where significant.
import { css, colourScale, type ColourScale } from '../webview/results/colours.js';
import { plural } from '../webview/results/format.js';
import { rowsOf, type Row } from '../webview/results/model.js';
import { correctionName } from '../webview/results/names.js';
import { columnNoun } from '../webview/results/words.js';
import { describeRow } from './chart-rows.js';
import { COLOUR_BAR, colourBar } from './colour-bar.js';
import { INK, centred, channels, line, rect, text, type Drawing, type Shape } from './drawing.js';
import type { FigureData } from './figure-data.js';
import { textWidth } from './font-widths.js';
import { footnotes, heading } from './heading.js';
import { SWATCH_WIDTH, legend, type LegendItem } from './legend.js';
import { star } from './star.js';
import { fitted } from './text-fit.js';
import { figureSubtitle, figureTitle, valueTitle } from './title.js';

const CELL = 14;
const NAME_SIZE = 8;
const MARGIN = 10;
const MOST_NAME = 130;
/** Y maps that a printed page shows. */
const MOST_Y = 60;
const SMALLEST_WIDTH = 300;

interface Grid {
  /** `[y][x]`, x in the order of the figure. */
  rows: Row[][];
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Rows of every y map (pooled ones too), their columns in the order the reader sees. */
function cellsOf({ result, choice, correction, rows }: FigureData): Row[][] {
  return choice.statistic.rows.slice(0, MOST_Y).map((_, y) => {
    const all = rowsOf(result, choice, y, correction);
    return rows.flatMap(({ column }) => all[column] ?? []);
  });
}

const widest = (names: readonly string[]): number =>
  Math.min(
    MOST_NAME,
    names.reduce((most, name) => Math.max(most, textWidth(name, NAME_SIZE)), 0),
  );

/** Dark cells get white marks. */
function isDark(colour: string): boolean {
  const [red, green, blue] = channels(colour);
  return 0.299 * red + 0.587 * green + 0.114 * blue < 110;
}

function marked(row: Row, x: number, y: number, dark: boolean): Shape[] {
  if (row.mark === 'none') return [];
  const ink = dark ? INK.paper : INK.text;
  const shape = star(x, y, 4, true);
  if (shape.kind !== 'polygon') return [];
  const filled = row.mark === 'corrected';
  return [{ ...shape, fill: filled ? ink : null, stroke: ink }];
}

function cell(data: FigureData, row: Row, x: number, y: number, colours: ColourScale): Shape {
  const ink = { stroke: INK.paper, strokeWidth: 0.5 };
  const title = `${row.y}: ${describeRow(data, row)}`;
  if (row.value === null) {
    const cross = line([x + 4, y + 4, x + CELL - 4, y + CELL - 4], INK.axis, 0.7);
    return {
      kind: 'group',
      title,
      shapes: [rect(x, y, CELL, CELL, { fill: '#eeeeee', ...ink }), cross],
    };
  }
  const fill = css(colours.colour(row.value));
  const stars = marked(row, x + CELL / 2, y + CELL / 2, isDark(fill));
  return { kind: 'group', title, shapes: [rect(x, y, CELL, CELL, { fill, ...ink }), ...stars] };
}

function names({ rows, left, top, bottom }: Grid): Shape[] {
  const rowNames = rows.map(([row], i) =>
    text(
      left - 5,
      centred(top + (i + 0.5) * CELL, NAME_SIZE),
      fitted(row?.y ?? '', MOST_NAME, NAME_SIZE),
      NAME_SIZE,
      { anchor: 'end' },
    ),
  );
  const columnNames = (rows[0] ?? []).map(({ label }, i) =>
    text(
      left + (i + 0.5) * CELL + NAME_SIZE * 0.36,
      bottom + 5,
      fitted(label, MOST_NAME, NAME_SIZE),
      NAME_SIZE,
      { anchor: 'end', turned: -90 },
    ),
  );
  return [...rowNames, ...columnNames];
}

function legendItems({ correction }: FigureData, rows: readonly Row[][]): LegendItem[] {
  const all = rows.flat();
  const sign = (filled: boolean) => (x: number, y: number) => [
    star(x + SWATCH_WIDTH / 2, y, 4, filled),
  ];
  const missing = (x: number, y: number): Shape[] => [
    rect(x + 3, y - 4, 8, 8, { fill: '#eeeeee' }),
    line([x + 5, y - 2, x + 9, y + 2], INK.axis, 0.7),
  ];
  return [
    ...(all.some(({ p }) => p !== null)
      ? [{ label: 'p < .05, uncorrected', swatch: sign(false) }]
      : []),
    ...(correction !== null && all.some(({ p }) => p !== null)
      ? [{ label: `p < .05, ${correctionName(correction)}`, swatch: sign(true) }]
      : []),
    ...(all.some(({ value }) => value === null) ? [{ label: 'no value', swatch: missing }] : []),
  ];
}

/** Sentences for readers who do not see it. */
function describe(data: FigureData, rows: readonly Row[][]): string {
  const all = rows.flat();
  const below = all.filter(({ p }) => p !== null && p < 0.05).length;
  const after = all.filter(({ mark }) => mark === 'corrected').length;
  const tested = all.filter(({ p }) => p !== null).length;
  const noun = columnNoun(data.result);
  return [
    `A cell for each of ${plural(rows.length, 'y map')} × ${plural(rows[0]?.length ?? 0, noun)}.`,
    `${below} of ${plural(tested, 'tested cell')} have p < .05 uncorrected${data.correction === null ? '' : `, ${after} after ${correctionName(data.correction)}`}.`,
  ].join(' ');
}

/** The whole figure; it has a row for each y map, whichever the reader looks at. */
export function heatmap(data: FigureData): Drawing {
  const { result, choice } = data;
  const rows = cellsOf(data);
  const first = rows[0] ?? [];
  const left = MARGIN + widest(rows.map(([row]) => row?.y ?? '')) + 5;
  const right = left + first.length * CELL;
  const width = Math.max(SMALLEST_WIDTH, right + COLOUR_BAR);
  const inner = width - 2 * MARGIN;
  const total = choice.statistic.rows.length;
  const titles = figureTitle(result, choice);
  const head = heading(
    titles,
    figureSubtitle(result, plural(result.y.labels.length, 'y map')),
    MARGIN,
    inner,
  );
  const top = head.height + 4;
  const bottom = top + rows.length * CELL;
  const grid: Grid = { rows, left, top, right, bottom };
  const colours = colourScale(rows.flat().map(({ value }) => value));
  const below = bottom + widest(first.map(({ label }) => label)) + 14;
  const key = legend(legendItems(data, rows), MARGIN, below, inner);
  const leftOut =
    rows.length < total
      ? [`The first ${rows.length} of ${total} y maps; the table holds all.`]
      : [];
  const notes = footnotes([...data.notes, ...leftOut], MARGIN, below + key.height + 4, inner);
  return {
    width,
    height: Math.ceil(below + key.height + notes.height + 12),
    title: titles.join(' '),
    description: [describe(data, rows), ...data.notes, ...leftOut].join(' '),
    shapes: [
      ...head.shapes,
      ...rows.flatMap((each, i) =>
        each.map((row, j) => cell(data, row, left + j * CELL, top + i * CELL, colours)),
      ),
      ...names(grid),
      ...colourBar(colours, grid, Math.max(60, Math.min(200, bottom - top)), valueTitle(choice)),
      ...key.shapes,
      ...notes.shapes,
    ],
  };
}
