// Everything the inner loop needs for Moran nulls of some maps: the eigenvectors of each block of parcels, made once for every
// pattern of missing parcels (spec/statistics.md 4.4, 4.6), or once for every map when its variogram gives the weights (4.7).
import { NspError } from '../error.js';
import type { MapTable } from '../library/map-table.js';
import type { MoranBlock } from '../parallel/moran-block.js';
import type { MoranBasis, MoranSource } from '../parallel/null-maps.js';
import type { BlockPool } from '../parallel/pool.js';
import { sharedFloat64, sharedInt32 } from '../parallel/shared.js';
import type { StageContext } from '../progress.js';
import type { DistanceBlock } from './distances/blocks.js';
import type { MoranOptions } from './moran.js';
import {
  parcelsOfPattern,
  requireDistances,
  usedParcels,
  valuesIn,
  type Pattern,
} from './used-parcels.js';
import type { VariogramOptions } from './variomoran/options.js';

/** Elementary steps of finding eigenvectors, times n³: the largest few, or all. */
const STEPS = { few: 1, all: 8 };

/** What one set of eigenvectors is made from. */
interface Wanted extends Pattern {
  /** Of the map whose variogram gives the weights, in the parcels of the pattern; null: weights are 1/distance. */
  values: Float64Array | null;
}

export interface MoranModel {
  options: MoranOptions;
  /** For `variomoran`. */
  variogram: VariogramOptions | null;
  /** Null j of map i is drawn from `default_rng(seed + i)`, in every block. */
  seed: number;
}

/**
 * @param moving the maps that are permuted
 * @throws NspError `no-distance-between` when two parcels lie at the same place, `no-zero-eigenvalue`; CancelledError
 */
export async function moranSource(
  moving: MapTable,
  blocks: readonly DistanceBlock[],
  model: MoranModel,
  pool: BlockPool,
  ctx: StageContext,
): Promise<MoranSource> {
  const { options, variogram, seed } = model;
  requireDistances(blocks, moving.parcels, variogram ? 'variomoran' : 'moran');
  const { patterns, ofMap } = usedParcels(moving, blocks, ctx);
  const shared: Wanted[] = patterns.map((pattern) => ({ ...pattern, values: null }));
  if (!variogram) {
    const bases = await makeBases(shared, model, pool, ctx);
    return { kind: 'moran', seed, options, bases, basesOfMap: ofMap };
  }
  const own = ofMap.flatMap((at, m) =>
    at.map((p) => {
      const pattern = patterns[p] as Pattern;
      return { ...pattern, values: valuesIn(moving, m, parcelsOfPattern(pattern)) };
    }),
  );
  const bases = await makeBases(own, model, pool, ctx);
  const basesOfMap = ofMap.map((at, m) => at.map((_, b) => m * blocks.length + b));
  return { kind: 'moran', seed, options, bases, basesOfMap };
}

async function makeBases(
  wanted: readonly Wanted[],
  { options, variogram }: MoranModel,
  pool: BlockPool,
  ctx: StageContext,
): Promise<MoranBasis[]> {
  const matrices = new Map<DistanceBlock, Float64Array>();
  const jobs = wanted.map(({ block, used, values }): MoranBlock => {
    const matrix = matrices.get(block) ?? shared(block.matrix);
    matrices.set(block, matrix);
    const most = Math.max(0, Math.min(options.components ?? Infinity, used.length - 1));
    return {
      matrix,
      size: block.parcels.length,
      used,
      options,
      variogram: values && variogram && { values, options: variogram },
      vectors: sharedFloat64(most * used.length),
      components: sharedInt32(1),
    };
  });
  const each = options.components === null ? STEPS.all : STEPS.few;
  await pool.run('moran', jobs, {
    signal: ctx.signal,
    steps: jobs.reduce((sum, { used }) => sum + each * used.length ** 3, 0),
    onDone: (done) => ctx.report(done, jobs.length, 'sets of spatial eigenvectors'),
  });
  return jobs.map(({ vectors, components }, i) => {
    const pattern = wanted[i] as Wanted;
    const count = components[0] as number;
    if (count < 0) throw noZero(options);
    return {
      parcels: parcelsOfPattern(pattern),
      components: count,
      vectors: vectors.subarray(0, count * pattern.used.length),
    };
  });
}

function shared(values: Float64Array): Float64Array {
  const copy = sharedFloat64(values.length);
  copy.set(values);
  return copy;
}

const noZero = ({ tolerance }: MoranOptions): NspError =>
  new NspError(
    'no-zero-eigenvalue',
    `With maps_n_components: none one eigenvalue has to be zero, and none is below maps_tol: ${tolerance}. Use the default 1e-6, or name a number of components.`,
    { property: 'maps_tol' },
  );
