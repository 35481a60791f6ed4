// What a run says of maps that cannot be compared: too few common parcels, nothing left beside Z, no unique solution.
import type { MapTable } from '../library/map-table.js';
import type { FixedMaps } from '../parallel/spun-correlator.js';
import type { StageContext } from '../progress.js';
import { isConstant } from '../stats/correlation.js';

/** A table with other values in the place of its own, such as ranks or residuals. */
export const withValues = (table: MapTable, { values }: FixedMaps): MapTable => ({
  ...table,
  values,
});

const mapOf = ({ values, parcels }: MapTable, map: number): Float64Array =>
  values.subarray(map * parcels.length, (map + 1) * parcels.length);

const some = (names: readonly string[]): string =>
  `${names.slice(0, 3).join(', ')}${names.length > 3 ? ', …' : ''}`;

/** Maps of which nothing is left when Z is regressed out have no result; says which. */
export function warnOfExplained(
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
    `${names.length === 1 ? 'One map' : `${names.length} maps`} of ${side} ${names.length === 1 ? 'follows' : 'follow'} from the z maps altogether, so nothing is left to compare: ${some(names)}. Their results are missing.`,
    { property: 'z' },
  );
}

/** A pair with too few common parcels has no statistic; says so when both maps have values. */
export function warnOfFewShared(y: MapTable, x: MapTable, fewest: number, ctx: StageContext): void {
  const few = y.labels.flatMap((name, i) =>
    x.labels.flatMap((other, j) =>
      sharesTooFew(mapOf(y, i), mapOf(x, j), fewest) ? [`${name} and ${other}`] : [],
    ),
  );
  if (few.length === 0) return;
  ctx.warn(
    'few-shared-parcels',
    `${few.length === 1 ? '1 pair of maps shares' : `${few.length} pairs of maps share`} fewer than ${fewest} parcels and cannot be compared: ${some(few)}. Their results are missing.`,
    { property: 'x' },
  );
}

function sharesTooFew(a: Float64Array, b: Float64Array, fewest: number): boolean {
  let shared = 0;
  const eitherEmpty = a.every(Number.isNaN) || b.every(Number.isNaN);
  for (let i = 0; i < a.length && shared < fewest; i++) {
    if (!Number.isNaN(a[i]) && !Number.isNaN(b[i])) shared++;
  }
  return !eitherEmpty && shared < fewest;
}

/** Fewer parcels than this for each X map: a fit of all of them together says little beyond its p values. */
const PARCELS_PER_MAP = 3;

interface JointFit {
  method: string;
  x: MapTable;
  y: MapTable;
  /** Fewest parcels with which there is anything to fit. */
  fewest: number;
  /** Parcels that may be used at all. */
  usable: Uint8Array | null | undefined;
  /** Warn of many X maps: methods that neither penalise nor reduce them. */
  plain: boolean;
  /** True for Y maps that have no result. */
  isMissing(y: number): boolean;
}

/** A fit of all X maps together needs parcels that none of them misses; says when there are too few, or no unique solution. */
export function warnOfJointFit(fit: JointFit, ctx: StageContext): void {
  const { method, x, y, fewest } = fit;
  const empty = x.labels.filter((_, m) => isConstant(mapOf(x, m)));
  if (empty.length > 0) {
    ctx.warn(
      'empty-predictor',
      `${method} fits all x maps together, and ${empty.length === 1 ? 'one of them has' : `${empty.length} of them have`} no values or the same value in every parcel: ${some(empty)}. Leave ${empty.length === 1 ? 'it' : 'them'} out; all results of ${method} are missing.`,
      { property: 'x' },
    );
    return;
  }
  const shared = y.labels.map((_, m) => sharedWithAll(fit, mapOf(y, m)));
  const few = y.labels.filter((_, m) => (shared[m] as number) < fewest && hasValues(y, m));
  if (few.length > 0) {
    ctx.warn(
      'few-shared-parcels',
      `${method} fits ${x.labels.length} x maps together and needs at least ${fewest} parcels that none of them misses; ${some(few)} ${few.length === 1 ? 'has' : 'have'} ${Math.min(...shared)}. ${few.length === 1 ? 'Its' : 'Their'} results are missing: use fewer x maps, or leave out those that miss many parcels.`,
      { property: 'x' },
    );
  }
  const unsolved = y.labels.filter(
    (_, m) => (shared[m] as number) >= fewest && fit.isMissing(m) && !isConstant(mapOf(y, m)),
  );
  if (unsolved.length > 0) {
    ctx.warn(
      'no-unique-fit',
      `${method} has no unique solution for ${some(unsolved)}: over the parcels that all maps have, an x map is constant or follows from the others. Results are missing; leave out x maps that repeat others, or use ridge or pls.`,
      { property: 'x' },
    );
  }
  warnOfManyPredictors(fit, Math.min(...shared), ctx);
}

function warnOfManyPredictors(
  { method, x, fewest, plain }: JointFit,
  parcels: number,
  ctx: StageContext,
): void {
  if (!plain || parcels < fewest || parcels >= PARCELS_PER_MAP * x.labels.length) return;
  ctx.warn(
    'many-predictors',
    `${method} fits ${x.labels.length} x maps over ${parcels} parcels, fewer than ${PARCELS_PER_MAP} for each: R² is high by chance and coefficients are unsteady. The p values take it into account; fewer x maps or a finer parcellation say more.`,
    { property: 'x' },
  );
}

const hasValues = (table: MapTable, map: number): boolean =>
  mapOf(table, map).some((value) => !Number.isNaN(value));

/** Parcels that a Y map and all X maps have. */
function sharedWithAll({ x, usable }: JointFit, y: Float64Array): number {
  const n = y.length;
  let shared = 0;
  for (let i = 0; i < n; i++) {
    if (Number.isNaN(y[i]) || usable?.[i] === 0) continue;
    let complete = true;
    for (let m = 0; m < x.labels.length && complete; m++)
      complete = !Number.isNaN(x.values[m * n + i]);
    if (complete) shared++;
  }
  return shared;
}
