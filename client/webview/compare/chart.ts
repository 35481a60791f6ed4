// The scatter of run A against run B: a point a row, the diagonal for equality. Coloured by the style sheet; the table is its twin.
import type { Cell } from '../../../engine/result.js';
import { formatCount, formatP, formatStatistic, plural } from '../results/format.js';
import type { Change, Pair } from './join.js';
import { scaleOf, type Scale } from './scale.js';
import { rowKey, type ViewState } from './state.js';
import { signed } from './words.js';

const SVG = 'http://www.w3.org/2000/svg';
/** Side of the square, and room for the labels of the axes, in units of the drawing. */
const SIDE = 420;
const ROOM = { left: 58, bottom: 44, top: 10, right: 12 };
/** Long lists are not drawn as far as the eye cannot follow. */
const MOST_POINTS = 5000;

export const CLASSES: Record<Change, string> = {
  both: 'both',
  'only A': 'only-a',
  'only B': 'only-b',
  neither: 'neither',
};

function node(
  tag: string,
  attributes: Readonly<Record<string, string | number>>,
  ...children: (Node | string)[]
): SVGElement {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/** What the axes show of a row in either run. */
export interface Axes {
  title: string;
  a(pair: Pair): Cell;
  b(pair: Pair): Cell;
}

/** −log10 p: small p values are far from zero. */
const evidence = (p: Cell): Cell => (p === null || p <= 0 ? null : -Math.log10(p));

/** The axes to choose from. */
export const axesOf = (symbol: string): Record<ViewState['axes'], Axes> => ({
  statistic: { title: symbol, a: ({ valueA }) => valueA, b: ({ valueB }) => valueB },
  p: { title: '−log10 p', a: ({ a }) => evidence(a.p), b: ({ b }) => evidence(b.p) },
});

interface Point {
  pair: Pair;
  x: number;
  y: number;
}

/** Rows with both values. */
const placed = (pairs: readonly Pair[], axes: Axes): Point[] =>
  pairs.flatMap((pair): Point[] => {
    const [x, y] = [axes.a(pair), axes.b(pair)];
    return x === null || y === null ? [] : [{ pair, x, y }];
  });

/** What the scatter leaves out, in a sentence; empty when it shows every row with both values. */
export function leftOut(pairs: readonly Pair[], axes: Axes): string {
  const count = placed(pairs, axes).length;
  return count > MOST_POINTS
    ? `The chart shows the first ${formatCount(MOST_POINTS)} of ${plural(count, 'row')} in the order of the table; filter or sort it to see others.`
    : '';
}

/** @param chosen called with the key of a point that was clicked */
export function scatter(
  pairs: readonly Pair[],
  axes: Axes,
  selected: string | null,
  chosen: (key: string) => void,
): SVGElement {
  const points = placed(pairs, axes).slice(0, MOST_POINTS);
  const scale = scaleOf(points.flatMap(({ x, y }) => [x, y]));
  const at = placing(scale);
  const chart = node(
    'svg',
    {
      viewBox: `0 0 ${SIDE + ROOM.left + ROOM.right} ${SIDE + ROOM.top + ROOM.bottom}`,
      role: 'img',
      'aria-label': `Scatter of ${axes.title} in run A against run B, ${plural(points.length, 'row')}. The table below holds the same numbers.`,
      class: 'scatter',
    },
    ...grid(scale, at),
    node('line', {
      ...{ class: 'diagonal', x1: at.x(scale.min), y1: at.y(scale.min) },
      ...{ x2: at.x(scale.max), y2: at.y(scale.max) },
    }),
    node(
      'text',
      { class: 'axis', x: ROOM.left + SIDE / 2, y: SIDE + ROOM.top + 38 },
      `${axes.title}, run A`,
    ),
    node(
      'text',
      { class: 'axis', transform: `translate(14 ${ROOM.top + SIDE / 2}) rotate(-90)` },
      `${axes.title}, run B`,
    ),
    ...points.map((one) => point(one, at, rowKey(one.pair) === selected)),
  );
  chart.addEventListener('click', (event) => {
    const key = event.target instanceof SVGElement ? event.target.dataset['key'] : undefined;
    if (key !== undefined) chosen(key);
  });
  return chart;
}

interface Placing {
  x(value: number): number;
  y(value: number): number;
}

function placing({ min, max }: Scale): Placing {
  const share = (value: number): number => (value - min) / (max - min);
  return {
    x: (value) => ROOM.left + share(value) * SIDE,
    y: (value) => ROOM.top + (1 - share(value)) * SIDE,
  };
}

function grid({ ticks, min, max }: Scale, at: Placing): SVGElement[] {
  const text = (value: number): string => String(value).replace('-', '\u2212');
  return ticks.flatMap((tick) => [
    node('line', {
      ...{ class: tick === 0 ? 'zero' : 'grid', x1: at.x(tick), x2: at.x(tick) },
      ...{ y1: at.y(min), y2: at.y(max) },
    }),
    node('line', {
      ...{ class: tick === 0 ? 'zero' : 'grid', x1: at.x(min), x2: at.x(max) },
      ...{ y1: at.y(tick), y2: at.y(tick) },
    }),
    node('text', { class: 'tick middle', x: at.x(tick), y: SIDE + ROOM.top + 18 }, text(tick)),
    node('text', { class: 'tick end', x: ROOM.left - 8, y: at.y(tick) + 4 }, text(tick)),
  ]);
}

function point({ pair, x: across, y: up }: Point, at: Placing, selected: boolean): SVGElement {
  const { valueA, valueB, label, difference, change, y } = pair;
  const title = [
    `${label} (${y})`,
    `A ${formatStatistic(valueA)}, p = ${formatP(pair.a.p)}`,
    `B ${formatStatistic(valueB)}, p = ${formatP(pair.b.p)}`,
    `B − A ${signed(difference)}`,
  ].join('\n');
  return node(
    'circle',
    {
      ...{ cx: at.x(across), cy: at.y(up), r: selected ? 7 : 4.5 },
      class: `point ${CLASSES[change]}${selected ? ' selected' : ''}`,
      'data-key': rowKey(pair),
    },
    node('title', {}, title),
  );
}
