// The design of a plan: one row per subject, joined to the rows of Y, with its columns taken by name for what they are used for.
// Contract: LANGUAGE.md (design), spec/decisions.md 7 and 19.
import { NspError } from '../../error.js';
import { isMissingCell } from '../../formats/cell.js';
import { readTextTable, type TextTable } from '../../formats/csv.js';
import type { DesignSource } from '../../plan.js';
import type { DesignColumn } from '../../prepare/clean/encode.js';
import type { StageContext } from '../../progress.js';
import type { Subject } from '../../result.js';
import { asNumber } from '../../prepare/levels.js';
import type { LoadContext } from '../context.js';
import { didYouMean, someOf } from '../nearest.js';
import { joinRows } from './design-rows.js';

/** Columns by use; each has one cell for each row of Y, null is missing. */
export interface DesignTable {
  /** Null where the design has no such column. */
  groups: DesignColumn | null;
  /** Without the site. */
  covariates: DesignColumn[];
  site: DesignColumn | null;
  subjects: DesignColumn | null;
  /** Columns whose effect is kept when the covariates are regressed, in the order named. */
  kept: DesignColumn[];
}

/**
 * Reads a design and joins it to the rows of Y.
 * @param property the property of the analysis that names it
 * @param protect columns whose effect is kept
 * @throws NspError `unknown-column`, `rows-do-not-match`, `duplicate-row` and those of reading tables, tied to the property
 */
export async function loadDesign(
  source: DesignSource,
  labels: readonly string[],
  property: 'design' | 'y_covariates',
  { ctx, inputs }: Pick<LoadContext, 'ctx' | 'inputs'>,
  protect: readonly string[] = [],
): Promise<DesignTable> {
  const subject: Subject = source.declaration
    ? { property, declaration: source.declaration }
    : { property };
  const role = source.declaration === null ? 'design' : `design (${source.declaration})`;
  try {
    const table = await readTextTable(source.path, { observe: inputs.observe(role) });
    const warn = (code: string, message: string): void => ctx.warn(code, message, subject);
    const design = designOf(table, source, labels, { warn }, protect);
    ctx.log(`${role}: ${describe(design)}`);
    return design;
  } catch (error) {
    throw error instanceof NspError ? error.at(subject) : error;
  }
}

/** The columns of a table that was read. @throws NspError as loadDesign */
export function designOf(
  table: TextTable,
  source: DesignSource,
  labels: readonly string[],
  ctx: Pick<StageContext, 'warn'>,
  protect: readonly string[] = [],
): DesignTable {
  const roles = rolesOf(table, source);
  requireProtectable(table, source, protect);
  const index = labelColumn(table, source, roles);
  const rows = joinRows(table, index, labels, source.path, ctx);
  const column = (name: string, categorical?: true): DesignColumn => {
    const at = table.columns.indexOf(name);
    const cells = Array.from(rows, (row) => {
      const cell = table.rows[row]?.[at] ?? '';
      return isMissingCell(cell) ? null : cell;
    });
    return categorical ? { name, cells, categorical } : { name, cells };
  };
  const given =
    source.covariates ?? others(table, roles, index).filter((name) => !protect.includes(name));
  const covariates = given.filter((name) => name !== source.site).map((name) => column(name));
  for (const covariate of covariates) warnOfMixture(covariate, labels, source.path, ctx);
  const named = (name: string | null): DesignColumn | null =>
    name === null ? null : column(name, true);
  return {
    groups: table.columns.includes(source.groups) ? column(source.groups, true) : null,
    covariates,
    site: named(source.site),
    subjects: named(source.subjects),
    kept: protect.map((name) =>
      name === source.groups || name === source.subjects ? column(name, true) : column(name),
    ),
  };
}

/** @throws NspError `unknown-column`, `collinear-covariate` for a column that is to be regressed and kept */
function requireProtectable(
  table: TextTable,
  source: DesignSource,
  protect: readonly string[],
): void {
  for (const name of protect) {
    if (!table.columns.includes(name)) {
      if (name !== source.groups) throw noColumn(name, table, source.path);
      throw noGroups(source);
    }
    if (!source.covariates?.includes(name) && name !== source.site) continue;
    throw new NspError(
      'collinear-covariate',
      `The effect of the column ${name} is to be kept, so it cannot be regressed, too. Take it out of the ${name === source.site ? 'design as site' : 'covariates'}, or do not protect it.`,
    );
  }
}

/** Columns with a use of their own. @throws NspError `unknown-column` */
function rolesOf(table: TextTable, source: DesignSource): string[] {
  const { index, site, subjects, covariates, path } = source;
  const named = [index, site, subjects, ...(covariates ?? [])].filter((name) => name !== null);
  const unknown = named.find((name) => !table.columns.includes(name));
  if (unknown !== undefined) throw noColumn(unknown, table, path);
  return [source.groups, site, subjects].filter((name) => name !== null);
}

/** The groups column, which only comparisons of groups need. @throws NspError `unknown-column`, `collinear-covariate` */
export function groupsOf({ groups, covariates }: DesignTable, source: DesignSource): DesignColumn {
  if (groups && covariates.some(({ name }) => name === groups.name)) {
    throw new NspError(
      'collinear-covariate',
      `The column ${groups.name} holds the groups that are compared, so it cannot be regressed, too. Take it out of the covariates.`,
      { property: 'design' },
    );
  }
  if (groups) return groups;
  throw noGroups(source);
}

const noGroups = ({ path, groups }: DesignSource): NspError =>
  new NspError(
    'unknown-column',
    `${path} has no column ${groups}. Name the column of the groups in the design: \`groups: COLUMN\`.`,
    { property: 'design' },
  );

function noColumn(name: string, { columns }: TextTable, path: string): NspError {
  return new NspError(
    'unknown-column',
    `${path} has no column ${name}.${didYouMean(name, columns)} Its columns are ${someOf(columns, 12)}.`,
  );
}

/** Position of the column with the labels: the named one, else the first, unless that has another use. */
function labelColumn(
  table: TextTable,
  source: DesignSource,
  roles: readonly string[],
): number | null {
  if (source.index !== null) return table.columns.indexOf(source.index);
  const [first = ''] = table.columns;
  return roles.includes(first) || source.covariates?.includes(first) ? null : 0;
}

const others = (table: TextTable, roles: readonly string[], index: number | null): string[] =>
  table.columns.filter((name, at) => at !== index && !roles.includes(name));

/** A column of numbers with some text is taken as categories; says so, because the text may be a slip. */
function warnOfMixture(
  { name, cells }: DesignColumn,
  labels: readonly string[],
  path: string,
  ctx: Pick<StageContext, 'warn'>,
): void {
  const present = cells.flatMap((cell, row) => (cell === null ? [] : [{ cell, row }]));
  const text = present.filter(({ cell }) => asNumber(cell) === undefined);
  const [first] = text;
  if (!first || text.length === present.length) return;
  ctx.warn(
    'mixed-column',
    `The column ${name} of ${path} holds numbers and text ("${first.cell}" in the row ${labels[first.row] ?? first.row + 1}), so it is taken as categories. Mend the cell, or empty it, if the column is a number.`,
  );
}

function describe({ groups, covariates, site, subjects }: DesignTable): string {
  const names = covariates.map(({ name }) => name).join(', ');
  return [
    groups ? `groups ${groups.name}` : '',
    `covariates ${names || 'none'}`,
    site ? `site ${site.name}` : '',
    subjects ? `pairs ${subjects.name}` : '',
  ]
    .filter(Boolean)
    .join('; ');
}
