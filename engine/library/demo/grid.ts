// The voxel grids of the demo brain and the label volumes drawn on them: the cortical ribbon and the subcortical bodies.
import type { DemoHemisphere } from './cortex.js';
import { normals } from './mesh.js';
import type { DemoParcels } from './parcels.js';
import { add, item, scale, squaredDistance, subtract, type Vec } from './vector.js';

/** A grid with axes right, anterior and superior. Voxel (i, j, k) is number i + nx·(j + ny·k). */
export interface Grid {
  dims: readonly [number, number, number];
  /** mm. */
  voxel: number;
  /** Centre of voxel (0, 0, 0). */
  origin: Vec;
}

const LOWEST: Vec = [-78, -114, -51];
const HIGHEST: Vec = [78, 81, 87];

/** The grid of a voxel size (mm) around the demo brain. */
export function demoGrid(voxel: number): Grid {
  const count = (axis: 0 | 1 | 2): number => Math.ceil((HIGHEST[axis] - LOWEST[axis]) / voxel) + 1;
  return { dims: [count(0), count(1), count(2)], voxel, origin: LOWEST };
}

/** Row-major 4 × 4 matrix from voxel to mm. */
export function affineOf({ voxel, origin: [x, y, z] }: Grid): Float64Array {
  return Float64Array.of(voxel, 0, 0, x, 0, voxel, 0, y, 0, 0, voxel, z, 0, 0, 0, 1);
}

/** Centre of each voxel in mm, in voxel order. */
export function centres({ dims: [nx, ny, nz], voxel, origin }: Grid): Vec[] {
  return Array.from({ length: nx * ny * nz }, (_, number): Vec => {
    const [i, j, k] = [number % nx, Math.floor(number / nx) % ny, Math.floor(number / (nx * ny))];
    return add(origin, [i * voxel, j * voxel, k * voxel]);
  });
}

/** Number of the voxel a point lies in. The point must lie in the grid. */
function voxelAt({ dims: [nx, ny], voxel, origin }: Grid, point: Vec): number {
  const [x, y, z] = subtract(point, origin);
  const [i, j, k] = [x, y, z].map((along) => Math.floor(along / voxel + 0.5));
  return (i ?? 0) + nx * ((j ?? 0) + ny * (k ?? 0));
}

/** Half the thickness of the ribbon, and the steps across it, mm. */
const ACROSS = [-1.5, 0, 1.5];
/** Corners and middles of the edges of a triangle: weights of its corners, and which corner is nearest. */
const ALONG: readonly (readonly [Vec, corner: 0 | 1 | 2])[] = [
  [[1, 0, 0], 0],
  [[0, 1, 0], 1],
  [[0, 0, 1], 2],
  [[0.5, 0.5, 0], 0],
  [[0, 0.5, 0.5], 1],
  [[0.5, 0, 0.5], 2],
];

/**
 * Draws the cortical ribbon: each voxel that holds a piece of cortex takes the number of the piece nearest to its centre.
 * @returns parcel numbers, one per voxel, 0 outside
 */
export function ribbonLabels(
  grid: Grid,
  cortex: readonly DemoHemisphere[],
  parcels: DemoParcels,
): Int32Array {
  const middle = centres(grid);
  const labels = new Int32Array(middle.length);
  const nearest = new Float64Array(middle.length).fill(Infinity);
  cortex.forEach((side, index) => {
    const { ofVertex } = item(parcels.hemispheres, index);
    const points = side.midthickness;
    const outward = normals(points, side.topology);
    for (const triangle of side.topology.triangles) {
      const numbers = triangle.map((vertex) => item(ofVertex, vertex));
      if (numbers.includes(0)) continue;
      for (const offset of ACROSS) {
        const corners = triangle.map((vertex) =>
          add(item(points, vertex), scale(item(outward, vertex), offset)),
        );
        for (const [weights, corner] of ALONG) {
          const point = mixed(corners, weights);
          const voxel = voxelAt(grid, point);
          const distance = squaredDistance(point, item(middle, voxel));
          if (distance < item(nearest, voxel)) {
            nearest[voxel] = distance;
            labels[voxel] = item(numbers, corner);
          }
        }
      }
    }
  });
  return labels;
}

/** Weighted sum of three points. */
function mixed(corners: readonly Vec[], weights: Vec): Vec {
  return corners.reduce<Vec>(
    (sum, corner, index) => add(sum, scale(corner, item(weights, index))),
    [0, 0, 0],
  );
}

/** An invented subcortical body of the right hemisphere: name, centre and half-lengths in mm. */
const BODIES: readonly (readonly [name: string, centre: Vec, radii: Vec])[] = [
  ['Core', [11, -20, 8], [7, 12, 8]],
  ['Arch', [13, 10, 12], [5, 11, 8]],
  ['Shell', [28, 2, 8], [6, 13, 8]],
  ['Horn', [26, -16, -6], [5, 12, 5]],
];

/** Labels of DemoSub8, left hemisphere first. */
export const SUBCORTICAL_LABELS: readonly string[] = ['L', 'R'].flatMap((side) =>
  BODIES.map(([name]) => `hemi-${side}_lab-${name}`),
);

/** Draws the subcortical bodies. @returns 1-based numbers into SUBCORTICAL_LABELS, one per voxel, 0 outside */
export function subcorticalLabels(grid: Grid): Int32Array {
  return Int32Array.from(centres(grid), ([x, y, z]) => {
    const body = BODIES.findIndex(([, centre, radii]) => {
      const [a, b, c] = subtract([Math.abs(x), y, z], centre);
      const [p, q, r] = [a / radii[0], b / radii[1], c / radii[2]];
      return p * p + q * q + r * r <= 1;
    });
    return body < 0 ? 0 : body + 1 + (x > 0 ? BODIES.length : 0);
  });
}

/** Centres of the voxels of each of `count` labels. */
export function labelPoints(grid: Grid, labels: Int32Array, count: number): Vec[][] {
  const points = Array.from({ length: count }, (): Vec[] => []);
  centres(grid).forEach((centre, voxel) => {
    const number = item(labels, voxel);
    if (number > 0) item(points, number - 1).push(centre);
  });
  return points;
}
