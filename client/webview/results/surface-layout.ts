// Where each hemisphere's views stand: lateral and medial sides turned to the reader and set side by side. Pure.
import type { Hemisphere } from '../../../engine/plan.js';

export interface SurfaceMesh {
  hemisphere: Hemisphere;
  /** `[vertex][xyz]`, mm, RAS. */
  vertices: Float32Array;
  triangles: Uint32Array;
  /** Parcel index of each vertex, -1 for none. */
  parcels: Int32Array;
}

/** One view in the scene; the meshes of all views share one camera. */
export interface PlacedMesh {
  mesh: SurfaceMesh;
  label: string;
  vertices: Float32Array;
}

export interface Placement {
  meshes: PlacedMesh[];
  columns: number;
  rows: number;
  /** Extent of the whole arrangement across and upwards, mm. */
  width: number;
  height: number;
}

type Side = 'lateral' | 'medial';
const SIDE_NAMES: Record<Hemisphere, string> = { L: 'Left', R: 'Right' };
/** Space between the views, and above each for its label, mm. */
const PADDING = 8;
const LABEL_ROOM = 28;

/**
 * Turns a hemisphere so that one side faces a camera behind the head (right = +x, up = +z, toward the reader = −y).
 * Lateral left and medial right are seen from the left, the others from the right.
 */
export function turned({ hemisphere, vertices }: SurfaceMesh, side: Side): Float32Array {
  const fromLeft = (hemisphere === 'L') === (side === 'lateral');
  const across = fromLeft ? -1 : 1;
  const out = new Float32Array(vertices.length);
  for (let v = 0; v < vertices.length; v += 3) {
    out[v] = across * (vertices[v + 1] ?? 0);
    out[v + 1] = -across * (vertices[v] ?? 0);
    out[v + 2] = vertices[v + 2] ?? 0;
  }
  return out;
}

/** Smallest and largest coordinate of one axis. */
export function extent(vertices: Float32Array, axis: 0 | 1 | 2): [number, number] {
  let min = Infinity;
  let max = -Infinity;
  for (let v = axis; v < vertices.length; v += 3) {
    const value = vertices[v] ?? 0;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return [min, max];
}

function shift(vertices: Float32Array, by: readonly [number, number, number]): Float32Array {
  return vertices.map((value, i) => value + (by[(i % 3) as 0 | 1 | 2] ?? 0));
}

const middle = ([min, max]: [number, number]): number => (min + max) / 2;
const length = ([min, max]: [number, number]): number => max - min;

/** Order of the views: outer sides outside in one line; lateral above medial in two. */
function order(
  meshes: readonly SurfaceMesh[],
  oneLine: boolean,
): { mesh: SurfaceMesh; side: Side }[] {
  const sides = (side: Side) => meshes.map((mesh) => ({ mesh, side }));
  if (!oneLine) return [...sides('lateral'), ...sides('medial')];
  return meshes.flatMap((mesh) => {
    const pair: { mesh: SurfaceMesh; side: Side }[] = [
      { mesh, side: 'lateral' },
      { mesh, side: 'medial' },
    ];
    return mesh.hemisphere === 'L' ? pair : pair.reverse();
  });
}

/** Lateral and medial views, in one line where the place is wide and in two where it is not. */
export function placeViews(meshes: readonly SurfaceMesh[], oneLine: boolean): Placement {
  const views = order(meshes, oneLine).map(({ mesh, side }) => ({
    mesh,
    label: `${SIDE_NAMES[mesh.hemisphere]}, ${side}`,
    vertices: turned(mesh, side),
  }));
  const cellWidth = Math.max(...views.map(({ vertices }) => length(extent(vertices, 0)))) + PADDING;
  const cellHeight =
    Math.max(...views.map(({ vertices }) => length(extent(vertices, 2)))) + PADDING + LABEL_ROOM;
  const columns = oneLine ? views.length : meshes.length;
  const rows = views.length / columns;
  const placed = views.map((view, i) => {
    const column = i % columns;
    const row = Math.floor(i / columns);
    return {
      ...view,
      vertices: shift(view.vertices, [
        (column - (columns - 1) / 2) * cellWidth - middle(extent(view.vertices, 0)),
        -middle(extent(view.vertices, 1)),
        ((rows - 1) / 2 - row) * cellHeight - LABEL_ROOM / 2 - middle(extent(view.vertices, 2)),
      ]),
    };
  });
  return { meshes: placed, columns, rows, width: columns * cellWidth, height: rows * cellHeight };
}

/** Both hemispheres where they belong, moved apart where they would lie in each other (inflated surfaces). */
export function placeTogether(meshes: readonly SurfaceMesh[]): Placement {
  const gap = 2;
  const placed = meshes.map((mesh) => {
    const [min, max] = extent(mesh.vertices, 0);
    const overlaps = meshes.length > 1 && (mesh.hemisphere === 'L' ? max > gap : min < -gap);
    const by = !overlaps ? 0 : mesh.hemisphere === 'L' ? -gap - max : gap - min;
    return { mesh, label: SIDE_NAMES[mesh.hemisphere], vertices: shift(mesh.vertices, [by, 0, 0]) };
  });
  const span = (axis: 0 | 1 | 2): number => {
    const ends = placed.map(({ vertices }) => extent(vertices, axis));
    return Math.max(...ends.map(([, max]) => max)) - Math.min(...ends.map(([min]) => min));
  };
  const reach = 0.85 * Math.hypot(span(0), span(1), span(2));
  return { meshes: placed, columns: 1, rows: 1, width: reach, height: reach };
}
