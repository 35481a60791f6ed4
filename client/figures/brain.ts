// A map on the brain as a drawing: surfaces as outlines of their parcels, volumes as glass, and the colour bar beside them.
import type { Cell } from '../../engine/result.js';
import { css, colourScale, NO_PARCEL, type ColourScale } from '../webview/results/colours.js';
import { flatSurface, type FlatView } from '../webview/results/flat/flat-surface.js';
import { flatVolume } from '../webview/results/flat/flat-volume.js';
import { outlineLoops } from '../webview/results/flat/outline.js';
import { formatStatistic } from '../webview/results/format.js';
import type { Geometry } from '../webview/results/geometry.js';
import type { NamedMap } from '../webview/results/pictures.js';
import { colourBar, COLOUR_BAR } from './colour-bar.js';
import { INK, text, type Drawing, type Shape } from './drawing.js';
import { heading } from './heading.js';
import { fitted } from './text-fit.js';

const MARGIN = 10;
const GAP = 10;
/** Width of all views side by side, and most height of one, in points. */
const ROOM = { width: 500, height: 96 };
const LABEL_HEIGHT = 12;

export type DrawnGeometry = Exclude<Geometry, { kind: 'none' }>;

/** A view as outlines in pixels. */
interface Outlined {
  label: string;
  width: number;
  height: number;
  areas: { label: number; loops: number[][] }[];
}

const outlined = ({ label, grid }: FlatView): Outlined => ({
  ...{ label, width: grid.width, height: grid.height },
  areas: outlineLoops(grid),
});

/**
 * A drawing for each map.
 * @param maps values in the order of `parcels`; parcels without one are grey
 * @param parcels labels that the parcel indices of the geometry point into
 */
export function brains(
  geometry: DrawnGeometry,
  maps: readonly NamedMap[],
  parcels: readonly string[],
): Drawing[] {
  // Outlines of a surface are those of every map; which parcels are seen in glass depends on their values.
  const fixed = geometry.kind === 'surface' ? flatSurface(geometry.meshes).map(outlined) : null;
  return maps.map((map) => {
    const views =
      geometry.kind === 'volume' ? flatVolume(geometry, map.values).map(outlined) : (fixed ?? []);
    return brain(views, map, { parcels, space: geometry.space });
  });
}

function brain(
  views: readonly Outlined[],
  map: NamedMap,
  { parcels, space }: { parcels: readonly string[]; space: string },
): Drawing {
  const colours = colourScale(map.values);
  const missing = map.values.filter((value) => value === null).length;
  const head = heading(
    [fitted(map.title, ROOM.width, 10, true)],
    missing ? `${missing} of ${parcels.length} parcels have no value and are grey` : '',
    MARGIN,
    ROOM.width,
  );
  const size = scaleOf(views);
  const height = Math.max(60, ...views.map((view) => view.height * size));
  const top = head.height + LABEL_HEIGHT;
  let left = MARGIN;
  const drawn = views.flatMap((view): Shape[] => {
    const place = { x: left, y: top + (height - view.height * size) / 2, size };
    left += view.width * size + GAP;
    const middle = place.x + (view.width * size) / 2;
    return [
      text(middle, head.height + 6, view.label, 7.5, { anchor: 'middle', fill: INK.muted }),
      ...view.areas.map((area) => parcelShape(area, map.values, { parcels, colours, place })),
    ];
  });
  return {
    width: ROOM.width + 2 * MARGIN + COLOUR_BAR,
    height: Math.ceil(top + height + MARGIN),
    title: map.title,
    description: `${map.title} on the brain, ${space}: ${views.map(({ label }) => label).join(', ')}; ${parcels.length} parcels from ${formatStatistic(colours.min)} to ${formatStatistic(colours.max)}.`,
    shapes: [
      ...head.shapes,
      ...drawn,
      ...colourBar(colours, { top, right: left - GAP }, height, ''),
    ],
  };
}

interface Painting {
  parcels: readonly string[];
  colours: ColourScale;
  place: { x: number; y: number; size: number };
}

function parcelShape(
  { label, loops }: Outlined['areas'][number],
  values: readonly Cell[],
  { parcels, colours, place }: Painting,
): Shape {
  const value = values[label] ?? null;
  const fill = css(label < 0 ? NO_PARCEL : colours.colour(value));
  return {
    kind: 'area',
    title: label < 0 ? 'outside all parcels' : `${parcels[label] ?? ''}: ${formatStatistic(value)}`,
    loops: loops.map((loop) => loop.map((at, i) => (i % 2 ? place.y : place.x) + at * place.size)),
    // A hairline of their own colour closes the gaps that cut corners leave between neighbours.
    ...{ fill, stroke: fill, strokeWidth: 0.3 },
  };
}

/** Points per pixel, so that all views fit side by side. */
function scaleOf(views: readonly Outlined[]): number {
  const across = views.reduce((sum, { width }) => sum + width, 0) || 1;
  const tallest = Math.max(1, ...views.map(({ height }) => height));
  return Math.min((ROOM.width - GAP * (views.length - 1)) / across, ROOM.height / tallest);
}
