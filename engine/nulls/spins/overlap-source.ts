// The overlaps of a run (`cornblath`), made from spins of the vertices.
import type { ParcellationData, SurfaceLabels } from '../../library/parcellation.js';
import { sharedFloat64, sharedInt32 } from '../../parallel/shared.js';
import { RandomState } from '../rng/mt19937.js';
import { cachedChunk, checksumOf, chunksOf } from './cached-chunks.js';
import type { OverlapChunk, OverlapSource } from './overlap.js';
import { SPIN_SEED } from './parcel-spins.js';
import { drawRotations } from './rotation.js';
import { parcelSizes, sphereSides, verticesOf, type SpinContext } from './sphere-sides.js';
import { overlapSpins } from './vertex-spins.js';

/** Spins in one piece, in memory and in the cache. */
const CHUNK = 1_000;

/** Raised when overlaps made here change. */
const ALGORITHM = 'overlap of vertices 1';

export interface Overlaps {
  source: OverlapSource;
  /** What decides the null maps, for the key of the result. */
  bytes: ArrayBufferView[];
  /** In words, for the record. */
  origin: string;
}

/** @throws NspError of reading spheres and labels; CancelledError */
export async function overlapSource(
  parcellation: ParcellationData,
  surface: SurfaceLabels,
  permutations: number,
  context: SpinContext,
): Promise<Overlaps> {
  const sides = await sphereSides(parcellation, surface, context);
  const parcels = parcellation.labels.length;
  const rotations = drawRotations(new RandomState(SPIN_SEED), permutations);
  const recipe = {
    parcellation,
    surface,
    algorithm: ALGORITHM,
    hemispheres: sides.map(({ hemisphere }) => hemisphere).join(', '),
    sphere: checksumOf(sides.flatMap((side) => [side.parcelOfVertex, side.points])),
  };
  const chunks: OverlapChunk[] = [];
  let vertices: ReturnType<typeof verticesOf> | null = null;
  for (const chunk of chunksOf(permutations, CHUNK)) {
    const packed = await cachedChunk(
      recipe,
      chunk,
      async () => {
        vertices ??= verticesOf(sides);
        return pack(await overlapSpins(vertices, parcels, chunk, { rotations, ...context }));
      },
      context,
    );
    chunks.push(unpack(packed, chunk.to - chunk.from, parcels));
  }
  const sizes = sharedFloat64(parcels);
  sizes.set(parcelSizes(sides, parcels));
  return {
    source: { kind: 'overlap', chunks, sizes },
    bytes: [sizes, ...chunks.flatMap(({ starts, entries }) => [starts, entries])],
    origin: `spins of the vertices on the ${surface.space} sphere, RandomState(${SPIN_SEED})`,
  };
}

/** Starts and entries in one shared array, so that what was just made need not be copied again. */
function pack({ starts, entries }: OverlapChunk): Int32Array {
  const packed = sharedInt32(starts.length + entries.length);
  packed.set(starts);
  packed.set(entries, starts.length);
  return packed;
}

function unpack(packed: Int32Array, spins: number, parcels: number): OverlapChunk {
  let shared = packed;
  if (!(packed.buffer instanceof SharedArrayBuffer)) {
    shared = sharedInt32(packed.length);
    shared.set(packed);
  }
  const rows = spins * parcels + 1;
  return { spins, starts: shared.subarray(0, rows), entries: shared.subarray(rows) };
}
