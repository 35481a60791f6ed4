// A parcel volume as a glass brain: seen from left, behind, right and above, every pixel takes the parcel with the largest absolute
// value on its way through the head. Pure.
import type { Cell } from '../../../../engine/result.js';
import type { VolumeGeometry } from '../geometry.js';
import type { FlatView } from './flat-surface.js';
import { OUTSIDE } from './outline.js';

/** A voxel axis that runs along a world axis, and whether it runs the same way. */
interface Along {
  axis: 0 | 1 | 2;
  same: boolean;
}

interface Projection {
  label: string;
  /** World axes across (left to right) and up, with the direction the picture runs. */
  across: { world: 0 | 1 | 2; forward: boolean };
  up: 0 | 1 | 2;
  /** Only one side of the head. */
  side: -1 | 0 | 1;
}

const PROJECTIONS: readonly Projection[] = [
  { label: 'Left', across: { world: 1, forward: false }, up: 2, side: -1 },
  { label: 'From behind', across: { world: 0, forward: true }, up: 2, side: 0 },
  { label: 'From above', across: { world: 0, forward: true }, up: 1, side: 0 },
  { label: 'Right', across: { world: 1, forward: true }, up: 2, side: 1 },
];

/** The voxel axis that runs most along each world axis. */
export function worldAxes(affine: readonly number[]): [Along, Along, Along] {
  const along = (world: number): Along => {
    const parts = [0, 1, 2].map((axis) => affine[4 * world + axis] ?? 0);
    const axis = parts.reduce(
      (best, part, i) => (Math.abs(part) > Math.abs(parts[best] ?? 0) ? i : best),
      0,
    );
    return { axis: axis as 0 | 1 | 2, same: (parts[axis] ?? 0) >= 0 };
  };
  return [along(0), along(1), along(2)];
}

/** @param values of the parcels; parcels without one lie behind all others */
export function flatVolume(geometry: VolumeGeometry, values: readonly Cell[]): FlatView[] {
  const strength = values.map((value) => (value === null ? -1 : Math.abs(value)));
  return PROJECTIONS.map((projection) => ({
    label: projection.label,
    grid: project(geometry, strength, projection),
  })).filter(({ grid }) => grid.labels.some((label) => label !== OUTSIDE));
}

function project(
  { dims, affine, parcels }: VolumeGeometry,
  strength: readonly number[],
  { across, up, side }: Projection,
): FlatView['grid'] {
  const axes = worldAxes(affine);
  const [right, above] = [axes[across.world], axes[up]];
  const width = dims[right.axis];
  const height = dims[above.axis];
  const labels = new Int32Array(width * height).fill(OUTSIDE);
  const best = new Float64Array(width * height).fill(-Infinity);
  const [nx, ny] = dims;
  const voxel: [number, number, number] = [0, 0, 0];
  for (let i = 0; i < parcels.length; i += 1) {
    const parcel = parcels[i] ?? -1;
    if (parcel < 0) continue;
    voxel[0] = i % nx;
    voxel[1] = Math.floor(i / nx) % ny;
    voxel[2] = Math.floor(i / (nx * ny));
    if (side !== 0 && Math.sign(worldX(affine, voxel)) === -side) continue;
    const column =
      right.same === across.forward ? voxel[right.axis] : width - 1 - voxel[right.axis];
    const row = above.same ? height - 1 - voxel[above.axis] : voxel[above.axis];
    const at = row * width + column;
    if ((strength[parcel] ?? -1) <= (best[at] ?? 0)) continue;
    best[at] = strength[parcel] ?? -1;
    labels[at] = parcel;
  }
  return { width, height, labels };
}

const worldX = (affine: readonly number[], [x, y, z]: readonly [number, number, number]): number =>
  (affine[0] ?? 0) * x + (affine[1] ?? 0) * y + (affine[2] ?? 0) * z + (affine[3] ?? 0);
