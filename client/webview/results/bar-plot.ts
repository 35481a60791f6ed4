// Upright bars in order, such as eigenvalues, with a line across at one value.
import type { PlotContent } from './plot-frame.js';
import { plainTick, plotOptions } from './plot-options.js';
import { lineColours } from './line-plot.js';
import type { Theme } from './theme.js';

export interface BarPlot {
  label: string;
  values: readonly number[];
  axes: { x: string; y: string };
  /** A level drawn across, with its name. */
  level: { value: number; name: string };
  describe: (bar: number) => string;
  table: PlotContent['table'];
}

export function barPlot(plot: BarPlot, theme: Theme): PlotContent {
  const names = plot.values.map((_, i) => String(i + 1));
  return {
    label: plot.label,
    height: 220,
    points: plot.values.map((_, index) => ({ datasetIndex: 0, index })),
    describe: plot.describe,
    legend: [{ mark: 'dashes', colour: theme.muted, text: plot.level.name }],
    table: plot.table,
    config: (now) => ({
      type: 'bar',
      data: {
        labels: names,
        datasets: [
          {
            data: [...plot.values],
            backgroundColor: lineColours(now).line,
            maxBarThickness: 26,
            minBarLength: 1,
          },
          {
            type: 'line',
            data: plot.values.map(() => plot.level.value),
            borderColor: now.muted,
            borderDash: [5, 4],
            borderWidth: 1.5,
            pointRadius: 0,
            pointHitRadius: 0,
          },
        ],
      },
      options: plotOptions(
        {
          x: { title: plot.axes.x, type: 'category', grid: false },
          y: { title: plot.axes.y, min: 0, tick: plainTick },
        },
        now,
        (_, index) => plot.describe(index).split('; '),
      ),
    }),
  };
}
