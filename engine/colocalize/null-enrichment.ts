// Null statistics of an enrichment, whatever is permuted (maps, groups, sets) and whichever family a method is of.
import type { MapTable } from '../library/map-table.js';
import { requireDrawable } from '../nulls/set-draws.js';
import type { BlockPool } from '../parallel/pool.js';
import type { PlanBase } from '../plan.js';
import type { StageContext } from '../progress.js';
import type { Enrichment } from './enrichment.js';
import type { MapTables } from './kernel-setup.js';
import type { NullTable } from './null-correlations.js';
import { nullSetDraws, setDraws } from './null-set-draws.js';
import { nullSetFits } from './null-set-fits.js';
import type { NullsOfRun } from './null-statistics.js';
import { nullStepwise } from './null-stepwise.js';
import type { ObservedStatistics } from './observed.js';

export interface EnrichmentNulls extends NullsOfRun {
  /** Null: the sets keep their members. */
  background: MapTable | null;
}

/** By method, then by tested statistic. Random sets are the same for all methods. */
export async function nullEnrichment(
  observed: readonly ObservedStatistics[],
  tables: MapTables,
  enrichment: Enrichment,
  plan: Pick<PlanBase, 'nPerm' | 'rToZ'> & { seed: number },
  { background, moving, distances }: EnrichmentNulls,
  pool: BlockPool,
  ctx: StageContext,
): Promise<NullTable[][]> {
  const { seed, nPerm: permutations, rToZ } = plan;
  const drawn = background && { background, seed };
  if (background) requireDrawable({ maps: background.labels.length }, enrichment.sets);
  const found: NullTable[][] = [];
  for (const { chosen, pooled } of observed) {
    const { method } = chosen;
    const common = { tables, enrichment, permutations, pooled, rToZ, distances };
    if (background && !moving.x && !moving.y) {
      const draw = setDraws(seed, background, enrichment.sets);
      found.push(await nullSetDraws(chosen, { ...common, background, draw }, ctx));
    } else if (method.kind === 'correlation') {
      found.push([await nullStepwise(chosen, { ...common, moving, drawn }, pool, ctx)]);
    } else {
      const request = { ...common, moving, drawn };
      found.push(await nullSetFits({ ...chosen, method }, request, pool, ctx));
    }
  }
  return found;
}
