// From the columns of a design to two groups of rows: which level is a, which rows count, which rows are pairs.
// Contract: spec/statistics.md 2.2; levels may be named as in `hedges(AN, HC)` (LANGUAGE.md).
import { NspError } from '../../error.js';
import { few, type Note } from '../note.js';
import { sortedLevels } from '../levels.js';
import { pairRows } from './pairs.js';

/** A group this small gives unsteady effect sizes and nulls. */
export const SMALL_GROUP = 20;

/** Columns of a design, one entry for each row of Y and in its order. Null is a missing entry. */
export interface GroupColumns {
  /** Names of the rows, for messages. */
  labels: readonly string[];
  groups: readonly (string | null)[];
  /** Ids that the two rows of a pair share; null: not a paired design. */
  subjects: readonly (string | null)[] | null;
}

export interface Groups {
  /** Sorted ascending (as numbers where all are numbers); the first is `a`. One or two. */
  levels: string[];
  /** Rows of Y that have a group, in the order of the data. */
  rows: Int32Array;
  /** Of each such row: 0 for the first level, 1 for the second. */
  codes: Uint8Array;
  /** Of each such row: number of its pair, in sorted order of the ids; null without pairs. */
  pairs: Int32Array | null;
  notes: Note[];
}

/**
 * Codes the groups. Rows without a group are left out with a note; small groups are noted.
 * @throws NspError `more-than-two-groups`, `no-groups`, `incomplete-pair`, `missing-pair-id`
 */
export function codeGroups({ labels, groups, subjects }: GroupColumns): Groups {
  const rows = Int32Array.from(groups.keys()).filter((row) => groups[row] !== null);
  const levels = sortedLevels(Array.from(rows, (row) => groups[row] as string));
  if (levels.length === 0) {
    throw new NspError(
      'no-groups',
      'No row of y has a group. Name the column of the design: `groups: COLUMN`.',
      { property: 'design' },
    );
  }
  if (levels.length > 2) {
    throw new NspError(
      'more-than-two-groups',
      `The rows of y are in ${levels.length} groups (${few(levels)}), and two are compared. Leave out the rows of the others, or name a column with two groups.`,
      { property: 'design' },
    );
  }
  const codes = Uint8Array.from(rows, (row) => levels.indexOf(groups[row] as string));
  const notes: Note[] = [];
  if (rows.length < groups.length) {
    const without = labels.filter((_, row) => groups[row] === null);
    notes.push({
      code: 'rows-without-group',
      message: `${without.length} rows of y have no group and are left out: ${few(without)}.`,
    });
  }
  levels.forEach((level, code) => {
    const size = codes.reduce((count, other) => count + (other === code ? 1 : 0), 0);
    if (size >= SMALL_GROUP) return;
    notes.push({
      code: 'small-group',
      message: `The group ${level} has ${size} rows; effect sizes and nulls of fewer than ${SMALL_GROUP} are unsteady.`,
    });
  });
  const pairs = subjects && pairRows({ labels, groups, subjects }, rows, codes);
  return { levels, rows, codes, pairs, notes };
}

/** What an argument of a comparison stands for: a group, or all rows. */
export type Side = 0 | 1 | 'all';

/**
 * Resolves an argument: the name of a level, or one of the letters `a`, `b` (levels in sorted order) and `y` (all rows).
 * A level that is called `a`, `b` or `y` goes before the letter.
 * @throws NspError `unknown-group`, `one-group`
 */
export function sideOf(argument: string, { levels }: Pick<Groups, 'levels'>): Side {
  const named = levels.indexOf(argument);
  if (named >= 0) return named as 0 | 1;
  const letter = argument.toLowerCase();
  if (letter === 'y') return 'all';
  if (letter === 'a') return 0;
  if (letter === 'b') {
    if (levels.length === 2) return 1;
    throw new NspError(
      'one-group',
      `All rows of y are in one group (${levels.join('')}), and two are compared. Name another column in the design: \`groups: COLUMN\`.`,
      { property: 'design' },
    );
  }
  throw new NspError(
    'unknown-group',
    `The design has no group ${argument}. It has ${levels.join(' and ')}.`,
    { property: 'comparison_method' },
  );
}
