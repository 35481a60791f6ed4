// The label image of a parcellation in one space as parcel positions; that of cortex + subcortex is merged from both.
import { NspError } from '../../error.js';
import { readLabelVolume } from '../../formats/nifti.js';
import { mergeLabels } from '../../parcellate/merge.js';
import { parcelIndex, type IndexedLabels } from '../../parcellate/parcel-index.js';
import { someOf } from '../nearest.js';
import type { VolumeLabels } from '../parcellation.js';
import type { LoadedParcellation, ParcellationContext } from './parcellation.js';

type VolumeContext = Pick<ParcellationContext, 'ctx' | 'inputs'>;

/**
 * Reads a volume of the parcellation; positions count through `everyLabel`.
 * @throws NspError `parcel-count`, `not-labels` and those of readLabelVolume
 */
export async function volumeParcels(
  parcellation: LoadedParcellation,
  volume: VolumeLabels,
  context: VolumeContext,
): Promise<IndexedLabels> {
  const [cortex, subcortex] = parcellation.parts ?? [];
  if (!cortex || !subcortex || !volume.subcortex) return readParcels(parcellation, volume, context);
  const merged = mergeLabels(
    await readParcels(cortex, volume, context),
    await readParcels(subcortex, volume.subcortex, context),
  );
  const { dims, shared, lost, resampled } = merged;
  const { ctx } = context;
  ctx.log(
    `${parcellation.name}: label images merged on ${dims.join(' × ')} voxels${resampled ? ', the coarser one resampled by nearest neighbour' : ''}; ${shared} voxels of both are subcortical.`,
  );
  if (lost.length > 0) {
    const names = lost.map((parcel) => parcellation.everyLabel[parcel] as string);
    ctx.warn(
      'parcels-vanished',
      `${lost.length} parcels of ${parcellation.name} have no voxel left once both label images are merged: ${someOf(names)}. They are missing in every image.`,
      { property: 'parcellation' },
    );
  }
  return merged;
}

async function readParcels(
  { name, everyLabel }: LoadedParcellation,
  { image, space }: VolumeLabels,
  { ctx, inputs }: VolumeContext,
): Promise<IndexedLabels> {
  const observe = inputs.observe(`label image of ${name} (${space})`);
  try {
    const labels = await readLabelVolume(image, { observe });
    for (const { code, message } of labels.warnings)
      ctx.warn(code, message, { property: 'parcellation' });
    return parcelIndex(labels, everyLabel.length);
  } catch (error) {
    // It is the parcellation that is wrong, not the maps it is read for.
    throw error instanceof NspError ? error.at({ property: 'parcellation' }) : error;
  }
}
