// Euclidean distances between the centres of parcels, mm: cross-validation folds follow them (spec/statistics.md 1.10). From the label
// image, else from the labelled surface whose mesh is in the library; of cortex + subcortex each part as it can.
import { NspError } from '../error.js';
import { readLabelVolume } from '../formats/nifti.js';
import type { LoadContext } from '../library/context.js';
import type { LoadedParcellation } from '../library/load/parcellation.js';
import { surfaceParcels } from '../library/load/surface-parcels.js';
import { chooseVolume } from '../library/load/volume-space.js';
import { anatomicalMesh } from '../library/templates.js';
import { parcelCentroids } from '../nulls/centroids.js';
import { pointDistances, voxelCentroids } from '../nulls/distances/voxel-centroids.js';
import { sharedFloat64 } from '../parallel/shared.js';
import { parcelIndex } from '../parcellate/parcel-index.js';

type Context = Pick<LoadContext, 'library' | 'inputs'>;
/** With what the distances are for, as the record of inputs says it. */
type Purposeful = Context & { purpose: string };

/**
 * `[parcel][parcel]` in the order of the parcellation, shared; Infinity to parcels without voxels or vertices.
 * @throws NspError `no-distances` when there is neither a label image nor a labelled surface with its mesh
 */
export async function parcelDistances(
  parcellation: LoadedParcellation,
  context: Context,
  purpose = 'folds',
): Promise<Float64Array> {
  const distances = pointDistances(await centres(parcellation, { ...context, purpose }));
  const out = sharedFloat64(distances.length);
  out.set(distances.map((distance) => (Number.isNaN(distance) ? Infinity : distance)));
  return out;
}

/** Coordinates `[parcel][x, y, z]`, mm; NaN for a parcel without voxels or vertices. */
async function centres(
  parcellation: LoadedParcellation,
  context: Purposeful,
): Promise<Float64Array> {
  if (parcellation.parts) return ofParts(parcellation, parcellation.parts, context);
  if (parcellation.volumes.length > 0) return ofVolume(parcellation, context);
  for (const { space } of parcellation.surfaces) {
    const found = await ofSurface(parcellation, space, context);
    if (found) return found;
  }
  throw new NspError(
    'no-distances',
    `Lasso, ridge and elasticnet are cross-validated by the distance between parcels, but ${parcellation.name} has neither a label image nor a labelled surface with its mesh in the data folders. Add them, or use mlr, pls or pcr.`,
    { property: 'colocalization_method' },
  );
}

async function ofVolume(
  parcellation: LoadedParcellation,
  { inputs, purpose }: Purposeful,
): Promise<Float64Array> {
  const { volume } = chooseVolume(parcellation, null);
  const { everyLabel, labels, name } = parcellation;
  const observe = inputs.observe(`label image of ${name} for ${purpose} (${volume.space})`);
  const grid = parcelIndex(await readLabelVolume(volume.image, { observe }), everyLabel.length);
  return pick(everyLabel, voxelCentroids(grid, everyLabel.length), labels);
}

/** Null when the library lacks a mesh. */
async function ofSurface(
  parcellation: LoadedParcellation,
  space: string,
  { library, inputs, purpose }: Purposeful,
): Promise<Float64Array | null> {
  const { labels } = parcellation;
  const points = new Float64Array(labels.length * 3).fill(NaN);
  for (const side of await surfaceParcels(parcellation, space, { inputs })) {
    const { hemisphere, parcelOfVertex } = side;
    const observe = inputs.observe(`mesh of ${space} for ${purpose} (hemi-${hemisphere})`);
    const vertices = parcelOfVertex.length;
    const mesh = await anatomicalMesh(library, space, hemisphere, vertices, { observe });
    if (!mesh) return null;
    const { coordinates } = parcelCentroids(mesh.vertices, parcelOfVertex, labels.length);
    coordinates.forEach((value, at) => {
      if (!Number.isNaN(value)) points[at] = value;
    });
  }
  return points;
}

async function ofParts(
  { labels }: LoadedParcellation,
  parts: readonly LoadedParcellation[],
  context: Purposeful,
): Promise<Float64Array> {
  const names: string[] = [];
  const points: number[] = [];
  for (const part of parts) {
    names.push(...part.labels);
    points.push(...(await centres(part, context)));
  }
  return pick(names, Float64Array.from(points), labels);
}

/** The points of some labels, in their order. */
function pick(names: readonly string[], points: Float64Array, labels: readonly string[]) {
  const place = new Map(names.map((name, i) => [name, i]));
  return Float64Array.from({ length: labels.length * 3 }, (_, at) => {
    const from = place.get(labels[Math.floor(at / 3)] ?? '') ?? -1;
    return points[from * 3 + (at % 3)] ?? NaN;
  });
}
