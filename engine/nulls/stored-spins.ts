// Spins as the data library stores them: one integer matrix per hemisphere, `[parcel][spin]`, indices local to it.
import { NspError } from '../error.js';
import { readNpy } from '../formats/npy.js';
import type { InputLog } from '../library/input-log.js';
import type { ParcellationData, SurfaceLabels } from '../library/parcellation.js';
import type { Hemisphere } from '../plan.js';

export interface StoredSpins {
  hemisphere: Hemisphere;
  path: string;
  parcels: number;
  spins: number;
  /** `[parcel][spin]`, −1 for none. */
  index: Int32Array;
}

/** Positions of the parcels of one hemisphere in the analysis. */
export function parcelsOf(parcellation: ParcellationData, hemisphere: Hemisphere): Int32Array {
  return Int32Array.from(
    parcellation.hemisphere.flatMap((side, i) => (side === hemisphere ? [i] : [])),
  );
}

/** Reads the spins of the hemispheres in use; null when any of them has no file. */
export async function readStoredSpins(
  parcellation: ParcellationData,
  surface: SurfaceLabels,
  inputs: InputLog,
): Promise<StoredSpins[] | null> {
  const used = surface.hemispheres.filter(
    ({ hemisphere }) => parcelsOf(parcellation, hemisphere).length > 0,
  );
  if (used.some(({ spins }) => spins === null)) return null;
  return Promise.all(
    used.map(async ({ hemisphere, spins }) => {
      const path = spins as string;
      const role = `spins of ${parcellation.name} (${surface.space}, hemi-${hemisphere})`;
      const { shape, data } = await readNpy(path, { observe: inputs.observe(role) });
      const parcels = parcelsOf(parcellation, hemisphere).length;
      requireShape(path, shape, data, parcels, parcellation.name, hemisphere);
      return { hemisphere, path, parcels, spins: shape[1] as number, index: data as Int32Array };
    }),
  );
}

function requireShape(
  path: string,
  shape: number[],
  data: Int32Array | Float64Array,
  parcels: number,
  name: string,
  hemisphere: Hemisphere,
): void {
  const wayOut =
    'Replace it by the file of the data library, or remove it: spins are then made from the sphere.';
  if (shape.length !== 2 || shape[0] !== parcels || !(data instanceof Int32Array)) {
    const found = data instanceof Int32Array ? 'integers' : 'numbers with fractions';
    throw new NspError(
      'spin-shape',
      `${path} holds ${found} of shape (${shape.join(', ')}); spins of ${name} hemi-${hemisphere} are integers of shape (${parcels}, spins). ${wayOut}`,
      { property: 'parcellation' },
    );
  }
  const outside = data.find((value) => value < -1 || value >= parcels);
  if (outside !== undefined) {
    throw new NspError(
      'spin-shape',
      `${path} holds the parcel index ${outside}; hemi-${hemisphere} of ${name} has parcels 0 to ${parcels - 1}. ${wayOut}`,
      { property: 'parcellation' },
    );
  }
}
