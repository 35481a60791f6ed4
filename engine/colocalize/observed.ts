// The observed statistics of one method: correlations, their Fisher transform, and the pooled row.
import type { LoadedData } from '../library/load/data.js';
import type { MapTable } from '../library/map-table.js';
import { fewestShared } from '../parallel/map-correlator.js';
import { pool } from '../parallel/null-output.js';
import type { FixedMaps } from '../parallel/spun-correlator.js';
import type { ColocalizationPlan, Pooling } from '../plan.js';
import type { StageContext } from '../progress.js';
import { EQUAL_TO_ONE, fisherZ, inverseFisherZ } from '../stats/fisher.js';
import { isConstant } from '../stats/correlation.js';
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
  { x, y, z: confounds }: Pick<LoadedData, 'x' | 'y' | 'z'>,
  plan: Pick<ColocalizationPlan, 'pooled'>,
  ctx: StageContext,
): ObservedStatistics {
  const columns = x.labels.length;
  const zMaps = confounds && fixedMaps(confounds, method.ranked);
  const [yMaps, xMaps] = [y, x].map((table) => fixedMaps(table, method.ranked, zMaps)) as [
    FixedMaps,
    FixedMaps,
  ];
  const each = correlations(yMaps, xMaps, zMaps);
  const fewest = fewestShared(zMaps);
  warnOfFewShared(withValues(y, yMaps), withValues(x, xMaps), fewest, ctx);
  if (zMaps) {
    warnOfExplained('y', y, yMaps, ctx);
    warnOfExplained('x', x, xMaps, ctx);
  }
  const z = each.map((value, at) => {
    const names = `${y.labels[Math.floor(at / columns)] ?? ''} and ${x.labels[at % columns] ?? ''}`;
    if (value === -1) {
      ctx.warn(
        'equal-to-minus-one',
        `${names} correlate with −1 (${method.name}): is a map compared with itself turned upside down? Their rho_z is −∞, written as an empty cell; p counts it as the lowest value there is.`,
        { property: 'x' },
      );
    }
    if (!(value >= EQUAL_TO_ONE)) return fisherZ(value);
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

const withValues = (table: MapTable, { values }: FixedMaps): MapTable => ({ ...table, values });

/** Maps of which nothing is left when Z is regressed out have no correlation; says which. */
function warnOfExplained(
  side: 'x' | 'y',
  table: MapTable,
  left: FixedMaps,
  ctx: StageContext,
): void {
  const rest = withValues(table, left);
  const names = table.labels.filter(
    (_, m) =>
      !isConstant(mapOf(table, m))
      && mapOf(rest, m).some((v) => v === 0)
      && isConstant(mapOf(rest, m)),
  );
  if (names.length === 0) return;
  ctx.warn(
    'explained-by-z',
    `${names.length === 1 ? 'One map' : `${names.length} maps`} of ${side} ${names.length === 1 ? 'follows' : 'follow'} from the z maps altogether, so nothing is left to compare: ${names.slice(0, 3).join(', ')}${names.length > 3 ? ', …' : ''}. Their results are missing.`,
    { property: 'z' },
  );
}

/** A pair with too few common parcels has no correlation; says so when both maps have values. */
function warnOfFewShared(y: MapTable, x: MapTable, fewest: number, ctx: StageContext): void {
  const few = y.labels.flatMap((name, i) =>
    x.labels.flatMap((other, j) =>
      sharesTooFew(mapOf(y, i), mapOf(x, j), fewest) ? [`${name} and ${other}`] : [],
    ),
  );
  if (few.length === 0) return;
  ctx.warn(
    'few-shared-parcels',
    `${few.length === 1 ? '1 pair of maps shares' : `${few.length} pairs of maps share`} fewer than ${fewest} parcels and cannot be compared: ${few.slice(0, 3).join(', ')}${few.length > 3 ? ', …' : ''}. Their results are missing.`,
    { property: 'x' },
  );
}

const mapOf = ({ values, parcels }: MapTable, map: number): Float64Array =>
  values.subarray(map * parcels.length, (map + 1) * parcels.length);

function sharesTooFew(a: Float64Array, b: Float64Array, fewest: number): boolean {
  let shared = 0;
  const eitherEmpty = a.every(Number.isNaN) || b.every(Number.isNaN);
  for (let i = 0; i < a.length && shared < fewest; i++) {
    if (!Number.isNaN(a[i]) && !Number.isNaN(b[i])) shared++;
  }
  return !eitherEmpty && shared < fewest;
}
