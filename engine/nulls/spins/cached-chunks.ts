// Spins made here are kept in the cache in pieces: 20,000 spins begin with the same 10,000 that another run has made, and no piece
// takes much memory while it is written.
import { sha256, type Cache } from '../../library/cache.js';
import type { ParcellationData, SurfaceLabels } from '../../library/parcellation.js';
import type { StageContext } from '../../progress.js';
import { SPIN_SEED } from './parcel-spins.js';

/** What the spins of one piece depend on besides the range. */
export interface ChunkRecipe {
  parcellation: Pick<ParcellationData, 'name' | 'labels'>;
  surface: Pick<SurfaceLabels, 'space'>;
  /** Raised when spins made here change, so that kept ones are made again. */
  algorithm: string;
  hemispheres: string;
  /** Checksum of coordinates and parcels. */
  sphere: string;
}

export interface Chunk {
  from: number;
  to: number;
}

/** `total` spins in pieces of `size`. */
export function chunksOf(total: number, size: number): Chunk[] {
  return Array.from({ length: Math.ceil(total / size) }, (_, c) => ({
    from: c * size,
    to: Math.min(total, (c + 1) * size),
  }));
}

/** One piece as whole numbers, from the cache or made; made every time without one. */
export async function cachedChunk(
  recipe: ChunkRecipe,
  { from, to }: Chunk,
  make: () => Promise<Int32Array>,
  { cache, ctx }: { cache?: Cache; ctx: Pick<StageContext, 'log'> },
): Promise<Int32Array> {
  if (!cache) return make();
  const { parcellation, surface, algorithm, hemispheres, sphere } = recipe;
  const { data } = await cache.get(
    {
      room: 'spins',
      name: `${parcellation.name}_space-${surface.space}`,
      ingredients: {
        algorithm,
        seed: SPIN_SEED,
        from,
        to,
        parcels: parcellation.labels.length,
        hemispheres,
        sphere,
      },
    },
    async () => {
      const made = await make();
      return { shape: [made.length], data: made };
    },
    (message) => ctx.log(message),
  );
  return data instanceof Int32Array ? data : Int32Array.from(data);
}

export const checksumOf = (arrays: readonly (Int32Array | Float64Array)[]): string =>
  sha256(...arrays);
