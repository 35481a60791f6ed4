// Null statistics of one method, whichever family it is of: one table for each statistic that is tested.
import type { BlockPool } from '../parallel/pool.js';
import type { PlanBase } from '../plan.js';
import type { StageContext } from '../progress.js';
import { confoundsOf } from './confounds.js';
import type { MapTables } from './kernel-setup.js';
import type { MovingSides } from './moving-sides.js';
import { nullCorrelations, type NullTable } from './null-correlations.js';
import { nullFits } from './null-fits.js';
import { nullStepwise } from './null-stepwise.js';
import type { ObservedStatistics } from './observed.js';

/** The nulls of a run. */
export interface NullsOfRun {
  /** At least one side moves. */
  moving: MovingSides;
  /** Between parcels, for methods that ask for them. */
  distances: Float64Array | null;
}

export async function nullStatistics(
  { chosen, pooled }: Pick<ObservedStatistics, 'chosen' | 'pooled'>,
  tables: MapTables,
  plan: Pick<PlanBase, 'nPerm' | 'rToZ'>,
  nulls: NullsOfRun,
  pool: BlockPool,
  ctx: StageContext,
): Promise<NullTable[]> {
  const { method, ranked } = chosen;
  const common = { permutations: plan.nPerm, pooled };
  if (method.kind === 'kernel')
    return nullFits({ ...chosen, method }, { ...common, ...nulls, tables }, pool, ctx);
  const { moving } = nulls;
  if (moving.x && moving.y) {
    const request = { ...common, tables, enrichment: null, moving, rToZ: plan.rToZ };
    return [await nullStepwise(chosen, request, pool, ctx)];
  }
  const { x, y } = tables;
  const which = moving.x ? 'X' : 'Y';
  const side = moving.x ?? moving.y;
  if (!side) throw new Error('Neither side moves.');
  const maps = { x, y, z: confoundsOf(tables, ranked) };
  const { source } = side;
  return [
    await nullCorrelations(
      { ...common, ...maps, ranked, which, rToZ: plan.rToZ, source },
      pool,
      ctx,
    ),
  ];
}
