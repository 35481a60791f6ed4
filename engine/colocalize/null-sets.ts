// Null statistics of an enrichment: cuts the permutations into blocks for the pool; each block hands back one number per set.
import type { NullSource } from '../parallel/null-maps.js';
import type { BlockPool } from '../parallel/pool.js';
import type { SetBlock } from '../parallel/set-block.js';
import { sharedFloat64 } from '../parallel/shared.js';
import type { Pooling } from '../plan.js';
import type { StageContext } from '../progress.js';
import { inverseFisherZ } from '../stats/fisher.js';
import type { ChosenMethod } from './chosen-method.js';
import { confoundsOf } from './confounds.js';
import { fixedMaps, rawMaps } from './correlation.js';
import type { Enrichment } from './enrichment.js';
import type { MapTables } from './kernel-setup.js';
import type { CorrelationMethod } from './methods.js';
import type { NullTable } from './null-correlations.js';

export interface SetRequest {
  /** `x` are the maps of the enrichment, each once. */
  tables: MapTables;
  enrichment: Pick<Enrichment, 'sets' | 'aggregation'>;
  /** Which maps are permuted. */
  which: 'X' | 'Y';
  permutations: number;
  pooled: Pooling | null;
  rToZ: boolean;
  source: NullSource;
}

/** A fifth of a second: a thread prepares the fixed maps anew for every block. */
const STEPS_PER_BLOCK = 1e8;

/** Steps of making and ranking one parcel of a null map, and of taking one Z map out of it. */
const STEPS = { make: 40, residual: 4, fisher: 20 };

export async function nullSets(
  { ranked }: Pick<ChosenMethod<CorrelationMethod>, 'ranked'>,
  request: SetRequest,
  pool: BlockPool,
  ctx: StageContext,
): Promise<NullTable> {
  const { tables, enrichment, which, permutations, pooled, source } = request;
  const movingIsX = which === 'X';
  const z = confoundsOf(tables, ranked);
  const [moved, still] = movingIsX ? [z.x, z.y] : [z.y, z.x];
  const moving = rawMaps(movingIsX ? tables.x : tables.y);
  const fixed = fixedMaps(movingIsX ? tables.y : tables.x, ranked, still);
  const columns = enrichment.sets.length;
  const rows = pooled ? 1 : tables.y.labels.length;
  const values = sharedFloat64(rows * columns * permutations);
  const perNull =
    moving.parcels * (STEPS.make + STEPS.residual * (moved?.maps ?? 0) + fixed.maps)
    + STEPS.fisher * fixed.maps;
  const steps = perNull * moving.maps;
  const size = blockSize(permutations, STEPS_PER_BLOCK / steps, pool.threads);
  const { sets, aggregation } = enrichment;
  const blocks = Array.from({ length: Math.ceil(permutations / size) }, (_, i): SetBlock => ({
    source,
    moving,
    fixed,
    movingIsX,
    preparation: { ranked, z: moved, fewest: z.fewest },
    sets,
    aggregation,
    from: i * size,
    to: Math.min(permutations, (i + 1) * size),
    output: { nulls: values, columns, permutations, pooled },
  }));
  await pool.run('set', blocks, {
    signal: ctx.signal,
    steps: steps * permutations,
    onDone: (done) => ctx.report(done, permutations, 'permutations'),
  });
  return finished(values, rows, columns, request.rToZ);
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
