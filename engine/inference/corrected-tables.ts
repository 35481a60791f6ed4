// The corrections a plan asks for, applied to the p values of one statistic, with what has to be said about them.
import type { ObservedStatistics } from '../colocalize/observed.js';
import type { ObservedStatistic } from '../colocalize/observed-statistic.js';
import { NspError } from '../error.js';
import type { ReachFinding } from '../library/entries.js';
import type { LoadedData } from '../library/load/data.js';
import type { PlanBase, Tail } from '../plan.js';
import type { StageContext } from '../progress.js';
import type { AnalysisResult } from '../result.js';
import {
  correct,
  correctionByName,
  families,
  type Correction,
  type PTable,
  type Sides,
} from './corrections.js';
import type { NullFamily } from './max-t.js';
import { mapEigenvalues } from './meff.js';
import { reachProblem } from './reach.js';

/** What the corrections of all statistics share: eigenvalues, made once, and the effective numbers of tests they find. */
export interface CorrectionRecord {
  eigenvalues: Sides;
  meff: AnalysisResult['meff'];
  /** How many different permutations there are; null where they are too many to matter. */
  relabelings: number | null;
}

/** A statistic of a method, and the tail that it is tested on. */
interface Tested {
  statistic: ObservedStatistic;
  method: ObservedStatistics;
  tail: Tail;
}

/** By correction, in the order asked for. */
export function correctedTables(
  plan: PlanBase,
  { statistic, method, tail }: Tested,
  table: PTable,
  nullsOf: (row: number) => NullFamily,
  { eigenvalues, meff, relabelings }: CorrectionRecord,
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
    const tests = smallestFamily(correction, table, dimension);
    const problem = reachProblem({
      correction: correction.name,
      tests,
      meff: found.meff?.used ?? null,
      permutations: plan.nPerm,
      relabelings,
      tail,
      approximated: plan.pApproximation === 'gpd',
      statistic: named,
    });
    if (problem && tests > 0) say(problem, ctx);
    return [correction.name, found.p];
  });
}

/** Tests in the smallest family that has any: where that one is out of reach, all are. */
function smallestFamily(
  { kind }: Correction,
  { rows, columns, p }: PTable,
  dimension: PlanBase['mcDimension'],
): number {
  const of = families(rows, columns, kind === 'nulls' ? 'y' : dimension);
  const sizes = of.map((family) => family.filter((at) => p[at] === p[at]).length);
  return sizes.reduce(
    (least, size) => (size > 0 && (least === 0 || size < least) ? size : least),
    0,
  );
}

function say({ severity, code, message }: ReachFinding, ctx: StageContext): void {
  if (severity === 'warning')
    ctx.warn(code, message, { property: code === 'few-relabelings' ? 'design' : 'n_perm' });
  else ctx.log(message);
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

/** Eigenvalues of both sides, and those that were asked for. */
interface AskedSides extends Sides {
  asked: () => { x: number[] | null; y: number[] | null };
}

/** Of the two sides, computed when a correction asks. */
export function lazyEigenvalues(data: Pick<LoadedData, 'x' | 'y'>): AskedSides {
  const memo = new Map<string, number[] | null>();
  const get = (side: 'x' | 'y'): number[] | null => {
    if (!memo.has(side)) memo.set(side, mapEigenvalues(data[side], `the ${side} maps`));
    return memo.get(side) ?? null;
  };
  const known = (side: 'x' | 'y'): number[] | null => memo.get(side) ?? null;
  return { x: () => get('x'), y: () => get('y'), asked: () => ({ x: known('x'), y: known('y') }) };
}
