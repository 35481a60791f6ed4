// Maps of a dataset from its images, for parcellations without a stored table: which image fits, and its parcel values.
import { NspError } from '../../error.js';
import type { Hemisphere, ImageOptions } from '../../plan.js';
import { readVertexValues } from '../../formats/vertex-files.js';
import type { LoadContext } from '../context.js';
import type { MapTable } from '../map-table.js';
import type { MapImage } from '../shelves/map-images.js';
import { isMni } from '../spaces.js';
import { rowsTable } from './image-rows.js';
import { loadImages } from './images.js';
import type { LoadedParcellation } from './parcellation.js';
import { averageSurface, sidesInUse } from './surface.js';

/** The maps of a dataset that a parcellation can be given from images, in alphabetical order. */
export function parcellable(
  images: ReadonlyMap<string, readonly MapImage[]>,
  parcellation: LoadedParcellation,
): string[] {
  return [...images].flatMap(([map, all]) => (fitting(all, parcellation) ? [map] : []));
}

/** A volume for a parcellation with a volume; else its own surface; else a volume to be sampled on its surface. */
function fitting(
  images: readonly MapImage[],
  parcellation: LoadedParcellation,
): MapImage | undefined {
  const volumes = images.filter(({ volume, space }) => volume !== null && isMni(space));
  const exact = (list: readonly { space: string }[]) =>
    volumes.find(({ space }) => list.some((one) => one.space === space));
  if (parcellation.volumes.length > 0) {
    const volume = exact(parcellation.volumes) ?? volumes[0];
    if (volume) return volume;
  }
  const { surfaces, hemisphere } = parcellation.parts?.[0] ?? parcellation;
  const onSurface = images.find(
    ({ space, sides }) =>
      surfaces.some((surface) => surface.space === space)
      && (['L', 'R'] as const).every((side) => sides[side] || !hemisphere.includes(side)),
  );
  return onSurface ?? (surfaces.length > 0 ? volumes[0] : undefined);
}

/**
 * Parcellates the images of the given maps; rows in their order. Background is left out by the automatic rule.
 * @throws NspError those of loadImages and averageSurface
 */
export async function parcellateMaps(
  maps: readonly string[],
  images: ReadonlyMap<string, readonly MapImage[]>,
  parcellation: LoadedParcellation,
  role: string,
  context: LoadContext,
): Promise<MapTable> {
  const chosen = maps.map((map) => ({ map, image: imageOf(map, images, parcellation) }));
  const rowOf = new Map<string, Float64Array>();
  const spaces = new Set(chosen.map(({ image }) => image.space));
  for (const space of spaces) {
    const own = chosen.filter(({ image }) => image.space === space && image.volume !== null);
    const entries = own.map(({ map, image }) => ({ label: map, path: image.volume ?? '' }));
    if (entries.length === 0) continue;
    const { table } = await loadImages(entries, automatic(space), parcellation, role, context);
    entries.forEach(({ label }, i) => {
      const width = table.parcels.length;
      rowOf.set(label, table.values.subarray(i * width, (i + 1) * width));
    });
  }
  for (const { map, image } of chosen.filter((one) => one.image.volume === null))
    rowOf.set(map, await surfaceRow(map, image, parcellation, role, context));
  const rows = maps.map((map) => rowOf.get(map) ?? new Float64Array());
  return rowsTable(
    maps.map((label) => ({ label })),
    rows,
    parcellation,
  );
}

function imageOf(
  map: string,
  images: ReadonlyMap<string, readonly MapImage[]>,
  parcellation: LoadedParcellation,
): MapImage {
  const image = fitting(images.get(map) ?? [], parcellation);
  if (image) return isMni(image.space) ? image : { ...image, volume: null };
  throw new NspError('no-map-image', `There is no image of ${map} that ${parcellation.name} fits.`);
}

async function surfaceRow(
  label: string,
  { sides, space }: MapImage,
  parcellation: LoadedParcellation,
  role: string,
  context: LoadContext,
): Promise<Float64Array> {
  const values: Partial<Record<Hemisphere, Float64Array>> = {};
  for (const side of sidesInUse(parcellation, label)) {
    const observe = context.inputs.observe(`${role}: ${label}`);
    values[side] = await readVertexValues(sides[side] ?? '', side, { observe });
  }
  const paths = { L: sides.L ?? '', R: sides.R ?? '' };
  const map = { label, values, paths, options: automatic(space) };
  return (await averageSurface(map, parcellation, role, context)).row;
}

const automatic = (space: string): ImageOptions => ({
  space,
  background: 'auto',
  minValidCount: null,
  minValidFraction: null,
  resamplingTarget: 'data',
});
