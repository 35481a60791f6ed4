// The table of null models that make new maps from distances between parcels: what each draws, and what its inner loop runs on.
import type { MapTable } from '../library/map-table.js';
import type { NullSource } from '../parallel/null-maps.js';
import type { BlockPool } from '../parallel/pool.js';
import type { MapsPlan } from '../plan.js';
import type { StageContext } from '../progress.js';
import { burt2018Source } from './burt2018/source.js';
import { burt2020Options } from './burt2020/options.js';
import { burt2020Source } from './burt2020/source.js';
import type { DistanceBlock } from './distances/blocks.js';
import type { DistanceKind } from './models.js';
import { moranSource } from './moran-source.js';
import { moranOptions } from './moran.js';
import { variogramOptions } from './variomoran/options.js';

export interface DistanceModel {
  /** Where its random numbers come from, in words. */
  random: string;
  /** @param moving the maps that are permuted */
  source: (
    moving: MapTable,
    blocks: readonly DistanceBlock[],
    pool: BlockPool,
    ctx: StageContext,
  ) => Promise<NullSource>;
}

type Plan = Pick<MapsPlan, 'mapsOptions' | 'nPerm'> & { seed: number };

const byMap = (generator: string, seed: number): string => `${generator}(${seed} + row of the map)`;

/** Each reads its options first: throws `bad-option` for a value it does not know. */
export const distanceModels: Record<DistanceKind, (plan: Plan) => DistanceModel> = {
  moran({ mapsOptions, seed }) {
    const model = { options: moranOptions(mapsOptions), variogram: null, seed };
    return {
      random: byMap('default_rng', seed),
      source: (moving, blocks, pool, ctx) => moranSource(moving, blocks, model, pool, ctx),
    };
  },
  variomoran({ mapsOptions, seed }) {
    const options = moranOptions(mapsOptions, 'variomoran');
    const model = { options, variogram: variogramOptions(mapsOptions), seed };
    return {
      random: byMap('default_rng', seed),
      source: (moving, blocks, pool, ctx) => moranSource(moving, blocks, model, pool, ctx),
    };
  },
  burt2018({ seed, nPerm }) {
    return {
      random: `seeds of the nulls: ${byMap('default_rng', seed)}`,
      source: (moving, blocks, pool, ctx) =>
        burt2018Source(moving, blocks, { seed, permutations: nPerm }, pool, ctx),
    };
  },
  burt2020({ mapsOptions, seed, nPerm }) {
    const model = { options: burt2020Options(mapsOptions), seed, permutations: nPerm };
    return {
      random: `seeds of the batches: ${byMap('RandomState', seed)}`,
      source: (moving, blocks, _, ctx) =>
        Promise.resolve().then(() => burt2020Source(moving, blocks, model, ctx)),
    };
  },
};
