// Observed statistics of an enrichment: the colocalizations of the maps of a set become one number, then Y maps are pooled where asked.
import type { PlanBase } from '../plan.js';
import type { StageContext } from '../progress.js';
import { inverseFisherZ } from '../stats/fisher.js';
import { aggregatedTail, Aggregator } from './aggregate.js';
import type { ChosenMethod } from './chosen-method.js';
import type { Enrichment } from './enrichment.js';
import type { MapTables } from './kernel-setup.js';
import type { CorrelationMethod } from './methods.js';
import { resolvePooling, type ObservedStatistics } from './observed.js';
import { observedCorrelations } from './observed-correlations.js';
import { observedSetFits } from './observed-set-fits.js';
import { withPooledRow, type ObservedStatistic } from './observed-statistic.js';

/**
 * Columns are the sets. Correlations are aggregated and pooled as Fisher z; `rho` is tanh of that (spec/decisions.md 1).
 * @param tables `x` are the maps of the enrichment, each once
 * @param distances between parcels, for methods that ask for them
 */
export function observedSets(
  chosen: ChosenMethod,
  tables: MapTables,
  enrichment: Enrichment,
  plan: Pick<PlanBase, 'pooled' | 'rToZ'>,
  ctx: StageContext,
  distances: Float64Array | null,
): ObservedStatistics {
  const { labels } = tables.y;
  const pooled = resolvePooling(plan.pooled, labels.length);
  const { method } = chosen;
  const each =
    method.kind === 'correlation'
      ? setCorrelations({ ...chosen, method }, tables, enrichment, ctx)
      : observedSetFits({ ...chosen, method }, tables, enrichment, distances, ctx);
  const statistics = each.map((statistic) =>
    pooled
      ? { ...statistic, values: withPooledRow(statistic.values, pooled, labels.length) }
      : statistic,
  );
  return {
    chosen,
    pooled,
    rows: pooled ? [...labels, pooled] : [...labels],
    statistics:
      method.kind === 'correlation'
        ? statistics.flatMap((one) => withRaw(one, method, plan.rToZ))
        : statistics,
  };
}

function setCorrelations(
  chosen: ChosenMethod<CorrelationMethod>,
  tables: MapTables,
  { sets, aggregation }: Enrichment,
  ctx: StageContext,
): ObservedStatistic[] {
  const ofMaps = observedCorrelations(chosen, tables, true, null, ctx);
  return ofMaps
    .filter(({ tested }) => tested)
    .map((statistic) => ({
      ...statistic,
      label: `${statistic.label}, ${aggregation.label.toLowerCase()} of each set`,
      tail: statistic.tail && aggregatedTail(aggregation, statistic.tail),
      values: aggregateRows(statistic.values, tables.y.labels.length, { sets, aggregation }),
    }));
}

/** `[row][map]` → `[row][set]`. */
export function aggregateRows(
  values: Float64Array,
  rows: number,
  { sets, aggregation }: Pick<Enrichment, 'sets' | 'aggregation'>,
): Float64Array {
  const aggregator = new Aggregator(sets, aggregation);
  const width = values.length / rows;
  const out = new Float64Array(rows * sets.length);
  for (let row = 0; row < rows; row++) {
    aggregator.aggregate(
      values.subarray(row * width, (row + 1) * width),
      out.subarray(row * sets.length, (row + 1) * sets.length),
    );
  }
  return out;
}

/** The correlation beside its transform, or instead of it where the transform is not wanted. */
function withRaw(
  transformed: ObservedStatistic,
  { label }: CorrelationMethod,
  rToZ: boolean,
): ObservedStatistic[] {
  const rho: ObservedStatistic = {
    ...transformed,
    name: 'rho',
    label: transformed.label.replace(`${label} (Fisher z)`, label),
    tested: !rToZ,
    values: transformed.values.map(inverseFisherZ),
  };
  return rToZ ? [rho, transformed] : [rho];
}
