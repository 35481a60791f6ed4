// Everything the inner loop needs for Moran nulls of some maps: the eigenvectors of each block of parcels, made once for every
// pattern of missing parcels (spec/statistics.md 4.4, 4.6).
import { NspError } from '../error.js';
import type { MapTable } from '../library/map-table.js';
import { someOf } from '../library/nearest.js';
import type { MoranBlock } from '../parallel/moran-block.js';
import type { MoranBasis, MoranSource } from '../parallel/null-maps.js';
import type { BlockPool } from '../parallel/pool.js';
import { sharedFloat64, sharedInt32 } from '../parallel/shared.js';
import type { StageContext } from '../progress.js';
import type { DistanceBlock } from './distances/blocks.js';
import type { MoranOptions } from './moran.js';

/** Elementary steps of an eigen-decomposition, times n³. */
const STEPS = 9;

interface Pattern {
  block: DistanceBlock;
  /** Positions in the block. */
  used: Int32Array;
}

/**
 * @param moving the maps that are permuted
 * @param seed null j of map i is drawn from `default_rng(seed + i)`, in every block
 * @throws NspError `no-distance-between` when two parcels of a map lie at the same place, `no-zero-eigenvalue`; CancelledError
 */
export async function moranSource(
  moving: MapTable,
  blocks: readonly DistanceBlock[],
  options: MoranOptions,
  seed: number,
  pool: BlockPool,
  ctx: StageContext,
): Promise<MoranSource> {
  const placed = blocks.map((block) => reachable(block));
  blocks.forEach((block, b) => requireDistances(block, placed[b] as number[], moving.parcels));
  warnOfUnplaced(moving, blocks, ctx);
  const patterns: Pattern[] = [];
  const known = new Map<string, number>();
  const basesOfMap = moving.labels.map((_, m) =>
    blocks.map((block, b) => {
      const used = (placed[b] as number[]).filter((i) => {
        const value = moving.values[m * moving.parcels.length + (block.parcels[i] as number)];
        return value === value;
      });
      const key = `${b}:${used.join()}`;
      const at = known.get(key) ?? patterns.push({ block, used: Int32Array.from(used) }) - 1;
      known.set(key, at);
      return at;
    }),
  );
  const bases = await makeBases(patterns, options, pool, ctx);
  return { kind: 'moran', seed, options, bases, basesOfMap };
}

async function makeBases(
  patterns: readonly Pattern[],
  options: MoranOptions,
  pool: BlockPool,
  ctx: StageContext,
): Promise<MoranBasis[]> {
  const matrices = new Map<DistanceBlock, Float64Array>();
  const jobs = patterns.map(({ block, used }): MoranBlock => {
    const matrix = matrices.get(block) ?? shared(block.matrix);
    matrices.set(block, matrix);
    const most = Math.max(0, Math.min(options.components ?? Infinity, used.length - 1));
    return {
      matrix,
      size: block.parcels.length,
      used,
      options,
      vectors: sharedFloat64(most * used.length),
      components: sharedInt32(1),
    };
  });
  await pool.run('moran', jobs, {
    signal: ctx.signal,
    steps: jobs.reduce((sum, { used }) => sum + STEPS * used.length ** 3, 0),
    onDone: (done) => ctx.report(done, jobs.length, 'sets of spatial eigenvectors'),
  });
  return jobs.map(({ used, vectors, components }, i) => {
    const count = components[0] as number;
    if (count < 0) throw noZero(options);
    const { block } = patterns[i] as Pattern;
    return {
      parcels: used.map((at) => block.parcels[at] as number),
      components: count,
      vectors: vectors.subarray(0, count * used.length),
    };
  });
}

function shared(values: Float64Array): Float64Array {
  const copy = sharedFloat64(values.length);
  copy.set(values);
  return copy;
}

/** Positions of the parcels of a block that lie at a finite distance from some other one. */
function reachable({ parcels, matrix }: DistanceBlock): number[] {
  const n = parcels.length;
  return [...parcels.keys()].filter((i) => {
    for (let j = 0; j < n; j++) if (j !== i && Number.isFinite(matrix[i * n + j])) return true;
    return false;
  });
}

function requireDistances(
  { parcels, matrix }: DistanceBlock,
  placed: readonly number[],
  labels: readonly string[],
): void {
  const n = parcels.length;
  for (const i of placed) {
    for (const j of placed) {
      if (j >= i || (matrix[i * n + j] as number) !== 0) continue;
      const names = [i, j].map((at) => labels[parcels[at] as number] ?? '').join(' and ');
      throw new NspError(
        'no-distance-between',
        `The distance between ${names} is 0, so the Moran null model cannot weigh how near they are. Mend the distance table, or use another maps_method.`,
        { property: 'maps_method' },
      );
    }
  }
}

/** Parcels outside of every block (no hemisphere is known) have no place in the nulls. Lonely ones are told where distances are read. */
function warnOfUnplaced(
  { parcels }: MapTable,
  blocks: readonly DistanceBlock[],
  ctx: StageContext,
): void {
  const inBlocks = new Set(blocks.flatMap((block) => [...block.parcels]));
  const left = parcels.filter((_, i) => !inBlocks.has(i));
  if (left.length === 0) return;
  ctx.warn(
    'parcels-without-null',
    `${someOf(left)} ${left.length > 1 ? 'are' : 'is'} in neither hemisphere and missing in every null map.`,
    { property: 'maps_method' },
  );
}

const noZero = ({ tolerance }: MoranOptions): NspError =>
  new NspError(
    'no-zero-eigenvalue',
    `With maps_n_components: none one eigenvalue has to be zero, and none is below maps_tol: ${tolerance}. Use the default 1e-6, or name a number of components.`,
    { property: 'maps_tol' },
  );
