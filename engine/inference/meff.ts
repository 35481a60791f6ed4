// The effective number of tests among correlated maps, from the eigenvalues of their correlation matrix.
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { NspError } from '../error.js';
import type { MapTable } from '../library/map-table.js';
import { centred, FEWEST_SHARED, isConstant, pearson } from '../stats/correlation.js';

export type MeffEstimator = (eigenvalues: readonly number[]) => number;

/** Galwey 2009, doi:10.1002/gepi.20408: (Σ√λ)² / Σλ. */
export const galwey: MeffEstimator = (eigenvalues) => {
  const roots = eigenvalues.reduce((sum, value) => sum + Math.sqrt(value), 0);
  return roots ** 2 / eigenvalues.reduce((sum, value) => sum + value, 0);
};

/** Closer to a whole number than this, an eigenvalue is one: two maps that are the same give 2, not 2 less a rounding error. */
const WHOLE = 1e-9;

/** Li & Ji 2005, doi:10.1038/sj.hdy.6800717: Σ [1(λ ≥ 1) + (λ − ⌊λ⌋)], which jumps at whole numbers. */
export const liJi: MeffEstimator = (eigenvalues) =>
  eigenvalues.reduce((sum, given) => {
    const whole = Math.round(given);
    const value = Math.abs(given - whole) < WHOLE ? whole : given;
    return sum + (value >= 1 ? 1 : 0) + (value - Math.floor(value));
  }, 0);

/**
 * Positive eigenvalues of the correlation matrix of the maps, over the parcels that are present in all of them. Maps that are
 * missing altogether or constant have no p, so they are no tests and left out. Null for a single map. Throws `too-few-parcels` when
 * fewer than 3 parcels are complete.
 */
export function mapEigenvalues(table: MapTable, what: string): number[] | null {
  const parcels = table.parcels.length;
  const maps = table.labels
    .map((_, m) => table.values.subarray(m * parcels, (m + 1) * parcels))
    .filter((map) => !isConstant(map));
  if (maps.length < 2) return null;
  const complete = completeParcels(maps, parcels);
  if (complete.length < FEWEST_SHARED) {
    throw new NspError(
      'too-few-parcels',
      `The effective number of tests of ${what} needs parcels that no map misses; there are ${complete.length}. `
        + 'Choose a correction that does not need it (fdr_bh, holm, maxT) or leave out maps with many missing parcels.',
      { property: 'mc_method' },
    );
  }
  const rows = maps.map((map) => Float64Array.from(complete, (i) => map[i] as number));
  return rows.length > complete.length
    ? eigenvaluesByParcel(rows)
    : positiveEigenvalues(rows.map((a) => rows.map((b) => (a === b ? 1 : pearson(a, b)))));
}

/**
 * The same of more maps than parcels: the correlation matrix ZZᵀ of maps of length 1 has the eigenvalues of ZᵀZ, which is as small as
 * there are parcels, and zeros. Ten thousand maps take a second instead of hours.
 */
function eigenvaluesByParcel(rows: readonly Float64Array[]): number[] {
  const varying = rows.filter((row) => !isConstant(row));
  const parcels = rows[0]?.length ?? 0;
  const sums = new Float64Array(parcels * parcels);
  for (const row of varying) {
    const unit = centred(row);
    const length = Math.sqrt(unit.reduce((sum, value) => sum + value * value, 0));
    for (let i = 0; i < parcels; i++) unit[i] = (unit[i] as number) / length;
    for (let i = 0; i < parcels; i++) {
      const factor = unit[i] as number;
      for (let j = i; j < parcels; j++) {
        sums[i * parcels + j] = (sums[i * parcels + j] as number) + factor * (unit[j] as number);
      }
    }
  }
  const symmetric = Array.from({ length: parcels }, (_, i) =>
    Array.from(
      { length: parcels },
      (_, j) => sums[Math.min(i, j) * parcels + Math.max(i, j)] as number,
    ),
  );
  // Constant where all maps are complete: correlated with no other map.
  const alone = new Array<number>(rows.length - varying.length).fill(1);
  return [...positiveEigenvalues(symmetric), ...alone];
}

function completeParcels(maps: Float64Array[], parcels: number): number[] {
  return Array.from({ length: parcels }, (_, i) => i).filter((i) =>
    maps.every((map) => map[i] === map[i]),
  );
}

function positiveEigenvalues(correlation: number[][]): number[] {
  const clean = correlation.map((line) => line.map((r) => (r === r ? r : 0)));
  const decomposition = new EigenvalueDecomposition(new Matrix(clean), { assumeSymmetric: true });
  return decomposition.realEigenvalues.filter((value) => value > 0);
}

/** Effective number of tests of one side; 1 for a single map. */
export function effectiveTests(eigenvalues: number[] | null, estimator: MeffEstimator): number {
  return eigenvalues ? estimator(eigenvalues) : 1;
}
