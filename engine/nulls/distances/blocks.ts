// Distances between parcels for the null models that need them: read where the library stores them, made here where it does not.
// One matrix per block that is randomised by itself: each hemisphere of a surface, or the whole brain of a volume.
import type { Cache } from '../../library/cache.js';
import type { LoadContext } from '../../library/context.js';
import type { LoadedParcellation } from '../../library/load/parcellation.js';
import type { BlockPool } from '../../parallel/pool.js';
import type { ColocalizationPlan } from '../../plan.js';
import { chooseDistances, type DistanceSource } from './choose.js';
import { surfaceDistances } from './hemispheres.js';
import { warnOfLonely, withoutMissing } from './lonely-parcels.js';
import { storedSurface, storedVolume } from './stored.js';
import { volumeDistances } from './volume.js';

export interface DistanceBlock {
  /** Positions of the block's parcels in `parcellation.labels`, ascending. */
  parcels: Int32Array;
  /**
   * `[i][j]` over the block's parcels, row-major, mm, symmetric, diagonal 0, never NaN. Infinity where no path leads, and to parcels
   * without voxels or vertices: a parcel whose off-diagonal distances are all Infinity has no part in nulls (spec/statistics.md 4.4).
   */
  matrix: Float64Array;
}

export interface Distances {
  blocks: DistanceBlock[];
  space: string;
  kind: 'volume' | 'surface';
  /** In words, for the record: `distances stored for Schaefer100Parcels7Networks in fsaverage`. */
  origin: string;
}

/** What the plan says about distances. */
export type DistanceChoice = Pick<ColocalizationPlan, 'nullSpace'>;

/** What reading or making distances needs of a run. */
export interface DistanceContext extends Pick<LoadContext, 'library' | 'ctx' | 'inputs'> {
  pool: BlockPool;
  /** Where distances made here are kept. */
  cache: Cache;
}

/**
 * The distances for a parcellation, in the space of the plan's `null_space` or the one spec/decisions.md 3 chooses. Cortex + subcortex
 * has the blocks of both parts, each in a space of its own; `null_space` then speaks of the cortex, and of the subcortex if it has it.
 * @throws NspError `unknown-space`, `no-distances`, `no-mesh`, `damaged-distances`, and those of reading matrices, images and surfaces;
 * CancelledError
 */
export async function distanceBlocks(
  parcellation: LoadedParcellation,
  choice: DistanceChoice,
  context: DistanceContext,
): Promise<Distances> {
  if (parcellation.parts) return ofParts(parcellation, parcellation.parts, choice, context);
  const distances = await fromSource(parcellation, chooseDistances(parcellation, choice), context);
  const blocks = distances.blocks.map(withoutMissing);
  warnOfLonely(blocks, parcellation, distances.space, context.ctx);
  context.ctx.log(`Distances of ${parcellation.name}: ${distances.origin}.`);
  return { ...distances, blocks };
}

function fromSource(
  parcellation: LoadedParcellation,
  source: DistanceSource,
  context: DistanceContext,
): Promise<Distances> {
  switch (source.kind) {
    case 'stored surface':
      return storedSurface(parcellation, source.surface, context.inputs);
    case 'stored volume':
      return storedVolume(parcellation, source.volume, context.inputs);
    case 'volume':
      return volumeDistances(parcellation, source.volume, context);
    case 'surface':
      return surfaceDistances(parcellation, source.surfaces, context);
  }
}

async function ofParts(
  { labels }: LoadedParcellation,
  [cortex, subcortex]: readonly [LoadedParcellation, LoadedParcellation],
  choice: DistanceChoice,
  context: DistanceContext,
): Promise<Distances> {
  const shared = [...subcortex.volumes, ...subcortex.surfaces].some(
    ({ space }) => space === choice.nullSpace,
  );
  const first = await distanceBlocks(cortex, choice, context);
  const second = await distanceBlocks(subcortex, shared ? choice : { nullSpace: 'auto' }, context);
  const place = new Map(labels.map((label, i) => [label, i]));
  const moved = (part: LoadedParcellation, { blocks }: Distances): DistanceBlock[] =>
    blocks.map(({ parcels, matrix }) => ({
      parcels: parcels.map((parcel) => place.get(part.labels[parcel] as string) as number),
      matrix,
    }));
  return {
    blocks: [...moved(cortex, first), ...moved(subcortex, second)],
    space: [...new Set([first.space, second.space])].join(' + '),
    kind: first.kind,
    origin: `cortex: ${first.origin}; subcortex: ${second.origin}`,
  };
}
