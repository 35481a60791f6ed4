// Draws the nulls of one value: a histogram with the observed value, and in another colour the nulls that make its p.
import type { Cell } from '../../../../engine/result.js';
import type { Tail } from '../../../../engine/plan.js';
import { axisOf } from '../axis.js';
import { el } from '../dom.js';
import { formatCount, formatStatistic, plural, sayP } from '../format.js';
import { tailName } from '../names.js';
import { svg } from '../svg.js';
import { nullHistogram, type NullHistogram } from './histogram-model.js';
import { frame, onWidth, plotArea } from './plot-frame.js';

const HEIGHT = 200;

export interface NullsToDraw {
  nulls: ArrayLike<number>;
  observed: Cell;
  p: Cell;
  tail: Tail | null;
  /** p does not come from the count alone. */
  extrapolated: boolean;
  /** What the values are, e.g. `Spearman's rho, Fisher z`. */
  title: string;
}

/** What the histogram says, in one sentence. */
export function sayNulls(histogram: NullHistogram, nulls: NullsToDraw): string {
  const { observed } = nulls;
  const { present, missing, above, below, side } = histogram;
  const left = missing ? ` ${plural(missing, 'null')} could not be computed.` : '';
  if (observed === null) return `${plural(present, 'null')}; there is no observed value.${left}`;
  const counted =
    side === 'lower'
      ? `${formatCount(below)} of ${plural(present, 'null')} are at or below`
      : `${formatCount(above)} of ${plural(present, 'null')} are at or above`;
  return `${counted} the observed value, ${formatStatistic(observed)}${sayHow(histogram, nulls)}.${left}`;
}

/** How the nulls have become p. */
function sayHow(
  { present, above, below }: NullHistogram,
  { p, tail, extrapolated }: NullsToDraw,
): string {
  if (p === null || tail === null) return '';
  if (extrapolated) {
    const sides = tail === 'two' ? 'two-sided' : tailName(tail);
    return `: ${sayP(p)}, extrapolated from the tail of the nulls, ${sides}`;
  }
  const sides = tail === 'two' ? 'two-sided (twice the share of the smaller side)' : tailName(tail);
  const extreme = tail === 'upper' ? above : tail === 'lower' ? below : Math.min(above, below);
  const least = extreme === 0 ? `, the least that ${plural(present, 'null')} can tell` : '';
  return `: ${sayP(p)}${least}, ${sides}`;
}

export class HistogramFigure {
  private readonly place = el('div', { class: 'plot' });
  private readonly caption = el('p', { class: 'note' });
  readonly element = el('figure', { class: 'histogram' }, this.place, this.caption);
  private shown: NullsToDraw | null = null;

  constructor() {
    onWidth(this.place, () => this.draw());
  }

  show(shown: NullsToDraw): void {
    const same =
      this.shown
      && (Object.keys(shown) as (keyof NullsToDraw)[]).every(
        (key) => this.shown?.[key] === shown[key],
      );
    if (same) return;
    this.shown = shown;
    this.draw();
  }

  private draw(): void {
    const { shown, place } = this;
    if (!shown) return;
    const histogram = nullHistogram(shown.nulls, shown.observed, shown.tail);
    const said = sayNulls(histogram, shown);
    this.caption.textContent = said;
    if (!place.clientWidth) return;
    place.replaceChildren(picture(histogram, shown, place.clientWidth, said));
  }
}

function picture(
  { bins }: NullHistogram,
  { observed, title }: NullsToDraw,
  width: number,
  said: string,
): SVGSVGElement {
  const area = plotArea(width, HEIGHT);
  const ends = bins.flatMap(({ from, to }) => [from, to]);
  const x = axisOf(observed === null ? ends : [...ends, observed], area.left, area.right);
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const y = axisOf([0, most], area.bottom, area.top + 12, { room: 0, pixelsPerTick: 40 });
  const bars = bins.map(({ from, to, count, extreme }) =>
    svg(
      'rect',
      {
        class: extreme ? 'null extreme' : 'null',
        x: x.pixel(from) + 0.5,
        width: Math.max(0.5, x.pixel(to) - x.pixel(from) - 1),
        y: y.pixel(count),
        height: area.bottom - y.pixel(count),
      },
      svg(
        'title',
        {},
        `${formatStatistic(from)} to ${formatStatistic(to)}: ${plural(count, 'null')}`,
      ),
    ),
  );
  return svg(
    'svg',
    {
      width,
      height: HEIGHT,
      role: 'img',
      'aria-label': `Histogram of the null distribution. ${said}`,
    },
    ...frame(area, { axis: x, title }, { axis: y, title: 'nulls' }),
    ...bars,
    ...(observed === null ? [] : observedLine(x.pixel(observed), area)),
  );
}

function observedLine(
  at: number,
  { top, bottom, left, right }: ReturnType<typeof plotArea>,
): SVGElement[] {
  const beyond = at > (left + right) / 2;
  return [
    svg('line', { class: 'observed', x1: at, x2: at, y1: top, y2: bottom }),
    svg(
      'text',
      {
        class: 'observed-name',
        x: at + (beyond ? -5 : 5),
        y: top + 4,
        'text-anchor': beyond ? 'end' : 'start',
      },
      'observed',
    ),
  ];
}
