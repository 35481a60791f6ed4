// Distances between the parcels of a label image: the mean Euclidean distance over all pairs of voxels (spec/statistics.md 4.11).
import { readLabelVolume } from '../../formats/nifti.js';
import { sha256 } from '../../library/cache.js';
import type { LoadedParcellation } from '../../library/load/parcellation.js';
import { someOf } from '../../library/nearest.js';
import type { VolumeLabels } from '../../library/parcellation.js';
import { downsampleParcels } from '../../parcellate/downsample.js';
import { parcelIndex } from '../../parcellate/parcel-index.js';
import type { StageContext } from '../../progress.js';
import type { DistanceContext, Distances } from './blocks.js';
import { voxelDistances } from './voxel-distances.js';
import type { ParcelGrid } from './voxel-runs.js';
import { wholeBrain } from './whole-brain.js';

/** Raised when the numbers change, so that stored ones are made again. */
const ALGORITHM = 'voxel pairs 1';

/** Voxel size to which finer label images are thinned, mm. */
const VOXEL = 2;

/** Reads the label image, thins it, and takes the distances from the cache or makes them. */
export async function volumeDistances(
  parcellation: LoadedParcellation,
  volume: VolumeLabels,
  context: DistanceContext,
): Promise<Distances> {
  const { everyLabel, name } = parcellation;
  const observe = context.inputs.observe(`label image of ${name} for distances (${volume.space})`);
  const labels = parcelIndex(await readLabelVolume(volume.image, { observe }), everyLabel.length);
  const { grid, size } = thinned(labels, parcellation, context.ctx);
  const recipe = {
    room: 'distances',
    name: `${name}_space-${volume.space}`,
    ingredients: {
      algorithm: ALGORITHM,
      parcels: everyLabel.length,
      dims: grid.dims.join(' × '),
      affine: sha256(grid.affine),
      labels: sha256(grid.parcels),
    },
  };
  const made = await context.cache.get(
    recipe,
    async () => ({
      shape: [everyLabel.length, everyLabel.length],
      data: await voxelDistances(grid, everyLabel.length, context.pool, context.ctx),
    }),
    (message) => context.ctx.log(message),
  );
  return wholeBrain(
    parcellation,
    volume.space,
    made.data as Float64Array,
    `mean Euclidean distances over all voxel pairs (${size} mm grid), made from the label image of ${name} in ${volume.space}`,
  );
}

/** Every second voxel of a 1 mm grid, as it is where that would lose a parcel; with the voxel size in words. */
function thinned(
  labels: ParcelGrid & { path: string; ids: Int32Array },
  { everyLabel, name }: LoadedParcellation,
  ctx: StageContext,
): { grid: ParcelGrid; size: string } {
  const coarse = downsampleParcels(labels, VOXEL);
  const present = new Set(coarse.parcels);
  const lost = everyLabel.filter((_, parcel) => !present.has(parcel));
  if (lost.length === 0) return { grid: coarse, size: voxelSize(coarse.affine) };
  ctx.warn(
    'distances-full-grid',
    `On a grid of ${voxelSize(coarse.affine)} mm the parcels ${someOf(lost)} of ${name} would have no voxels, so distances are taken on the full grid of ${labels.path} (${voxelSize(labels.affine)} mm). This takes longer.`,
    { property: 'parcellation' },
  );
  return { grid: labels, size: voxelSize(labels.affine) };
}

function voxelSize(affine: Float64Array): string {
  const sizes = [0, 1, 2].map((axis) =>
    Math.hypot(...[0, 4, 8].map((row) => affine[row + axis] as number)),
  );
  const words = sizes.map((size) => String(Number(size.toFixed(2))));
  return new Set(words).size === 1 ? (words[0] as string) : words.join(' × ');
}
