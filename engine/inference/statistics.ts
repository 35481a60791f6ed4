// From observed and null statistics to what a person reads: p, corrected p, normalised values and the shape of the nulls.
import type { NullTable } from '../colocalize/null-correlations.js';
import type { ObservedStatistics } from '../colocalize/observed.js';
import type { ObservedStatistic } from '../colocalize/observed-statistic.js';
import type { LoadedData } from '../library/load/data.js';
import type { PlanBase, Tail } from '../plan.js';
import type { StageContext } from '../progress.js';
import type { AnalysisResult, Cell, NullSummary, StatisticResult } from '../result.js';
import { sayApproximation } from './approximation.js';
import { testCells } from './cells.js';
import { correctedTables, lazyEigenvalues, type CorrectionRecord } from './corrected-tables.js';
import type { NullFamily } from './max-t.js';
import { NULL_LEVELS, zMethods, type NullShape, type ZMethod } from './normalize.js';
import { leastP } from './reach.js';
import { tailOf } from './tails.js';

export interface Inferred {
  statistics: StatisticResult[];
  meff: AnalysisResult['meff'];
  nulls: { file: string; shape: number[]; data: Float64Array }[];
  /** Of the correlation matrices that a correction asked for; null where none did, or for a single map. */
  eigenvalues: { x: number[] | null; y: number[] | null };
}

/** Missing (NaN, ±∞) becomes null: JSON has neither. */
export const cell = (value: number): Cell => (Number.isFinite(value) ? value : null);
export const cells = (values: ArrayLike<number>): Cell[] => Array.from(values, cell);

export interface InferenceOptions {
  /** How values are normalised. */
  zMethod?: ZMethod;
  /** How many different permutations there are; null where they are too many to matter. */
  relabelings?: number | null;
}

/** @param tables by method, then by tested statistic */
export function inferStatistics(
  plan: PlanBase,
  data: Pick<LoadedData, 'x' | 'y'>,
  observed: ObservedStatistics[],
  tables: NullTable[][],
  ctx: StageContext,
  { zMethod = 'robust', relabelings = null }: InferenceOptions = {},
): Inferred {
  const eigenvalues = lazyEigenvalues(data);
  const out: Inferred = { statistics: [], meff: {}, nulls: [], eigenvalues: { x: null, y: null } };
  observed.forEach((method, i) => {
    for (const statistic of method.statistics) {
      const of = { method, statistic, tail: tailOf(plan, statistic) };
      const { tail } = of;
      const table = tables[i]?.find((one) => one.statistic === statistic.name);
      if (!statistic.tested || tail === null || !table) {
        out.statistics.push(untested(of));
        continue;
      }
      const name = `nulls-${method.chosen.method.name}-${statistic.name}.npy`;
      const file = out.nulls.length === 0 ? 'nulls.npy' : name;
      const naming = { file, eigenvalues, meff: out.meff, zMethod, relabelings };
      out.statistics.push(testedStatistic(plan, { ...of, tail }, table, naming, ctx));
      out.nulls.push({ file, shape: [table.rows, table.columns, plan.nPerm], data: table.values });
    }
    ctx.report(i + 1, observed.length, 'methods');
  });
  out.eigenvalues = eigenvalues.asked();
  return out;
}

/** A statistic of a method with the tail that it is tested on. */
interface Subject {
  method: ObservedStatistics;
  statistic: ObservedStatistic;
  tail: Tail | null;
}

/** Reported beside others, such as a correlation beside its transform, to which p and corrections belong. */
function untested(of: Subject): StatisticResult {
  return {
    ...common(of),
    observed: cells(of.statistic.values),
    normalized: null,
    p: null,
    corrected: {},
    nulls: null,
  };
}

type Identity = 'method' | 'statistic' | 'label' | 'tail' | 'rows' | 'pooledRow' | 'columns';

function common({ method, statistic, tail }: Subject): Pick<StatisticResult, Identity> {
  const { pooled, chosen } = method;
  const { name, label, shape, rows = method.rows, column = name } = statistic;
  const ownRows = statistic.rows !== undefined;
  return {
    method: chosen.method.name,
    statistic: name,
    label,
    tail,
    rows,
    // Rows of its own are averages, too.
    pooledRow: rows.map((_, i) => ownRows || (pooled !== null && i === rows.length - 1)),
    ...(shape === 'model' ? { columns: [{ set: null, x: column, weight: null }] } : {}),
  };
}

/** What the statistics of a run share, and the side file of this one. */
interface Shared extends CorrectionRecord, Required<InferenceOptions> {
  file: string;
}

function testedStatistic(
  plan: PlanBase,
  of: Subject & { tail: Tail },
  table: NullTable,
  shared: Shared,
  ctx: StageContext,
): StatisticResult {
  const { columns } = table;
  const { values } = of.statistic;
  const { pooled } = of.method;
  const { rows = of.method.rows } = of.statistic;
  const first = (rows.length - table.rows) * columns; // pooled: only the last row is tested
  const tested = testCells(values.subarray(first), table.values, plan.nPerm, {
    tail: of.tail,
    extrapolate: plan.pApproximation === 'gpd',
    least: leastP(of.tail, shared.relabelings),
  });
  const spread = <T>(found: readonly T[], empty: T): T[] =>
    pooled ? [...new Array<T>(first).fill(empty), ...found] : [...found];
  const spreadCells = (found: Float64Array): Cell[] => spread(cells(found), null);
  if (plan.pApproximation === 'gpd') sayApproximation(tested, of.statistic.label, ctx);
  const nullsOf = (row: number): NullFamily => ({
    observed: values.subarray(first + row * columns, first + (row + 1) * columns),
    nulls: table.values.subarray(row * columns * plan.nPerm, (row + 1) * columns * plan.nPerm),
    permutations: plan.nPerm,
    tail: of.tail,
  });
  const pTable = { rows: table.rows, columns, p: tested.p };
  const corrected = correctedTables(plan, of, pTable, nullsOf, shared, ctx);
  const extrapolated = spread(
    Array.from(tested.extrapolated, (flag) => flag === 1),
    false,
  );
  return {
    ...common(of),
    observed: cells(values),
    normalized: plan.normalize ? normalized(values, tested.shapes, { pooled, rows }, shared) : null,
    ...(shared.zMethod === 'standard' ? { normalizedBy: shared.zMethod } : {}),
    p: spreadCells(tested.p),
    pPrecision: {
      se: spreadCells(tested.error),
      low: spreadCells(tested.low),
      high: spreadCells(tested.high),
      ...(extrapolated.includes(true) ? { extrapolated } : {}),
    },
    corrected: Object.fromEntries(corrected.map(([name, p]) => [name, spreadCells(p)])),
    nulls: summary(rows, table, tested.shapes, shared.file),
  };
}

/** Each Y row against its own nulls, or against the pooled nulls; the pooled row has none (spec/decisions.md 11). */
function normalized(
  values: Float64Array,
  shapes: NullShape[],
  { pooled, rows }: Pick<ObservedStatistics, 'pooled' | 'rows'>,
  { zMethod }: Shared,
): Cell[] {
  const columns = values.length / rows.length;
  return Array.from(values, (value, at) => {
    if (pooled && at >= (rows.length - 1) * columns) return null;
    const shape = shapes[pooled ? at % columns : at];
    return shape ? cell(zMethods[zMethod](value, shape)) : null;
  });
}

function summary(
  rows: readonly string[],
  table: NullTable,
  shapes: NullShape[],
  file: string,
): NullSummary {
  return {
    rows: rows.slice(rows.length - table.rows),
    levels: [...NULL_LEVELS],
    percentiles: shapes.flatMap(({ percentiles }) => cells(percentiles)),
    mean: cells(shapes.map(({ mean }) => mean)),
    sd: cells(shapes.map(({ sd }) => sd)),
    count: shapes.map(({ count }) => count),
    file,
  };
}
