// From per-vertex values of one hemisphere to one number per parcel, with the background rules of volumes.
import { NspError } from '../error.js';
import type { ImageOptions } from '../plan.js';
import { median, sortedPresent } from '../stats/quantiles.js';
import { backgroundValues } from './background.js';
import { ParcelSums, type ParcelMeans } from './parcel-means.js';

export interface SurfaceParcels {
  /** File of the labels, for errors. */
  path: string;
  /** Parcel position of each vertex, -1 outside. */
  parcelOfVertex: Int32Array;
  /** Number of parcels that positions count through; those of the other hemisphere vanish here. */
  parcels: number;
  /** Medial mask, one per vertex: 0 is medial wall, 1 cortex. Null: unknown, and the automatic background is 0 alone. */
  medial: Int32Array | null;
}

/**
 * Means of per-vertex values over parcels, float64. NaN vertices never enter a mean.
 * The automatic background is the median of the present values on the medial wall (NaN when there are none), and 0.
 * @param values one per vertex; @param path file they were read from, for errors
 * @throws NspError `vertex-count` when values, labels and mask are not of one mesh
 */
export function parcellateSurface(
  values: Float64Array,
  path: string,
  surface: SurfaceParcels,
  options: Pick<ImageOptions, 'background' | 'minValidCount' | 'minValidFraction'>,
): ParcelMeans {
  const { parcelOfVertex, medial } = surface;
  requireSameMesh(values.length, path, surface);
  const background = backgroundValues(options.background, () =>
    medial === null
      ? NaN
      : median(sortedPresent(values.filter((_, vertex) => medial[vertex] === 0))),
  );
  const sums = new ParcelSums(surface.parcels, background);
  for (let vertex = 0; vertex < values.length; vertex++) {
    const parcel = parcelOfVertex[vertex] as number;
    if (parcel >= 0) sums.add(parcel, values[vertex] as number);
  }
  return sums.finish(options);
}

function requireSameMesh(
  count: number,
  path: string,
  { path: labels, parcelOfVertex, medial }: SurfaceParcels,
): void {
  const way = 'Use values and labels of the same surface space and density.';
  if (parcelOfVertex.length !== count) {
    const text = `${path} has ${count} vertices, the labels ${labels} have ${parcelOfVertex.length}`;
    throw new NspError('vertex-count', `${text}. ${way}`);
  }
  if (medial !== null && medial.length !== count) {
    throw new NspError(
      'vertex-count',
      `${path} has ${count} vertices, the medial mask has ${medial.length}. ${way}`,
    );
  }
}
