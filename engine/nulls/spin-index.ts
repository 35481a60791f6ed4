// The spins of a run, laid out for the inner loop: stored ones where the library has enough, else made from sphere and labels.
import { CancelledError } from '../error.js';
import { sha256, type Cache } from '../library/cache.js';
import type { LoadContext } from '../library/context.js';
import type { ParcellationData, SurfaceLabels } from '../library/parcellation.js';
import { surfaceParcels } from '../library/load/surface-parcels.js';
import { sphere } from '../library/templates.js';
import { sharedInt16 } from '../parallel/shared.js';
import { parcelCentroids } from './centroids.js';
import { makeSpins, repeatedSpins, SPIN_SEED, type HemisphereCentroids } from './spin.js';
import { parcelsOf, readStoredSpins, type StoredSpins } from './stored-spins.js';

export interface SpinIndex {
  /** Source parcel `[spin][parcel]`, shared; −1 for none. */
  index: Int16Array;
  /** In words, for the record. */
  origin: string;
}

type SpinContext = Pick<LoadContext, 'library' | 'ctx' | 'inputs'> & {
  /** Where spins made here are kept; without it they are made every time. */
  cache?: Cache;
};

/** Raised when spins made here change, so that stored ones are made again. */
const ALGORITHM = 'nearest rotated centroid 1';

/** @throws NspError `spin-shape`, and those of reading spheres and labels */
export async function spinIndex(
  parcellation: ParcellationData,
  surface: SurfaceLabels,
  permutations: number,
  context: SpinContext,
): Promise<SpinIndex> {
  const stored = await readStoredSpins(parcellation, surface, context.inputs);
  if (stored) {
    const fewest = Math.min(...stored.map(({ spins }) => spins));
    if (fewest >= permutations)
      return fromStored(parcellation, stored, permutations, surface.space);
    context.ctx.warn(
      'few-stored-spins',
      `The data library stores ${fewest} spins of ${parcellation.name} in ${surface.space}; n_perm asks for ${permutations}, so all of them are made from the sphere instead.`,
      { property: 'n_perm' },
    );
  }
  return fromSphere(parcellation, surface, permutations, context);
}

function fromStored(
  parcellation: ParcellationData,
  stored: StoredSpins[],
  permutations: number,
  space: string,
): SpinIndex {
  const n = parcellation.labels.length;
  const index = sharedInt16(permutations * n).fill(-1);
  for (const { hemisphere, index: local, spins } of stored) {
    parcelsOf(parcellation, hemisphere).forEach((parcel, i, own) => {
      for (let k = 0; k < permutations; k++) {
        const source = local[i * spins + k] as number;
        index[k * n + parcel] = source < 0 ? -1 : (own[source] as number);
      }
    });
  }
  return {
    index,
    origin: `the first ${permutations} spins stored for ${parcellation.name} in ${space}`,
  };
}

async function fromSphere(
  parcellation: ParcellationData,
  surface: SurfaceLabels,
  permutations: number,
  context: SpinContext,
): Promise<SpinIndex> {
  const sides = await sphereCentroids(parcellation, surface, context);
  const made = await cachedSpins(parcellation, surface, permutations, sides, context);
  if (made.duplicates) {
    context.ctx.warn(
      'duplicate-spins',
      `${made.duplicates} of ${permutations} spins repeat an earlier one: ${parcellation.name} has too few parcels for so many different spins.`,
      { property: 'n_perm' },
    );
  }
  const index = sharedInt16(made.index.length);
  index.set(made.index);
  return {
    index,
    origin: `spins made from the ${surface.space} sphere, RandomState(${SPIN_SEED})`,
  };
}

async function cachedSpins(
  { name, labels }: ParcellationData,
  { space }: SurfaceLabels,
  spins: number,
  sides: readonly HemisphereCentroids[],
  { ctx, cache }: SpinContext,
): Promise<{ index: Int16Array; duplicates: number }> {
  const ingredients = {
    algorithm: ALGORITHM,
    seed: SPIN_SEED,
    spins,
    parcels: labels.length,
    hemispheres: sides.map(({ hemisphere }) => hemisphere).join(', '),
    centroids: sha256(...sides.flatMap(({ parcels, coordinates }) => [parcels, coordinates])),
  };
  const pause = async (done: number): Promise<void> => {
    ctx.report(done, spins, 'spins');
    await new Promise((resume) => setImmediate(resume));
    if (ctx.signal.aborted) throw new CancelledError();
  };
  const make = (): ReturnType<typeof makeSpins> =>
    makeSpins(sides, labels.length, spins, { pause });
  if (!cache) return make();
  const made: Awaited<ReturnType<typeof makeSpins>>[] = [];
  const { data } = await cache.get(
    { room: 'spins', name: `${name}_space-${space}`, ingredients },
    async () => {
      const fresh = await make();
      made.push(fresh);
      return { shape: [spins, labels.length], data: Int32Array.from(fresh.index) };
    },
    (message) => ctx.log(message),
  );
  if (made[0]) return made[0];
  const index = Int16Array.from(data);
  return { index, duplicates: repeatedSpins(index, sides, labels.length) };
}

async function sphereCentroids(
  parcellation: ParcellationData,
  surface: SurfaceLabels,
  context: SpinContext,
): Promise<HemisphereCentroids[]> {
  const labelled = await surfaceParcels(parcellation, surface.space, context);
  return Promise.all(
    labelled.map(async ({ hemisphere, parcelOfVertex }) => {
      const own = parcelsOf(parcellation, hemisphere);
      const local = new Map([...own].map((parcel, i) => [parcel, i]));
      const coordinates = await sphere(surface.space, hemisphere, parcelOfVertex.length, context);
      const parcels = Int32Array.from(parcelOfVertex, (parcel) => local.get(parcel) ?? -1);
      return {
        hemisphere,
        parcels: own,
        coordinates: parcelCentroids(coordinates, parcels, own.length).coordinates,
      };
    }),
  );
}
