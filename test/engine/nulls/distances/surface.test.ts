// Geodesic distances on small meshes against brute force written another way (all triangle pairs, Floyd–Warshall).
import { describe, expect, it } from 'vitest';
import type { Surface } from '../../../../engine/formats/gifti.js';
import { meshGraph } from '../../../../engine/nulls/distances/mesh-graph.js';
import { ShortestPaths } from '../../../../engine/nulls/distances/shortest-paths.js';
import { geodesicDistances } from '../../../../engine/nulls/distances/surface.js';
import { BlockPool } from '../../../../engine/parallel/pool.js';
import { bumpySphere, labelled } from './meshes.js';

const here = new BlockPool(null, 1);
const options = { signal: new AbortController().signal, onDone: () => undefined };

type P = [number, number, number];
const minus = (p: P, q: P): P => [p[0] - q[0], p[1] - q[1], p[2] - q[2]];
const dot = (p: P, q: P): number => p[0] * q[0] + p[1] * q[1] + p[2] * q[2];

/** All shortest paths: edges from every pair of triangles that share two corners. */
function floydWarshall({ vertices, triangles }: Surface, medial: Int32Array | null): number[][] {
  const n = vertices.length / 3;
  const at = (v: number): P => [...vertices.subarray(v * 3, v * 3 + 3)] as P;
  const open = (v: number): boolean => medial?.[v] !== 0;
  const d = Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) => (i === j ? 0 : Infinity)),
  );
  const join = (a: number, b: number, length: number): void => {
    if (!open(a) || !open(b)) return;
    d[a]![b] = d[b]![a] = Math.min(d[a]![b]!, length);
  };
  const faces = Array.from({ length: triangles.length / 3 }, (_, t) => [
    ...triangles.subarray(t * 3, t * 3 + 3),
  ]);
  const foot = (a: number, b: number, c: number): P => {
    const along = minus(at(b), at(a));
    const share = dot(minus(at(c), at(a)), along) / dot(along, along);
    return at(a).map((x, i) => x + share * along[i]!) as P;
  };
  faces.forEach((one, i) => {
    for (const a of one)
      for (const b of one) if (a !== b) join(a, b, Math.hypot(...minus(at(a), at(b))));
    for (const other of faces.slice(i + 1)) {
      const shared = one.filter((v) => other.includes(v));
      if (shared.length !== 2) continue;
      const [a, b] = shared as [number, number];
      const c = one.find((v) => !shared.includes(v))!;
      const e = other.find((v) => !shared.includes(v))!;
      const [p, q] = [foot(a, b, c), foot(a, b, e)];
      const middle = p.map((x, k) => (x + q[k]!) / 2) as P;
      join(c, e, Math.hypot(...minus(at(c), middle)) + Math.hypot(...minus(at(e), middle)));
    }
  });
  for (let k = 0; k < n; k++)
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) d[i]![j] = Math.min(d[i]![j]!, d[i]![k]! + d[k]![j]!);
  return d;
}

describe('shortest paths on a mesh', () => {
  it.each([null, 'medial'])('equal those of brute force (mask: %s)', (mask) => {
    const { mesh, medial } = labelled(bumpySphere(2), 4);
    const used = mask ? medial : null;
    const expected = floydWarshall(mesh, used);
    const paths = new ShortestPaths(meshGraph(mesh, used));
    let unreachable = 0;
    expected.forEach((row, source) => {
      paths.from(source);
      row.forEach((length, to) => {
        if (length === Infinity) unreachable++;
        // The same sums in another order: a few units of the last digit.
        if (length === Infinity) expect(paths.distance[to]).toBe(Infinity);
        else expect(paths.distance[to]).toBeCloseTo(length, 11);
      });
    });
    expect(unreachable > 0).toBe(mask !== null);
  });

  it('go over a shared edge where that is shorter than along the edges', () => {
    // Two triangles of a unit square: the indirect edge is its other diagonal.
    const square: Surface = {
      vertices: Float64Array.of(0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0),
      triangles: Int32Array.of(0, 1, 2, 0, 2, 3),
    };
    const paths = new ShortestPaths(meshGraph(square, null));
    paths.from(1);
    expect(paths.distance[3]).toBeCloseTo(Math.SQRT2, 14);
    expect(paths.distance[0]).toBe(1);
  });
});

describe('geodesic distances between parcels', () => {
  it('are means over all vertex pairs outside the medial wall', async () => {
    const sphere = labelled(bumpySphere(2), 4);
    const matrix = await geodesicDistances(sphere, here, options);
    const all = floydWarshall(sphere.mesh, sphere.medial);
    const members = [0, 1, 2, 3].map((parcel) =>
      all.flatMap((_, v) =>
        sphere.parcelOfVertex[v] === parcel && sphere.medial![v] !== 0 ? [v] : [],
      ),
    );
    expect(members.every((vertices) => vertices.length > 3)).toBe(true);
    for (const i of [0, 1, 2, 3]) {
      for (const j of [0, 1, 2, 3]) {
        const pairs = members[i]!.flatMap((a) => members[j]!.map((b) => all[a]![b]!));
        const mean = i === j ? 0 : pairs.reduce((sum, d) => sum + d, 0) / pairs.length;
        expect(matrix[i * 4 + j]).toBeCloseTo(mean, 10);
        expect(matrix[i * 4 + j]).toBe(matrix[j * 4 + i]);
      }
    }
  });

  it('are infinite for a parcel in the medial wall and missing for one without vertices', async () => {
    const sphere = labelled(bumpySphere(2), 4);
    const parcelOfVertex = sphere.parcelOfVertex.map((parcel, v) =>
      sphere.medial![v] === 0 ? 4 : parcel,
    );
    const matrix = await geodesicDistances(
      { ...sphere, parcelOfVertex, parcels: 6 },
      here,
      options,
    );
    const [wall, none] = [matrix.slice(24, 30), matrix.slice(30, 36)];
    expect([...wall]).toEqual([Infinity, Infinity, Infinity, Infinity, 0, NaN]);
    expect([...none]).toEqual([NaN, NaN, NaN, NaN, NaN, 0]);
    expect(matrix[1]).toBeGreaterThan(0);
  });
});
