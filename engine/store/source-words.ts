// A source of maps in words, as it stands in a methods section.
import { basename } from 'node:path';
import type { ImageOptions, MapsSource } from '../plan.js';

/** `the reference dataset pet (collection UniqueTracers)`, `the table patients.csv`, … */
export function sourceWords(source: MapsSource): string {
  switch (source.kind) {
    case 'reference':
      return `the reference dataset ${source.dataset} (${referenceDetails(source)})`;
    case 'example':
      return `the example dataset ${source.name}`;
    case 'table':
      return `the table ${basename(source.path)}`;
    case 'images':
      return `volumetric images (${source.entries.map(({ path }) => basename(path)).join(', ')}${imageDetails(source.options)})`;
    case 'glob':
      return `volumetric images (${basename(source.pattern)}${imageDetails(source.options)})`;
    case 'surface':
      return `surface data (${basename(source.left)}, ${basename(source.right)}${imageDetails(source.options)})`;
    case 'result':
      return `the maps that the analysis ${source.analysis} ended with`;
  }
}

/** True for sources whose values are averaged over the voxels or vertices of each parcel. */
export function isParcellated(source: MapsSource): boolean {
  return source.kind === 'images' || source.kind === 'glob' || source.kind === 'surface';
}

function referenceDetails({
  collection,
  filter,
}: Extract<MapsSource, { kind: 'reference' }>): string {
  const details = [collection === null ? 'default collection' : `collection ${collection}`];
  if (Array.isArray(filter.maps)) details.push(`maps containing ${filter.maps.join(' or ')}`);
  else if (filter.maps)
    for (const [key, condition] of Object.entries(filter.maps))
      details.push(`maps with ${key} ${condition}`);
  if (filter.sets) details.push(`sets ${filter.sets.join(', ')}`);
  if (filter.setSizeRange) details.push(`set sizes ${filter.setSizeRange.join(' to ')}`);
  if (filter.weightRange) details.push(`weights ${filter.weightRange.join(' to ')}`);
  if (filter.weightQuantile !== null)
    details.push(`weights at or above their quantile ${String(filter.weightQuantile)}`);
  return details.join('; ');
}

function imageDetails({ space, resamplingTarget }: ImageOptions): string {
  const details = space === null ? '' : `; space ${space}`;
  return resamplingTarget === 'parcellation'
    ? `${details}; resampled to the parcellation by linear interpolation`
    : details;
}
