// Small images and label images for the tests of engine/parcellate.
import type { Grid, LabelVolume, Volume } from '../../../engine/formats/nifti.js';

type Dims = Grid['dims'];

/** A grid with steps along the axes and its first voxel centre at `origin`. */
export function grid(dims: Dims, steps: number[], origin: number[]): Grid {
  const affine = new Float64Array(16);
  [0, 1, 2].forEach((axis) => {
    affine[5 * axis] = steps[axis]!;
    affine[4 * axis + 3] = origin[axis]!;
  });
  affine[15] = 1;
  return { dims, affine };
}

export function image(on: Grid, data: ArrayLike<number>): Volume {
  return {
    ...on,
    path: 'image.nii',
    data: Float64Array.from(data),
    datatype: 'float64',
    warnings: [],
  };
}

export function labelImage(on: Grid, data: LabelVolume['data']): LabelVolume {
  return { ...on, path: 'labels.nii', data, datatype: 'int32', warnings: [] };
}

/** Values of a function of the voxel index, first index fastest. */
export function fill(
  { dims }: Grid,
  value: (i: number, j: number, k: number) => number,
): Float64Array {
  const data = new Float64Array(dims[0] * dims[1] * dims[2]);
  for (let at = 0; at < data.length; at++) {
    const row = Math.floor(at / dims[0]);
    data[at] = value(at % dims[0], row % dims[1], Math.floor(row / dims[1]));
  }
  return data;
}
