// A surface mesh as a graph to walk on: its edges, and shortcuts across every pair of neighbouring triangles, so that paths need not
// follow the grain of the mesh. Spec/statistics.md 4.11; neuromaps (Markello et al. 2022, doi:10.1038/s41592-022-01625-w).
import type { Surface } from '../../formats/gifti.js';
import { sharedFloat64, sharedInt32 } from '../../parallel/shared.js';
import type { Graph } from './shortest-paths.js';

interface Edges {
  from: number[];
  to: number[];
  length: number[];
}

/**
 * Direct edges have the Euclidean length. An indirect edge joins the two vertices opposite to a shared edge; its length is the sum of
 * their distances to the midpoint between their two perpendicular feet on that edge. Edges that touch the medial wall are left out.
 * @param medial per vertex: 0 is medial wall; null when unknown
 * @returns the graph over all vertices, in shared memory
 */
export function meshGraph({ vertices, triangles }: Surface, medial: Int32Array | null): Graph {
  const count = vertices.length / 3;
  const edges: Edges = { from: [], to: [], length: [] };
  const add = (a: number, b: number, length: number): void => {
    if (medial && (medial[a] === 0 || medial[b] === 0)) return;
    edges.from.push(a);
    edges.to.push(b);
    edges.length.push(length);
  };
  for (const [key, opposite] of oppositeVertices(triangles, count)) {
    const a = Math.floor(key / count);
    const b = key % count;
    add(a, b, distanceBetween(point(vertices, a), point(vertices, b)));
    opposite.forEach((c, i) => {
      for (const d of opposite.slice(i + 1))
        if (c !== d) add(c, d, indirectLength(vertices, a, b, c, d));
    });
  }
  return asGraph(edges, count);
}

/** For every edge a < b, as a · count + b, the third vertices of its triangles. */
function oppositeVertices(triangles: Int32Array, count: number): Map<number, number[]> {
  const edges = new Map<number, number[]>();
  for (let t = 0; t < triangles.length; t += 3) {
    for (let corner = 0; corner < 3; corner++) {
      const a = triangles[t + corner] as number;
      const b = triangles[t + ((corner + 1) % 3)] as number;
      const c = triangles[t + ((corner + 2) % 3)] as number;
      const key = Math.min(a, b) * count + Math.max(a, b);
      const known = edges.get(key);
      if (known) known.push(c);
      else edges.set(key, [c]);
    }
  }
  return edges;
}

type Point = readonly [number, number, number];

const point = (vertices: Float64Array, v: number): Point => [
  vertices[v * 3] as number,
  vertices[v * 3 + 1] as number,
  vertices[v * 3 + 2] as number,
];

function distanceBetween(p: Point, q: Point): number {
  const [x, y, z] = [p[0] - q[0], p[1] - q[1], p[2] - q[2]];
  return Math.sqrt(x * x + y * y + z * z);
}

/** From c over the edge a–b to d. */
function indirectLength(v: Float64Array, a: number, b: number, c: number, d: number): number {
  const [pa, pb, pc, pd] = [point(v, a), point(v, b), point(v, c), point(v, d)];
  const half = (shareAlong(pa, pb, pc) + shareAlong(pa, pb, pd)) / 2;
  const over: Point = [
    pa[0] + half * (pb[0] - pa[0]),
    pa[1] + half * (pb[1] - pa[1]),
    pa[2] + half * (pb[2] - pa[2]),
  ];
  return distanceBetween(pc, over) + distanceBetween(pd, over);
}

/** Where the perpendicular from p meets the line a–b: 0 at a, 1 at b. */
function shareAlong(a: Point, b: Point, p: Point): number {
  const [x, y, z] = [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
  const square = x * x + y * y + z * z;
  return square > 0 ? ((p[0] - a[0]) * x + (p[1] - a[1]) * y + (p[2] - a[2]) * z) / square : 0;
}

/** Both directions of every edge, sorted by the vertex they leave. */
function asGraph({ from, to, length }: Edges, count: number): Graph {
  const first = sharedInt32(count + 1);
  for (const ends of [from, to]) for (const v of ends) (first[v + 1] as number)++;
  for (let v = 0; v < count; v++) first[v + 1] = (first[v + 1] as number) + (first[v] as number);
  const graph: Graph = {
    first,
    target: sharedInt32(2 * from.length),
    length: sharedFloat64(2 * from.length),
  };
  const free = first.slice();
  const put = (u: number, v: number, mm: number): void => {
    const at = free[u] as number;
    free[u] = at + 1;
    graph.target[at] = v;
    graph.length[at] = mm;
  };
  from.forEach((a, edge) => {
    put(a, to[edge] as number, length[edge] as number);
    put(to[edge] as number, a, length[edge] as number);
  });
  return graph;
}
