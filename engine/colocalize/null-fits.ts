// Null statistics of a regression-like method: cuts the permutations into blocks for the pool.
import type { KernelBlock } from '../parallel/kernel-block.js';
import { beginsAnywhere, type NullSource } from '../parallel/null-maps.js';
import type { StatisticOutput } from '../parallel/null-output.js';
import type { BlockPool } from '../parallel/pool.js';
import { sharedFloat64 } from '../parallel/shared.js';
import type { Pooling } from '../plan.js';
import type { StageContext } from '../progress.js';
import type { ChosenMethod } from './chosen-method.js';
import { kernelSetup, type KernelSetup, type MapTables } from './kernel-setup.js';
import { kernelSteps } from './kernel-steps.js';
import type { KernelMethod } from './methods.js';
import { sideOf, type MovingSides } from './moving-sides.js';
import type { NullTable } from './null-correlations.js';

export interface FitRequest {
  tables: MapTables;
  /** At least one side moves. */
  moving: MovingSides;
  permutations: number;
  pooled: Pooling | null;
  distances: Float64Array | null;
}

/** A tenth of a second: short enough to be cancelled at once, long enough to be worth sending. */
const STEPS_PER_BLOCK = 1e8;

/** Blocks that a thread gets: with fewer, one may still work long after the others are done. */
const BLOCKS_PER_THREAD = 6;

/** Drawing a free permutation costs as much as using it: a thread that starts late has drawn for nothing. */
const isSlowToSkip = (source: NullSource): boolean =>
  source.kind === 'shuffle'
  || (source.kind === 'split' && source.parts.some((part) => isSlowToSkip(part.source)));

/** One table for each statistic that is tested, in the order of the method. */
export async function nullFits(
  chosen: ChosenMethod<KernelMethod>,
  request: FitRequest,
  pool: BlockPool,
  ctx: StageContext,
): Promise<NullTable[]> {
  const { moving, permutations, pooled } = request;
  const { method, options } = chosen;
  const { setup, sides } = kernelSides(chosen, request);
  const rows = pooled ? 1 : setup.y.maps;
  const found = chosen.statistics.map((statistic): (StatisticOutput & NullTable) | null => {
    if (statistic.tail === null) return null;
    const columns = statistic.shape === 'pair' ? setup.x.maps : 1;
    const values = sharedFloat64(rows * columns * permutations);
    return {
      statistic: statistic.name,
      rows,
      columns,
      values,
      nulls: values,
      permutations,
      pooled,
    };
  });
  const common: Omit<KernelBlock, 'from' | 'to'> = {
    method: method.name,
    options,
    shape: setup.shape,
    ...sides,
    outputs: found.map(
      (output) => output && { nulls: output.nulls, columns: output.columns, permutations, pooled },
    ),
  };
  const size = { maps: setup.x.maps, rows: setup.y.maps, parcels: setup.x.parcels };
  const steps = kernelSteps(method.name, size, options);
  const blocks = ranges(permutations, blockSize(permutations, steps, moving, pool.threads)).map(
    ([from, to]): KernelBlock => ({ ...common, from, to }),
  );
  await pool.run('kernel', blocks, {
    signal: ctx.signal,
    steps: steps * permutations,
    onDone: (done) => ctx.report(done, permutations, 'permutations'),
  });
  return found.flatMap((output) =>
    output
      ? [{ statistic: output.statistic, rows, columns: output.columns, values: output.values }]
      : [],
  );
}

/** Both sides as blocks take them, and what the kernel is given besides. */
export function kernelSides(
  chosen: ChosenMethod<KernelMethod>,
  { tables, moving, distances }: Pick<FitRequest, 'tables' | 'moving' | 'distances'>,
): { setup: KernelSetup; sides: Pick<KernelBlock, 'x' | 'y'> } {
  const setup = kernelSetup(chosen, tables, distances);
  const { ranked } = chosen;
  const side = (of: 'x' | 'y'): KernelBlock['x'] =>
    sideOf(
      tables[of],
      moving[of],
      () => setup[of],
      ({ standardize }) => ({ standardize, ranked, z: setup.z[of] }),
    );
  return { setup, sides: { x: side('x'), y: side('y') } };
}

/**
 * Spins and given null maps can begin anywhere. Other null models draw one random number after the other, so that a thread has to draw all that comes
 * before its block: then there are no more blocks than the threads need.
 */
function blockSize(
  permutations: number,
  steps: number,
  { x, y }: MovingSides,
  threads: number,
): number {
  const sources = [x, y].flatMap((side) => (side ? [side.source] : []));
  const short = Math.max(1, Math.floor(STEPS_PER_BLOCK / steps));
  if (threads < 2) return short;
  const each = sources.some(isSlowToSkip) ? 1 : BLOCKS_PER_THREAD;
  const share = Math.ceil(permutations / (threads * each));
  return sources.every(beginsAnywhere) ? Math.min(short, share) : share;
}

function ranges(total: number, size: number): [from: number, to: number][] {
  return Array.from({ length: Math.ceil(total / size) }, (_, i) => [
    i * size,
    Math.min(total, (i + 1) * size),
  ]);
}
