// The spins of a run that give each parcel one source: stored ones where the library has enough of the kind, else made from sphere and
// labels.
import { sharedInt16 } from '../../parallel/shared.js';
import type { ParcellationData, SurfaceLabels } from '../../library/parcellation.js';
import { RandomState } from '../rng/mt19937.js';
import { parcelsOf, readStoredSpins, type StoredSpins } from '../stored-spins.js';
import type { ParcelRule } from './assignments.js';
import {
  cachedChunk,
  checksumOf,
  chunksOf,
  type Chunk,
  type ChunkRecipe,
} from './cached-chunks.js';
import { makeSpins, SPIN_SEED, type MadeSpins } from './parcel-spins.js';
import { drawRotations } from './rotation.js';
import { repeatedSpins } from './seen-spins.js';
import {
  centroidsOf,
  sphereSides,
  verticesOf,
  type SphereSide,
  type SpinContext,
} from './sphere-sides.js';
import { modalSpins } from './vertex-spins.js';

/** Rules that give each parcel one source: by centroids, or the parcel most of its vertices come from. */
export type IndexRule = ParcelRule | 'modal';

export interface SpinIndex {
  /** Source parcel `[spin][parcel]`, shared; −1 for none. */
  index: Int16Array;
  /** In words, for the record. */
  origin: string;
}

/** Raised when spins made here change, so that kept ones are made again. */
const ALGORITHMS: Readonly<Record<IndexRule, string>> = {
  nearest: 'nearest rotated centroid 2',
  greedy: 'centroids one to one, furthest first 1',
  optimal: 'centroids one to one, least total distance 1',
  modal: 'most frequent parcel of vertices 1',
};

/** Spins in one piece of the cache. */
const CHUNK: Readonly<Record<IndexRule, number>> = {
  nearest: 10_000,
  greedy: 10_000,
  optimal: 10_000,
  modal: 1_000,
};

interface Wanted {
  parcellation: ParcellationData;
  surface: SurfaceLabels;
  permutations: number;
  rule: IndexRule;
}

/**
 * The library stores spins of the rule `nearest` only (spec/workflows.md 4.8); those of other rules are always made here.
 * @throws NspError `spin-shape`, and those of reading spheres and labels; CancelledError
 */
export async function spinIndex(
  parcellation: ParcellationData,
  surface: SurfaceLabels,
  permutations: number,
  context: SpinContext,
  rule: IndexRule = 'nearest',
): Promise<SpinIndex> {
  const wanted = { parcellation, surface, permutations, rule };
  const stored =
    rule === 'nearest' ? await readStoredSpins(parcellation, surface, context.inputs) : null;
  if (stored) {
    const fewest = Math.min(...stored.map(({ spins }) => spins));
    if (fewest >= permutations) return fromStored(wanted, stored);
    context.ctx.warn(
      'few-stored-spins',
      `The data library stores ${fewest} spins of ${parcellation.name} in ${surface.space}; n_perm asks for ${permutations}, so all of them are made from the sphere instead.`,
      { property: 'n_perm' },
    );
  }
  return fromSphere(wanted, context);
}

function fromStored(
  { parcellation, surface, permutations }: Wanted,
  stored: StoredSpins[],
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
    origin: `the first ${permutations} spins stored for ${parcellation.name} in ${surface.space}`,
  };
}

async function fromSphere(wanted: Wanted, context: SpinContext): Promise<SpinIndex> {
  const { parcellation, surface, permutations, rule } = wanted;
  const sides = await sphereSides(parcellation, surface, context);
  const { index, duplicates } = await (rule === 'modal'
    ? modalIndex(wanted, sides, context)
    : parcelIndex({ ...wanted, rule }, sides, context));
  if (duplicates) {
    context.ctx.warn(
      'duplicate-spins',
      `${duplicates} of ${permutations} spins repeat an earlier one: ${parcellation.name} has too few parcels for so many different spins.`,
      { property: 'n_perm' },
    );
  }
  const what = rule === 'modal' ? 'spins of the vertices' : 'spins made from the centroids';
  return { index, origin: `${what} on the ${surface.space} sphere, RandomState(${SPIN_SEED})` };
}

async function parcelIndex(
  wanted: Wanted & { rule: ParcelRule },
  sides: readonly SphereSide[],
  context: SpinContext,
): Promise<MadeSpins> {
  const { parcellation, permutations, rule } = wanted;
  const parcels = parcellation.labels.length;
  const centroids = centroidsOf(sides);
  const recipe = recipeOf(
    wanted,
    sides,
    centroids.flatMap((side) => [side.parcels, side.coordinates]),
  );
  const index = sharedInt16(permutations * parcels);
  let made: MadeSpins | null = null;
  for (const chunk of chunksOf(permutations, CHUNK[rule])) {
    const packed = await cachedChunk(
      recipe,
      chunk,
      async () => {
        // A later piece cannot be made without those before it, so all are made, once.
        made ??= await makeSpins(centroids, parcels, permutations, { rule, ...context });
        return pack(made.index, parcels, chunk);
      },
      context,
    );
    unpack(packed, index, parcels, chunk);
  }
  const known = made as MadeSpins | null;
  const own = sides.flatMap((side) => [...side.parcels]);
  return { index, duplicates: known?.duplicates ?? repeatedSpins(index, parcels, own) };
}

async function modalIndex(
  wanted: Wanted,
  sides: readonly SphereSide[],
  context: SpinContext,
): Promise<MadeSpins> {
  const { parcellation, permutations } = wanted;
  const parcels = parcellation.labels.length;
  const recipe = recipeOf(
    wanted,
    sides,
    sides.flatMap((side) => [side.parcelOfVertex, side.points]),
  );
  const index = sharedInt16(permutations * parcels);
  const rotations = drawRotations(new RandomState(SPIN_SEED), permutations);
  let vertices: ReturnType<typeof verticesOf> | null = null;
  for (const chunk of chunksOf(permutations, CHUNK.modal)) {
    const packed = await cachedChunk(
      recipe,
      chunk,
      async () => {
        vertices ??= verticesOf(sides);
        await modalSpins(vertices, parcels, chunk, index, { rotations, ...context });
        return pack(index, parcels, chunk);
      },
      context,
    );
    unpack(packed, index, parcels, chunk);
  }
  return { index, duplicates: 0 };
}

function recipeOf(
  { parcellation, surface, rule }: Wanted,
  sides: readonly SphereSide[],
  arrays: readonly (Int32Array | Float64Array)[],
): ChunkRecipe {
  return {
    parcellation,
    surface,
    algorithm: ALGORITHMS[rule],
    hemispheres: sides.map(({ hemisphere }) => hemisphere).join(', '),
    sphere: checksumOf(arrays),
  };
}

/** Two 16-bit sources in each 32-bit number. */
function pack(index: Int16Array, parcels: number, { from, to }: Chunk): Int32Array {
  const rows = index.subarray(from * parcels, to * parcels);
  const packed = new Int32Array(Math.ceil(rows.length / 2));
  new Int16Array(packed.buffer).set(rows);
  return packed;
}

function unpack(packed: Int32Array, index: Int16Array, parcels: number, { from, to }: Chunk): void {
  const halves = new Int16Array(packed.buffer, packed.byteOffset, (to - from) * parcels);
  index.set(halves, from * parcels);
}
