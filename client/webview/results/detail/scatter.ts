// Draws two maps parcel by parcel. Pointing names a parcel; dragging, clicking or the keyboard selects parcels.
import { axisOf, type Axis } from '../axis.js';
import { el } from '../dom.js';
import { svg } from '../svg.js';
import { frame, onWidth, plotArea } from './plot-frame.js';
import {
  lineOf,
  merged,
  nearestPoint,
  nextParcel,
  pointsInside,
  toggled,
  type Point,
} from './scatter-model.js';

const HEIGHT = 300;
/** How far from the pointer a point is still meant, in CSS pixels. */
const REACH = 12;
/** A drag shorter than this is a click. */
const SHORTEST_DRAG = 4;

export interface ScatterToDraw {
  points: readonly Point[];
  names: readonly string[];
  x: string;
  y: string;
  selected: readonly number[];
  /** The parcel under the keyboard. */
  current: number | null;
  /** How the numbers are written. */
  format: (value: number | null) => string;
}

interface ScatterEvents {
  select(parcels: number[]): void;
  current(parcel: number | null): void;
  /** The parcel under the pointer. */
  pointed(parcel: number | null): void;
}

interface Place {
  x: number;
  y: number;
}

export class ScatterFigure {
  readonly element = el('div', {
    class: 'plot scatter',
    tabindex: 0,
    role: 'group',
    'aria-label':
      'Scatter plot of parcels. Drag to select parcels. Arrow keys go from parcel to parcel, Space selects, Shift with an arrow key selects on the way, Escape clears.',
  });
  private readonly brush = svg('rect', { class: 'brush' });
  private readonly ring = svg('circle', { class: 'ring', r: 7 });
  private shown: ScatterToDraw | null = null;
  private axes: { x: Axis; y: Axis } | null = null;
  private drag: Place | null = null;

  constructor(private readonly events: ScatterEvents) {
    const { element } = this;
    onWidth(element, () => this.draw());
    element.addEventListener('pointerdown', (event) => this.press(event));
    element.addEventListener('pointermove', (event) => this.move(event));
    element.addEventListener('pointerup', (event) => this.release(event));
    element.addEventListener('pointercancel', () => this.endDrag());
    element.addEventListener('pointerleave', () => events.pointed(null));
    element.addEventListener('keydown', (event) => this.key(event));
  }

  show(shown: ScatterToDraw): void {
    this.shown = shown;
    this.draw();
  }

  private draw(): void {
    const { shown, element } = this;
    const width = element.clientWidth;
    if (!shown || !width || this.drag) return;
    const area = plotArea(width, HEIGHT);
    const x = axisOf(
      shown.points.map((point) => point.x),
      area.left,
      area.right,
    );
    const y = axisOf(
      shown.points.map((point) => point.y),
      area.bottom,
      area.top,
    );
    this.axes = { x, y };
    const chosen = new Set(shown.selected);
    const rest = shown.points.filter(({ parcel }) => !chosen.has(parcel));
    const front = shown.points.filter(({ parcel }) => chosen.has(parcel));
    element.replaceChildren(
      svg(
        'svg',
        { width, height: HEIGHT, 'aria-hidden': 'true' },
        ...frame(area, { axis: x, title: shown.x }, { axis: y, title: shown.y }),
        ...this.line(shown.points, { x, y }),
        ...rest.map((point) => this.dot(point, 'dot')),
        ...front.map((point) => this.dot(point, 'dot selected')),
        this.ring,
        this.brush,
      ),
    );
    this.markRing(shown.current);
  }

  private dot({ x, y }: Point, kind: string): SVGElement {
    return svg('circle', {
      class: kind,
      cx: this.axes?.x.pixel(x),
      cy: this.axes?.y.pixel(y),
      r: 3.5,
    });
  }

  private line(points: readonly Point[], { x, y }: { x: Axis; y: Axis }): SVGElement[] {
    const line = lineOf(points);
    if (!line || points.length < 3) return [];
    const xs = points.map((point) => point.x);
    const ends = [Math.min(...xs), Math.max(...xs)] as const;
    const [from, to] = ends.map((end) => y.pixel(line.intercept + line.slope * end));
    return [
      svg('line', { class: 'fit', x1: x.pixel(ends[0]), x2: x.pixel(ends[1]), y1: from, y2: to }),
    ];
  }

  private markRing(parcel: number | null): void {
    const point = this.shown?.points.find((each) => each.parcel === parcel);
    this.ring.setAttribute('visibility', point && this.axes ? 'visible' : 'hidden');
    if (!point || !this.axes) return;
    this.ring.setAttribute('cx', String(this.axes.x.pixel(point.x)));
    this.ring.setAttribute('cy', String(this.axes.y.pixel(point.y)));
  }

  private placeOf(event: PointerEvent): Place {
    const { left, top } = this.element.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }

  private nearest({ x, y }: Place): number | null {
    const { axes, shown } = this;
    if (!axes || !shown) return null;
    const away = (point: Point): number =>
      Math.hypot(axes.x.pixel(point.x) - x, axes.y.pixel(point.y) - y);
    return nearestPoint(shown.points, away, REACH)?.parcel ?? null;
  }

  private press(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.drag = this.placeOf(event);
    this.element.setPointerCapture(event.pointerId);
  }

  private move(event: PointerEvent): void {
    const at = this.placeOf(event);
    if (this.drag) return this.drawBrush(this.drag, at);
    const parcel = this.nearest(at);
    this.markRing(parcel ?? this.shown?.current ?? null);
    this.events.pointed(parcel);
  }

  private drawBrush(from: Place, to: Place): void {
    const set = (name: string, value: number): void => this.brush.setAttribute(name, String(value));
    set('x', Math.min(from.x, to.x));
    set('y', Math.min(from.y, to.y));
    set('width', Math.abs(to.x - from.x));
    set('height', Math.abs(to.y - from.y));
    this.brush.setAttribute('visibility', 'visible');
  }

  private endDrag(): void {
    this.drag = null;
    this.brush.setAttribute('visibility', 'hidden');
  }

  private release(event: PointerEvent): void {
    const { drag: from, axes, shown } = this;
    this.endDrag();
    if (!from || !axes || !shown) return;
    const to = this.placeOf(event);
    const kept = event.shiftKey || event.ctrlKey || event.metaKey ? shown.selected : [];
    if (Math.hypot(to.x - from.x, to.y - from.y) < SHORTEST_DRAG) {
      const parcel = this.nearest(to);
      this.events.current(parcel);
      return this.events.select(parcel === null ? [...kept] : toggled(kept, parcel));
    }
    const inside = pointsInside(shown.points, {
      x: [axes.x.value(from.x), axes.x.value(to.x)],
      y: [axes.y.value(from.y), axes.y.value(to.y)],
    });
    this.events.select(merged(kept, inside));
  }

  private key(event: KeyboardEvent): void {
    const { shown } = this;
    if (!shown) return;
    const next = nextParcel(shown.points, shown.current, event.key);
    if (next !== null) {
      if (event.shiftKey) this.events.select(merged(shown.selected, [next]));
      this.events.current(next);
    } else if (event.key === ' ' && shown.current !== null) {
      this.events.select(toggled(shown.selected, shown.current));
    } else if (event.key === 'Escape' && shown.selected.length) {
      this.events.select([]);
      event.stopPropagation();
    } else return;
    event.preventDefault();
  }
}

/** `Vis 1: x 0.12, y 0.30`. */
export function sayPoint(
  { points, names, format }: Pick<ScatterToDraw, 'points' | 'names' | 'format'>,
  parcel: number | null,
): string {
  if (parcel === null) return 'Point at a dot to read its parcel; drag to select parcels.';
  const point = points.find((each) => each.parcel === parcel);
  const name = names[parcel] ?? '';
  return point
    ? `${name}: x ${format(point.x)}, y ${format(point.y)}`
    : `${name}: no value in one of the two maps`;
}
