// Null statistics of one method, whichever family it is of: one table for each statistic that is tested.
import type { NullSource } from '../parallel/null-maps.js';
import type { BlockPool } from '../parallel/pool.js';
import type { PlanBase } from '../plan.js';
import type { StageContext } from '../progress.js';
import { confoundsOf } from './confounds.js';
import type { MapTables } from './kernel-setup.js';
import { nullCorrelations, type NullTable } from './null-correlations.js';
import { nullFits } from './null-fits.js';
import type { ObservedStatistics } from './observed.js';

/** The nulls of a run. */
export interface NullsOfRun {
  source: NullSource;
  /** Which maps are permuted. */
  which: 'X' | 'Y';
  /** Null maps are standardised like the observed ones; correlations do not depend on it. */
  standardize: boolean;
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
  const { x, y } = tables;
  const { source, which } = nulls;
  const maps = { x, y, z: confoundsOf(tables, ranked) };
  return [
    await nullCorrelations(
      { ...common, ...maps, ranked, which, rToZ: plan.rToZ, source },
      pool,
      ctx,
    ),
  ];
}
