// Which rows ComBat can use and at which site each was measured; refuses what it cannot estimate.
import { NspError } from '../../error.js';
import type { MapTable } from '../../library/map-table.js';
import { completeRows, designProblems } from '../clean/design-problems.js';
import { encode, type DesignColumn } from '../clean/encode.js';
import { sortedLevels } from '../levels.js';
import { few } from '../note.js';

export interface CombatDesign {
  site: DesignColumn;
  /** Covariates and protected columns: their effects stay in the data. */
  kept: readonly DesignColumn[];
}

/** Rows with a site and all covariates, their sites as numbers, and the names in sorted order. @throws as harmonize */
export function sitesOf(
  y: Pick<MapTable, 'labels'>,
  { site, kept }: CombatDesign,
): { rows: number[]; site: Int32Array; sites: string[] } {
  const { columns } = encode(kept);
  const rows = completeRows(columns, y.labels.length).filter((row) => site.cells[row] !== null);
  const cells = rows.map((row) => site.cells[row] as string);
  const sites = sortedLevels(cells);
  if (sites.length < 2) {
    throw new NspError(
      'one-site',
      `ComBat needs two or more sites; the column ${site.name} has ${sites.length === 1 ? `only ${sites.join('')}` : 'none'}. Use \`combat: false\`.`,
      { property: 'combat' },
    );
  }
  const single = sites.filter((name) => cells.filter((cell) => cell === name).length < 2);
  if (single.length) {
    throw new NspError(
      'site-of-one',
      `ComBat estimates a variance for each site, and there is only one subject at ${few(single)}. Leave these subjects out, or join sites.`,
      { property: 'combat' },
    );
  }
  const [problem] = designProblems({ nuisance: [{ ...site, categorical: true }], protected: kept });
  if (problem)
    throw new NspError(problem.code, `ComBat: ${problem.message}`, { property: 'combat' });
  return { rows, sites, site: Int32Array.from(cells, (cell) => sites.indexOf(cell)) };
}
