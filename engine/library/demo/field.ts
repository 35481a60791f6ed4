// Smooth random fields in space, the stuff of which every demo map is made: spatially autocorrelated over some 30 mm and
// nearly symmetric between the hemispheres, as real brain maps are.
import { random, type Random } from './random.js';
import { item, type Vec } from './vector.js';

/** A value at every point of space. */
export type Field = (point: Vec) => number;

/** The box around the demo brain, in mm, that every lattice covers. */
const LOWEST: Vec = [-84, -124, -64];
const HIGHEST: Vec = [84, 90, 100];

/** The four weights of the cubic B-spline for a point `t` (0 to 1) between two knots. */
function weights(t: number): [number, number, number, number] {
  const s = 1 - t;
  return [
    (s * s * s) / 6,
    (3 * t * t * t - 6 * t * t + 4) / 6,
    (3 * s * s * s - 6 * s * s + 4) / 6,
    (t * t * t) / 6,
  ];
}

/**
 * Independent normal coefficients on a lattice, joined by cubic B-splines.
 * @param spacing of the lattice in mm; the correlation falls to about 0.3 over one and a half spacings
 */
function splineField(noise: Random, spacing: number): Field {
  const counts = LOWEST.map((low, axis) => Math.ceil((item(HIGHEST, axis) - low) / spacing) + 3);
  const [nx, ny, nz] = [item(counts, 0), item(counts, 1), item(counts, 2)];
  const coefficients = Float64Array.from({ length: nx * ny * nz }, () => noise.normal());
  return ([px, py, pz]) => {
    const x = (px - LOWEST[0]) / spacing;
    const y = (py - LOWEST[1]) / spacing;
    const z = (pz - LOWEST[2]) / spacing;
    const [ix, iy, iz] = [Math.floor(x), Math.floor(y), Math.floor(z)];
    const [x0, x1, x2, x3] = weights(x - ix);
    const [wy, wz] = [weights(y - iy), weights(z - iz)];
    let sum = 0;
    for (let c = 0; c < 4; c++) {
      for (let b = 0; b < 4; b++) {
        const row = ((iz + c) * ny + iy + b) * nx + ix;
        const along =
          x0 * item(coefficients, row)
          + x1 * item(coefficients, row + 1)
          + x2 * item(coefficients, row + 2)
          + x3 * item(coefficients, row + 3);
        sum += item(wz, c) * item(wy, b) * along;
      }
    }
    return sum;
  };
}

/** What a field is like. */
export interface FieldShape {
  /** Lattice spacing in mm. */
  spacing: number;
  /** Weight of the part that differs between the hemispheres, next to 1 for the part they share. */
  asymmetry: number;
}

/** Broad, as transmitter systems and gene gradients are. */
export const BROAD: FieldShape = { spacing: 32, asymmetry: 0.25 };
/** Patchy, as activations and single maps are. */
export const PATCHY: FieldShape = { spacing: 20, asymmetry: 0.35 };

/** The field of a name: a part that mirrors at the midline and a smaller one that does not. */
export function brainField(seed: number, name: string, shape: FieldShape): Field {
  const shared = splineField(random(seed, `${name}: shared`), shape.spacing);
  const own = splineField(random(seed, `${name}: own`), shape.spacing);
  return (point) => shared([Math.abs(point[0]), point[1], point[2]]) + shape.asymmetry * own(point);
}

/** The weighted sum of fields. */
export function blend(parts: readonly (readonly [weight: number, field: Field])[]): Field {
  return (point) => parts.reduce((sum, [weight, field]) => sum + weight * field(point), 0);
}

/** Mean of a field over each group of points. */
export function means(field: Field, groups: readonly (readonly Vec[])[]): Float64Array {
  return Float64Array.from(groups, (points) => {
    let sum = 0;
    for (const point of points) sum += field(point);
    return sum / points.length;
  });
}

/** The values shifted and scaled to mean 0 and standard deviation 1 (ddof 0). */
export function standardized(values: Float64Array): Float64Array {
  const { mean, sd } = moments(values);
  return values.map((value) => (value - mean) / sd);
}

/** A field shifted and scaled so that its means over the groups have mean 0 and standard deviation 1. */
export function standardizedField(field: Field, groups: readonly (readonly Vec[])[]): Field {
  const { mean, sd } = moments(means(field, groups));
  return (point) => (field(point) - mean) / sd;
}

/** Mean and standard deviation (ddof 0). */
function moments(values: Float64Array): { mean: number; sd: number } {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) * (value - mean);
  return { mean, sd: Math.sqrt(squares / values.length) };
}
