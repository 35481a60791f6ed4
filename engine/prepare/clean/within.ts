// Regresses covariate maps out of each Y map, across parcels: residuals of least squares with an intercept, mean 0
// (spec/statistics.md 3.2).
import { NspError } from '../../error.js';
import type { MapTable } from '../../library/map-table.js';
import { isConstant } from '../../stats/correlation.js';
import { Residuals } from '../../stats/residuals.js';
import { few, type Note } from '../note.js';
import { stopIfCancelled, type Work } from '../work.js';

/**
 * Residuals of every map of `y` on the covariate maps, over the parcels that have both; the others become missing. A map with too
 * few such parcels, or that the covariates explain altogether, becomes missing and is noted.
 * @param matched true: row i of the covariates belongs to row i of `y`; false: all covariate maps together for each row
 * @throws NspError `parcels-do-not-match`, `rows-do-not-match`, `constant-covariate`, CancelledError
 */
export function cleanWithin(
  y: MapTable,
  covariates: MapTable,
  matched: boolean,
  work: Work,
): { table: MapTable; notes: Note[] } {
  const parcels = y.parcels.length;
  requireCovariates(y, covariates, matched);
  const values = Float64Array.from(y.values);
  const together = new Residuals({
    maps: covariates.labels.length,
    parcels,
    values: covariates.values,
  });
  const lost: string[] = [];
  y.labels.forEach((label, row) => {
    stopIfCancelled(work);
    const own = covariates.values.subarray(row * parcels, (row + 1) * parcels);
    const residuals = matched ? new Residuals({ maps: 1, parcels, values: own }) : together;
    const map = values.subarray(row * parcels, (row + 1) * parcels);
    residuals.remove(map);
    if (isConstant(map)) {
      map.fill(NaN);
      lost.push(label);
    }
    work.report(row + 1, y.labels.length, 'maps');
  });
  const notes: Note[] = lost.length
    ? [
        {
          code: 'maps-not-cleaned',
          message: `Nothing is left of ${lost.length} maps after the covariate maps (${few(covariates.labels)}) are regressed out: ${few(lost)}. They are missing.`,
        },
      ]
    : [];
  return { table: { ...y, values }, notes };
}

function requireCovariates(y: MapTable, covariates: MapTable, matched: boolean): void {
  const parcels = y.parcels.length;
  if (covariates.parcels.length !== parcels) {
    throw new NspError(
      'parcels-do-not-match',
      `The covariate maps have ${covariates.parcels.length} parcels and y has ${parcels}. Use maps of the same parcellation.`,
      { property: 'covariates_within' },
    );
  }
  if (matched && covariates.labels.length !== y.labels.length) {
    throw new NspError(
      'rows-do-not-match',
      `With one covariate map for each map of y there must be ${y.labels.length} of them; there are ${covariates.labels.length}.`,
      { property: 'covariates_within' },
    );
  }
  const flat = covariates.labels.filter((_, m) =>
    isConstant(covariates.values.subarray(m * parcels, (m + 1) * parcels)),
  );
  if (flat.length) {
    throw new NspError(
      'constant-covariate',
      `The covariate map ${few(flat)} has the same value in all parcels, so there is nothing to regress out. Leave it out.`,
      { property: 'covariates_within' },
    );
  }
}
