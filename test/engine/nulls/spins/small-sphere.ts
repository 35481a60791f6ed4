// Two small spheres with parcels and a medial wall, for tests of spins made here.
import { icosahedron, subdivide, withMiddles } from '../../../../engine/library/demo/mesh.js';
import { RandomState } from '../../../../engine/nulls/rng/mt19937.js';
import type { SphereSide } from '../../../../engine/nulls/spins/sphere-sides.js';
import { sharedInt32 } from '../../../../engine/parallel/shared.js';

/** Vertices of a sphere of radius 100: 12, 42, 162, 642, …, one after the other moved a little so that none are equally near. */
function vertices(subdivisions: number, seed: number): Float64Array {
  let { points, topology } = icosahedron();
  for (let i = 0; i < subdivisions; i++) {
    const { topology: finer, parents } = subdivide(topology);
    points = withMiddles(points, parents);
    topology = finer;
  }
  const random = new RandomState(seed);
  return Float64Array.from(
    points.flatMap((p) => {
      const moved = p.map((v) => v + 0.02 * random.normal());
      const length = Math.hypot(...moved);
      return moved.map((v) => (100 * v) / length);
    }),
  );
}

/** `n` parcels a side around vertices drawn at random; vertices far from all of them are medial wall. */
export function smallSides(n: number, subdivisions = 3): SphereSide[] {
  return (['L', 'R'] as const).map((hemisphere, s) => {
    const points = vertices(subdivisions, 10 + s);
    const at = (v: number): number[] => [...points.subarray(3 * v, 3 * v + 3)];
    const seeds = Array.from({ length: n }, (_, i) => at((i * 37 + 5) % (points.length / 3)));
    const parcelOfVertex = sharedInt32(points.length / 3);
    parcelOfVertex.forEach((_, v) => {
      const distances = seeds.map((seed) => Math.hypot(...seed.map((c, axis) => c - at(v)[axis]!)));
      const least = Math.min(...distances);
      parcelOfVertex[v] = least < 40 ? distances.indexOf(least) : -1;
    });
    return {
      hemisphere,
      points,
      parcelOfVertex,
      parcels: Int32Array.from({ length: n }, (_, i) => s * n + i),
    };
  });
}

/** Says nothing, never stops. */
export const quiet = { signal: new AbortController().signal, report: (): undefined => undefined };
