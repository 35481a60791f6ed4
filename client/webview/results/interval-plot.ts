// One row per map: a dot for the map over the interval of its nulls.
import type { Cell } from '../../../engine/result.js';
import { ellipsize } from './labels.js';
import type { PlotContent } from './plot-frame.js';
import { plainTick, plotOptions, veil } from './plot-options.js';
import { parseColour, type Theme } from './theme.js';

export interface IntervalRow {
  name: string;
  value: Cell;
  mean: Cell;
  low: Cell;
  high: Cell;
  /** Drawn in the colour of what needs attention. */
  marked: boolean;
  selected: boolean;
}

export interface IntervalPlot {
  label: string;
  rows: readonly IntervalRow[];
  axis: string;
  names: { value: string; marked: string; mean: string; interval: string };
  describe: (row: number) => string;
  chosen: (row: number) => void;
  table: PlotContent['table'];
  /** Longest name, in characters. */
  nameLength: number;
}

const ROW = 20;
const OPACITY = 0.3;

const dotColours = ({ ground }: Theme) => ({
  kept: ground === 'light' ? '#0a67a8' : '#56b4e9',
  marked: ground === 'light' ? '#b3470a' : '#f0913a',
});

export function intervalPlot(plot: IntervalPlot, theme: Theme): PlotContent {
  const colours = dotColours(theme);
  const { rows } = plot;
  return {
    label: plot.label,
    height: rows.length * ROW + 56,
    points: rows.map((_, index) => ({ datasetIndex: 0, index })),
    describe: plot.describe,
    chosen: plot.chosen,
    table: plot.table,
    legend: [
      { mark: 'dot', colour: colours.kept, text: plot.names.value },
      { mark: 'dot', colour: colours.marked, text: plot.names.marked },
      {
        mark: 'band',
        colour: veil(parseColour(theme.foreground), OPACITY),
        text: plot.names.interval,
      },
      { mark: 'line', colour: theme.foreground, text: plot.names.mean },
    ],
    config: (now) => {
      const { kept, marked } = dotColours(now);
      const bar = { barThickness: 11 } as const;
      return {
        type: 'bar',
        data: {
          labels: rows.map(({ name }) => ellipsize(name, (text) => text.length <= plot.nameLength)),
          datasets: [
            {
              type: 'line',
              showLine: false,
              data: rows.map(({ value }) => value),
              pointRadius: rows.map(({ selected }) => (selected ? 6 : 4.5)),
              pointHoverRadius: 7,
              pointBackgroundColor: rows.map((row) => (row.marked ? marked : kept)),
              pointBorderColor: rows.map(({ selected }) =>
                selected ? now.foreground : now.background,
              ),
              pointBorderWidth: rows.map(({ selected }) => (selected ? 2 : 1)),
            },
            {
              type: 'line',
              showLine: false,
              data: rows.map(({ mean }) => mean),
              pointStyle: 'line',
              pointRotation: 90,
              pointRadius: 6,
              pointHoverRadius: 6,
              pointBorderColor: now.foreground,
              pointBorderWidth: 2,
            },
            {
              ...bar,
              data: rows.map(({ low, high }) =>
                low === null || high === null ? null : [low, high],
              ),
              backgroundColor: veil(parseColour(now.foreground), OPACITY),
              minBarLength: 2,
            },
          ],
        },
        options: plotOptions(
          {
            x: { title: plot.axis, tick: plainTick },
            y: { title: '', type: 'category', grid: false, everyTick: true },
          },
          now,
          (_, index) => plot.describe(index).split('; '),
          true,
        ),
      };
    },
  };
}
