// The effective number of tests among correlated maps, from the eigenvalues of their correlation matrix.
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { NspError } from '../error.js';
import type { MapTable } from '../library/map-table.js';
import { FEWEST_SHARED, isConstant, pearson } from '../stats/correlation.js';

export type MeffEstimator = (eigenvalues: readonly number[]) => number;

/** Galwey 2009, doi:10.1002/gepi.20408: (Σ√λ)² / Σλ. */
export const galwey: MeffEstimator = (eigenvalues) => {
  const roots = eigenvalues.reduce((sum, value) => sum + Math.sqrt(value), 0);
  return roots ** 2 / eigenvalues.reduce((sum, value) => sum + value, 0);
};

/** Li & Ji 2005, doi:10.1038/sj.hdy.6800717: Σ [1(λ ≥ 1) + (λ − ⌊λ⌋)]. */
export const liJi: MeffEstimator = (eigenvalues) =>
  eigenvalues.reduce((sum, value) => sum + (value >= 1 ? 1 : 0) + (value - Math.floor(value)), 0);

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
        + 'Choose a correction that does not need it (fdr_bh, bonferroni, holm) or leave out maps with many missing parcels.',
      { property: 'mc_method' },
    );
  }
  const rows = maps.map((map) => Float64Array.from(complete, (i) => map[i] as number));
  return positiveEigenvalues(rows.map((a) => rows.map((b) => (a === b ? 1 : pearson(a, b)))));
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
