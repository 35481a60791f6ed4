// Two label images as one: parcels of the second count on after those of the first (spec/workflows.md 4.3).
import type { Grid } from '../formats/nifti.js';
import type { IndexedLabels } from './parcel-index.js';
import { parcelsOnGrid, sameGrid } from './resample.js';

export interface MergedLabels extends IndexedLabels {
  /** Voxels that both images claim; they went to the second. */
  shared: number;
  /** Positions of parcels that lost all voxels to the other image or to resampling. */
  lost: number[];
  /** True when one of the images was brought to the grid of the other. */
  resampled: boolean;
}

/**
 * Cortex and subcortex on one grid: that of the image with the smaller voxels, the cortical one if they are equal; the other is
 * resampled by nearest neighbour. A voxel that both claim is subcortical: those parcels are small and their edges better known.
 * Positions and integers of subcortical parcels continue after the cortical ones.
 */
export function mergeLabels(cortex: IndexedLabels, subcortex: IndexedLabels): MergedLabels {
  const grid: Grid = voxelVolume(subcortex) < voxelVolume(cortex) * 0.999 ? subcortex : cortex;
  const parcels = Int32Array.from(parcelsOnGrid(cortex, grid));
  const first = cortex.ids.length;
  let shared = 0;
  parcelsOnGrid(subcortex, grid).forEach((parcel, voxel) => {
    if (parcel < 0) return;
    if ((parcels[voxel] as number) >= 0) shared++;
    parcels[voxel] = first + parcel;
  });
  const count = first + subcortex.ids.length;
  const found = new Set(parcels);
  return {
    path: `${cortex.path} + ${subcortex.path}`,
    dims: grid.dims,
    affine: grid.affine,
    ids: Int32Array.from({ length: count }, (_, i) => i + 1),
    parcels,
    shared,
    lost: Array.from({ length: count }, (_, i) => i).filter((parcel) => !found.has(parcel)),
    resampled: !sameGrid(cortex, subcortex),
  };
}

/** mm³ of one voxel. */
function voxelVolume({ affine }: Grid): number {
  const [a = 0, b = 0, c = 0, , d = 0, e = 0, f = 0, , g = 0, h = 0, i = 0] = affine;
  return Math.abs(a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g));
}
