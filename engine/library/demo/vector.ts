// Points in space for the demo library. Only + − × ÷ and √ are used anywhere in this folder, because these alone are
// rounded the same way on every machine; sin, exp and pow are not, and the demo data must come out identical.

/** A point or direction in mm, RAS: right, anterior, superior. */
export type Vec = readonly [x: number, y: number, z: number];

export const add = (a: Vec, b: Vec): Vec => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const subtract = (a: Vec, b: Vec): Vec => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
export const scale = (a: Vec, s: number): Vec => [a[0] * s, a[1] * s, a[2] * s];
export const dot = (a: Vec, b: Vec): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const length = (a: Vec): number => Math.sqrt(dot(a, a));
export const mirrored = (a: Vec): Vec => [-a[0], a[1], a[2]];

export const cross = (a: Vec, b: Vec): Vec => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

/** Squared distance in mm². */
export function squaredDistance(a: Vec, b: Vec): number {
  const d = subtract(a, b);
  return dot(d, d);
}

/** The direction of `a`; the zero vector has none and stays zero. */
export function unit(a: Vec): Vec {
  const norm = length(a);
  return norm > 0 ? scale(a, 1 / norm) : a;
}

/** Arithmetic mean of at least one point. */
export function centroid(points: readonly Vec[]): Vec {
  return scale(points.reduce(add, [0, 0, 0]), 1 / points.length);
}

/** Element `index` of a list. Throws RangeError when there is none: an index out of range is a mistake of this generator. */
export function item<T>(list: ArrayLike<T>, index: number): T {
  const value = list[index];
  if (value === undefined) throw new RangeError(`No element ${index} in a list of ${list.length}`);
  return value;
}
