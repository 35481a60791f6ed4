// Null correlations of one method: cuts the permutations (or maps) into blocks for the pool and gathers what they wrote.
import type { MapTable } from '../library/map-table.js';
import type { Preparation } from '../parallel/map-correlator.js';
import type { NullSource } from '../parallel/null-maps.js';
import { pool as poolValues, type NullOutput } from '../parallel/null-output.js';
import type { BlockPool } from '../parallel/pool.js';
import { sharedFloat64 } from '../parallel/shared.js';
import type { Pooling } from '../plan.js';
import type { StageContext } from '../progress.js';
import type { Confounds } from './confounds.js';
import type { FixedMaps } from '../parallel/spun-correlator.js';
import { Residuals, type ConfoundMaps } from '../stats/residuals.js';
import { fixedMaps, movingMaps, rawMaps } from './correlation.js';

export interface NullRequest {
  x: MapTable;
  y: MapTable;
  ranked: boolean;
  /** Z maps (ranked if the method ranks) that are regressed out of the maps and of every null map; shared. */
  z: Confounds;
  /** Which maps are permuted. */
  which: 'X' | 'Y';
  permutations: number;
  rToZ: boolean;
  pooled: Pooling | null;
  source: NullSource;
}

/** Null values of one statistic. */
export interface NullTable {
  /** As the observed statistic is called. */
  statistic: string;
  rows: number;
  columns: number;
  /** `[row][column][permutation]`, shared; NaN missing. */
  values: Float64Array;
}

/** Steps of the inner loop in one block: short enough to be cancelled at once, long enough to be worth sending. */
const STEPS_PER_BLOCK = 3e6;

export async function nullCorrelations(
  request: NullRequest,
  pool: BlockPool,
  ctx: StageContext,
): Promise<NullTable> {
  const { x, y, pooled, permutations } = request;
  const rows = pooled ? 1 : y.labels.length;
  const columns = x.labels.length;
  const values = sharedFloat64(rows * columns * permutations);
  const output: NullOutput = {
    nulls: values,
    rows,
    columns,
    permutations,
    movingIsX: request.which === 'X',
    rToZ: request.rToZ,
    pooled,
  };
  const { source, z } = request;
  const plain = z.taken === 0;
  if (source.kind === 'spin' && plain) await spun(request, source.index, output, pool, ctx);
  else if (source.kind === 'spin') await spunWithZ(request, source.index, output, pool, ctx);
  else if (source.kind === 'shuffle' && plain)
    await shuffled(request, source.seed, output, pool, ctx);
  else await dense(request, output, pool, ctx);
  return { statistic: request.rToZ ? 'rho_z' : 'rho', rows, columns, values };
}

/**
 * With the same Z on both sides, null correlations follow from counting sources where nothing is missing, because then the same rows span the Z maps under every
 * null map. Permuted maps that miss parcels are made one by one, and all of them where that holds for none.
 */
async function spunWithZ(
  request: NullRequest,
  index: Int16Array,
  output: NullOutput,
  pool: BlockPool,
  ctx: StageContext,
): Promise<void> {
  const { x, y, z, which, pooled } = request;
  const [moving, fixed] = which === 'X' ? [x, y] : [y, x];
  const shared = sharedConfounds(z);
  const complete = (values: Float64Array): boolean => values.every((v) => v === v);
  const n = moving.parcels.length;
  const holed = [...moving.labels.keys()].filter(
    (m) => !complete(moving.values.subarray(m * n, (m + 1) * n)),
  );
  const counted =
    shared && complete(fixed.values) && complete(shared.values) && !index.includes(-1);
  if (!counted || (holed.length > 0 && pooled && which === 'Y'))
    return dense(request, output, pool, ctx);
  await spun(request, index, output, pool, ctx);
  if (holed.length > 0)
    await dense(
      request,
      output,
      pool,
      ctx,
      holed.map((m) => [m, m + 1]),
    );
}

/** The Z maps where all of them are taken out of both sides; else null. */
const sharedConfounds = ({ x, y }: Confounds): ConfoundMaps | null =>
  x === y && !x?.matched ? x : null;

/** The fixed maps without Z, and behind them the rows that span the Z maps. */
function withConfounds(fixed: FixedMaps, z: ConfoundMaps): { fixed: FixedMaps; rows: number } {
  const { parcels } = fixed;
  const basis = new Residuals(z).basisOf(new Float64Array(parcels));
  const values = sharedFloat64(fixed.values.length + basis.length);
  values.set(fixed.values);
  values.set(basis, fixed.values.length);
  const rows = basis.length / parcels;
  return { fixed: { maps: fixed.maps + rows, parcels, values }, rows };
}

async function spun(
  request: NullRequest,
  index: Int16Array,
  output: NullOutput,
  pool: BlockPool,
  ctx: StageContext,
): Promise<void> {
  const { x, y, ranked, z, which, permutations } = request;
  const moving = movingMaps(which === 'X' ? x : y);
  const shared = sharedConfounds(z);
  const alone = fixedMaps(which === 'X' ? y : x, ranked, shared);
  const { fixed, rows } = shared ? withConfounds(alone, shared) : { fixed: alone, rows: 0 };
  const confounds = shared && { z: shared, rows };
  const perSpin = moving.parcels * (moving.maps * (1 + fixed.maps) + fixed.maps);
  const size = Math.max(1, Math.floor(STEPS_PER_BLOCK / perSpin));
  const blocks = cut(permutations, size).map(([from, to]) => ({
    moving,
    fixed,
    ranked,
    confounds,
    index,
    from,
    to,
    output,
  }));
  await pool.run('spin', blocks, {
    signal: ctx.signal,
    steps: perSpin * permutations,
    onDone: (done) => ctx.report(done, permutations, 'permutations'),
  });
}

/** Free permutations are cut by map; the fixed maps' order of rows is `[fixed][moving]`. */
async function shuffled(
  request: NullRequest,
  seed: number,
  output: NullOutput,
  pool: BlockPool,
  ctx: StageContext,
): Promise<void> {
  const { x, y, ranked, which, permutations, pooled } = request;
  const moving = fixedMaps(which === 'X' ? x : y, ranked);
  const fixed = fixedMaps(which === 'X' ? y : x, ranked);
  const direct = which === 'X' && !pooled;
  const out = direct ? output.nulls : sharedFloat64(moving.maps * fixed.maps * permutations);
  // Pooling averages Fisher z; where r is asked for, it is transformed back afterwards.
  const rToZ = request.rToZ || pooled !== null;
  const blocks = cut(moving.maps, 1).map(([from, to]) => ({
    moving,
    fixed,
    seed,
    from,
    to,
    permutations,
    rToZ,
    out,
  }));
  const work = moving.maps * permutations;
  await pool.run('shuffle', blocks, {
    signal: ctx.signal,
    steps: work * moving.parcels * (2 + fixed.maps),
    onDone: (done) => ctx.report(Math.floor(done / moving.maps), permutations, 'permutations'),
  });
  if (!direct) rearrange(out, moving.maps, fixed.maps, output);
}

/** Blocks of explicit null maps are longer, because a block that begins later has to draw the random numbers before it, too. */
const DENSE_STEPS_PER_BLOCK = 4 * STEPS_PER_BLOCK;

/** Steps of making and ranking one parcel of a null map, and of taking one Z map out of it. */
const DENSE_STEPS = { make: 15, rank: 25, residual: 4 };

/**
 * Null maps made one by one: cut by map, and within a map by permutation.
 * @param only ranges of maps that are made; absent: all
 */
async function dense(
  request: NullRequest,
  output: NullOutput,
  pool: BlockPool,
  ctx: StageContext,
  only?: [number, number][],
): Promise<void> {
  const { x, y, ranked, z, which, permutations, pooled, source } = request;
  const moving = rawMaps(which === 'X' ? x : y);
  const [moved, still] = which === 'X' ? [z.x, z.y] : [z.y, z.x];
  const fixed = fixedMaps(which === 'X' ? y : x, ranked, still);
  const preparation: Preparation = { ranked, z: moved, fewest: z.fewest };
  const { make, rank, residual } = DENSE_STEPS;
  const each = make + (ranked ? rank : 0) + residual * (moved?.maps ?? 0) + fixed.maps;
  const perNull = moving.parcels * each;
  const together = pooled && which === 'Y' ? moving.maps : 1;
  const nulls = Math.max(1, Math.floor(DENSE_STEPS_PER_BLOCK / perNull));
  const maps = Math.max(together, Math.floor(nulls / permutations));
  const ranges = only ?? cut(moving.maps, maps);
  const made = ranges.reduce((sum, [from, to]) => sum + to - from, 0);
  const blocks = ranges.flatMap((mapRange) =>
    cut(permutations, Math.max(1, Math.floor(nulls / together))).map((range) => ({
      source,
      moving,
      fixed,
      preparation,
      maps: mapRange,
      permutations: range,
      output,
    })),
  );
  await pool.run('dense', blocks, {
    signal: ctx.signal,
    steps: perNull * made * permutations,
    onDone: (done) => ctx.report(Math.floor(done / made), permutations, 'permutations'),
  });
}

/** From `[fixed][moving][permutation]` to `[row][column][permutation]`, pooled over the Y maps where asked. */
function rearrange(out: Float64Array, moving: number, fixed: number, output: NullOutput): void {
  const { nulls, columns, permutations, movingIsX, pooled, rToZ } = output;
  const yMaps = movingIsX ? fixed : moving;
  const at = (y: number, x: number): number => (movingIsX ? y * moving + x : x * moving + y);
  const values = new Float64Array(yMaps);
  for (let column = 0; column < columns; column++) {
    for (let k = 0; k < permutations; k++) {
      for (let y = 0; y < yMaps; y++) {
        const value = out[at(y, column) * permutations + k] as number;
        values[y] = value;
        if (!pooled) nulls[(y * columns + column) * permutations + k] = value;
      }
      if (!pooled) continue;
      const z = poolValues(values, pooled);
      nulls[column * permutations + k] = rToZ ? z : Math.tanh(z);
    }
  }
}

function cut(total: number, size: number): [number, number][] {
  return Array.from({ length: Math.ceil(total / size) }, (_, i) => [
    i * size,
    Math.min(total, (i + 1) * size),
  ]);
}
