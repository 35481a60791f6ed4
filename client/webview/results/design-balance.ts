// Whether the covariates of a design are alike in the groups that are compared. Pure.
import type { Cell, DesignMatrixColumn, ResultDesign } from '../../../engine/result.js';

/** Standardised mean differences above this are marked: half a standard deviation apart. */
export const MUCH = 0.5;

export interface BalanceGroup {
  /** Rows with a value. */
  count: number;
  mean: Cell;
  /** ddof 1; null for shares and single rows. */
  sd: Cell;
  /** Rows that are 1, of a column of 0 and 1. */
  ones: number | null;
}

export interface BalanceRow {
  column: string;
  role: DesignMatrixColumn['role'];
  /** One for each group; one for all rows where there are no groups. */
  groups: BalanceGroup[];
  /**
   * Standardised mean difference of the two groups that are compared, first minus second (Austin 2009, doi:10.1002/sim.3697):
   * (m₁ − m₂)/√((s₁² + s₂²)/2); of shares s² = p(1 − p). Null without two groups or without variance.
   */
  difference: Cell;
}

/** Names of the groups of a balance table: those of the design, or all rows. */
export const balanceGroups = ({ groups, groupOf }: ResultDesign): string[] =>
  groupOf && groups.length ? groups.map(({ level }) => level) : ['all rows'];

/** One row for each covariate and site column. */
export function balance(design: ResultDesign): BalanceRow[] {
  const { matrix, groupOf, groups } = design;
  const grouped = groupOf !== undefined && groups.length > 0;
  const sides = comparedGroups(design);
  return matrix.columns.flatMap(({ name, role }, at) => {
    if (role !== 'regressed' && role !== 'site') return [];
    const all = matrix.rows.map(
      (_, row) => matrix.values[row * matrix.columns.length + at] ?? null,
    );
    const binary = all.every((value) => value === null || value === 0 || value === 1);
    const own = (grouped ? groups : [null]).map((_, group) =>
      all.filter(
        (value, row): value is number => value !== null && (!grouped || groupOf[row] === group),
      ),
    );
    const found = own.map((values) => describe(values, binary));
    const [a, b] = sides ? sides.map((side) => found[side]) : [];
    return [{ column: name, role, groups: found, difference: a && b ? difference(a, b) : null }];
  });
}

/** Indices of the two groups that are compared; null where there are not two. */
function comparedGroups({ groups, comparison }: ResultDesign): [number, number] | null {
  const at = (level: string | undefined): number => groups.findIndex((one) => one.level === level);
  const named = comparison?.sides.map(at).filter((index) => index >= 0) ?? [];
  const [first, second] = new Set(named).size === 2 ? named : groups.length === 2 ? [0, 1] : [];
  return first === undefined || second === undefined ? null : [first, second];
}

function describe(values: readonly number[], binary: boolean): BalanceGroup {
  const count = values.length;
  if (count === 0) return { count, mean: null, sd: null, ones: binary ? 0 : null };
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    count,
    mean,
    sd: binary || count < 2 ? null : Math.sqrt(squares / (count - 1)),
    ones: binary ? values.filter((value) => value === 1).length : null,
  };
}

function difference(a: BalanceGroup, b: BalanceGroup): Cell {
  if (a.mean === null || b.mean === null) return null;
  const variance = ({ mean, sd, ones }: BalanceGroup): Cell =>
    ones === null ? sd && sd ** 2 : (mean ?? 0) * (1 - (mean ?? 0));
  const [first, second] = [variance(a), variance(b)];
  if (first === null || second === null) return null;
  const pooled = Math.sqrt((first + second) / 2);
  return pooled > 0 ? (a.mean - b.mean) / pooled : null;
}

/** True where the groups differ so much that the comparison may show the covariate. */
export const isUnbalanced = ({ difference: found }: BalanceRow): boolean =>
  found !== null && Math.abs(found) > MUCH;

export interface SiteSpread {
  site: string;
  count: number;
  before: { mean: Cell; sd: Cell };
  after: { mean: Cell; sd: Cell };
}

/** Mean and spread over the rows of each site, of the means over all parcels, before and after ComBat. */
export function siteSpreads({ combat }: ResultDesign): SiteSpread[] {
  const means = combat?.means;
  if (!combat || !means) return [];
  return combat.sites.map(({ site }, at) => {
    const of = (values: readonly Cell[]): number[] =>
      values.filter((value, row): value is number => value !== null && means.site[row] === at);
    const before = describe(of(means.before), false);
    const after = describe(of(means.after), false);
    return { site, count: after.count, before, after };
  });
}
