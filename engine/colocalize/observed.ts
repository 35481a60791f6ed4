// The observed statistics of one method: those of each Y map and, where asked for, the row that pools them.
import type { PlanBase, Pooling } from '../plan.js';
import type { StageContext } from '../progress.js';
import type { ChosenMethod } from './chosen-method.js';
import type { MapTables } from './kernel-setup.js';
import { observedCorrelations } from './observed-correlations.js';
import { observedFit } from './observed-fit.js';
import { withPooledRow, type ObservedStatistic } from './observed-statistic.js';

export interface ObservedStatistics {
  chosen: ChosenMethod;
  pooled: Pooling | null;
  /** Labels of the rows: the Y maps, then the pooled row. */
  rows: string[];
  statistics: ObservedStatistic[];
  /** Of an enrichment by correlation: Fisher z of each single map, `[row][map]`, rows as above; NaN missing. */
  members?: Float64Array;
}

/** `auto` pools by the mean when there are several Y maps (spec/workflows.md 1.6). */
export function resolvePooling(wish: PlanBase['pooled'], yMaps: number): Pooling | null {
  if (wish === 'auto') return yMaps > 1 ? 'mean' : null;
  return wish === false ? null : wish;
}

/**
 * @param tables standardised already where the plan asks
 * @param distances between parcels, for methods that ask for them (`parcelDistances`)
 * @throws NspError for options or numbers of maps that the method cannot serve
 */
export function observedStatistics(
  chosen: ChosenMethod,
  tables: MapTables,
  plan: Pick<PlanBase, 'pooled' | 'rToZ'>,
  ctx: StageContext,
  distances: Float64Array | null = null,
): ObservedStatistics {
  const { y } = tables;
  const pooled = resolvePooling(plan.pooled, y.labels.length);
  const { method } = chosen;
  const statistics =
    method.kind === 'correlation'
      ? observedCorrelations({ ...chosen, method }, tables, plan.rToZ, pooled, ctx)
      : observedFit({ ...chosen, method }, tables, distances, ctx).map((statistic) =>
          pooled
            ? { ...statistic, values: withPooledRow(statistic.values, pooled, y.labels.length) }
            : statistic,
        );
  return { chosen, pooled, rows: pooled ? [...y.labels, pooled] : [...y.labels], statistics };
}
