// What the brain view draws: the template mesh of a parcellation with the parcel of each vertex, or its label volume made coarser.
import { NspError } from '../error.js';
import { downsampleParcels } from '../parcellate/downsample.js';
import type { Hemisphere, ParcellationSource } from '../plan.js';
import { InputLog } from './input-log.js';
import type { DataLibrary } from './library.js';
import { loadParcellation, type LoadedParcellation } from './load/parcellation.js';
import { surfaceParcels } from './load/surface-parcels.js';
import { volumeParcels } from './load/volume-parcels.js';
import { displayMesh } from './templates.js';
import { chooseVolume } from './load/volume-space.js';

export interface BrainSurface {
  kind: 'surface';
  space: string;
  hemispheres: {
    hemisphere: Hemisphere;
    /** `[vertex][xyz]`, mm. */
    vertices: Float32Array;
    /** `[triangle][3]`. */
    triangles: Uint32Array;
    /** Per vertex: 0-based index into the given parcels, -1 for none. */
    parcels: Int32Array;
  }[];
}

export interface BrainVolume {
  kind: 'volume';
  space: string;
  /** Voxels along x, y, z (x fastest). */
  dims: [number, number, number];
  /** 4 × 4 row-major, voxel to mm. */
  affine: number[];
  /** Per voxel: 0-based index into the given parcels, -1 for none. */
  parcels: Int32Array;
}

export type BrainShape = BrainSurface | BrainVolume | { kind: 'none'; reason: string };

/**
 * The geometry to show values of parcels on: a surface if the library has a mesh for it, else the volume, else the reason why not.
 * @param parcels labels that the indices point into, e.g. those of a result; parcels not among them are left out
 */
export async function brainGeometry(
  source: string | ParcellationSource,
  parcels: readonly string[],
  library: DataLibrary,
): Promise<BrainShape> {
  const wanted: ParcellationSource =
    typeof source === 'string' ? { kind: 'library', name: source } : source;
  try {
    const parcellation = await loadParcellation(wanted, ['L', 'R'], quiet(library));
    const index = indexOf(parcellation, parcels);
    return (
      (await surfaceShape(parcellation, index, library))
      ?? (await volumeShape(parcellation, index, library)) ?? {
        kind: 'none',
        reason: `The data library has neither a mesh nor a label volume for ${parcellation.name}.`,
      }
    );
  } catch (error) {
    if (error instanceof NspError) return { kind: 'none', reason: error.message };
    throw error;
  }
}

/** Reading for display leaves no trace in a run: nothing is reported or recorded. */
function quiet(library: DataLibrary) {
  const silent = (): void => undefined;
  const ctx = { signal: new AbortController().signal, report: silent, warn: silent, log: silent };
  return { library, ctx, inputs: new InputLog() };
}

/** Index into the wanted parcels for each parcel of the parcellation. */
function indexOf({ labels, name }: LoadedParcellation, parcels: readonly string[]): Int32Array {
  const place = new Map(parcels.map((parcel, i) => [parcel, i]));
  const index = Int32Array.from(labels, (label) => place.get(label) ?? -1);
  if (index.some((i) => i >= 0)) return index;
  throw new NspError(
    'other-parcels',
    `The parcels of the result are not those of ${name} in the data library, so they cannot be placed.`,
  );
}

async function surfaceShape(
  parcellation: LoadedParcellation,
  index: Int32Array,
  library: DataLibrary,
): Promise<BrainSurface | null> {
  for (const { space } of parcellation.surfaces) {
    const sides = await surfaceParcels(parcellation, space, { inputs: new InputLog() });
    const shapes = await Promise.all(
      sides.map(async ({ hemisphere, parcelOfVertex }) => {
        const mesh = await displayMesh(library, space, hemisphere, parcelOfVertex.length);
        return mesh
          ? {
              hemisphere,
              vertices: Float32Array.from(mesh.vertices),
              triangles: Uint32Array.from(mesh.triangles),
              parcels: parcelOfVertex.map((parcel) => index[parcel] ?? -1),
            }
          : null;
      }),
    );
    const hemispheres = shapes.filter((shape) => shape !== null);
    if (hemispheres.length === sides.length) return { kind: 'surface', space, hemispheres };
  }
  return null;
}

async function volumeShape(
  parcellation: LoadedParcellation,
  index: Int32Array,
  library: DataLibrary,
): Promise<BrainVolume | null> {
  if (parcellation.volumes.length === 0) return null;
  const { volume } = chooseVolume(parcellation, null);
  const labels = await volumeParcels(parcellation, volume, quiet(library));
  const { dims, affine, parcels } = downsampleParcels(labels);
  return {
    kind: 'volume',
    space: volume.space,
    dims,
    affine: [...affine],
    parcels: parcels.map((parcel) => index[parcel] ?? -1),
  };
}
