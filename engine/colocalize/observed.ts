// The observed statistics of one method: correlations, their Fisher transform, and the pooled row.
import type { LoadedData } from '../library/load-data.js';
import { pool } from '../parallel/null-output.js';
import type { ColocalizationPlan, Pooling } from '../plan.js';
import type { StageContext } from '../progress.js';
import { EQUAL_TO_ONE, fisherZ, inverseFisherZ } from '../stats/fisher.js';
import { correlations, fixedMaps } from './correlation.js';
import type { ColocalizationMethod } from './methods.js';

export interface ObservedStatistics {
  method: ColocalizationMethod;
  pooled: Pooling | null;
  /** Labels of the rows: the Y maps, then the pooled row. */
  rows: string[];
  /** Correlations `[row][x]`. */
  r: Float64Array;
  /** Fisher z `[row][x]`; missing where the correlation is 1. */
  z: Float64Array;
}

/** `auto` pools by the mean when there are several Y maps (spec/workflows.md 1.6). */
export function resolvePooling(wish: ColocalizationPlan['pooled'], yMaps: number): Pooling | null {
  if (wish === 'auto') return yMaps > 1 ? 'mean' : null;
  return wish === false ? null : wish;
}

export function observedStatistics(
  method: ColocalizationMethod,
  { x, y }: LoadedData,
  plan: ColocalizationPlan,
  ctx: StageContext,
): ObservedStatistics {
  const columns = x.labels.length;
  const each = correlations(fixedMaps(y, method.ranked), fixedMaps(x, method.ranked));
  const z = each.map((value, at) => {
    if (!(value >= EQUAL_TO_ONE)) return fisherZ(value);
    const names = `${y.labels[Math.floor(at / columns)] ?? ''} and ${x.labels[at % columns] ?? ''}`;
    ctx.warn(
      'equal-to-one',
      `${names} correlate perfectly (${method.name}): is a map compared with itself? Their rho_z, p and corrected p are missing.`,
      { property: 'x' },
    );
    return NaN;
  });
  const pooled = resolvePooling(plan.pooled, y.labels.length);
  if (!pooled) return { method, pooled, rows: [...y.labels], r: each, z };
  const row = Float64Array.from({ length: columns }, (_, column) =>
    pool(
      Float64Array.from(y.labels, (_, map) => z[map * columns + column] as number),
      pooled,
    ),
  );
  return {
    method,
    pooled,
    rows: [...y.labels, pooled],
    r: Float64Array.from([...each, ...row.map(inverseFisherZ)]),
    z: Float64Array.from([...z, ...row]),
  };
}
