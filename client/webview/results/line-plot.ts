// A line over the band of its nulls or of its uncertainty.
import type { Cell } from '../../../engine/result.js';
import type { PlotContent } from './plot-frame.js';
import { plainTick, plotOptions, veil, type AxisWish } from './plot-options.js';
import { parseColour, type Theme } from './theme.js';

export interface LinePlot {
  label: string;
  x: readonly number[];
  /** The line. */
  y: readonly Cell[];
  /** A dashed line, such as the mean of the nulls. */
  second?: readonly Cell[];
  low: readonly Cell[];
  high: readonly Cell[];
  axes: { x: AxisWish; y: AxisWish };
  names: { line: string; second?: string; band: string };
  /** Dots on the line. */
  dots: boolean;
  /** A level drawn across, such as .05. */
  level?: number;
  describe: (point: number) => string;
  table: PlotContent['table'];
}

const OPACITY = 0.22;

/** The colours of the line and of what lies behind it. */
export const lineColours = ({ ground, foreground }: Theme) => ({
  line: ground === 'light' ? '#0a67a8' : '#56b4e9',
  band: foreground,
});

export function linePlot(plot: LinePlot, theme: Theme): PlotContent {
  const colours = lineColours(theme);
  const point = (value: Cell | undefined, i: number) => ({ x: plot.x[i] ?? 0, y: value ?? null });
  return {
    label: plot.label,
    height: 260,
    points: plot.x.map((_, index) => ({ datasetIndex: 0, index })),
    describe: plot.describe,
    legend: [
      { mark: 'line', colour: colours.line, text: plot.names.line },
      ...(plot.second && plot.names.second
        ? [{ mark: 'dashes' as const, colour: colours.band, text: plot.names.second }]
        : []),
      {
        mark: 'band',
        colour: veil(parseColour(colours.band), OPACITY * 1.4),
        text: plot.names.band,
      },
    ],
    table: plot.table,
    config: (now) => {
      const { line, band } = lineColours(now);
      const plain = { borderWidth: 0, pointRadius: 0, pointHitRadius: 0, pointHoverRadius: 0 };
      const sets = [
        {
          data: plot.y.map(point),
          borderColor: line,
          backgroundColor: line,
          borderWidth: 2.5,
          pointRadius: plot.dots ? 2.5 : 0,
          pointHoverRadius: 5,
        },
        { ...plain, data: plot.low.map(point) },
        {
          ...plain,
          data: plot.high.map(point),
          fill: 1,
          backgroundColor: veil(parseColour(band), OPACITY),
        },
        ...(plot.second
          ? [
              {
                ...plain,
                data: plot.second.map(point),
                borderColor: band,
                borderWidth: 1.5,
                borderDash: [5, 4],
              },
            ]
          : []),
        ...(plot.level === undefined
          ? []
          : [
              {
                ...plain,
                data: [plot.x[0], plot.x.at(-1)].map((x) => ({ x: x ?? 0, y: plot.level ?? 0 })),
                borderColor: now.muted,
                borderWidth: 1,
                borderDash: [2, 3],
              },
            ]),
      ];
      return {
        type: 'line',
        data: { datasets: sets },
        options: plotOptions(plot.axes, now, (_, index) => plot.describe(index).split('; ')),
      };
    },
  };
}

/** Axis of whole permutations: 10, 100, 1,000. */
export const countTick = (value: number): string =>
  Number.isInteger(Math.log10(value)) ? plainTick(value) : '';
