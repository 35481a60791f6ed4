// Images as maps: volumes averaged over the label image (or at the surface) of the parcellation, CIFTI maps over its surface.
import { CancelledError, NspError } from '../../error.js';
import { isCiftiFile } from '../../formats/cifti.js';
import { readVolume, type Volume } from '../../formats/nifti.js';
import { parcellatePoints } from '../../parcellate/points.js';
import type { ParcelMeans } from '../../parcellate/parcel-means.js';
import { parcellateVolume } from '../../parcellate/volume.js';
import type { ImageOptions } from '../../plan.js';
import { ciftiMaps } from './cifti-maps.js';
import { describeMeans, type ImageReport } from './image-report.js';
import type { LoadContext } from '../context.js';
import type { LoadedMaps } from './maps.js';
import type { LoadedParcellation } from './parcellation.js';
import { choosePlaces, requireUniqueImages, rowsTable } from './image-rows.js';
import { volumeParcels } from './volume-parcels.js';
import { chooseVolume } from './volume-space.js';
import { surfacePoints } from './volume-to-surface.js';

export interface ImageEntry {
  label: string;
  path: string;
}

/**
 * Reads and parcellates images one after the other; what they are averaged over is read once.
 * @throws NspError `no-volume`, `unknown-space`, `duplicate-label`, `surface-needed`, `parcel-count`, `no-overlap` and those of
 * readVolume, readCifti and averageSurface
 */
export async function loadImages(
  entries: readonly ImageEntry[],
  options: ImageOptions,
  parcellation: LoadedParcellation,
  role: string,
  context: LoadContext,
): Promise<LoadedMaps> {
  const { ctx, inputs } = context;
  refuseHalves(entries);
  const places = choosePlaces(parcellation);
  const labels: { label: string }[] = [];
  const rows: Float64Array[] = [];
  const images: ImageReport[] = [];
  let average: Average | null = null;
  for (const [done, { label, path }] of entries.entries()) {
    if (ctx.signal.aborted) throw new CancelledError();
    ctx.report(done, entries.length, 'images');
    if (await isCiftiFile(path)) {
      for (const map of await ciftiMaps({ label, path }, options, parcellation, role, context)) {
        labels.push(map);
        rows.push(map.row);
        images.push(...map.images);
      }
      continue;
    }
    average ??= await averageOver(parcellation, options, role, context);
    const image = await readVolume(path, { observe: inputs.observe(`${role}: ${label}`) });
    for (const { code, message } of image.warnings) ctx.warn(code, message);
    const report = describeMeans({ label, path }, average(image), places, parcellation.labels, ctx);
    labels.push({ label });
    rows.push(report.values);
    images.push(report);
  }
  ctx.report(entries.length, entries.length, 'images');
  requireUniqueImages(labels, role);
  return { table: rowsTable(labels, rows, parcellation), images, citations: [] };
}

function refuseHalves(entries: readonly ImageEntry[]): void {
  const surface = entries.find(({ path }) => /\.gii(\.gz)?$/i.test(path));
  if (!surface) return;
  throw new NspError(
    'surface-needed',
    `${surface.path} is a surface file. Declare surfaces as a pair: maps … = surface "left.gii" "right.gii".`,
  );
}

/** Means of a volume; positions count through `everyLabel`. */
type Average = (image: Volume) => ParcelMeans;

/** Over the label image of the parcellation, or at the vertices of its surface when it has no volume. */
async function averageOver(
  parcellation: LoadedParcellation,
  options: ImageOptions,
  role: string,
  context: LoadContext,
): Promise<Average> {
  const count = parcellation.everyLabel.length;
  if (parcellation.volumes.length === 0 && parcellation.surfaces.length > 0) {
    const sets = await surfacePoints(parcellation, options.space, role, context);
    // Points know the chosen parcels only; their places among all parcels are those the report wants.
    const places = choosePlaces(parcellation);
    const points = sets.map(({ points, parcelOfPoint }) => ({
      points,
      parcelOfPoint: parcelOfPoint.map((parcel) => places[parcel] ?? -1),
    }));
    return (image) => parcellatePoints(image, points, count, options);
  }
  const choice = chooseVolume(parcellation, options.space);
  context.ctx.log(`${role}: ${choice.reason}`);
  const labels = await volumeParcels(parcellation, choice.volume, context);
  return (image) => parcellateVolume(image, labels, options);
}
