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
  const ofMaps =
    method.kind === 'correlation' ? mapCorrelations({ ...chosen, method }, tables, ctx) : null;
  const each =
    method.kind === 'correlation'
      ? setCorrelations(ofMaps ?? [], labels.length, enrichment)
      : observedSetFits({ ...chosen, method }, tables, enrichment, distances, ctx);
  const rowsOf = (values: Float64Array): Float64Array =>
    pooled ? withPooledRow(values, pooled, labels.length) : values;
  const statistics = each.map((statistic) => ({ ...statistic, values: rowsOf(statistic.values) }));
  const members = ofMaps?.[0];
  return {
    chosen,
    pooled,
    rows: pooled ? [...labels, pooled] : [...labels],
    statistics:
      method.kind === 'correlation'
        ? statistics.flatMap((one) => withRaw(one, method, plan.rToZ))
        : statistics,
    ...(members && { members: rowsOf(members.values) }),
  };
}

/** Fisher z of the correlation of every map, in a set or not. */
const mapCorrelations = (
  chosen: ChosenMethod<CorrelationMethod>,
  tables: MapTables,
  ctx: StageContext,
): ObservedStatistic[] =>
  observedCorrelations(chosen, tables, true, null, ctx).filter(({ tested }) => tested);

const setCorrelations = (
  ofMaps: readonly ObservedStatistic[],
  rows: number,
  { sets, aggregation }: Enrichment,
): ObservedStatistic[] =>
  ofMaps.map((statistic) => ({
    ...statistic,
    label: `${statistic.label}, ${aggregation.label.toLowerCase()} of each set`,
    tail: statistic.tail && aggregatedTail(aggregation, statistic.tail),
    values: aggregateRows(statistic.values, rows, { sets, aggregation }),
  }));

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
