// From observed and null statistics to what a person reads: p, corrected p, normalised values and the shape of the nulls.
import type { NullTable } from '../colocalize/null-correlations.js';
import type { ObservedStatistics } from '../colocalize/observed.js';
import type { ObservedStatistic } from '../colocalize/observed-statistic.js';
import { NspError } from '../error.js';
import type { LoadedData } from '../library/load/data.js';
import type { PlanBase, Tail } from '../plan.js';
import type { StageContext } from '../progress.js';
import type { AnalysisResult, Cell, NullSummary, StatisticResult } from '../result.js';
import { sortedPresent } from '../stats/quantiles.js';
import { correct, correctionByName, type Correction, type PTable } from './corrections.js';
import type { NullFamily } from './max-t.js';
import { mapEigenvalues } from './meff.js';
import { NULL_LEVELS, nullShape, zMethods, type NullShape, type ZMethod } from './normalize.js';
import { permutationP } from './p-values.js';
import { warnUnreachable } from './reach.js';
import { tailOf } from './tails.js';

export interface Inferred {
  statistics: StatisticResult[];
  meff: AnalysisResult['meff'];
  nulls: { file: string; shape: number[]; data: Float64Array }[];
}

/** Missing (NaN, ±∞) becomes null: JSON has neither. */
export const cell = (value: number): Cell => (Number.isFinite(value) ? value : null);
export const cells = (values: ArrayLike<number>): Cell[] => Array.from(values, cell);

export interface InferenceOptions {
  /** How values are normalised. */
  zMethod?: ZMethod;
}

/** @param tables by method, then by tested statistic */
export function inferStatistics(
  plan: PlanBase,
  data: Pick<LoadedData, 'x' | 'y'>,
  observed: ObservedStatistics[],
  tables: NullTable[][],
  ctx: StageContext,
  { zMethod = 'robust' }: InferenceOptions = {},
): Inferred {
  const eigenvalues = lazyEigenvalues(data);
  const out: Inferred = { statistics: [], meff: {}, nulls: [] };
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
      const naming = { file, eigenvalues, meff: out.meff, zMethod };
      out.statistics.push(testedStatistic(plan, { ...of, tail }, table, naming, ctx));
      out.nulls.push({ file, shape: [table.rows, table.columns, plan.nPerm], data: table.values });
    }
    ctx.report(i + 1, observed.length, 'methods');
  });
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
  const { rows, pooled, chosen } = method;
  const { name, label, shape } = statistic;
  return {
    method: chosen.method.name,
    statistic: name,
    label,
    tail,
    rows,
    pooledRow: rows.map((_, i) => pooled !== null && i === rows.length - 1),
    ...(shape === 'model' ? { columns: [{ set: null, x: name, weight: null }] } : {}),
  };
}

interface Naming {
  file: string;
  eigenvalues: { x(): number[] | null; y(): number[] | null };
  meff: AnalysisResult['meff'];
  zMethod: ZMethod;
}

function testedStatistic(
  plan: PlanBase,
  of: Subject & { tail: Tail },
  table: NullTable,
  naming: Naming,
  ctx: StageContext,
): StatisticResult {
  const { columns } = table;
  const { tail } = of;
  const { values } = of.statistic;
  const { rows, pooled } = of.method;
  const shapes: NullShape[] = [];
  const tested = new Float64Array(table.rows * columns);
  const first = rows.length - table.rows; // pooled: only the last row is tested
  for (let at = 0; at < tested.length; at++) {
    const nulls = table.values.subarray(at * plan.nPerm, (at + 1) * plan.nPerm);
    shapes.push(nullShape(sortedPresent(nulls)));
    tested[at] = permutationP(values[first * columns + at] as number, nulls, tail);
  }
  const spread = (p: Float64Array): Cell[] =>
    cells(pooled ? [...new Float64Array(first * columns).fill(NaN), ...p] : p);
  const nullsOf = (row: number): NullFamily => ({
    observed: values.subarray((first + row) * columns, (first + row + 1) * columns),
    nulls: table.values.subarray(row * columns * plan.nPerm, (row + 1) * columns * plan.nPerm),
    permutations: plan.nPerm,
    tail,
  });
  const pTable = { rows: table.rows, columns, p: tested };
  const corrected = correctedTables(plan, of, pTable, nullsOf, naming, ctx);
  return {
    ...common(of),
    observed: cells(values),
    normalized: plan.normalize ? normalized(values, shapes, of.method, columns, naming) : null,
    p: spread(tested),
    corrected: Object.fromEntries(corrected.map(([name, p]) => [name, spread(p)])),
    nulls: summary(of.method, table, shapes, naming.file),
  };
}

/** By correction, in the order asked for. */
function correctedTables(
  plan: PlanBase,
  { statistic, method }: Subject,
  table: PTable,
  nullsOf: (row: number) => NullFamily,
  { eigenvalues, meff }: Naming,
  ctx: StageContext,
): [correction: string, p: Float64Array][] {
  const ofModel = statistic.shape === 'model';
  const several = method.statistics.filter(({ tested }) => tested).length > 1;
  const named = several ? statistic.name : null;
  // Of a whole model there is one test for each Y map, however many X maps it has.
  const sides = ofModel ? { x: () => null, y: () => eigenvalues.y() } : eigenvalues;
  return correctionsOf(plan).map((correction) => {
    warnOfUnits(correction, statistic, plan, ctx);
    const dimension = dimensionOf(plan, correction, ofModel ? 'model' : 'pair', table.rows, ctx);
    const found = correct(correction, table, dimension, sides, nullsOf);
    // The number that is told belongs to the statistics with a value per X map, where there are any.
    if (found.meff && (!ofModel || !(correction.name in meff))) meff[correction.name] = found.meff;
    warnUnreachable(correction, plan, table, found.meff?.used ?? null, ctx, named);
    return [correction.name, found.p];
  });
}

/** Each Y row against its own nulls, or against the pooled nulls; the pooled row has none (spec/decisions.md 11). */
function normalized(
  values: Float64Array,
  shapes: NullShape[],
  { pooled, rows }: ObservedStatistics,
  columns: number,
  { zMethod }: Naming,
): Cell[] {
  return Array.from(values, (value, at) => {
    if (pooled && at >= (rows.length - 1) * columns) return null;
    const shape = shapes[pooled ? at % columns : at];
    return shape ? cell(zMethods[zMethod](value, shape)) : null;
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

/** The largest of several coefficients means little when they are in different units (spec/statistics.md 6.3). */
function warnOfUnits(
  correction: Correction,
  { name }: ObservedStatistic,
  { standardize }: PlanBase,
  ctx: StageContext,
): void {
  if (correction.kind !== 'nulls' || name !== 'beta' || standardize.includes('x')) return;
  ctx.warn(
    'uneven-units',
    `${correction.name} compares the coefficients (beta) of all x maps with each other, but the x maps are not standardised: those in small units win. Set standardize: xz, or name another correction.`,
    { property: 'standardize' },
  );
}

function correctionsOf(plan: PlanBase): Correction[] {
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
  plan: PlanBase,
  correction: Correction,
  shape: 'pair' | 'model',
  rows: number,
  ctx: StageContext,
): PlanBase['mcDimension'] {
  if (correction.kind !== 'meff' || plan.mcDimension !== 'x') return plan.mcDimension;
  // The one column of a whole model holds all tests there are.
  if (shape === 'model') return 'array';
  if (rows > 1) {
    ctx.warn(
      'meff-per-column',
      `${correction.name} is not defined for mc_dimension: x; each y row was corrected with the effective number of x maps instead.`,
      { property: 'mc_dimension' },
    );
  }
  return 'y';
}

function lazyEigenvalues(data: Pick<LoadedData, 'x' | 'y'>): Naming['eigenvalues'] {
  const memo = new Map<string, number[] | null>();
  const get = (side: 'x' | 'y'): number[] | null => {
    if (!memo.has(side)) memo.set(side, mapEigenvalues(data[side], `the ${side} maps`));
    return memo.get(side) ?? null;
  };
  return { x: () => get('x'), y: () => get('y') };
}
