// Which row of a design belongs to which row of Y: by label where labels agree, else by position with a warning.
import { NspError } from '../../error.js';
import type { TextTable } from '../../formats/csv.js';
import type { StageContext } from '../../progress.js';
import { someOf } from '../nearest.js';

/**
 * Row of the table for each row of Y.
 * @param index position of the label column, null: the design has none
 * @throws NspError `rows-do-not-match`, `duplicate-row`
 */
export function joinRows(
  table: TextTable,
  index: number | null,
  labels: readonly string[],
  path: string,
  ctx: Pick<StageContext, 'warn'>,
): Int32Array {
  const names = index === null ? [] : table.rows.map((row) => row[index] ?? '');
  const wanted = new Set(labels);
  if (names.some((name) => wanted.has(name))) return byLabel(table, names, labels, path, ctx);
  const [first = '', own = ''] = [names[0], labels[0]];
  if (table.rows.length !== labels.length) {
    const why =
      index === null ? 'no column of labels' : `no label occurs in both ("${first}", "${own}")`;
    throw new NspError(
      'rows-do-not-match',
      `${path} has ${table.rows.length} rows and y has ${labels.length}, and ${why}. Name the label column with \`index: COLUMN\`.`,
    );
  }
  ctx.warn(
    'rows-by-position',
    index === null
      ? `${path} has no column of labels, so its rows are joined to those of y by position. Add one, and name it with \`index: COLUMN\`, to be sure.`
      : `No row of ${path} has the label of a row of y, so they are joined by position ("${first}" with "${own}"); its column ${table.columns[index] ?? ''} is not used otherwise. Name the label column with \`index: COLUMN\` to be sure.`,
  );
  return Int32Array.from(labels.keys());
}

function byLabel(
  table: TextTable,
  names: readonly string[],
  labels: readonly string[],
  path: string,
  ctx: Pick<StageContext, 'warn'>,
): Int32Array {
  const place = new Map<string, number>();
  const wanted = new Set(labels);
  names.forEach((name, row) => {
    const before = place.get(name);
    if (before !== undefined && wanted.has(name)) {
      throw new NspError(
        'duplicate-row',
        `${path}: the row "${name}" stands on lines ${table.lines[before] ?? '?'} and ${table.lines[row] ?? '?'}. A subject has one row; remove one.`,
      );
    }
    place.set(name, row);
  });
  const lacking = labels.filter((label) => !place.has(label));
  if (lacking.length) {
    throw new NspError(
      'rows-do-not-match',
      `${path} has no row for ${lacking.length} of the ${labels.length} rows of y: ${someOf(lacking)}. Add them to the design (cells may be empty), or leave them out of y.`,
    );
  }
  const unused = names.filter((name) => !wanted.has(name));
  if (unused.length) {
    ctx.warn(
      'unused-rows',
      `${unused.length} rows of ${path} have no map in y and are not used: ${someOf(unused)}.`,
    );
  }
  return Int32Array.from(labels, (label) => place.get(label) as number);
}
