// The Chart.js figure of one window of rows: horizontal bars with names, value axis and tooltip.
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  LinearScale,
  Tooltip,
  type ChartOptions,
  type ScriptableScaleContext,
  type TooltipItem,
} from 'chart.js';
import { layers, type LayerData } from './chart-layers.js';
import { AXIS_HEIGHT } from './chart-window.js';
import { ellipsize } from './labels.js';
import type { Row } from './model.js';

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Tooltip);

/** One drawing of the figure. */
export interface FigureData extends LayerData {
  /** Limits of the value axis, the same for every window. */
  range: { min: number; max: number };
  /** Title of the value axis. */
  axis: string;
  /** Width of the column of names, in CSS pixels. */
  nameWidth: number;
  /** Lines of the tooltip below the name. */
  describe(row: Row): string[];
}

export interface Figure {
  draw(data: FigureData): void;
  /** Index of the drawn row at a pixel position from the top of the canvas, or -1. */
  rowAt(offsetY: number): number;
  resize(): void;
}

const FONT_SIZE = 12;

function options(current: () => FigureData): ChartOptions<'bar'> {
  const theme = () => current().theme;
  const rowOf = (index: number): Row | undefined => current().rows[index];
  const nameFont = ({ index }: ScriptableScaleContext) => ({
    family: theme().font,
    size: FONT_SIZE,
    weight: rowOf(index)?.mark === 'corrected' ? ('bold' as const) : ('normal' as const),
  });
  return {
    indexAxis: 'y',
    responsive: true,
    maintainAspectRatio: false,
    animation: false,
    interaction: { mode: 'index', axis: 'y', intersect: false },
    layout: { padding: { right: 8 } },
    scales: {
      y: {
        grid: { display: false },
        border: { display: false },
        afterFit: (scale) => {
          Object.assign(scale, { width: current().nameWidth, paddingTop: 0, paddingBottom: 0 });
        },
        ticks: {
          autoSkip: false,
          color: () => theme().foreground,
          font: nameFont,
          callback: (_, index) => fitted(rowOf(index), current().nameWidth - 14, theme().font),
        },
      },
      x: {
        afterFit: (scale) => void (scale.height = AXIS_HEIGHT),
        grid: { color: () => theme().border, drawTicks: false, lineWidth: 0.5 },
        border: { display: false },
        ticks: {
          color: () => theme().foreground,
          maxTicksLimit: 9,
          includeBounds: false,
          callback: (value) => String(Number(Number(value).toPrecision(6))).replace('-', '\u2212'),
          padding: 4,
          font: { size: 11 },
        },
      },
    },
    plugins: {
      tooltip: {
        displayColors: false,
        callbacks: {
          title: ([item]: TooltipItem<'bar'>[]) =>
            item ? wrap(rowOf(item.dataIndex)?.x ?? '') : '',
          label: (item: TooltipItem<'bar'>) => {
            const row = rowOf(item.dataIndex);
            return row ? current().describe(row) : '';
          },
        },
      },
    },
  };
}

/** Breaks long names where they have a seam, so that the tooltip fits a narrow panel. */
function wrap(name: string, length = 44): string[] {
  const lines: string[] = [''];
  for (const piece of name.split(/(?<=[_\s-])/)) {
    const line = lines.at(-1) ?? '';
    if (line && line.length + piece.length > length) lines.push(piece);
    else lines[lines.length - 1] = line + piece;
  }
  return lines;
}

const measuring = document.createElement('canvas').getContext('2d');

/** Width of a name in the font of the axis, in CSS pixels. */
export function nameWidth(label: string, font: string, bold: boolean): number {
  if (!measuring) return label.length * 7;
  measuring.font = `${bold ? 'bold ' : ''}${FONT_SIZE}px ${font}`;
  return measuring.measureText(label).width;
}

const fitted = (row: Row | undefined, width: number, font: string): string =>
  row
    ? ellipsize(row.label, (text) => nameWidth(text, font, row.mark === 'corrected') <= width)
    : '';

/** Draws into the canvas; `draw` may be called as often as the reader scrolls. */
export function createFigure(canvas: HTMLCanvasElement, initial: FigureData): Figure {
  let data = initial;
  const chart = new Chart<'bar', (number | null)[], string>(canvas, {
    type: 'bar',
    data: { labels: [], datasets: [{ data: [], barThickness: 11 }] },
    options: options(() => data),
    plugins: [layers(() => data)],
  });
  return {
    draw(next) {
      data = next;
      chart.data.labels = next.rows.map((row) => row.label);
      const [bars] = chart.data.datasets;
      if (bars) {
        // Rows of several y maps are drawn as dots.
        bars.data = next.rows.map((row) => (row.each ? null : row.value));
        bars.backgroundColor = next.rows.map((row) => next.colour(row));
        bars.borderColor = next.theme.highContrast ? next.theme.foreground : next.theme.muted;
        bars.borderWidth = next.theme.highContrast ? 1 : 0.7;
      }
      const axis = chart.options.scales?.['x'];
      if (axis)
        Object.assign(axis, next.range, {
          title: { display: true, text: next.axis, color: next.theme.foreground },
        });
      chart.update('none');
    },
    rowAt(offsetY) {
      const { top, bottom } = chart.chartArea;
      if (offsetY < top || offsetY >= bottom || !data.rows.length) return -1;
      return Math.min(
        data.rows.length - 1,
        Math.floor(((offsetY - top) / (bottom - top)) * data.rows.length),
      );
    },
    resize: () => chart.resize(),
  };
}
