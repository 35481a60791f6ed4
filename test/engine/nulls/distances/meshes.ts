// Small surfaces for the tests: bumpy spheres cut into parcels.
import type { Surface } from '../../../../engine/formats/gifti.js';
import { icosahedron, subdivide, withMiddles } from '../../../../engine/library/demo/mesh.js';
import { Pcg64 } from '../../../../engine/nulls/rng/pcg64.js';
import type { LabelledMesh } from '../../../../engine/nulls/distances/surface.js';

/** A sphere of 12, 42, 162, 642, … vertices, radius 10 mm, pushed in and out at random. */
export function bumpySphere(subdivisions: number): Surface {
  let { points, topology } = icosahedron();
  for (let i = 0; i < subdivisions; i++) {
    const { topology: finer, parents } = subdivide(topology);
    points = withMiddles(points, parents).map((p) => {
      const length = Math.hypot(...p);
      return [p[0] / length, p[1] / length, p[2] / length];
    });
    topology = finer;
  }
  const random = new Pcg64(5);
  return {
    vertices: Float64Array.from(
      points.flatMap((p) => {
        const radius = 9 + 2 * random.random();
        return p.map((x) => x * radius);
      }),
    ),
    triangles: Int32Array.from(topology.triangles.flat()),
  };
}

/** Parcels by slices along z; vertices near the top are medial wall. */
export function labelled(mesh: Surface, parcels: number): LabelledMesh {
  const count = mesh.vertices.length / 3;
  const height = Array.from({ length: count }, (_, v) => mesh.vertices[v * 3 + 2]!);
  return {
    mesh,
    parcelOfVertex: Int32Array.from(height, (z) =>
      Math.max(0, Math.min(parcels - 1, Math.floor(((z + 12) / 24) * parcels))),
    ),
    parcels,
    medial: Int32Array.from(height, (z) => (z > 8 ? 0 : 1)),
  };
}
