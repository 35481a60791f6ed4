// Parcels that have no distance to others: without voxels or vertices, in the medial wall, or cut off. Said aloud, once.
import type { LoadedParcellation } from '../../library/load/parcellation.js';
import { someOf } from '../../library/nearest.js';
import type { StageContext } from '../../progress.js';
import type { DistanceBlock } from './blocks.js';

/** Missing distances become infinite: a copy, since the cache keeps the original. */
export function withoutMissing({ parcels, matrix }: DistanceBlock): DistanceBlock {
  return { parcels, matrix: matrix.map((d) => (Number.isNaN(d) ? Infinity : d)) };
}

/** True for each parcel of a block that has no finite distance to another one. */
function alone({ parcels, matrix }: DistanceBlock): boolean[] {
  const n = parcels.length;
  return Array.from(parcels, (_, i) =>
    matrix.subarray(i * n, (i + 1) * n).every((d, j) => i === j || d === Infinity),
  );
}

/** Pairs without a path between parcels that are not alone. */
function cutPairs(block: DistanceBlock): number {
  const [n, lonely] = [block.parcels.length, alone(block)];
  let count = 0;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++)
      if (!lonely[i] && !lonely[j] && block.matrix[i * n + j] === Infinity) count++;
  return count;
}

/** Names the parcels that take no part in nulls (those in no block, too), and counts unreachable pairs among the others. */
export function warnOfLonely(
  blocks: readonly DistanceBlock[],
  { name, labels }: LoadedParcellation,
  space: string,
  ctx: StageContext,
): void {
  const taking = new Set(
    blocks.flatMap((block) => {
      const lonely = alone(block);
      return [...block.parcels].filter((_, i) => !lonely[i]);
    }),
  );
  const lonely = labels.filter((_, parcel) => !taking.has(parcel));
  const cut = blocks.reduce((sum, block) => sum + cutPairs(block), 0);
  if (lonely.length > 0) {
    ctx.warn(
      'no-distance',
      `${someOf(lonely)} of ${name} ${lonely.length > 1 ? 'have' : 'has'} no distance to any other parcel in ${space} (no voxels, no vertices, the medial wall only, or no hemisphere in the label), and so no value in null maps.`,
      { property: 'parcellation' },
    );
  }
  if (cut > 0) {
    ctx.warn(
      'cut-off-parcels',
      `No path joins ${cut} pair${cut > 1 ? 's' : ''} of parcels of ${name} in ${space}: their distance counts as infinite.`,
      { property: 'parcellation' },
    );
  }
}
