// From an image to one number per parcel: grids brought together, background left out, the rest averaged (spec/workflows.md 3.2–3.4).
import { NspError } from '../error.js';
import type { Volume } from '../formats/nifti.js';
import type { ImageOptions } from '../plan.js';
import { multiplyPoint, voxelToVoxel } from './affine.js';
import { backgroundValues, borderMedian } from './background.js';
import { ParcelSums, type ParcelMeans } from './parcel-means.js';
import type { IndexedLabels } from './parcel-index.js';
import { parcelsOnGrid } from './resample.js';
import { LinearSampler } from './sample.js';

export type ParcellateOptions = Omit<ImageOptions, 'space'>;

/**
 * Means of an image over the parcels of a label image, float64. NaN voxels never enter a mean; infinite ones do.
 * - target `data`: each image voxel belongs to the parcel of the nearest label voxel; outside the label image to none.
 * - target `parcellation`: each label voxel takes the image's value by linear interpolation; outside the image it is missing.
 *
 * The automatic background is that of the image as stored, in both cases; a value between voxels is
 * background when all of them hold the same one.
 * @throws NspError `no-overlap` when no parcel has a single voxel in the image
 */
export function parcellateVolume(
  image: Volume,
  labels: IndexedLabels,
  options: ParcellateOptions,
): ParcelMeans {
  const background = backgroundValues(options.background, () => borderMedian(image, image.data));
  const sums = new ParcelSums(labels.ids.length, background);
  const touched =
    options.resamplingTarget === 'data'
      ? sumImageVoxels(image, labels, sums)
      : sumLabelVoxels(image, labels, new LinearSampler(image, background), sums);
  if (!touched) {
    const way = 'Check that both are in the same space and that their s-forms are right.';
    throw new NspError(
      'no-overlap',
      `${image.path} does not overlap the label image ${labels.path}. ${way}`,
    );
  }
  return sums.finish(options);
}

function sumImageVoxels(
  { data, ...grid }: Volume,
  labels: IndexedLabels,
  sums: ParcelSums,
): boolean {
  sums.addAll(parcelsOnGrid(labels, grid), data);
  return sums.touched;
}

function sumLabelVoxels(
  image: Volume,
  labels: IndexedLabels,
  sampler: LinearSampler,
  sums: ParcelSums,
): boolean {
  const map = voxelToVoxel(labels.affine, image.affine);
  const [width, height] = labels.dims;
  const position = new Float64Array(3);
  const { parcels } = labels;
  let touched = false;
  for (let voxel = 0; voxel < parcels.length; voxel++) {
    const parcel = parcels[voxel] as number;
    if (parcel < 0) continue;
    const row = Math.floor(voxel / width);
    multiplyPoint(map, voxel % width, row % height, Math.floor(row / height), position);
    const value = sampler.at(position);
    sums.addSample(parcel, value, sampler.isBackground);
    touched ||= position.every((at, axis) => at >= 0 && at <= (image.dims[axis] as number) - 1);
  }
  return touched;
}
