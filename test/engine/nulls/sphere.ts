// Made-up brains for tests of null models: parcels on two half spheres, and maps as smooth as asked for.
import type { MapTable } from '../../../engine/library/map-table.js';
import type { DistanceBlock } from '../../../engine/nulls/distances/blocks.js';
import { Pcg64 } from '../../../engine/nulls/rng/pcg64.js';
import { standardNormal } from '../../../engine/nulls/rng/ziggurat.js';

export interface Sphere {
  parcels: number;
  /** `[i][j]`, mm, between all parcels. */
  distances: Float64Array;
}

/** Parcels at random places of a sphere of 70 mm radius. */
export function sphere(parcels: number, seed: number): Sphere {
  const rng = new Pcg64(seed);
  const places = Array.from({ length: parcels }, () => {
    const place = [0, 1, 2].map(() => standardNormal(rng));
    const length = Math.hypot(...place);
    return place.map((v) => (70 * v) / length);
  });
  const distances = Float64Array.from(
    places.flatMap((a) => places.map((b) => Math.hypot(...a.map((v, k) => v - b[k]!)))),
  );
  return { parcels, distances };
}

/** White noise smoothed by exp(−d/range). */
export function smoothMap(
  { parcels: n, distances }: Sphere,
  range: number,
  seed: number,
): Float64Array {
  const rng = new Pcg64(seed);
  const noise = Float64Array.from({ length: n }, () => standardNormal(rng));
  return Float64Array.from({ length: n }, (_, i) =>
    noise.reduce((sum, v, j) => sum + v * Math.exp(-distances[i * n + j]! / range), 0),
  );
}

export const tableOf = (...maps: ArrayLike<number>[]): MapTable => ({
  labels: maps.map((_, i) => `m${i}`),
  sets: maps.map(() => null),
  weights: maps.map(() => null),
  parcels: Array.from({ length: maps[0]!.length }, (_, i) => `p${i}`),
  values: Float64Array.from(maps.flatMap((map) => Array.from(map))),
});

/** The parcels from … to − 1 as a block of their own. */
export function blockOf({ parcels: n, distances }: Sphere, from = 0, to = n): DistanceBlock {
  const own = Array.from({ length: to - from }, (_, i) => from + i);
  return {
    parcels: Int32Array.from(own),
    matrix: Float64Array.from(own.flatMap((i) => own.map((j) => distances[i * n + j]!))),
  };
}
