// A map on the cortical surface (GIFTI, left and right), averaged over the parcels of the parcellation in the same space.
import { NspError } from '../../error.js';
import { readSurfaceValues } from '../../formats/gifti.js';
import type { ParcelMeans } from '../../parcellate/parcel-means.js';
import { parcellateSurface } from '../../parcellate/surface.js';
import type { Hemisphere, MapsSource } from '../../plan.js';
import type { LoadContext } from '../context.js';
import { describeMeans } from './image-report.js';
import { rowsTable } from './image-rows.js';
import type { LoadedMaps } from './maps.js';
import type { LoadedParcellation } from './parcellation.js';
import { surfaceParcels, type HemisphereParcels } from './surface-parcels.js';
import { medial } from '../templates.js';

type Surface = Extract<MapsSource, { kind: 'surface' }>;
type Values = Partial<Record<Hemisphere, Float64Array>>;

/**
 * Reads the hemispheres that the analysis uses and averages them over the parcels.
 * @throws NspError `no-surface`, `vertex-count`, and those of readSurfaceValues
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
  for (const side of ['L', 'R'] as const) {
    if (parcellation.hemisphere.includes(side))
      values[side] = await readSurfaceValues(paths[side], { observe });
  }
  const { space, sides } = await findSurface(values, source, parcellation, context);
  context.ctx.log(`${role}: surface labels in ${space}.`);
  const row = new Float64Array(parcellation.labels.length).fill(NaN);
  const images = [];
  for (const { hemisphere, path, parcelOfVertex } of sides) {
    const mask = await medial(context.library, space, hemisphere, parcelOfVertex.length, {
      observe,
    });
    const means = parcellateSurface(
      values[hemisphere] ?? new Float64Array(),
      paths[hemisphere],
      { path, parcelOfVertex, parcels: parcellation.labels.length, medial: mask?.labels ?? null },
      source.options,
    );
    if (mask === undefined && usesAuto(source)) {
      context.ctx.warn(
        'no-medial-mask',
        `The data library has no medial wall of ${space} with ${parcelOfVertex.length} vertices, so the automatic background of ${paths[hemisphere]} is 0 alone.`,
      );
    }
    images.push(
      keepSide(
        { label: source.label, path: paths[hemisphere] },
        means,
        hemisphere,
        parcellation,
        row,
        context,
      ),
    );
  }
  return { table: rowsTable([source], [row], parcellation), images, citations: [] };
}

function usesAuto({ options: { background } }: Surface): boolean {
  return background === 'auto' || (Array.isArray(background) && background.includes('auto'));
}

/** The labelled surface with the vertices of the map: of the declared space, else the first that fits. */
async function findSurface(
  values: Values,
  { options, left, right }: Surface,
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
  throw new NspError(
    'no-surface',
    `No surface of the parcellation ${name} (${spaces.join(', ') || 'none'}) has the vertices of ${left} and ${right} (${counts}). Choose a parcellation with labels for this surface.`,
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
) {
  const own = Int32Array.from(sides.flatMap((side, i) => (side === hemisphere ? [i] : [])));
  const names = [...own].map((i) => labels[i] as string);
  const report = describeMeans(image, means, own, names, ctx);
  own.forEach((place, i) => (row[place] = report.values[i] as number));
  return report;
}
