// Takes sites and covariates out of the subjects' maps: ComBat first, then the regression (spec/statistics.md 3.1 and 3.3).
import { NspError } from '../error.js';
import type { DesignTable } from '../library/load/design.js';
import type { MapTable } from '../library/map-table.js';
import type { StageContext } from '../progress.js';
import type { Cell, ResultDesign } from '../result.js';
import { sortedPresent } from '../stats/quantiles.js';
import { cleanBetween } from './clean/between.js';
import type { DesignColumn } from './clean/encode.js';
import { harmonize } from './combat/harmonize.js';
import { tellNotes } from './note.js';

export interface Cleaning {
  /** Harmonise sites with ComBat. */
  combat: boolean;
  /** Columns whose effect is kept: the groups, and the pairs where rows are paired. */
  kept: readonly DesignColumn[];
}

export interface CleanedMaps {
  table: MapTable;
  /** The columns that were regressed. */
  nuisance: DesignColumn[];
  facts: Pick<ResultDesign, 'regressed' | 'combat'>;
}

/**
 * The maps without what sites and covariates explain; the same maps when there is neither. With ComBat the site is not regressed
 * again; without it a declared site is a categorical covariate (spec/decisions.md 7).
 * @throws NspError `combat-without-site` and those of harmonize and cleanBetween; CancelledError
 */
export function cleanedMaps(
  y: MapTable,
  { covariates, site }: Pick<DesignTable, 'covariates' | 'site'>,
  { combat, kept }: Cleaning,
  ctx: StageContext,
): CleanedMaps {
  if (combat && !site) {
    throw new NspError(
      'combat-without-site',
      'ComBat needs to know the sites: add `site: COLUMN` to the design.',
      { property: 'combat' },
    );
  }
  const nuisance = site && !combat ? [...covariates, site] : [...covariates];
  let table = y;
  let sites: ResultDesign['combat'] = null;
  if (combat && site) {
    const done = harmonize(table, { site, kept: [...covariates, ...kept] }, true, ctx);
    tellNotes(done.notes, 'design', ctx);
    table = done.table;
    sites = {
      column: site.name,
      sites: done.sites.map((name, k) => ({
        site: name,
        rows: site.cells.filter((cell, row) => cell === name && hasValues(done.table, row)).length,
        rounds: done.iterations[k] as number,
      })),
      means: {
        site: site.cells.map((one) => (one === null ? null : orNull(done.sites.indexOf(one)))),
        before: rowMeans(y),
        after: rowMeans(done.table),
      },
    };
    ctx.log(`ComBat: ${sites.sites.map((one) => `${one.site} (${one.rows} rows)`).join(', ')}`);
  }
  const facts = { regressed: { continuous: [], categorical: [] }, combat: sites };
  if (nuisance.length === 0) return { table, nuisance, facts };
  const { notes, continuous, categorical, ...cleaned } = cleanBetween(
    table,
    { nuisance, protected: kept },
    ctx,
  );
  tellNotes(notes, 'design', ctx);
  ctx.log(
    `Regressed from y: ${[...continuous, ...categorical.map((name) => `${name} (categorical)`)].join(', ')}${kept.length ? `; kept: ${kept.map(({ name }) => name).join(', ')}` : ''}`,
  );
  return {
    table: cleaned.table,
    nuisance,
    facts: { ...facts, regressed: { continuous, categorical } },
  };
}

const orNull = (index: number): Cell => (index < 0 ? null : index);

/** Mean of the present parcels of each row; null where none is. */
function rowMeans({ labels, parcels, values }: MapTable): Cell[] {
  return labels.map((_, row) => {
    const present = sortedPresent(
      values.subarray(row * parcels.length, (row + 1) * parcels.length),
    );
    return present.length ? present.reduce((sum, value) => sum + value, 0) / present.length : null;
  });
}

/** True for a row that has a value in any parcel. */
export function hasValues({ values, parcels }: MapTable, row: number): boolean {
  for (let i = row * parcels.length; i < (row + 1) * parcels.length; i++) {
    if (!Number.isNaN(values[i])) return true;
  }
  return false;
}
