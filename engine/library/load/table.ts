// Tables of maps × parcels: the user's own, and the stored ones of examples, brought to the parcels of the parcellation.
import { readTable, type Table } from '../../formats/csv.js';
import { NspError } from '../../error.js';
import type { MapsSource } from '../../plan.js';
import { matchColumns } from './columns.js';
import { joinTables } from './join-tables.js';
import type { LoadContext } from '../context.js';
import type { LoadedParcellation } from './parcellation.js';
import type { LoadedMaps } from './maps.js';
import type { MapTable } from '../map-table.js';
import { didYouMean, someOf } from '../nearest.js';
import { notDownloaded } from '../not-downloaded.js';

/** A user's table. Chosen rows keep the order of the table. @throws NspError `unknown-row`, `column-mismatch` and those of readTable */
export async function loadTable(
  source: Extract<MapsSource, { kind: 'table' }>,
  parcellation: LoadedParcellation,
  role: string,
  context: LoadContext,
): Promise<LoadedMaps> {
  const { index, transpose, path } = source;
  const table = await readTable(path, { index, transpose, observe: context.inputs.observe(role) });
  const rows = source.rows === null ? allRows(table) : chosenRows(table, source.rows, path);
  return { table: alignTable(table, rows, parcellation, path, context), images: [], citations: [] };
}

/** The stored table of an example. @throws NspError `unknown-example`, `no-table` */
export async function loadExample(
  name: string,
  parcellation: LoadedParcellation,
  role: string,
  context: LoadContext,
): Promise<LoadedMaps> {
  const item = context.library.exampleItem(name);
  if (!item) {
    const known = context.library.examples().map((entry) => entry.name);
    throw new NspError(
      'unknown-example',
      `The data library has no example ${name}.${didYouMean(name, known)} It holds ${known.join(', ') || 'none'}.`,
    );
  }
  if (item.entry.presence === 'remote') throw notDownloaded(`The example ${name}`, name);
  if (item.problem) context.ctx.warn('damaged-description', item.problem);
  const table = await storedMaps(item.tables, parcellation, `example ${name}`, role, context);
  const { entry, license } = item;
  const citation = {
    ref: entry.label,
    doi: null,
    subject: name,
    license,
    note: entry.description || null,
  };
  return { table, images: [], citations: [citation] };
}

/** True when there is a stored table for the parcellation, or one for each part of it. */
export function hasTable(
  tables: ReadonlyMap<string, string>,
  { libraryName, parts }: LoadedParcellation,
): boolean {
  if (parts) return parts.every((part) => hasTable(tables, part));
  return libraryName !== null && tables.has(libraryName);
}

/**
 * All maps of the stored table for a parcellation. For cortex + subcortex the tables of both are joined: maps that both have, in the
 * order of the cortical table.
 * @throws NspError `no-table`, `no-common-maps`, `column-mismatch` and those of readTable
 */
export async function storedMaps(
  tables: ReadonlyMap<string, string>,
  parcellation: LoadedParcellation,
  what: string,
  role: string,
  context: LoadContext,
): Promise<MapTable> {
  if (!parcellation.parts) {
    const path = storedTable(tables, parcellation, what);
    const table = await readTable(path, { observe: context.inputs.observe(role) });
    return alignTable(table, allRows(table), parcellation, path, context);
  }
  const [cortex, subcortex] = parcellation.parts;
  for (const part of parcellation.parts) storedTable(tables, part, what);
  const joined = joinTables(
    await storedMaps(tables, cortex, what, role, context),
    await storedMaps(tables, subcortex, what, role, context),
  );
  const { table, onlyFirst, onlySecond } = joined;
  if (table.labels.length === 0) {
    throw new NspError(
      'no-common-maps',
      `The tables of the ${what} for ${cortex.name} and ${subcortex.name} have no map in common: ${someOf(onlyFirst)}; ${someOf(onlySecond)}.`,
    );
  }
  context.ctx.log(
    `${role}: tables for ${cortex.name} and ${subcortex.name} joined: ${table.labels.length} maps in both, ${onlyFirst.length} in ${cortex.name} only, ${onlySecond.length} in ${subcortex.name} only.`,
  );
  return table;
}

/** Path of the stored table for a parcellation. @throws NspError `no-table` listing the parcellations there are tables for */
export function storedTable(
  tables: ReadonlyMap<string, string>,
  { libraryName, name }: LoadedParcellation,
  what: string,
): string {
  const path = libraryName === null ? undefined : tables.get(libraryName);
  if (path !== undefined) return path;
  const reason =
    libraryName === null
      ? `The ${what} has tables for library parcellations only, and ${name} is one of your own.`
      : `The ${what} has no table for the parcellation ${name}.`;
  throw new NspError(
    'no-table',
    `${reason} It has tables for ${[...tables.keys()].join(', ') || 'none'}.`,
  );
}

export function allRows(table: Table): number[] {
  return table.rows.map((_, i) => i);
}

function chosenRows(table: Table, wanted: readonly string[], path: string): number[] {
  const unknown = wanted.filter((row) => !table.rows.includes(row));
  if (unknown.length > 0) {
    throw new NspError(
      'unknown-row',
      `The table ${path} has no row ${unknown.map((row) => `"${row}"`).join(', ')}.${didYouMean(unknown[0] ?? '', table.rows)} Its rows are ${someOf(table.rows, 8)}.`,
    );
  }
  const kept = new Set(wanted);
  return table.rows.flatMap((row, i) => (kept.has(row) ? [i] : []));
}

/** The given rows of a table with its columns brought to the parcels; warns when they were matched by position. */
export function alignTable(
  table: Table,
  rows: readonly number[],
  parcellation: LoadedParcellation,
  path: string,
  context: Pick<LoadContext, 'ctx'>,
): MapTable {
  const match = matchColumns(table.columns, parcellation, path);
  if (match.warning !== null) context.ctx.warn('columns-by-position', match.warning);
  const width = parcellation.labels.length;
  const values = new Float64Array(rows.length * width);
  rows.forEach((row, i) => {
    const start = row * table.columns.length;
    for (let j = 0; j < width; j++) {
      values[i * width + j] = table.values[start + (match.source[j] as number)] as number;
    }
  });
  return {
    labels: rows.map((row) => table.rows[row] as string),
    sets: rows.map(() => null),
    weights: rows.map(() => null),
    parcels: parcellation.labels,
    values,
  };
}
