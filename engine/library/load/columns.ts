// Brings the columns of a table to the parcels of a parcellation: by name in any order, else by position with a warning, else not at all.
import { NspError } from '../../error.js';
import type { LoadedParcellation } from './parcellation.js';
import { someOf } from '../nearest.js';

export interface ColumnMatch {
  /** Column of the table for each chosen parcel. */
  source: Int32Array;
  /** A sentence when the columns were matched by position, else null. */
  warning: string | null;
}

/**
 * Finds the column of each parcel. Columns of parcels outside the chosen hemispheres are allowed; other columns are not.
 * @throws NspError `column-mismatch` naming the first columns that differ, `duplicate-column`
 */
export function matchColumns(
  columns: readonly string[],
  parcellation: LoadedParcellation,
  path: string,
): ColumnMatch {
  const position = new Map(columns.map((name, i) => [name, i]));
  if (position.size < columns.length) {
    const twice = columns.find((name, i) => position.get(name) !== i);
    throw new NspError(
      'duplicate-column',
      `Two columns of ${path} are called "${twice}". Rename one of them.`,
    );
  }
  const { labels, everyLabel } = parcellation;
  const known = new Set(everyLabel);
  const foreign = columns.filter((name) => !known.has(name));
  const lacking = labels.filter((label) => !position.has(label));
  if (foreign.length === 0 && lacking.length === 0) {
    return { source: Int32Array.from(labels, (label) => position.get(label) ?? -1), warning: null };
  }
  if (foreign.length === columns.length && columns.length === everyLabel.length) {
    return byPosition(columns, parcellation, path);
  }
  throw mismatch(columns, foreign, lacking, parcellation, path);
}

function byPosition(
  columns: readonly string[],
  parcellation: LoadedParcellation,
  path: string,
): ColumnMatch {
  const { labels, everyLabel, name } = parcellation;
  const place = new Map(everyLabel.map((label, i) => [label, i]));
  return {
    source: Int32Array.from(labels, (label) => place.get(label) ?? -1),
    warning: `The columns of ${path} are matched to ${name} by position, because none of them bears the name of a parcel (first column "${columns[0]}", first parcel "${everyLabel[0]}"). Name the columns like the parcels to be sure of their order.`,
  };
}

function mismatch(
  columns: readonly string[],
  foreign: readonly string[],
  lacking: readonly string[],
  { name, everyLabel }: LoadedParcellation,
  path: string,
): NspError {
  const parts = [
    lacking.length > 0 ? `no column for ${lacking.length} parcels (${someOf(lacking)})` : '',
    foreign.length > 0 ? `${foreign.length} columns that are no parcels (${someOf(foreign)})` : '',
  ].filter((part) => part !== '');
  return new NspError(
    'column-mismatch',
    `The table ${path} does not fit the parcellation ${name}: it has ${columns.length} columns for ${everyLabel.length} parcels, ${parts.join(' and ')}. Name another parcellation, or rename or remove these columns.`,
  );
}
