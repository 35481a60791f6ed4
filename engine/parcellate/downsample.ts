// A label image thinned out for display in the brain view: every n-th voxel, nothing averaged.
import type { Grid } from '../formats/nifti.js';
import type { IndexedLabels } from './parcel-index.js';

export interface DisplayVolume extends Grid {
  /** Parcel position of each voxel, -1 outside; first index fastest. */
  parcels: Int32Array;
}

/**
 * The parcels on a coarser grid by nearest neighbour; every voxel of it is a voxel of the original.
 * @param voxelSize wanted size in mm; axes that are as coarse already stay as they are
 */
export function downsampleParcels(labels: IndexedLabels, voxelSize = 2): DisplayVolume {
  const steps = [0, 1, 2].map((axis) => {
    const size = Math.hypot(...[0, 4, 8].map((row) => labels.affine[row + axis] as number));
    return Math.max(1, Math.round(voxelSize / size));
  });
  const first = steps.map((step) => (step - 1) >> 1);
  const dims = labels.dims.map((length, axis) =>
    Math.max(1, Math.ceil((length - (first[axis] as number)) / (steps[axis] as number))),
  ) as Grid['dims'];
  return {
    dims,
    affine: thinnedAffine(labels.affine, steps, first),
    parcels: thinned(labels, dims, steps, first),
  };
}

function thinnedAffine(affine: Float64Array, steps: number[], first: number[]): Float64Array {
  const result = affine.slice();
  for (const row of [0, 4, 8]) {
    for (let axis = 0; axis < 3; axis++) {
      const column = affine[row + axis] as number;
      result[row + axis] = column * (steps[axis] as number);
      result[row + 3] = (result[row + 3] as number) + column * (first[axis] as number);
    }
  }
  return result;
}

function thinned(
  labels: IndexedLabels,
  dims: Grid['dims'],
  steps: number[],
  first: number[],
): Int32Array {
  const result = new Int32Array(dims[0] * dims[1] * dims[2]);
  const [sx = 1, sy = 1, sz = 1] = steps;
  const [fx = 0, fy = 0, fz = 0] = first;
  const [width, height] = labels.dims;
  let voxel = 0;
  for (let k = 0; k < dims[2]; k++) {
    for (let j = 0; j < dims[1]; j++) {
      const row = fx + width * (fy + j * sy + height * (fz + k * sz));
      for (let i = 0; i < dims[0]; i++) result[voxel++] = labels.parcels[row + i * sx] as number;
    }
  }
  return result;
}
