// The demo cortex: two hemispheres of 10,242 vertices each, folded, inflated and as spheres, with a medial wall.
// Both have the same outline, mirrored, and folds that are alike but not the same.
import { folds } from './folds.js';
import { onMedialWall, ontoHemisphere, rayToHemisphere } from './hemisphere-shape.js';
import {
  evened,
  icosahedron,
  neighbours,
  normals,
  smoothed,
  subdivide,
  withMiddles,
  type Topology,
  type Triangle,
} from './mesh.js';
import { random } from './random.js';
import { item, mirrored, scale, subtract, unit, type Vec } from './vector.js';
import type { Hemisphere } from '../../plan.js';

const SUBDIVISIONS = 5;
/** Fewer rounds on the finest mesh, which is even already when it is made. */
const EVENING_ROUNDS = [0, 25, 25, 25, 20, 8];
const SPHERE_RADIUS = 100;
/** Crown to crown, in edges of about 2.4 mm. */
const FOLD_WAVELENGTH = 7;
/** mm. */
const FOLD_DEPTH = 9;
const FOLD_LEFT_IN_INFLATED = 0.2;

/** One hemisphere; every array runs over the same vertices. */
export interface DemoHemisphere {
  hemisphere: Hemisphere;
  topology: Topology;
  midthickness: Vec[];
  inflated: Vec[];
  /** Radius 100, centre 0. */
  sphere: Vec[];
  /** 1 cortex, 0 medial wall. */
  cortex: Int32Array;
}

interface Outline {
  topology: Topology;
  /** Unit vectors. */
  directions: Vec[];
  surface: Vec[];
  around: number[][];
}

/** The right hemisphere without folds: an icosphere drawn onto the outline, refined and evened level by level. */
function outline(): Outline {
  let { topology, points: directions } = icosahedron();
  let surface = directions.map(rayToHemisphere);
  for (let level = 1; level <= SUBDIVISIONS; level++) {
    const finer = subdivide(topology);
    topology = finer.topology;
    directions = withMiddles(directions, finer.parents).map(unit);
    surface = level <= 2 ? directions.map(rayToHemisphere) : withMiddles(surface, finer.parents);
    for (let round = 0; round < item(EVENING_ROUNDS, level); round++) {
      surface = evened(surface, topology).map((point) => ontoHemisphere(point, 1));
    }
  }
  surface = surface.map((point) => ontoHemisphere(point, 3));
  return { topology, directions, surface, around: neighbours(topology) };
}

/** Depth of each vertex below the outline in mm: 0 on crowns and on the medial wall. */
function sulcalDepth(
  shape: Outline,
  cortex: Int32Array,
  seed: number,
  side: Hemisphere,
): Float64Array {
  const shared = random(seed, 'folds');
  const own = random(seed, `folds ${side}`);
  const noise = Float64Array.from(shape.surface, () => 0.8 * shared.normal() + 0.6 * own.normal());
  const height = folds(noise, shape.around, FOLD_WAVELENGTH);
  return height.map((value, vertex) => {
    const below = (1 - value) / 2;
    return item(cortex, vertex) * FOLD_DEPTH * below * Math.sqrt(below);
  });
}

/** Builds one hemisphere from the outline of the right one. */
function hemisphere(shape: Outline, side: Hemisphere, seed: number): DemoHemisphere {
  const cortex = Int32Array.from(shape.surface, (point) => (onMedialWall(point) ? 0 : 1));
  const depth = sulcalDepth(shape, cortex, seed, side);
  const inward = normals(shape.surface, shape.topology);
  const lowered = (share: number): Vec[] =>
    shape.surface.map((point, vertex) =>
      subtract(point, scale(item(inward, vertex), share * item(depth, vertex))),
    );
  const place = (points: Vec[]): Vec[] => (side === 'R' ? points : points.map(mirrored));
  const triangles = shape.topology.triangles.map(([a, b, c]): Triangle =>
    side === 'R' ? [a, b, c] : [a, c, b],
  );
  return {
    hemisphere: side,
    topology: { ...shape.topology, triangles },
    midthickness: place(smoothed(lowered(1), shape.around, 1)),
    inflated: place(smoothed(lowered(FOLD_LEFT_IN_INFLATED), shape.around, 6)),
    sphere: place(shape.directions.map((direction) => scale(direction, SPHERE_RADIUS))),
    cortex,
  };
}

/** The demo cortex of a seed, left hemisphere first. */
export function demoCortex(seed: number): DemoHemisphere[] {
  const shape = outline();
  return [hemisphere(shape, 'L', seed), hemisphere(shape, 'R', seed)];
}
