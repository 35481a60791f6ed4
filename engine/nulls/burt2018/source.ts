// Fits the spatial autoregressive model to every map, in threads: what the inner loop needs for `burt2018`.
import { NspError } from '../../error.js';
import type { MapTable } from '../../library/map-table.js';
import { someOf } from '../../library/nearest.js';
import type { Burt2018FitBlock } from '../../parallel/burt2018-block.js';
import type { BlockPool } from '../../parallel/pool.js';
import { sharedFloat64, sharedInt32 } from '../../parallel/shared.js';
import type { StageContext } from '../../progress.js';
import type { DistanceBlock } from '../distances/blocks.js';
import { pickSquare } from '../pick-square.js';
import { parcelsOfPattern, usedParcels, valuesIn } from '../used-parcels.js';
import type { Burt2018Source } from './maps.js';
import { CONSTANT, NOT_CONVERGED, ROUGH, SINGULAR } from './states.js';

/** Elementary steps of a fit, times n²: some thirty evaluations, each with an exponential; and n³ of the factors. */
const STEPS = 300;

/** Bytes that the factors of all maps may take. */
const MOST_BYTES = 3 * 2 ** 30;

/** Parcels of a map in a block that can be fitted. */
const FEWEST = 4;

/** @throws NspError `too-few-parcels`, `too-many-maps`; CancelledError */
export async function burt2018Source(
  moving: MapTable,
  blocks: readonly DistanceBlock[],
  { seed, permutations }: Pick<Burt2018Source, 'seed' | 'permutations'>,
  pool: BlockPool,
  ctx: StageContext,
): Promise<Burt2018Source> {
  const { patterns, ofMap } = usedParcels(moving, blocks, ctx);
  const all = patterns.map((pattern) => ({
    parcels: parcelsOfPattern(pattern),
    distances: asShared(pattern.block.matrix, pattern.block.parcels.length, pattern.used),
  }));
  requireRoom(ofMap.flat().map((at) => (all[at]?.parcels.length ?? 0) ** 2 * 8));
  const jobs = ofMap.map((at, m) =>
    at.map((p): Burt2018FitBlock => {
      const { parcels, distances } = all[p] as (typeof all)[number];
      const n = parcels.length;
      if (n > 0 && n < FEWEST) throw tooFew(moving.labels[m] ?? '', n);
      return {
        values: valuesIn(moving, m, parcels),
        distances,
        factors: sharedFloat64(n * n),
        order: sharedInt32(n),
        fitted: sharedFloat64(3),
      };
    }),
  );
  const flat = jobs.flat();
  await pool.run('burt2018', flat, {
    signal: ctx.signal,
    steps: flat.reduce((sum, { order: { length: n } }) => sum + STEPS * n ** 2 + n ** 3, 0),
    onDone: (done) => ctx.report(done, flat.length, 'fitted maps'),
  });
  warnOfFits(moving, jobs, ctx);
  return {
    kind: 'burt2018',
    seed,
    permutations,
    blocks: jobs.map((ofBlocks, m) =>
      ofBlocks.map(({ factors, order, fitted }, b) => ({
        parcels: all[ofMap[m]?.[b] ?? -1]?.parcels ?? new Int32Array(0),
        factors: fitted[2] === CONSTANT ? null : factors,
        order,
      })),
    ),
  };
}

function asShared(matrix: Float64Array, size: number, used: Int32Array): Float64Array {
  const picked = pickSquare(matrix, size, used);
  const out = sharedFloat64(picked.length);
  out.set(picked);
  return out;
}

function warnOfFits(
  moving: MapTable,
  jobs: readonly Burt2018FitBlock[][],
  ctx: StageContext,
): void {
  const of = (state: number): string[] =>
    moving.labels.filter((_, m) => jobs[m]?.some(({ fitted }) => fitted[2] === state));
  const constant = of(CONSTANT);
  if (constant.length > 0)
    ctx.warn(
      'constant-in-block',
      `${someOf(constant)} ${constant.length > 1 ? 'are' : 'is'} constant in a hemisphere or part of the brain, and stay${constant.length > 1 ? '' : 's'} so in every null map there.`,
      { property: 'maps_method' },
    );
  const loose = of(NOT_CONVERGED);
  if (loose.length > 0)
    ctx.warn(
      'loose-fit',
      `The spatial model of burt2018 fits ${someOf(loose)} badly: its search for the distance of autocorrelation did not settle. Prefer another null model for ${loose.length > 1 ? 'them' : 'it'}.`,
      { property: 'maps_method' },
    );
  const rough = of(ROUGH);
  if (rough.length > 0)
    ctx.warn(
      'no-smoothness',
      `The spatial model of burt2018 finds ${someOf(rough)} alike in nearest neighbours only, in some part of the brain; null maps there are hardly smooth.`,
      { property: 'maps_method' },
    );
  const singular = of(SINGULAR);
  if (singular.length > 0)
    throw new NspError(
      'no-fit',
      `The spatial model of burt2018 cannot be solved for ${someOf(singular)}. Use another null model, such as moran or burt2020.`,
      { property: 'maps_method' },
    );
}

function tooFew(label: string, n: number): NspError {
  return new NspError(
    'too-few-parcels',
    `${label} has ${n} parcels in a hemisphere or part of the brain; burt2018 fits a model from ${FEWEST} on. Use maps_method: moran.`,
    { property: 'maps_method' },
  );
}

function requireRoom(bytes: readonly number[]): void {
  const total = bytes.reduce((a, b) => a + b, 0);
  if (total <= MOST_BYTES) return;
  throw new NspError(
    'too-many-maps',
    `burt2018 keeps a model of each of the permuted maps, ${(total / 2 ** 30).toFixed(1)} GB here, of which ${MOST_BYTES / 2 ** 30} are allowed. Permute the other maps (maps_which), take fewer maps or a coarser parcellation, or use moran.`,
    { property: 'maps_method' },
  );
}
