// Observed statistics of the regression-like methods: the kernel is given the X maps once, then one Y map after another.
import { CancelledError } from '../error.js';
import type { StageContext } from '../progress.js';
import type { ChosenMethod } from './chosen-method.js';
import { kernelSetup, type KernelSetup, type MapTables } from './kernel-setup.js';
import { warnOfExplained, warnOfFewShared, warnOfJointFit, withValues } from './map-warnings.js';
import type { KernelMethod } from './methods.js';
import type { ObservedStatistic } from './observed-statistic.js';

/** Every statistic of the method, `[y][column]`; says why some are missing. Throws what the kernel throws. */
export function observedFit(
  chosen: ChosenMethod<KernelMethod>,
  tables: MapTables,
  distances: Float64Array | null,
  ctx: StageContext,
): ObservedStatistic[] {
  const { method, options } = chosen;
  const setup = kernelSetup(chosen, tables, distances);
  const { x, y, shape } = setup;
  const kernel = method.maker.make({ ...shape, maps: x.maps, parcels: x.parcels }, options);
  const statistics = kernel.statistics.map((spec): ObservedStatistic => ({
    name: spec.name,
    label: `${method.label}: ${spec.label}`,
    shape: spec.shape,
    tail: spec.tail,
    tested: spec.tail !== null,
    values: new Float64Array(y.maps * (spec.shape === 'pair' ? x.maps : 1)),
  }));
  kernel.setX(x.values);
  for (let m = 0; m < y.maps; m++) {
    if (ctx.signal.aborted) throw new CancelledError();
    const rows = statistics.map(({ values }) => {
      const columns = values.length / y.maps;
      return values.subarray(m * columns, (m + 1) * columns);
    });
    kernel.run(y.values.subarray(m * y.parcels, (m + 1) * y.parcels), rows);
    ctx.report(m + 1, y.maps, 'maps');
  }
  sayWhatIsMissing(chosen, tables, setup, statistics, ctx);
  return statistics;
}

function sayWhatIsMissing(
  { method, options }: ChosenMethod<KernelMethod>,
  tables: MapTables,
  { x, y, z, shape }: KernelSetup,
  statistics: readonly ObservedStatistic[],
  ctx: StageContext,
): void {
  const { maker } = method;
  const fewest = maker.fewestParcels({ maps: x.maps, confounds: shape.confounds ?? 0 }, options);
  const prepared = { x: withValues(tables.x, x), y: withValues(tables.y, y) };
  if (z.y) warnOfExplained('y', tables.y, y, ctx);
  if (z.x) warnOfExplained('x', tables.x, x, ctx);
  if (maker.univariate) {
    warnOfFewShared(prepared.y, prepared.x, fewest, ctx);
    return;
  }
  warnOfJointFit(
    {
      ...prepared,
      method: method.name,
      fewest,
      usable: shape.usable,
      plain: !maker.needsDistances && !maker.options.includes('nComponents'),
      isMissing: (m) =>
        statistics.some(({ values }) => Number.isNaN(values[(m * values.length) / y.maps])),
    },
    ctx,
  );
  if (maker.options.includes('nComponents') && options.nComponents > x.maps) {
    ctx.warn(
      'fewer-components',
      `${method.name} uses ${x.maps} component${x.maps === 1 ? '' : 's'} instead of ${options.nComponents}: there are no more x maps.`,
      { property: 'n_components' },
    );
  }
}
