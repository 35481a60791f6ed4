// Null correlations made permutation by permutation, whatever moves: those of an enrichment, of which each block hands back one number
// per set, and those of maps where both sides move. Cuts the permutations into blocks for the pool.
import type { CorrelationBlock } from '../parallel/correlation-block.js';
import type { Preparation } from '../parallel/map-correlator.js';
import { makingSteps } from '../parallel/null-steps.js';
import type { BlockPool } from '../parallel/pool.js';
import { sharedFloat64 } from '../parallel/shared.js';
import type { Pooling } from '../plan.js';
import type { StageContext } from '../progress.js';
import { inverseFisherZ } from '../stats/fisher.js';
import type { ConfoundMaps } from '../stats/residuals.js';
import type { ChosenMethod } from './chosen-method.js';
import { confoundsOf, type Confounds } from './confounds.js';
import { fixedMaps } from './correlation.js';
import type { Enrichment } from './enrichment.js';
import type { MapTables } from './kernel-setup.js';
import type { CorrelationMethod } from './methods.js';
import { sideOf, type DrawnFrom, type MovingSides } from './moving-sides.js';
import type { NullTable } from './null-correlations.js';

export interface StepwiseRequest {
  /** In an enrichment `x` are its maps, each once. */
  tables: MapTables;
  /** Null: the columns are the X maps. */
  enrichment: Pick<Enrichment, 'sets' | 'aggregation'> | null;
  /** At least one side moves. */
  moving: MovingSides;
  /** Null or absent: the sets keep their members. */
  drawn?: DrawnFrom | null;
  permutations: number;
  pooled: Pooling | null;
  rToZ: boolean;
}

/** A fifth of a second: a thread prepares the fixed maps anew for every block. */
const STEPS_PER_BLOCK = 1e8;

/** Steps of ranking one parcel of a null map, of taking one Z map out of it, and of the Fisher transform. */
const STEPS = { rank: 25, residual: 4, fisher: 20 };

export async function nullStepwise(
  { ranked }: Pick<ChosenMethod<CorrelationMethod>, 'ranked'>,
  request: StepwiseRequest,
  pool: BlockPool,
  ctx: StageContext,
): Promise<NullTable> {
  const { enrichment, drawn = null, permutations, pooled, moving } = request;
  // Random sets are drawn from the background instead of the X maps.
  const tables = drawn ? { ...request.tables, x: drawn.background } : request.tables;
  const { x, y } = tables;
  const z = confoundsOf(tables, ranked);
  const side = (of: 'x' | 'y'): CorrelationBlock['x'] =>
    sideOf(
      tables[of],
      moving[of],
      () => fixedMaps(tables[of], ranked, z[of]),
      (): Preparation => ({ ranked, z: z[of], fewest: z.fewest }),
    );
  const columns = enrichment?.sets.length ?? x.labels.length;
  const rows = pooled ? 1 : y.labels.length;
  const values = sharedFloat64(rows * columns * permutations);
  const common: Omit<CorrelationBlock, 'from' | 'to'> = {
    x: side('x'),
    y: side('y'),
    aggregated: enrichment && {
      sets: enrichment.sets,
      aggregation: enrichment.aggregation,
      draws: drawn && { seed: drawn.seed, maps: x.labels.length },
    },
    output: { nulls: values, columns, permutations, pooled },
  };
  const steps = stepsOf(tables, moving, z);
  const size = blockSize(permutations, STEPS_PER_BLOCK / steps, pool.threads);
  const blocks = Array.from(
    { length: Math.ceil(permutations / size) },
    (_, i): CorrelationBlock => ({
      ...common,
      from: i * size,
      to: Math.min(permutations, (i + 1) * size),
    }),
  );
  await pool.run('correlation', blocks, {
    signal: ctx.signal,
    steps: steps * permutations,
    onDone: (done) => ctx.report(done, permutations, 'permutations'),
  });
  return finished(values, rows, columns, request.rToZ);
}

/** Elementary steps of one permutation. */
function stepsOf({ x, y }: MapTables, moving: MovingSides, z: Confounds): number {
  const [columns, rows] = [x.labels.length, y.labels.length];
  const making = (of: 'x' | 'y', taken: ConfoundMaps | null): number => {
    const side = moving[of];
    if (!side) return 0;
    const each = makingSteps(side.source) + STEPS.rank + STEPS.residual * (taken?.maps ?? 0);
    return (of === 'x' ? columns : rows) * each;
  };
  const correlating = rows * columns;
  return (
    x.parcels.length * (making('x', z.x) + making('y', z.y) + correlating)
    + STEPS.fisher * correlating
  );
}

/** Blocks that a thread gets: with fewer, one may still work long after the others are done. */
const BLOCKS_PER_THREAD = 4;

/** Permutations in a block: no more than take long, and few enough that every thread has some. */
export function blockSize(permutations: number, short: number, threads: number): number {
  const share =
    threads < 2 ? permutations : Math.ceil(permutations / (threads * BLOCKS_PER_THREAD));
  return Math.max(1, Math.min(Math.floor(short), share));
}

/** Values on the Fisher scale as the table of `rho_z`, or brought back as that of `rho`. */
export function finished(
  values: Float64Array,
  rows: number,
  columns: number,
  rToZ: boolean,
): NullTable {
  if (!rToZ)
    for (let i = 0; i < values.length; i++) values[i] = inverseFisherZ(values[i] as number);
  return { statistic: rToZ ? 'rho_z' : 'rho', rows, columns, values };
}
