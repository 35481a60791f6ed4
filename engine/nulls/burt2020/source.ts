// Everything the inner loop needs for `burt2020`: the geometry of each block, once for every pattern of missing parcels.
import { CancelledError, NspError } from '../../error.js';
import type { MapTable } from '../../library/map-table.js';
import type { StageContext } from '../../progress.js';
import type { DistanceBlock } from '../distances/blocks.js';
import { pickSquare } from '../pick-square.js';
import { parcelsOfPattern, requireDistances, usedParcels, type Pattern } from '../used-parcels.js';
import { geometryOf, type Geometry } from './geometry.js';
import type { Burt2020Block, Burt2020Source } from './maps.js';
import type { Burt2020Options } from './options.js';

/** Bytes that the random numbers of a batch of all maps may take. */
const MOST_BYTES = 3 * 2 ** 30;

export interface Burt2020Model extends Pick<Burt2020Source, 'seed' | 'permutations'> {
  options: Burt2020Options;
}

/** @throws NspError `too-few-parcels`, `too-many-maps`, `seed-too-large`, `no-distance-between`; CancelledError */
export function burt2020Source(
  moving: MapTable,
  blocks: readonly DistanceBlock[],
  { seed, permutations, options }: Burt2020Model,
  ctx: StageContext,
): Burt2020Source {
  if (options.kernel === 'invdist') requireDistances(blocks, moving.parcels, 'burt2020');
  requireSeed(seed + moving.labels.length - 1);
  requireRoom(moving, Math.min(options.batchSize, permutations));
  const { patterns, ofMap } = usedParcels(moving, blocks, ctx);
  const skipped = new Set<number>();
  const made = patterns.map((pattern, i): Burt2020Block => {
    if (ctx.signal.aborted) throw new CancelledError();
    ctx.report(i, patterns.length, 'sets of parcels');
    const geometry = pattern.used.length === 0 ? null : geometryFor(pattern, options);
    if (geometry)
      for (const delta of options.deltas)
        if (!geometry.smoothers.some((one) => one.delta === delta)) skipped.add(delta);
    return { parcels: parcelsOfPattern(pattern), geometry };
  });
  if (skipped.size > 0)
    ctx.warn(
      'small-deltas',
      `maps_deltas: ${[...skipped].join(', ')} of the parcels in a part of the brain is less than one neighbour, and not tried there.`,
      { property: 'maps_deltas' },
    );
  return { kind: 'burt2020', seed, permutations, options, blocks: made, blocksOfMap: ofMap };
}

function geometryFor({ block, used }: Pattern, options: Burt2020Options): Geometry {
  const distances = pickSquare(block.matrix, block.parcels.length, used);
  const geometry = geometryOf(distances, used.length, options);
  if (geometry) return geometry;
  throw new NspError(
    'too-few-parcels',
    `burt2020 cannot match a variogram on ${used.length} parcels (a hemisphere or part of the brain, as some map has it): too few pairs lie below maps_pv: ${options.pv}. Raise maps_pv and maps_deltas, or use maps_method: moran.`,
    { property: 'maps_method' },
  );
}

export function requireSeed(last: number): void {
  if (last <= 0xffffffff) return;
  throw new NspError(
    'seed-too-large',
    'burt2020 draws from a generator whose seeds end at 4294967295 (seed plus number of maps). Use a smaller seed.',
    { property: 'seed' },
  );
}

function requireRoom({ labels, parcels }: MapTable, batch: number): void {
  const bytes = labels.length * parcels.length * batch * 16;
  if (bytes <= MOST_BYTES) return;
  throw new NspError(
    'too-many-maps',
    `burt2020 draws ${batch} surrogates of each of the ${labels.length} permuted maps at once, ${(bytes / 2 ** 30).toFixed(1)} GB of random numbers. Permute the other maps (maps_which), lower maps_batch_size, or use moran.`,
    { property: 'maps_method' },
  );
}
