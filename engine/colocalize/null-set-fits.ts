// Null statistics of an enrichment by a regression-like method: cuts the permutations into blocks for the pool.
import type { BlockPool } from '../parallel/pool.js';
import type { SetFitBlock } from '../parallel/set-fit-block.js';
import { sharedFloat64 } from '../parallel/shared.js';
import type { StageContext } from '../progress.js';
import type { ChosenMethod } from './chosen-method.js';
import { rawMaps } from './correlation.js';
import { kernelSetup } from './kernel-setup.js';
import { kernelSteps } from './kernel-steps.js';
import type { KernelMethod } from './methods.js';
import type { NullTable } from './null-correlations.js';
import type { FitRequest } from './null-fits.js';
import { blockSize, type SetRequest } from './null-sets.js';

/** Half a second: a thread that begins later draws the random numbers before its block, too. */
const STEPS_PER_BLOCK = 5e8;

/** One table for each statistic that is tested, in the order of the method. */
export async function nullSetFits(
  chosen: ChosenMethod<KernelMethod>,
  request: Omit<SetRequest, 'rToZ'> & Pick<FitRequest, 'standardize' | 'distances'>,
  pool: BlockPool,
  ctx: StageContext,
): Promise<NullTable[]> {
  const { tables, which, standardize, permutations, pooled, source, enrichment } = request;
  const { method, options, ranked } = chosen;
  const { sets, aggregation } = enrichment;
  const setup = kernelSetup(chosen, tables, request.distances);
  const movingIsX = which === 'X';
  const { parcels } = setup.x;
  const rows = pooled ? 1 : setup.y.maps;
  const columns = sets.length;
  const outputs = chosen.statistics.map(({ tail }) =>
    tail === null
      ? null
      : { nulls: sharedFloat64(rows * columns * permutations), columns, permutations, pooled },
  );
  const steps = sets.reduce(
    (sum, { members }) =>
      sum
      + kernelSteps(method.name, { maps: members.length, rows: setup.y.maps, parcels }, options),
    0,
  );
  const size = blockSize(permutations, STEPS_PER_BLOCK / steps, pool.threads);
  const blocks = Array.from({ length: Math.ceil(permutations / size) }, (_, i): SetFitBlock => ({
    method: method.name,
    options,
    shape: setup.shape,
    parcels,
    sets,
    aggregation,
    source,
    moving: rawMaps(movingIsX ? tables.x : tables.y),
    fixed: movingIsX ? setup.y : setup.x,
    movingIsX,
    preparation: { standardize, ranked, z: movingIsX ? setup.z.x : setup.z.y },
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
