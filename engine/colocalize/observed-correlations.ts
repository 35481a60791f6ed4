// Observed correlations and their Fisher transform, with what has to be said of perfect ones.
import type { Pooling } from '../plan.js';
import type { StageContext } from '../progress.js';
import { EQUAL_TO_ONE, fisherZ, inverseFisherZ } from '../stats/fisher.js';
import { confoundsOf } from './confounds.js';
import { correlations, fixedMaps } from './correlation.js';
import type { ChosenMethod } from './chosen-method.js';
import type { MapTables } from './kernel-setup.js';
import { warnOfExplained, warnOfFewShared, withValues } from './map-warnings.js';
import type { CorrelationMethod } from './methods.js';
import { withPooledRow, type ObservedStatistic } from './observed-statistic.js';

/**
 * `rho`, and `rho_z` where asked for; p belongs to the transform then. Pooled rows are averaged on the Fisher scale, whatever is shown.
 * A correlation of 1 is missing where it is tested (spec/decisions.md 18), and altogether where X is compared with itself.
 */
export function observedCorrelations(
  { method, ranked }: ChosenMethod<CorrelationMethod>,
  tables: MapTables,
  rToZ: boolean,
  pooled: Pooling | null,
  ctx: StageContext,
): ObservedStatistic[] {
  const { x, y, self = false } = tables;
  const z = confoundsOf(tables, ranked);
  const yMaps = fixedMaps(y, ranked, z.y);
  const xMaps = fixedMaps(x, ranked, z.x);
  const each = correlations(yMaps, xMaps, z.y ?? z.x);
  warnOfFewShared(withValues(y, yMaps), withValues(x, xMaps), z.fewest, ctx);
  if (z.y) warnOfExplained('y', y, yMaps, ctx);
  if (z.x) warnOfExplained('x', x, xMaps, ctx);
  const transformed = fisherValues(method.name, each, tables, ctx);
  const rhoZ = pooled ? withPooledRow(transformed, pooled, y.labels.length) : transformed;
  const rho = rhoZ.map((value, at) =>
    at < each.length && !(self && Number.isNaN(value))
      ? (each[at] as number)
      : inverseFisherZ(value),
  );
  const common = { label: method.label, shape: 'pair', tail: 'two' } as const;
  if (!rToZ) {
    const values = rho.map((value, at) => (Number.isNaN(rhoZ[at]) ? NaN : value));
    return [{ ...common, name: 'rho', tested: true, values }];
  }
  return [
    { ...common, name: 'rho', tested: false, values: rho },
    { ...common, name: 'rho_z', label: `${method.label} (Fisher z)`, tested: true, values: rhoZ },
  ];
}

function fisherValues(
  method: string,
  each: Float64Array,
  { y, x, self }: MapTables,
  ctx: StageContext,
): Float64Array {
  const columns = x.labels.length;
  return each.map((value, at) => {
    const names = `${y.labels[Math.floor(at / columns)] ?? ''} and ${x.labels[at % columns] ?? ''}`;
    if (value === -1) {
      ctx.warn(
        'equal-to-minus-one',
        `${names} correlate with −1 (${method}): is a map compared with itself turned upside down? Their rho_z is −∞, written as an empty cell; p counts it as the lowest value there is.`,
        { property: 'x' },
      );
    }
    if (!(value >= EQUAL_TO_ONE)) return fisherZ(value);
    if (self) return NaN;
    ctx.warn(
      'equal-to-one',
      `${names} correlate perfectly (${method}): is a map compared with itself? Their rho_z, p and corrected p are missing.`,
      { property: 'x' },
    );
    return NaN;
  });
}
