// Observed statistics of an enrichment by a regression-like method: a fit of each set, or a value of each of its maps, per Y map.
import { CancelledError } from '../error.js';
import { SetFits } from '../parallel/set-fits.js';
import type { StageContext } from '../progress.js';
import { aggregatedTail } from './aggregate.js';
import type { ChosenMethod } from './chosen-method.js';
import type { Enrichment } from './enrichment.js';
import { kernelSetup, type MapTables } from './kernel-setup.js';
import type { KernelMethod } from './methods.js';
import type { ObservedStatistic } from './observed-statistic.js';

/** `[y][set]` of every statistic. Throws what the method throws for sets it cannot serve. */
export function observedSetFits(
  chosen: ChosenMethod<KernelMethod>,
  tables: MapTables,
  { sets, aggregation }: Enrichment,
  distances: Float64Array | null,
  ctx: StageContext,
): ObservedStatistic[] {
  const { method, options } = chosen;
  const { x, y, shape } = kernelSetup(chosen, tables, distances);
  const { parcels } = x;
  const fits = new SetFits({ method: method.name, options, shape, parcels, sets, aggregation });
  const statistics = chosen.statistics.map((spec): ObservedStatistic => ({
    name: spec.name,
    label: `${method.label}: ${spec.label}${spec.shape === 'pair' ? `, ${aggregation.label.toLowerCase()} of each set` : ''}`,
    shape: 'pair',
    tail: spec.tail && aggregatedTail(aggregation, spec.tail),
    tested: spec.tail !== null,
    values: new Float64Array(y.maps * sets.length),
  }));
  fits.setX(x.values);
  for (let m = 0; m < y.maps; m++) {
    if (ctx.signal.aborted) throw new CancelledError();
    fits.run(
      y.values.subarray(m * parcels, (m + 1) * parcels),
      statistics.map(({ values }) => values.subarray(m * sets.length, (m + 1) * sets.length)),
    );
    ctx.report(m + 1, y.maps, 'maps');
  }
  warnOfMissing(method.name, statistics, tables, sets, ctx);
  return statistics;
}

/** A set has no fit when its maps share too few parcels with Y, repeat each other, or are constant. */
function warnOfMissing(
  method: string,
  statistics: readonly ObservedStatistic[],
  { y }: MapTables,
  sets: Enrichment['sets'],
  ctx: StageContext,
): void {
  const missing = sets.filter((_, s) =>
    y.labels.some((_label, m) =>
      statistics.some(({ tested, values }) => tested && Number.isNaN(values[m * sets.length + s])),
    ),
  );
  if (missing.length === 0) return;
  const names = missing.map(({ name, members }) => `${name} (${members.length})`);
  const more = names.length > 3 ? ', …' : '';
  ctx.warn(
    'no-set-fit',
    `${method} has no result for ${missing.length} of ${sets.length} sets: ${names.slice(0, 3).join(', ')}${more}. The maps of such a set have too few parcels in common for their number, repeat each other, or do not vary; use smaller sets (set_size_range), ridge or a correlation.`,
    { property: 'x' },
  );
}
