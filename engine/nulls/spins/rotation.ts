// Random rotations of the sphere, drawn as neuromaps draws them: QR of a 3 × 3 matrix of legacy normals.
// Source: Alexander-Bloch et al. 2018, doi:10.1016/j.neuroimage.2018.05.070; spec/statistics.md 4.10.
import { sharedFloat64 } from '../../parallel/shared.js';
import type { Hemisphere } from '../../plan.js';
import type { RandomState } from '../rng/mt19937.js';

/** A 3 × 3 matrix, row-major. Coordinates are row vectors: rotated = coordinates · matrix. */
export type Rotation = readonly number[];

/** The next rotation of the left hemisphere: Q with a positive diagonal of R, first column negated if det Q < 0. */
export function drawRotation(random: RandomState): Rotation {
  const a = Array.from({ length: 9 }, () => random.normal());
  const columns = [0, 1, 2].map((j) => [a[j], a[j + 3], a[j + 6]] as Vector);
  const q = gramSchmidt(columns);
  if (determinant(q) < 0) q[0] = q[0].map((v) => -v) as Vector;
  return [0, 1, 2].flatMap((i) => q.map((column) => column[i] as number));
}

/** The mirror-image rotation for the right hemisphere: F L F with F = diag(−1, 1, 1). */
export function mirrored(rotation: Rotation): Rotation {
  return rotation.map((v, i) => (i < 3 !== (i % 3 === 0) ? -v : v));
}

type Vector = [number, number, number];
const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

/** Orthonormal columns; equals the Q of a QR decomposition whose R has a positive diagonal. Orthogonalised twice for accuracy. */
function gramSchmidt(columns: Vector[]): [Vector, Vector, Vector] {
  const q: Vector[] = [];
  for (const column of columns) {
    let v = column;
    for (let pass = 0; pass < 2; pass++) {
      for (const u of q) {
        const along = dot(u, v);
        v = v.map((x, i) => x - along * (u[i] as number)) as Vector;
      }
    }
    const length = Math.sqrt(dot(v, v));
    q.push(v.map((x) => x / length) as Vector);
  }
  return q as [Vector, Vector, Vector];
}

function determinant([a, b, c]: [Vector, Vector, Vector]): number {
  return (
    a[0] * (b[1] * c[2] - b[2] * c[1])
    - b[0] * (a[1] * c[2] - a[2] * c[1])
    + c[0] * (a[1] * b[2] - a[2] * b[1])
  );
}

/** The first `count` rotations of the left hemisphere, `[rotation][9]`, in shared memory. */
export function drawRotations(random: RandomState, count: number): Float64Array {
  const all = sharedFloat64(count * 9);
  for (let k = 0; k < count; k++) all.set(drawRotation(random), k * 9);
  return all;
}

/** The rotation of one hemisphere in spin `k` of drawRotations. */
export function rotationOf(rotations: Float64Array, k: number, side: Hemisphere): Rotation {
  const left = Array.from(rotations.subarray(k * 9, k * 9 + 9));
  return side === 'L' ? left : mirrored(left);
}

/** Rotated coordinates `[point][xyz]` into `out`. */
export function rotate(points: Float64Array, rotation: Rotation, out: Float64Array): void {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0] = rotation;
  for (let at = 0; at < points.length; at += 3) {
    const x = points[at] as number;
    const y = points[at + 1] as number;
    const z = points[at + 2] as number;
    out[at] = x * a + y * d + z * g;
    out[at + 1] = x * b + y * e + z * h;
    out[at + 2] = x * c + y * f + z * i;
  }
}
