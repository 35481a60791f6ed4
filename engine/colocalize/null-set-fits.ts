// Null statistics of an enrichment by a regression-like method: cuts the permutations into blocks for the pool.
import type { BlockPool } from '../parallel/pool.js';
import type { SetFitBlock } from '../parallel/set-fit-block.js';
import { sharedFloat64 } from '../parallel/shared.js';
import type { StageContext } from '../progress.js';
import type { ChosenMethod } from './chosen-method.js';
import type { Enrichment } from './enrichment.js';
import { kernelSetup } from './kernel-setup.js';
import { kernelSteps } from './kernel-steps.js';
import type { KernelMethod } from './methods.js';
import type { DrawnFrom } from './moving-sides.js';
import type { NullTable } from './null-correlations.js';
import { kernelSides, type FitRequest } from './null-fits.js';
import { blockSize } from './null-stepwise.js';

export interface SetFitRequest extends FitRequest {
  enrichment: Pick<Enrichment, 'sets' | 'aggregation'>;
  /** Null or absent: the sets keep their members. */
  drawn?: DrawnFrom | null;
}

/** Half a second: a thread that begins later draws the random numbers before its block, too. */
const STEPS_PER_BLOCK = 5e8;

/** One table for each statistic that is tested, in the order of the method. */
export async function nullSetFits(
  chosen: ChosenMethod<KernelMethod>,
  request: SetFitRequest,
  pool: BlockPool,
  ctx: StageContext,
): Promise<NullTable[]> {
  const { permutations, pooled, enrichment, drawn = null, distances } = request;
  const { method, options } = chosen;
  const { sets, aggregation } = enrichment;
  // The parcels that may be used are those of the observed fits, whatever is drawn.
  const { shape } = kernelSetup(chosen, request.tables, distances);
  const tables = drawn ? { ...request.tables, x: drawn.background } : request.tables;
  const { x, y } = kernelSides(chosen, { ...request, tables }).sides;
  const { parcels } = x.maps;
  const yMaps = y.maps.maps;
  const rows = pooled ? 1 : yMaps;
  const columns = sets.length;
  const outputs = chosen.statistics.map(({ tail }) =>
    tail === null
      ? null
      : { nulls: sharedFloat64(rows * columns * permutations), columns, permutations, pooled },
  );
  const steps = sets.reduce(
    (sum, { members }) =>
      sum + kernelSteps(method.name, { maps: members.length, rows: yMaps, parcels }, options),
    0,
  );
  const size = blockSize(permutations, STEPS_PER_BLOCK / steps, pool.threads);
  const blocks = Array.from({ length: Math.ceil(permutations / size) }, (_, i): SetFitBlock => ({
    method: method.name,
    options,
    shape,
    parcels,
    sets,
    aggregation,
    x,
    y,
    draws: drawn && { seed: drawn.seed, maps: x.maps.maps },
    from: i * size,
    to: Math.min(permutations, (i + 1) * size),
    outputs,
  }));
  await pool.run('setFit', blocks, {
    signal: ctx.signal,
    steps: steps * permutations,
    onDone: (done) => ctx.report(done, permutations, 'permutations'),
  });
  return outputs.flatMap((output, s) =>
    output
      ? [{ statistic: chosen.statistics[s]?.name ?? '', rows, columns, values: output.nulls }]
      : [],
  );
}
