// From observed and null statistics to what a person reads: p, corrected p, normalised values and the shape of the nulls.
import type { NullTable } from '../colocalize/null-correlations.js';
import type { ObservedStatistics } from '../colocalize/observed.js';
import { NspError } from '../error.js';
import type { LoadedData } from '../library/load/data.js';
import type { ColocalizationPlan, Tail } from '../plan.js';
import type { StageContext } from '../progress.js';
import type { AnalysisResult, Cell, NullSummary, StatisticResult } from '../result.js';
import { sortedPresent } from '../stats/quantiles.js';
import { correct, correctionByName, type Correction } from './corrections.js';
import type { NullFamily } from './max-t.js';
import { mapEigenvalues } from './meff.js';
import { NULL_LEVELS, nullShape, robustZ, type NullShape } from './normalize.js';
import { permutationP } from './p-values.js';
import { warnUnreachable } from './reach.js';

export interface Inferred {
  statistics: StatisticResult[];
  meff: AnalysisResult['meff'];
  nulls: { file: string; shape: number[]; data: Float64Array }[];
}

/** Missing (NaN, ±∞) becomes null: JSON has neither. */
export const cell = (value: number): Cell => (Number.isFinite(value) ? value : null);
export const cells = (values: ArrayLike<number>): Cell[] => Array.from(values, cell);

export function inferStatistics(
  plan: ColocalizationPlan,
  data: LoadedData,
  observed: ObservedStatistics[],
  tables: NullTable[],
  ctx: StageContext,
): Inferred {
  const eigenvalues = lazyEigenvalues(data);
  const out: Inferred = { statistics: [], meff: {}, nulls: [] };
  observed.forEach((method, i) => {
    const table = tables[i] as NullTable;
    const name = plan.rToZ ? `${method.method.statistic}_z` : method.method.statistic;
    const file = i === 0 ? 'nulls.npy' : `nulls-${method.method.name}-${name}.npy`;
    if (plan.rToZ) out.statistics.push(rawCorrelation(plan, method));
    out.statistics.push(
      testedStatistic(plan, method, table, { name, file, eigenvalues, meff: out.meff }, ctx),
    );
    out.nulls.push({ file, shape: [table.rows, table.columns, plan.nPerm], data: table.values });
    ctx.report(i + 1, observed.length, 'methods');
  });
  return out;
}

/** The tail of a statistic: as asked for, else the method's own. */
function tailOf(plan: ColocalizationPlan, { method }: ObservedStatistics): Tail {
  const { tails } = plan;
  if (tails === null) return method.tail;
  if (typeof tails === 'string') return tails;
  const unknown = Object.keys(tails).filter((key) => !['rho', 'rho_z'].includes(key));
  if (unknown.length) {
    throw new NspError(
      'unknown-statistic',
      `p_tails names ${unknown.join(', ')}, which ${method.name} does not test; it tests rho.`,
      { property: 'p_tails' },
    );
  }
  return tails['rho'] ?? tails['rho_z'] ?? method.tail;
}

/** The correlation itself, shown beside its transform; p and corrections belong to the transform. */
function rawCorrelation(plan: ColocalizationPlan, observed: ObservedStatistics): StatisticResult {
  return {
    ...common(plan, observed, observed.method.statistic),
    observed: cells(observed.r),
    normalized: null,
    p: null,
    corrected: {},
    nulls: null,
  };
}

function common(
  plan: ColocalizationPlan,
  observed: ObservedStatistics,
  statistic: string,
): Pick<StatisticResult, 'method' | 'statistic' | 'label' | 'tail' | 'rows' | 'pooledRow'> {
  const { method, rows, pooled } = observed;
  const transformed = statistic !== method.statistic;
  return {
    method: method.name,
    statistic,
    label: transformed ? `${method.label} (Fisher z)` : method.label,
    tail: tailOf(plan, observed),
    rows,
    pooledRow: rows.map((_, i) => pooled !== null && i === rows.length - 1),
  };
}

interface Naming {
  name: string;
  file: string;
  eigenvalues: { x(): number[] | null; y(): number[] | null };
  meff: AnalysisResult['meff'];
}

function testedStatistic(
  plan: ColocalizationPlan,
  observed: ObservedStatistics,
  table: NullTable,
  naming: Naming,
  ctx: StageContext,
): StatisticResult {
  const { columns } = table;
  const values = plan.rToZ ? observed.z : withoutOnes(observed);
  const tail = tailOf(plan, observed);
  const shapes: NullShape[] = [];
  const tested = new Float64Array(table.rows * columns);
  const first = observed.rows.length - table.rows; // pooled: only the last row is tested
  for (let at = 0; at < tested.length; at++) {
    const nulls = table.values.subarray(at * plan.nPerm, (at + 1) * plan.nPerm);
    shapes.push(nullShape(sortedPresent(nulls)));
    tested[at] = permutationP(values[first * columns + at] as number, nulls, tail);
  }
  const spread = (p: Float64Array): Cell[] =>
    cells(observed.pooled ? [...new Float64Array(first * columns).fill(NaN), ...p] : p);
  const pTable = { rows: table.rows, columns, p: tested };
  const nullsOf = (row: number): NullFamily => ({
    observed: values.subarray((first + row) * columns, (first + row + 1) * columns),
    nulls: table.values.subarray(row * columns * plan.nPerm, (row + 1) * columns * plan.nPerm),
    permutations: plan.nPerm,
    tail,
  });
  const corrected: Record<string, Cell[]> = {};
  for (const correction of correctionsOf(plan)) {
    const { p, meff } = correct(
      correction,
      pTable,
      dimensionOf(plan, correction, table.rows, ctx),
      naming.eigenvalues,
      nullsOf,
    );
    corrected[correction.name] = spread(p);
    if (meff) naming.meff[correction.name] = meff;
    warnUnreachable(correction, plan, pTable, meff?.used ?? null, ctx);
  }
  return {
    ...common(plan, observed, naming.name),
    observed: cells(values),
    normalized: plan.normalize ? normalized(values, shapes, observed, columns) : null,
    p: spread(tested),
    corrected,
    nulls: summary(observed, table, shapes, naming.file),
  };
}

/** Without the transform: r itself, missing where it is 1. */
function withoutOnes({ r, z }: ObservedStatistics): Float64Array {
  return r.map((value, i) => (z[i] === z[i] ? value : NaN));
}

/** Each Y row against its own nulls, or against the pooled nulls; the pooled row has none (spec/decisions.md 11). */
function normalized(
  values: Float64Array,
  shapes: NullShape[],
  { pooled, rows }: ObservedStatistics,
  columns: number,
): Cell[] {
  return Array.from(values, (value, at) => {
    if (pooled && at >= (rows.length - 1) * columns) return null;
    const shape = shapes[pooled ? at % columns : at];
    return shape ? cell(robustZ(value, shape)) : null;
  });
}

function summary(
  observed: ObservedStatistics,
  table: NullTable,
  shapes: NullShape[],
  file: string,
): NullSummary {
  return {
    rows: observed.rows.slice(observed.rows.length - table.rows),
    levels: [...NULL_LEVELS],
    percentiles: shapes.flatMap(({ percentiles }) => cells(percentiles)),
    mean: cells(shapes.map(({ mean }) => mean)),
    sd: cells(shapes.map(({ sd }) => sd)),
    count: shapes.map(({ count }) => count),
    file,
  };
}

function correctionsOf(plan: ColocalizationPlan): Correction[] {
  return plan.corrections.map((name) => {
    const correction = correctionByName.get(name);
    if (correction) return correction;
    throw new NspError(
      'later-version',
      `The correction ${name} comes with a later version; this version runs ${[...correctionByName.keys()].join(', ')}.`,
      { property: 'mc_method' },
    );
  });
}

/** An effective number of tests has no meaning per column: it is then applied per row, and said so. */
function dimensionOf(
  plan: ColocalizationPlan,
  correction: Correction,
  rows: number,
  ctx: StageContext,
): ColocalizationPlan['mcDimension'] {
  if (correction.kind !== 'meff' || plan.mcDimension !== 'x') return plan.mcDimension;
  if (rows > 1) {
    ctx.warn(
      'meff-per-column',
      `${correction.name} is not defined for mc_dimension: x; each y row was corrected with the effective number of x maps instead.`,
      { property: 'mc_dimension' },
    );
  }
  return 'y';
}

function lazyEigenvalues(data: LoadedData): Naming['eigenvalues'] {
  const memo = new Map<string, number[] | null>();
  const get = (side: 'x' | 'y'): number[] | null => {
    if (!memo.has(side)) memo.set(side, mapEigenvalues(data[side], `the ${side} maps`));
    return memo.get(side) ?? null;
  };
  return { x: () => get('x'), y: () => get('y') };
}
