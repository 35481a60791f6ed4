// Every subject as a dot, by site, before and after harmonisation, with mean and standard deviation.
import type { Cell } from '../../../engine/result.js';
import { formatStatistic } from './format.js';
import type { PlotContent } from './plot-frame.js';
import { lineColours } from './line-plot.js';
import { plainTick, plotOptions, veil } from './plot-options.js';
import { parseColour, type Theme } from './theme.js';

export interface Strip {
  name: string;
  points: readonly { name: string; value: number }[];
  mean: Cell;
  sd: Cell;
}

export interface StripPlot {
  label: string;
  strips: readonly Strip[];
  axis: string;
  table: PlotContent['table'];
}

/** Sideways place of a dot, the same at every drawing: the golden ratio spreads neighbours apart. */
const sideways = (i: number): number => (((i + 1) * 0.618034) % 1) * 0.5 - 0.25;

/** Dots of a strip that still stand apart at full strength. */
const FEW = 40;

export function stripPlot({ label, strips, axis, table }: StripPlot, theme: Theme): PlotContent {
  const dots = strips.flatMap(({ points, name }, at) =>
    points.map(({ value, name: row }, i) => ({ x: at + sideways(i), y: value, row, strip: name })),
  );
  const crowd = Math.min(0.65, Math.max(0.15, (FEW * strips.length) / dots.length));
  const describe = (dot: number): string =>
    `${dots[dot]?.row ?? ''}; ${dots[dot]?.strip ?? ''}; ${formatStatistic(dots[dot]?.y ?? null)}`;
  return {
    label,
    height: 260,
    points: dots.map((_, index) => ({ datasetIndex: 0, index })),
    describe,
    legend: [
      { mark: 'dot', colour: lineColours(theme).line, text: 'a row' },
      { mark: 'line', colour: theme.foreground, text: 'mean ± standard deviation' },
    ],
    table,
    config: (now) => ({
      type: 'scatter',
      data: {
        datasets: [
          {
            data: dots,
            order: 2,
            pointRadius: 3,
            pointBorderWidth: 0,
            pointBackgroundColor: veil(parseColour(lineColours(now).line), crowd),
          },
          {
            data: strips.map(({ mean }, x) => ({ x, y: mean })),
            pointStyle: 'line',
            pointRadius: 13,
            pointBorderColor: now.foreground,
            pointBorderWidth: 2.5,
            pointHitRadius: 0,
          },
          ...strips.flatMap(({ mean, sd }, x) =>
            mean === null || sd === null
              ? []
              : [
                  {
                    data: [
                      { x, y: mean - sd },
                      { x, y: mean + sd },
                    ],
                    showLine: true,
                    borderColor: now.foreground,
                    borderWidth: 1.5,
                    pointRadius: 0,
                    pointHitRadius: 0,
                  },
                ],
          ),
        ],
      },
      options: plotOptions(
        {
          x: {
            title: '',
            min: -0.6,
            max: strips.length - 0.4,
            grid: false,
            tick: (value) => strips[value]?.name ?? '',
          },
          y: { title: axis, tick: plainTick },
        },
        now,
        (_, index) => describe(index).split('; '),
      ),
    }),
  };
}
