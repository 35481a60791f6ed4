// Axes, tooltip and manners that all small charts share: the editor's colours, no animation.
import type { ChartOptions, ChartTypeRegistry, TooltipItem } from 'chart.js';
import type { Theme } from './theme.js';

export interface AxisWish {
  title: string;
  type?: 'linear' | 'logarithmic' | 'category';
  min?: number;
  max?: number;
  /** Text of a tick. */
  tick?: (value: number) => string;
  /** Lines across the plot. */
  grid?: boolean;
  /** Every category has its label. */
  everyTick?: boolean;
}

type AxisOptions = NonNullable<NonNullable<ChartOptions['scales']>[string]>;

function axis(wish: AxisWish, theme: Theme): AxisOptions {
  const { tick } = wish;
  return {
    type: wish.type ?? 'linear',
    ...(wish.min === undefined ? {} : { min: wish.min }),
    ...(wish.max === undefined ? {} : { max: wish.max }),
    title: {
      display: wish.title !== '',
      text: wish.title,
      color: theme.foreground,
      font: { family: theme.font, size: 12 },
    },
    grid: { display: wish.grid !== false, color: theme.border, lineWidth: 0.5, drawTicks: false },
    border: { color: theme.border },
    ticks: {
      color: theme.foreground,
      padding: 5,
      font: { family: theme.font, size: 11 },
      autoSkip: wish.everyTick !== true,
      maxRotation: 0,
      ...(tick ? { callback: (value: string | number) => tick(Number(value)) } : {}),
    },
  };
}

/** @param describe a point in words, by data set and index */
export function plotOptions(
  axes: { x: AxisWish; y: AxisWish },
  theme: Theme,
  describe: (dataset: number, index: number) => string[],
  horizontal = false,
): ChartOptions {
  return {
    responsive: true,
    maintainAspectRatio: false,
    animation: false,
    indexAxis: horizontal ? 'y' : 'x',
    interaction: { mode: 'nearest', axis: horizontal ? 'y' : 'x', intersect: false },
    scales: { x: axis(axes.x, theme), y: axis(axes.y, theme) },
    plugins: {
      tooltip: {
        displayColors: false,
        filter: (_item: unknown, index: number) => index === 0,
        callbacks: {
          title: () => '',
          label: (item: TooltipItem<keyof ChartTypeRegistry>) =>
            describe(item.datasetIndex, item.dataIndex),
        },
      },
    },
  };
}

/** Number of a tick without long tails: `0.05`, `10,000`. */
export const plainTick = (value: number): string =>
  Math.abs(value) >= 1000
    ? value.toLocaleString('en-US')
    : String(Number(value.toPrecision(6))).replace('-', '\u2212');

/** A colour with another opacity, `rgb(r g b / share)`. */
export function veil(colour: [number, number, number, number], share: number): string {
  const [red, green, blue] = colour.slice(0, 3).map((part) => Math.round(part * 255));
  return `rgba(${red}, ${green}, ${blue}, ${share})`;
}
