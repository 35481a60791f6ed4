// Volume images as maps: each one is averaged over the parcels of the parcellation's label image in the same space.
import { CancelledError, NspError } from '../../error.js';
import { readLabelVolume, readVolume } from '../../formats/nifti.js';
import { parcelIndex, type IndexedLabels } from '../../parcellate/parcel-index.js';
import { parcellateVolume } from '../../parcellate/volume.js';
import type { ImageOptions } from '../../plan.js';
import { describeMeans, type ImageReport } from './image-report.js';
import type { LoadContext } from '../context.js';
import type { LoadedMaps } from './maps.js';
import type { LoadedParcellation } from './parcellation.js';
import { choosePlaces, rowsTable } from './image-rows.js';
import type { VolumeLabels } from '../parcellation.js';
import { chooseVolume } from './volume-space.js';

export interface ImageEntry {
  label: string;
  path: string;
}

/**
 * Reads and parcellates images one after the other; the label image is read once.
 * @throws NspError `no-volume`, `unknown-space`, `duplicate-label`, `surface-needed`, `parcel-count`, `no-overlap` and those of readVolume
 */
export async function loadImages(
  entries: readonly ImageEntry[],
  options: ImageOptions,
  parcellation: LoadedParcellation,
  role: string,
  context: LoadContext,
): Promise<LoadedMaps> {
  const { ctx, inputs } = context;
  requireVolumes(entries);
  const choice = chooseVolume(parcellation, options.space);
  ctx.log(`${role}: ${choice.reason}`);
  const labels = await readLabels(choice.volume, parcellation, context);
  const places = choosePlaces(parcellation);
  const rows: Float64Array[] = [];
  const images: ImageReport[] = [];
  for (const { label, path } of entries) {
    if (ctx.signal.aborted) throw new CancelledError();
    ctx.report(rows.length, entries.length, 'images');
    const image = await readVolume(path, { observe: inputs.observe(`${role}: ${label}`) });
    for (const { code, message } of image.warnings) ctx.warn(code, message);
    const means = parcellateVolume(image, labels, options);
    const report = describeMeans({ label, path }, means, places, parcellation.labels, ctx);
    images.push(report);
    rows.push(report.values);
  }
  ctx.report(rows.length, entries.length, 'images');
  return { table: rowsTable(entries, rows, parcellation), images, citations: [] };
}

function requireVolumes(entries: readonly ImageEntry[]): void {
  const surface = entries.find(({ path }) => /\.gii(\.gz)?$/i.test(path));
  if (!surface) return;
  throw new NspError(
    'surface-needed',
    `${surface.path} is a surface file. Declare surfaces as a pair: maps … = surface "left.gii" "right.gii".`,
  );
}

async function readLabels(
  volume: VolumeLabels,
  parcellation: LoadedParcellation,
  { ctx, inputs }: LoadContext,
): Promise<IndexedLabels> {
  const observe = inputs.observe(`label image of ${parcellation.name} (${volume.space})`);
  const image = await readLabelVolume(volume.image, { observe });
  for (const { code, message } of image.warnings)
    ctx.warn(code, message, { property: 'parcellation' });
  return parcelIndex(image, parcellation.everyLabel.length);
}
