// The outline of a right hemisphere without folds, as a function that is negative inside: rounded lobes melted together,
// cut flat at the midline, with a Sylvian fissure. Made up; no one's anatomy. The left hemisphere is its mirror image.
import { add, dot, length, scale, subtract, unit, type Vec } from './vector.js';

interface Lobe {
  centre: Vec;
  /** Half-lengths in mm. */
  radii: Vec;
  /** Rise of the long axis per mm towards the front (shear of z by y). */
  rise: number;
}

const LOBES: readonly Lobe[] = [
  { centre: [18, -20, 30], radii: [49, 74, 48], rise: 0 },
  { centre: [18, 24, 16], radii: [41, 47, 38], rise: -0.05 },
  { centre: [18, -66, 14], radii: [40, 39, 37], rise: 0.1 },
  { centre: [43, -14, -19], radii: [21, 44, 19], rise: -0.22 },
  { centre: [40, -52, -6], radii: [22, 32, 20], rise: -0.1 },
];
const FISSURE: Lobe = { centre: [66, 0, -1], radii: [21, 36, 4.2], rise: -0.32 };
const MIDLINE = 1.5;

/** Approximate distance to an ellipsoid in mm, negative inside. */
function distanceToLobe(point: Vec, lobe: Lobe): number {
  const [x, y, z] = subtract(point, lobe.centre);
  const local: Vec = [x, y, z - lobe.rise * y];
  const r = lobe.radii;
  const once = length([local[0] / r[0], local[1] / r[1], local[2] / r[2]]);
  const twice = length([
    local[0] / (r[0] * r[0]),
    local[1] / (r[1] * r[1]),
    local[2] / (r[2] * r[2]),
  ]);
  return twice > 0 ? (once * (once - 1)) / twice : -Math.min(...r);
}

/** Minimum of two distances, rounded over `width` mm where they are close. */
function meltedMinimum(a: number, b: number, width: number): number {
  const overlap = Math.max(width - Math.abs(a - b), 0) / width;
  return Math.min(a, b) - (overlap * overlap * width) / 4;
}

/** Approximate signed distance to the surface in mm, negative inside; `x` counts from the midline outwards. */
export function distanceToHemisphere(point: Vec): number {
  const lobes = LOBES.reduce((d, lobe) => meltedMinimum(d, distanceToLobe(point, lobe), 7), 1e3);
  const grooved = -meltedMinimum(-lobes, distanceToLobe(point, FISSURE), 4);
  return -meltedMinimum(-grooved, point[0] - MIDLINE, 8);
}

const STEP = 0.05;
const AXES: readonly Vec[] = [
  [STEP, 0, 0],
  [0, STEP, 0],
  [0, 0, STEP],
];

/** Moves a point near the surface onto it by Newton steps along the gradient, each at most 5 mm. */
export function ontoHemisphere(point: Vec, steps: number): Vec {
  let current = point;
  for (let step = 0; step < steps; step++) {
    const here = distanceToHemisphere(current);
    const from = current;
    const slope = AXES.map((axis) => (distanceToHemisphere(add(from, axis)) - here) / STEP);
    const gradient: Vec = [slope[0] ?? 0, slope[1] ?? 0, slope[2] ?? 0];
    const steepness = dot(gradient, gradient);
    if (steepness === 0) break;
    const move = scale(gradient, -here / steepness);
    const far = length(move);
    current = add(current, far > 5 ? scale(move, 5 / far) : move);
  }
  return current;
}

const HEART: Vec = [24, -16, 12];

/** Where the ray from the middle of the hemisphere in a direction leaves it. */
export function rayToHemisphere(direction: Vec): Vec {
  let inside = 0;
  let outside = 130;
  const along = unit(direction);
  for (let step = 0; step < 40; step++) {
    const middle = (inside + outside) / 2;
    if (distanceToHemisphere(add(HEART, scale(along, middle))) < 0) inside = middle;
    else outside = middle;
  }
  return add(HEART, scale(along, inside));
}

/** True on the medial wall: the flat side around the (imagined) brain stem and callosum, where there is no cortex. */
export function onMedialWall([x, y, z]: Vec): boolean {
  const ahead = (y + 12) / 34;
  const above = (z - 6) / 20;
  return x < 9 && ahead * ahead + above * above < 1;
}
