// Which vertex lies under the pointer: projects all vertices, takes those near the pointer, keeps the one in front. Pure.

export interface Picked {
  mesh: number;
  vertex: number;
}

/**
 * @param meshes vertices `[vertex][xyz]` of each mesh
 * @param matrix 4 × 4 column-major, scene to clip space (orthographic)
 * @param x pointer from left (-1) to right (1)
 * @param y pointer from bottom (-1) to top (1)
 * @param radius how far a vertex may lie from the pointer, in the same units, across and upwards
 */
export function pickVertex(
  meshes: readonly Float32Array[],
  matrix: ArrayLike<number>,
  x: number,
  y: number,
  radius: readonly [number, number],
): Picked | null {
  const m = (i: number): number => matrix[i] ?? 0;
  const [m0, m1, m2, m4, m5, m6, m8, m9, m10] = [
    m(0),
    m(1),
    m(2),
    m(4),
    m(5),
    m(6),
    m(8),
    m(9),
    m(10),
  ];
  const [m12, m13, m14] = [m(12), m(13), m(14)];
  let best: Picked | null = null;
  let bestScore = Infinity;
  meshes.forEach((vertices, mesh) => {
    for (let v = 0; v + 2 < vertices.length; v += 3) {
      const [vx, vy, vz] = [vertices[v] ?? 0, vertices[v + 1] ?? 0, vertices[v + 2] ?? 0];
      const across = (m0 * vx + m4 * vy + m8 * vz + m12 - x) / radius[0];
      if (across > 1 || across < -1) continue;
      const up = (m1 * vx + m5 * vy + m9 * vz + m13 - y) / radius[1];
      const away = across * across + up * up;
      if (away > 1) continue;
      // Depth decides between near and far side; among neighbours on the near side, closeness does.
      const score = m2 * vx + m6 * vy + m10 * vz + m14 + away * 0.02;
      if (score < bestScore) {
        bestScore = score;
        best = { mesh, vertex: v / 3 };
      }
    }
  });
  return best;
}
