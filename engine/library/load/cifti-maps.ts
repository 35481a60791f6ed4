// The maps of one CIFTI file (.dscalar.nii), averaged over the surface of the parcellation.
import { NspError } from '../../error.js';
import { readCifti, type CiftiMaps } from '../../formats/cifti.js';
import type { Hemisphere, ImageOptions } from '../../plan.js';
import type { LoadContext } from '../context.js';
import type { ImageReport } from './image-report.js';
import type { LoadedParcellation } from './parcellation.js';
import { averageSurface, sidesInUse, type SurfaceMap } from './surface.js';

export interface CiftiRow {
  label: string;
  /** One value per parcel. */
  row: Float64Array;
  images: ImageReport[];
}

/**
 * One row per map. A single map has the label of the entry; several are labelled `entry: name of the map`.
 * @throws NspError `no-cortex` when a hemisphere in use is not in the file, and those of readCifti and averageSurface
 */
export async function ciftiMaps(
  entry: { label: string; path: string },
  options: ImageOptions,
  parcellation: LoadedParcellation,
  role: string,
  context: LoadContext,
): Promise<CiftiRow[]> {
  const { label, path } = entry;
  const observe = context.inputs.observe(`${role}: ${label}`);
  const file = await readCifti(path, { observe });
  const sides = sidesInUse(parcellation, label);
  const rows: CiftiRow[] = [];
  for (const [map, name] of file.names.entries()) {
    const own = file.names.length === 1 ? label : `${label}: ${name || `map ${map + 1}`}`;
    const surface: SurfaceMap = {
      label: own,
      values: valuesOf(file, map, sides, path),
      paths: { L: path, R: path },
      options,
    };
    rows.push({ label: own, ...(await averageSurface(surface, parcellation, role, context)) });
  }
  return rows;
}

function valuesOf(
  file: CiftiMaps,
  map: number,
  sides: readonly Hemisphere[],
  path: string,
): SurfaceMap['values'] {
  return Object.fromEntries(
    sides.map((side) => {
      const values = file.values(map, side);
      if (values) return [side, values];
      const way = `Set parcellation_hemi: [${side === 'L' ? 'R' : 'L'}], or use a file with both sides.`;
      throw new NspError('no-cortex', `${path} has no hemisphere ${side}. ${way}`);
    }),
  );
}
