// An image seen at points of a surface: values between voxels, averaged over the parcels the points belong to.
import { NspError } from '../error.js';
import type { Volume } from '../formats/nifti.js';
import type { ImageOptions } from '../plan.js';
import { multiplyPoint, voxelToVoxel } from './affine.js';
import { backgroundValues, borderMedian } from './background.js';
import { ParcelSums, type ParcelMeans } from './parcel-means.js';
import { LinearSampler } from './sample.js';

/** Points in mm with the parcel of each. */
export interface ParcelPoints {
  /** `[point][x, y, z]`, mm in the space of the image. */
  points: Float64Array;
  /** Parcel position of each point, -1 for none. */
  parcelOfPoint: Int32Array;
}

/** mm as they are. */
const MILLIMETRES = Float64Array.of(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1);

/**
 * Means over parcels of the image's values at points, linear between voxel centres; points outside the image are missing.
 * Background is that of the image as stored; a point is background when all voxels around it hold the same one.
 * @param parcels number of parcels that positions count through
 * @throws NspError `no-overlap` when no point of any parcel lies in the image
 */
export function parcellatePoints(
  image: Volume,
  sets: readonly ParcelPoints[],
  parcels: number,
  options: Pick<ImageOptions, 'background' | 'minValidCount' | 'minValidFraction'>,
): ParcelMeans {
  const background = backgroundValues(options.background, () => borderMedian(image, image.data));
  const sums = new ParcelSums(parcels, background);
  const sampler = new LinearSampler(image, background);
  const toVoxel = voxelToVoxel(MILLIMETRES, image.affine);
  const position = new Float64Array(3);
  let touched = false;
  for (const { points, parcelOfPoint } of sets) {
    for (let point = 0; point < parcelOfPoint.length; point++) {
      const parcel = parcelOfPoint[point] as number;
      if (parcel < 0) continue;
      const [x = NaN, y = NaN, z = NaN] = points.subarray(3 * point, 3 * point + 3);
      multiplyPoint(toVoxel, x, y, z, position);
      const value = sampler.at(position);
      sums.addSample(parcel, value, sampler.isBackground);
      touched ||= position.every((at, axis) => at >= 0 && at <= (image.dims[axis] as number) - 1);
    }
  }
  if (touched) return sums.finish(options);
  throw new NspError(
    'no-overlap',
    `No vertex of the surface lies in ${image.path}. Check that the image is in MNI space and its s-form is right.`,
  );
}
