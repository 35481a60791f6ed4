// The figure of one cell: the histogram of its nulls with the observed value.
import { formatCount, formatStatistic, sayP } from '../webview/results/format.js';
import type { Tail } from '../../engine/plan.js';
import type { Row } from '../webview/results/model.js';
import { scale, tickText, ticks } from './axis.js';
import { binned, type Bins } from './bins.js';
import { INK, line, rect, text, type Drawing, type Shape } from './drawing.js';
import type { FigureData } from './figure-data.js';
import { textWidth } from './font-widths.js';
import { heading } from './heading.js';
import { fitted } from './text-fit.js';
import { valueTitle } from './title.js';

const WIDTH = 240;
const MARGIN = 10;
const PLOT_HEIGHT = 78;
const OBSERVED = '#b3261e';
const PALE = '#c6c6c6';
const DARK = '#7d7d7d';

/** Darker are the nulls that p counts; of two tails those on the side of the value. */
function bars(
  { start, width, counts }: Bins,
  x: (value: number) => number,
  bottom: number,
  value: number,
  tail: Tail | null,
): Shape[] {
  const most = Math.max(...counts);
  const centre = start + (width * counts.length) / 2;
  const low = tail === 'two' || tail === null ? value < centre : tail === 'lower';
  const extreme = (middle: number): boolean => (low ? middle <= value : middle >= value);
  return counts.map((count, i) => {
    const from = start + i * width;
    const height = (count / most) * (PLOT_HEIGHT - 16);
    const fill = extreme(from + width / 2) ? DARK : PALE;
    return rect(x(from), bottom - height, x(from + width) - x(from), height, {
      fill,
      stroke: INK.paper,
      strokeWidth: 0.3,
    });
  });
}

/**
 * @param nulls of the row, NaN missing
 * @returns null where there is no value or the nulls do not vary
 */
export function histogram(data: FigureData, row: Row, nulls: ArrayLike<number>): Drawing | null {
  const bins = binned(nulls);
  if (!bins || row.value === null) return null;
  const value = row.value;
  const count = bins.counts.reduce((sum, each) => sum + each, 0);
  const facts = [
    `observed ${formatStatistic(value)}`,
    row.p === null ? '' : sayP(row.p),
    `${formatCount(count)} nulls`,
  ];
  const said = facts.filter(Boolean).join(', ');
  const head = heading(
    [fitted(row.label, WIDTH - 2 * MARGIN, 10, true)],
    said,
    MARGIN,
    WIDTH - 2 * MARGIN,
  );
  const bottom = head.height + PLOT_HEIGHT;
  const low = Math.min(bins.start, value);
  const high = Math.max(bins.start + bins.width * bins.counts.length, value);
  const room = (high - low) * 0.04;
  const x = scale(low - room, high + room, MARGIN, WIDTH - MARGIN);
  const name = 'observed';
  const half = textWidth(name, 7.5) / 2;
  const place = Math.min(WIDTH - MARGIN - half, Math.max(MARGIN + half, x(value)));
  return {
    width: WIDTH,
    height: Math.ceil(bottom + 30),
    title: `Nulls of ${row.label}`,
    description: `Histogram of the nulls of ${row.x} and ${row.y}: ${said}.`,
    shapes: [
      ...head.shapes,
      ...bars(bins, x, bottom, value, data.choice.statistic.tail),
      line([MARGIN, bottom, WIDTH - MARGIN, bottom], INK.axis, 0.7),
      ...ticks(low, high, 5).map((tick) =>
        text(x(tick), bottom + 10, tickText(tick), 7.5, { anchor: 'middle' }),
      ),
      text(WIDTH / 2, bottom + 22, valueTitle(data.choice), 7.5, {
        anchor: 'middle',
        fill: INK.muted,
      }),
      line([x(value), bottom - PLOT_HEIGHT + 12, x(value), bottom], OBSERVED, 1.4),
      text(place, bottom - PLOT_HEIGHT + 9, name, 7.5, { anchor: 'middle', fill: OBSERVED }),
    ],
  };
}
