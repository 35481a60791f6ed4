// One row of the chart: null bands, bar, values of single y maps, mark and name.
import { barColour, setColour } from '../webview/results/colours.js';
import { formatStatistic, sayP } from '../webview/results/format.js';
import type { Row } from '../webview/results/model.js';
import { correctionName } from '../webview/results/names.js';
import { INK, centred, line, rect, text, type Shape } from './drawing.js';
import type { FigureData } from './figure-data.js';
import { star } from './star.js';
import { fitted } from './text-fit.js';

export const ROW_HEIGHT = 14.4;
export const NAME_SIZE = 8;
const BAR_HEIGHT = ROW_HEIGHT / 2;
const BAND_HEIGHT = 11;
const MARK_SIZE = 4.6;
/** Half the width of `no value`. */
const NO_VALUE_ROOM = 16;

/** Greys of the bands, outermost first, as three layers of the same veil look on white. */
export const BANDS = [
  { from: 'p1', to: 'p99', fill: '#dfdfdf', label: 'null percentiles 1–99' },
  { from: 'p5', to: 'p95', fill: '#c6c6c6', label: '5–95' },
  { from: 'p25', to: 'p75', fill: '#aeaeae', label: '25–75' },
] as const;
export const MEDIAN = '#5f5f5f';
export const DOT = '#8f8f8f';

/** Where rows are drawn. */
export interface Plot {
  left: number;
  right: number;
  /** Place of a value. */
  x: (value: number) => number;
  nameLeft: number;
  /** Largest absolute value. */
  reach: number;
  /** Value of the zero line: 0, or the nearest end of the axis. */
  zero: number;
}

const colour = ({ sets }: FigureData, { set, value }: Row, reach: number): string =>
  set !== null && sets.includes(set)
    ? setColour(sets.indexOf(set), 'light')
    : barColour(value ?? 0, reach, 'light');

/** Everything about a row in one line, for those who point at it. */
export function describeRow({ correction }: FigureData, row: Row): string {
  const corrected = correction === null ? null : (row.corrected[correction] ?? null);
  return [
    row.set === null ? row.x : `${row.x} (${row.set})`,
    row.value === null ? 'no value' : formatStatistic(row.value),
    row.p === null ? '' : sayP(row.p),
    corrected === null || correction === null
      ? ''
      : `${sayP(corrected)} (${correctionName(correction)})`,
  ]
    .filter(Boolean)
    .join(', ');
}

function bands({ band }: Row, y: number, { x }: Plot): Shape[] {
  if (!band) return [];
  return [
    ...BANDS.map(({ from, to, fill }) => {
      const start = x(band[from]);
      return rect(start, y - BAND_HEIGHT / 2, Math.max(0.5, x(band[to]) - start), BAND_HEIGHT, {
        fill,
      });
    }),
    rect(x(band.median) - 0.6, y - BAND_HEIGHT / 2, 1.2, BAND_HEIGHT, { fill: MEDIAN }),
  ];
}

/** Beyond the end of the bar and of the values of single y maps. */
function mark(row: Row, y: number, { x, left, right }: Plot, singles: readonly number[]): Shape[] {
  if (row.value === null || row.mark === 'none') return [];
  const away = (right - left) * 0.02 + MARK_SIZE;
  const reached = [row.value, ...singles];
  const place = row.value < 0 ? x(Math.min(...reached)) - away : x(Math.max(...reached)) + away;
  const inside = Math.min(right - MARK_SIZE, Math.max(left + MARK_SIZE, place));
  return [star(inside, y, MARK_SIZE, row.mark === 'corrected')];
}

function bar(data: FigureData, row: Row, y: number, plot: Plot): Shape[] {
  const { x, zero, left, right, reach } = plot;
  if (row.value === null) {
    const place = Math.min(right - NO_VALUE_ROOM, Math.max(left + NO_VALUE_ROOM, x(zero)));
    return [
      rect(place - NO_VALUE_ROOM, y - 4.5, 2 * NO_VALUE_ROOM, 9, { fill: INK.paper }),
      text(place, centred(y, 7), 'no value', 7, { fill: INK.muted, anchor: 'middle' }),
    ];
  }
  const ends = [x(zero), x(row.value)];
  const start = Math.min(...ends);
  const ink = { fill: colour(data, row, reach), stroke: INK.edge, strokeWidth: 0.7 };
  return [rect(start, y - BAR_HEIGHT / 2, Math.max(...ends) - start, BAR_HEIGHT, ink)];
}

/** Values of the y maps that a pooled row averages. */
export function singleValues({ choice, yIndex }: FigureData, column: number): number[] {
  const { statistic } = choice;
  if (!statistic.pooledRow[yIndex]) return [];
  const width = statistic.observed.length / statistic.rows.length;
  return statistic.rows.flatMap((_, row) => {
    const value = statistic.pooledRow[row] ? null : statistic.observed[row * width + column];
    return value === null || value === undefined ? [] : [value];
  });
}

/** @param y middle of the row */
export function chartRow(data: FigureData, row: Row, y: number, plot: Plot): Shape {
  const bold = row.mark === 'corrected';
  const room = plot.left - plot.nameLeft - 6;
  const singles = singleValues(data, row.column);
  const dots = singles.map((value): Shape => ({
    kind: 'circle',
    x: plot.x(value),
    y,
    radius: 1.5,
    fill: INK.paper,
    stroke: DOT,
    strokeWidth: 0.7,
  }));
  return {
    kind: 'group',
    title: describeRow(data, row),
    shapes: [
      text(
        plot.left - 6,
        centred(y, NAME_SIZE),
        fitted(row.label, room, NAME_SIZE, bold),
        NAME_SIZE,
        { anchor: 'end', bold },
      ),
      ...bands(row, y, plot),
      ...bar(data, row, y, plot),
      ...dots,
      ...mark(row, y, plot, singles),
    ],
  };
}

/** Line between two sets. */
export const separator = (y: number, { nameLeft, right }: Plot): Shape =>
  line([nameLeft, y, right, y], INK.grid, 0.7);
