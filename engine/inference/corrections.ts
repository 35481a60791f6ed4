// The table of multiple-comparison corrections and their application to a table of p values along a dimension.
import { NspError } from '../error.js';
import type { McDimension } from '../plan.js';
import {
  bonferroni,
  fdrBh,
  fdrBy,
  holm,
  holmSidak,
  sidak,
  sidakOf,
  simesHochberg,
  type FamilyCorrection,
} from './family.js';
import { hommel } from './hommel.js';
import { maxT, stepMaxT, type NullCorrection, type NullFamily } from './max-t.js';
import { effectiveTests, galwey, liJi, type MeffEstimator } from './meff.js';

export type Correction = { name: string; label: string } & (
  | { kind: 'family'; correct: FamilyCorrection }
  | { kind: 'meff'; estimator: MeffEstimator }
  /** Looks at observed and null statistics, always per Y row. */
  | { kind: 'nulls'; correct: NullCorrection }
);

export const corrections: readonly Correction[] = [
  { name: 'meff_galwey', label: 'Meff (Galwey)', kind: 'meff', estimator: galwey },
  { name: 'meff_li_ji', label: 'Meff (Li & Ji)', kind: 'meff', estimator: liJi },
  { name: 'maxT', label: 'maxT (Westfall–Young)', kind: 'nulls', correct: maxT },
  { name: 'step_maxT', label: 'step-down maxT (Westfall–Young)', kind: 'nulls', correct: stepMaxT },
  { name: 'fdr_bh', label: 'FDR (Benjamini–Hochberg)', kind: 'family', correct: fdrBh },
  { name: 'fdr_by', label: 'FDR (Benjamini–Yekutieli)', kind: 'family', correct: fdrBy },
  { name: 'bonferroni', label: 'Bonferroni', kind: 'family', correct: bonferroni },
  { name: 'sidak', label: 'Šidák', kind: 'family', correct: sidak },
  { name: 'holm', label: 'Holm', kind: 'family', correct: holm },
  { name: 'holm_sidak', label: 'Holm–Šidák', kind: 'family', correct: holmSidak },
  { name: 'hommel', label: 'Hommel', kind: 'family', correct: hommel },
  { name: 'simes_hochberg', label: 'Simes–Hochberg', kind: 'family', correct: simesHochberg },
];

export const correctionByName = new Map(corrections.map((row) => [row.name, row]));

export interface PTable {
  rows: number;
  columns: number;
  /** `[row][column]`, NaN missing. */
  p: Float64Array;
}

/** Eigenvalues of the two sides (null: a single map), computed when a correction asks. */
export interface Sides {
  x(): number[] | null;
  y(): number[] | null;
}

export interface Corrected {
  p: Float64Array;
  meff: { x: number; y: number | null; used: number } | null;
}

/**
 * Corrects a table of p values. `array` is one family over the whole table, `y` one per row, `x` one per column.
 * Effective tests: with several p rows and `array` the numbers of X and Y are multiplied, otherwise it is that of X
 * (spec/statistics.md 6.2); q = 1 − (1 − p)^Meff (Šidák). Corrections by the nulls take the row, for `array`, too.
 * @param nullsOf the statistics behind the p values of a row
 */
export function correct(
  correction: Correction,
  table: PTable,
  dimension: McDimension,
  sides: Sides,
  nullsOf: (row: number) => NullFamily,
): Corrected {
  if (correction.kind === 'nulls') {
    const p = new Float64Array(table.p.length);
    for (let row = 0; row < table.rows; row++) {
      p.set(correction.correct(nullsOf(row)), row * table.columns);
    }
    return { p, meff: null };
  }
  if (correction.kind === 'family') {
    return { p: correctFamilies(table, dimension, correction.correct), meff: null };
  }
  const x = effectiveTests(sides.x(), correction.estimator);
  const both = table.rows > 1 && dimension === 'array';
  const y = both ? effectiveTests(sides.y(), correction.estimator) : null;
  const used = x * (y ?? 1);
  return { p: table.p.map((value) => sidakOf(value, used)), meff: { x, y, used } };
}

/** Refuses, before anything is computed, what a correction cannot do. Throws `correction-per-column`. */
export function requireDimension(plan: { corrections: string[]; mcDimension: McDimension }): void {
  const wrong = plan.corrections.find((name) => correctionByName.get(name)?.kind === 'nulls');
  if (plan.mcDimension !== 'x' || wrong === undefined) return;
  throw new NspError(
    'correction-per-column',
    `${wrong} compares the x maps of one y map with each other and cannot be done for each x map. Set mc_dimension: y or array, or name another correction.`,
    { property: 'mc_dimension' },
  );
}

function correctFamilies(
  { rows, columns, p }: PTable,
  dimension: McDimension,
  apply: FamilyCorrection,
): Float64Array {
  const out = new Float64Array(p.length).fill(NaN);
  for (const family of families(rows, columns, dimension)) {
    const present = family.filter((at) => p[at] === p[at]);
    const corrected = apply(present.map((at) => p[at] as number));
    present.forEach((at, i) => (out[at] = corrected[i] as number));
  }
  return out;
}

/** Positions of the cells of each family. */
export function families(rows: number, columns: number, dimension: McDimension): number[][] {
  const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
  switch (dimension) {
    case 'array':
      return [range(rows * columns)];
    case 'y':
      return range(rows).map((row) => range(columns).map((column) => row * columns + column));
    case 'x':
      return range(columns).map((column) => range(rows).map((row) => row * columns + column));
  }
}
