// Null statistics of an enrichment, whatever is permuted (maps, groups, sets) and whichever family a method is of.
import type { MapTable } from '../library/map-table.js';
import type { BlockPool } from '../parallel/pool.js';
import type { PlanBase } from '../plan.js';
import type { StageContext } from '../progress.js';
import type { Enrichment } from './enrichment.js';
import type { MapTables } from './kernel-setup.js';
import type { NullTable } from './null-correlations.js';
import { nullSetDraws, setDraws } from './null-set-draws.js';
import { nullSetFits } from './null-set-fits.js';
import { nullSets } from './null-sets.js';
import type { NullsOfRun } from './null-statistics.js';
import type { ObservedStatistics } from './observed.js';

export type EnrichmentNulls =
  | ({ kind: 'maps' } & NullsOfRun)
  | { kind: 'draws'; background: MapTable; distances: Float64Array | null };

/** By method, then by tested statistic. Random sets are the same for all methods. */
export async function nullEnrichment(
  observed: readonly ObservedStatistics[],
  tables: MapTables,
  enrichment: Enrichment,
  plan: Pick<PlanBase, 'nPerm' | 'rToZ'> & { seed: number },
  nulls: EnrichmentNulls,
  pool: BlockPool,
  ctx: StageContext,
): Promise<NullTable[][]> {
  const found: NullTable[][] = [];
  for (const { chosen, pooled } of observed) {
    const { method } = chosen;
    const common = { tables, enrichment, permutations: plan.nPerm, pooled, rToZ: plan.rToZ };
    if (nulls.kind === 'draws') {
      const draw = setDraws(plan.seed, nulls.background, enrichment.sets);
      found.push(await nullSetDraws(chosen, { ...common, ...nulls, draw }, ctx));
    } else if (method.kind === 'correlation') {
      found.push([await nullSets(chosen, { ...common, ...nulls }, pool, ctx)]);
    } else {
      found.push(await nullSetFits({ ...chosen, method }, { ...common, ...nulls }, pool, ctx));
    }
  }
  return found;
}
