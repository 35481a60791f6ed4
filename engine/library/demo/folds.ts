// Gyri and sulci: a labyrinth of bands grown on the mesh from noise by the Swift–Hohenberg equation
// (doi:10.1103/PhysRevA.15.319), which settles into stripes of one width, as a folded cortex does.
import { item } from './vector.js';

const ROUNDS = 400;
/** Explicit Euler is stable below 2 / (largest (1 − k²)²), about 0.026 at a wavelength of eight edges. */
const TIME_STEP = 0.02;
const DRIVE = 0.7;

/** Minus the graph Laplacian, in units in which a wave of `wavelength` edges has eigenvalue 1. */
function curvature(
  values: Float64Array,
  around: readonly number[][],
  wavelength: number,
): Float64Array {
  // A plane wave of L edges on the triangular lattice: 1 − mean over neighbours ≈ (2π/L)²/4.
  const unitEigenvalue = 39.4784176 / (4 * wavelength * wavelength);
  return values.map((value, vertex) => {
    const list = item(around, vertex);
    let sum = 0;
    for (const other of list) sum += item(values, other);
    return (value - sum / list.length) / unitEigenvalue;
  });
}

/**
 * Grows the folds.
 * @param noise starting values, one per vertex, about standard normal
 * @param around neighbours of each vertex
 * @param wavelength distance from crown to crown, in edges
 * @returns one value per vertex, about −1 (bottom of a sulcus) to 1 (crown of a gyrus)
 */
export function folds(
  noise: Float64Array,
  around: readonly number[][],
  wavelength: number,
): Float64Array {
  let u = noise.map((value) => 0.2 * value);
  for (let round = 0; round < ROUNDS; round++) {
    const once = curvature(u, around, wavelength).map((c, vertex) => item(u, vertex) - c);
    const twice = curvature(once, around, wavelength);
    const before = u;
    // u' = drive·u − (1 − k²)²u − u³
    u = before.map((value, vertex) => {
      const linear = item(once, vertex) - item(twice, vertex);
      const change = DRIVE * value - linear - value * value * value;
      return value + TIME_STEP * change;
    });
  }
  let peak = 0;
  for (const value of u) peak = Math.max(peak, Math.abs(value));
  return u.map((value) => value / peak);
}
