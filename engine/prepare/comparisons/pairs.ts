// Which two rows are the same subject: every id stands once in each group (spec/statistics.md 2.2).
import { NspError } from '../../error.js';
import { sortedLevels } from '../levels.js';
import { few } from '../note.js';
import type { GroupColumns } from './groups.js';

/**
 * Number of the pair of each row, ids in sorted order.
 * @param rows rows of Y that have a group
 * @param codes group of each of them
 * @throws NspError `missing-pair-id`, `incomplete-pair`
 */
export function pairRows(
  { labels, subjects }: GroupColumns,
  rows: Int32Array,
  codes: Uint8Array,
): Int32Array {
  const ids = Array.from(rows, (row) => subjects?.[row] ?? null);
  const without = Array.from(rows).filter((_, k) => ids[k] === null);
  if (without.length) {
    throw new NspError(
      'missing-pair-id',
      `${without.length} rows have a group but no pair id: ${few(without.map((row) => labels[row] ?? `row ${row + 1}`))}. Fill in the column named by \`subjects\`, or leave these rows out.`,
      { property: 'design' },
    );
  }
  const members = new Map<string, number[]>();
  ids.forEach((id, k) => {
    const of = members.get(id as string);
    if (of) of.push(codes[k] as number);
    else members.set(id as string, [codes[k] as number]);
  });
  const broken = [...members].filter(([, of]) => of.length !== 2 || of[0] === of[1]);
  if (broken.length) {
    const told = broken.map(
      ([id, of]) =>
        `${id} (${of.filter((c) => c === 0).length} + ${of.filter((c) => c === 1).length} rows)`,
    );
    throw new NspError(
      'incomplete-pair',
      `A pair is one row in each group with the same id. Not so: ${few(told)}. Leave these rows out, or mend the column named by \`subjects\`.`,
      { property: 'design' },
    );
  }
  const order = new Map(sortedLevels([...members.keys()]).map((id, number) => [id, number]));
  return Int32Array.from(ids, (id) => order.get(id as string) as number);
}
