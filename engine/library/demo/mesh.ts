// Triangle meshes of the demo cortex: the icosphere they all descend from, neighbours, normals and smoothing.
import { add, centroid, cross, item, length, scale, subtract, unit, type Vec } from './vector.js';

export type Triangle = readonly [number, number, number];

/** Which vertices touch, and how the last subdivision made them. */
export interface Topology {
  vertices: number;
  /** Counter-clockwise seen from outside. */
  triangles: readonly Triangle[];
}

const GOLDEN = (1 + Math.sqrt(5)) / 2;
const CORNERS: readonly Vec[] = [
  [-1, GOLDEN, 0],
  [1, GOLDEN, 0],
  [-1, -GOLDEN, 0],
  [1, -GOLDEN, 0],
  [0, -1, GOLDEN],
  [0, 1, GOLDEN],
  [0, -1, -GOLDEN],
  [0, 1, -GOLDEN],
  [GOLDEN, 0, -1],
  [GOLDEN, 0, 1],
  [-GOLDEN, 0, -1],
  [-GOLDEN, 0, 1],
];
const FACES =
  '0-11-5 0-5-1 0-1-7 0-7-10 0-10-11 1-5-9 5-11-4 11-10-2 10-7-6 7-1-8 '
  + '3-9-4 3-4-2 3-2-6 3-6-8 3-8-9 4-9-5 2-4-11 6-2-10 8-6-7 9-8-1';

/** The icosahedron: 12 unit vectors, 20 faces. */
export function icosahedron(): { points: Vec[]; topology: Topology } {
  const triangles = FACES.split(' ').map((face): Triangle => {
    const corners = face.split('-').map(Number);
    return [item(corners, 0), item(corners, 1), item(corners, 2)];
  });
  return { points: CORNERS.map(unit), topology: { vertices: 12, triangles } };
}

/** Splits each triangle into four; `parents` holds, for each new vertex, the two ends of the edge it halves. */
export function subdivide(topology: Topology): { topology: Topology; parents: [number, number][] } {
  const parents: [number, number][] = [];
  const known = new Map<number, number>();
  const middle = (a: number, b: number): number => {
    const key = Math.min(a, b) * topology.vertices + Math.max(a, b);
    const vertex = known.get(key) ?? topology.vertices + parents.length;
    if (!known.has(key)) {
      known.set(key, vertex);
      parents.push([a, b]);
    }
    return vertex;
  };
  const triangles = topology.triangles.flatMap(([a, b, c]): Triangle[] => {
    const [ab, bc, ca] = [middle(a, b), middle(b, c), middle(c, a)];
    return [
      [a, ab, ca],
      [b, bc, ab],
      [c, ca, bc],
      [ab, bc, ca],
    ];
  });
  return { topology: { vertices: topology.vertices + parents.length, triangles }, parents };
}

/** The old points followed by the middles of the edges that were halved. */
export function withMiddles(points: readonly Vec[], parents: readonly [number, number][]): Vec[] {
  return [...points, ...parents.map(([a, b]) => scale(add(item(points, a), item(points, b)), 0.5))];
}

/** Neighbours of each vertex, each once. */
export function neighbours(topology: Topology): number[][] {
  const lists = Array.from({ length: topology.vertices }, () => new Set<number>());
  for (const [a, b, c] of topology.triangles) {
    item(lists, a).add(b).add(c);
    item(lists, b).add(a).add(c);
    item(lists, c).add(a).add(b);
  }
  return lists.map((list) => [...list]);
}

/** Outward unit normals, each vertex the area-weighted mean of its triangles. */
export function normals(points: readonly Vec[], topology: Topology): Vec[] {
  const sums: Vec[] = points.map(() => [0, 0, 0]);
  for (const triangle of topology.triangles) {
    const normal = doubledArea(points, triangle);
    for (const vertex of triangle) sums[vertex] = add(item(sums, vertex), normal);
  }
  return sums.map(unit);
}

/** Normal of a triangle with twice its area as length. */
function doubledArea(points: readonly Vec[], [a, b, c]: Triangle): Vec {
  const origin = item(points, a);
  return cross(subtract(item(points, b), origin), subtract(item(points, c), origin));
}

/** Moves each vertex to the area-weighted centre of the triangles around it, which evens out their areas. */
export function evened(points: readonly Vec[], topology: Topology): Vec[] {
  const sums: Vec[] = points.map(() => [0, 0, 0]);
  const areas = new Float64Array(points.length);
  for (const triangle of topology.triangles) {
    const area = length(doubledArea(points, triangle));
    const middle = centroid(triangle.map((vertex) => item(points, vertex)));
    for (const vertex of triangle) {
      sums[vertex] = add(item(sums, vertex), scale(middle, area));
      areas[vertex] = item(areas, vertex) + area;
    }
  }
  return sums.map((sum, vertex) => scale(sum, 1 / item(areas, vertex)));
}

/** Moves each vertex half way to the mean of its neighbours, `rounds` times. */
export function smoothed(
  points: readonly Vec[],
  around: readonly number[][],
  rounds: number,
): Vec[] {
  let current = [...points];
  for (let round = 0; round < rounds; round++) {
    current = current.map((point, vertex) => {
      const mean = centroid(item(around, vertex).map((other) => item(current, other)));
      return scale(add(point, mean), 0.5);
    });
  }
  return current;
}
