// What a table of maps looks like with the options of its source: labels of maps and of parcels, missing cells.
import type { TableSummary } from '../../engine/plan.js';
import type { TableSource } from '../generated/ast.js';
import { SOURCE_PARAMETERS } from '../parameters/sources.js';
import { silently } from '../reader.js';
import { optionIn } from '../settings.js';
import type { CheckContext } from './rule.js';

export interface TableShape {
  path: string;
  maps: string[];
  parcels: string[];
  /** Missing cells of each map; empty where they cannot be told by map (transposed tables). */
  missing: number[];
}

/** The summary of a table, or undefined when it cannot be read (which is reported at its source). */
export async function summaryOf(
  path: string,
  context: CheckContext,
): Promise<TableSummary | undefined> {
  if (!(await context.catalog.fileExists(path))) return undefined;
  try {
    return await context.catalog.tableSummary(path);
  } catch (error) {
    return error instanceof Error ? undefined : Promise.reject(new Error(String(error)));
  }
}

/** The shape of a table source; undefined when the file cannot be read or the index column is not there. */
export async function shapeOf(
  source: TableSource,
  context: CheckContext,
): Promise<TableShape | undefined> {
  const path = context.resolve(source.path);
  const summary = await summaryOf(path, context);
  if (!summary) return undefined;
  const quiet = silently(context);
  const rows = SOURCE_PARAMETERS.table;
  const index = optionIn(source.options, 'index', rows.index, quiet) ?? null;
  const transpose = optionIn(source.options, 'transpose', rows.transpose, quiet) ?? false;
  const isFirst = index === null || index === summary.index;
  const labels = isFirst ? summary.rows : await context.catalog.columnValues(path, index);
  if (!labels) return undefined;
  const columns = isFirst
    ? summary.columns
    : [summary.index, ...summary.columns].filter((name) => name !== index);
  return transpose
    ? { path, maps: columns, parcels: labels, missing: [] }
    : { path, maps: labels, parcels: columns, missing: isFirst ? summary.missing : [] };
}
