// A map on the cortical surface, averaged over the parcels of the parcellation in the same space.
import { NspError } from '../../error.js';
import { readVertexValues } from '../../formats/vertex-files.js';
import type { ParcelMeans } from '../../parcellate/parcel-means.js';
import { parcellateSurface } from '../../parcellate/surface.js';
import type { Hemisphere, ImageOptions, MapsSource } from '../../plan.js';
import type { LoadContext } from '../context.js';
import { describeMeans, type ImageReport } from './image-report.js';
import { rowsTable } from './image-rows.js';
import type { LoadedMaps } from './maps.js';
import type { LoadedParcellation } from './parcellation.js';
import { surfaceParcels, type HemisphereParcels } from './surface-parcels.js';
import { medial } from '../templates.js';

type Surface = Extract<MapsSource, { kind: 'surface' }>;
type Values = Partial<Record<Hemisphere, Float64Array>>;

/** Values per vertex of the hemispheres in use, with the files they come from (both the same for CIFTI). */
export interface SurfaceMap {
  label: string;
  values: Values;
  paths: Record<Hemisphere, string>;
  options: ImageOptions;
}

/**
 * Reads the hemispheres that the analysis uses and averages them over the parcels.
 * @throws NspError those of averageSurface and of readVertexValues
 */
export async function loadSurface(
  source: Surface,
  parcellation: LoadedParcellation,
  role: string,
  context: LoadContext,
): Promise<LoadedMaps> {
  const observe = context.inputs.observe(role);
  const paths: Record<Hemisphere, string> = { L: source.left, R: source.right };
  const values: Values = {};
  for (const side of sidesInUse(parcellation, source.label))
    values[side] = await readVertexValues(paths[side], side, { observe });
  const { label, options } = source;
  const map = { label, values, paths, options };
  const { row, images } = await averageSurface(map, parcellation, role, context);
  return { table: rowsTable([source], [row], parcellation), images, citations: [] };
}

/**
 * Hemispheres for which surface values are needed.
 * @throws NspError `no-surface` for a parcellation that has no surface at all
 */
export function sidesInUse(parcellation: LoadedParcellation, map: string): Hemisphere[] {
  const cortex = cortexOf(parcellation);
  if (cortex.surfaces.length === 0) {
    throw new NspError(
      'no-surface',
      `${map} is a surface map, and the parcellation ${cortex.name} has no surface; surface values cannot be brought into a volume. Choose a parcellation with a surface, or give a volume or a table.`,
    );
  }
  return (['L', 'R'] as const).filter((side) => cortex.hemisphere.includes(side));
}

/** The part of a parcellation that lies on the surface. */
const cortexOf = (parcellation: LoadedParcellation): LoadedParcellation =>
  parcellation.parts?.[0] ?? parcellation;

/**
 * One value per parcel; subcortical parcels of a combined parcellation are missing, with a warning.
 * @throws NspError `no-surface`, `vertex-count`
 */
export async function averageSurface(
  map: SurfaceMap,
  parcellation: LoadedParcellation,
  role: string,
  context: LoadContext,
): Promise<{ row: Float64Array; images: ImageReport[] }> {
  const cortex = cortexOf(parcellation);
  const { space, sides } = await findSurface(map, cortex, context);
  context.ctx.log(`${role}: ${map.label}: surface labels in ${space}.`);
  // Cortical parcels come first in a combined parcellation, so their places are the same in both.
  const row = new Float64Array(parcellation.labels.length).fill(NaN);
  const images: ImageReport[] = [];
  for (const side of sides) {
    const means = await sideMeans(map, side, space, cortex.labels.length, role, context);
    const image = { label: map.label, path: map.paths[side.hemisphere] };
    images.push(keepSide(image, means, side.hemisphere, cortex, row, context));
  }
  if (parcellation !== cortex) {
    context.ctx.warn(
      'no-subcortex-on-surface',
      `Surface maps have no subcortex: the ${parcellation.labels.length - cortex.labels.length} subcortical parcels of ${parcellation.name} are missing in ${map.label}.`,
    );
  }
  return { row, images };
}

async function sideMeans(
  { values, paths, options }: SurfaceMap,
  { hemisphere, path, parcelOfVertex }: HemisphereParcels,
  space: string,
  parcels: number,
  role: string,
  context: LoadContext,
): Promise<ParcelMeans> {
  const observe = context.inputs.observe(role);
  const mask = await medial(context.library, space, hemisphere, parcelOfVertex.length, { observe });
  if (mask === undefined && usesAuto(options)) {
    context.ctx.warn(
      'no-medial-mask',
      `The data library has no medial wall of ${space} with ${parcelOfVertex.length} vertices, so the automatic background of ${paths[hemisphere]} is 0 alone.`,
    );
  }
  return parcellateSurface(
    values[hemisphere] ?? new Float64Array(),
    paths[hemisphere],
    { path, parcelOfVertex, parcels, medial: mask?.labels ?? null },
    options,
  );
}

function usesAuto({ background }: ImageOptions): boolean {
  return background === 'auto' || (Array.isArray(background) && background.includes('auto'));
}

/** The labelled surface with the vertices of the map: of the declared space, else the first that fits. */
async function findSurface(
  { values, options, paths }: SurfaceMap,
  parcellation: LoadedParcellation,
  context: LoadContext,
): Promise<{ space: string; sides: HemisphereParcels[] }> {
  const { surfaces, name } = parcellation;
  const spaces = surfaces.map(({ space }) => space);
  if (options.space !== null) {
    return {
      space: options.space,
      sides: await surfaceParcels(parcellation, options.space, context),
    };
  }
  for (const space of spaces) {
    const sides = await surfaceParcels(parcellation, space, context);
    if (sides.every((side) => side.parcelOfVertex.length === values[side.hemisphere]?.length))
      return { space, sides };
  }
  const counts = Object.entries(values)
    .map(([side, data]) => `${side}: ${data.length}`)
    .join(', ');
  const files = [...new Set([paths.L, paths.R])].join(' and ');
  throw new NspError(
    'no-surface',
    `No surface of the parcellation ${name} (${spaces.join(', ') || 'none'}) has the vertices of ${files} (${counts}). Choose a parcellation with labels for this surface.`,
  );
}

/** Puts the means of one hemisphere into the row and reports what was left out there. */
function keepSide(
  image: { label: string; path: string },
  means: ParcelMeans,
  hemisphere: Hemisphere,
  { labels, hemisphere: sides }: LoadedParcellation,
  row: Float64Array,
  { ctx }: LoadContext,
): ImageReport {
  const own = Int32Array.from(sides.flatMap((side, i) => (side === hemisphere ? [i] : [])));
  const names = [...own].map((i) => labels[i] as string);
  const report = describeMeans(image, means, own, names, ctx);
  own.forEach((place, i) => (row[place] = report.values[i] as number));
  return report;
}
