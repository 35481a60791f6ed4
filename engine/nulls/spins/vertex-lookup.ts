// The vertex of a sphere nearest to a place on it, exactly and in about ten steps: directions are sorted into the cells of a cube, and
// each cell lists every vertex that can be nearest to a place in it.
import { sharedFloat64, sharedInt32 } from '../../parallel/shared.js';
import { PointGrid } from './point-grid.js';

/** Shared arrays only, so that threads read the same bytes. */
export interface VertexLookup {
  /** `[vertex][xyz]`. */
  points: Float64Array;
  /** Cells along an edge of the cube. */
  edge: number;
  /** First candidate of each cell. */
  starts: Int32Array;
  /** Vertices, ascending within a cell. */
  candidates: Int32Array;
}

/** Cells for each vertex. */
const CELLS = 4;

type Point = [number, number, number];

/** @param points `[vertex][xyz]`, centre 0, about the same distance from it */
export function vertexLookup(points: Float64Array): VertexLookup {
  const vertices = points.length / 3;
  const shared = sharedFloat64(points.length);
  shared.set(points);
  const edge = Math.ceil(Math.sqrt((CELLS * vertices) / 6));
  const radii = Float64Array.from({ length: vertices }, (_, v) =>
    Math.hypot(points[v * 3] as number, points[v * 3 + 1] as number, points[v * 3 + 2] as number),
  );
  const radius = radii.reduce((sum, r) => sum + r, 0) / vertices;
  // A place need not lie on the mean sphere exactly; the last term is more than rounding takes.
  const slack = radii.reduce((most, r) => Math.max(most, Math.abs(r - radius)), 0) + 1e-9 * radius;
  const spacing = radius * Math.sqrt((4 * Math.PI) / vertices);
  const grid = new PointGrid(points, 1.5 * spacing);
  const starts = sharedInt32(6 * edge * edge + 1);
  const candidates: number[] = [];
  for (let cell = 0; cell < 6 * edge * edge; cell++) {
    const centre = placeIn(cell, 0.5, 0.5, edge, radius);
    const reach = slack + farthestCorner(cell, centre, edge, radius);
    const list: number[] = [];
    grid.within(centre, nearestDistance(grid, centre) + 2 * reach, (v) => list.push(v));
    for (const v of list.sort((a, b) => a - b)) candidates.push(v);
    starts[cell + 1] = candidates.length;
  }
  const all = sharedInt32(candidates.length);
  all.set(candidates);
  return { points: shared, edge, starts, candidates: all };
}

/** The vertex with the smallest distance; of equals the first. */
export function nearestVertex(lookup: VertexLookup, x: number, y: number, z: number): number {
  const { points, starts, candidates } = lookup;
  const cell = cellOf(x, y, z, lookup.edge);
  const end = starts[cell + 1] as number;
  let best = -1;
  let least = Infinity;
  for (let at = starts[cell] as number; at < end; at++) {
    const v = candidates[at] as number;
    const dx = (points[3 * v] as number) - x;
    const dy = (points[3 * v + 1] as number) - y;
    const dz = (points[3 * v + 2] as number) - z;
    const squared = dx * dx + dy * dy + dz * dz;
    if (squared < least) {
      least = squared;
      best = v;
    }
  }
  return best;
}

/** Vertices in the order of their cells: neighbours come one after the other, and so does what the lookup reads for them. */
export function byCell({ points, edge }: VertexLookup, vertices: readonly number[]): number[] {
  const cells = new Map(
    vertices.map((v) => {
      const [x, y, z] = points.subarray(3 * v, 3 * v + 3) as unknown as Point;
      return [v, cellOf(x, y, z, edge)];
    }),
  );
  return [...vertices].sort((a, b) => (cells.get(a) ?? 0) - (cells.get(b) ?? 0) || a - b);
}

/** Face of the cube a direction points through (two for each axis), then the two other axes along it. */
function cellOf(x: number, y: number, z: number, edge: number): number {
  const ax = Math.abs(x);
  const ay = Math.abs(y);
  const az = Math.abs(z);
  let face: number;
  let scale: number;
  let u: number;
  let v: number;
  if (ax >= ay && ax >= az) {
    face = x < 0 ? 1 : 0;
    scale = 1 / ax;
    u = y * scale;
    v = z * scale;
  } else if (ay >= az) {
    face = y < 0 ? 3 : 2;
    scale = 1 / ay;
    u = z * scale;
    v = x * scale;
  } else {
    face = z < 0 ? 5 : 4;
    scale = 1 / az;
    u = x * scale;
    v = y * scale;
  }
  const half = edge / 2;
  const i = Math.min(edge - 1, Math.floor((u + 1) * half));
  const j = Math.min(edge - 1, Math.floor((v + 1) * half));
  return (face * edge + j) * edge + i;
}

/** A place in a cell, `u` and `v` from 0 to 1 across it, on the sphere. */
function placeIn(cell: number, u: number, v: number, edge: number, radius: number): Point {
  const face = Math.floor(cell / (edge * edge));
  const axis = face >> 1;
  const place: Point = [0, 0, 0];
  place[axis] = face % 2 ? -1 : 1;
  place[(axis + 1) % 3] = (2 * ((cell % edge) + u)) / edge - 1;
  place[(axis + 2) % 3] = (2 * ((Math.floor(cell / edge) % edge) + v)) / edge - 1;
  const scale = radius / Math.hypot(...place);
  return [place[0] * scale, place[1] * scale, place[2] * scale];
}

/** The edges of a cell are great circles, so no place in it is further from its centre than a corner. */
function farthestCorner(cell: number, centre: Point, edge: number, radius: number): number {
  const corners = [0, 1].flatMap((u) => [0, 1].map((v) => placeIn(cell, u, v, edge, radius)));
  return Math.max(
    ...corners.map(([x, y, z]) => Math.hypot(x - centre[0], y - centre[1], z - centre[2])),
  );
}

function nearestDistance(grid: PointGrid, place: Point): number {
  for (let radius = grid.size; ; radius *= 2) {
    let least = Infinity;
    grid.within(place, radius, (_, squared) => {
      if (squared < least) least = squared;
    });
    if (least < Infinity) return Math.sqrt(least);
  }
}
