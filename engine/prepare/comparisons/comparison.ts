// Applies a comparison to the maps of the subjects, for the observed groups and for permuted labels alike.
import { NspError } from '../../error.js';
import type { MapTable } from '../../library/map-table.js';
import { few, type Note } from '../note.js';
import { sideOf, SMALL_GROUP, type Groups, type Side } from './groups.js';
import type { Sample } from './sample.js';
import type { Transform } from './transform.js';
import { TRANSFORMS, transformByName } from './transforms.js';

/** `hedges(AN, HC)`: the name and its arguments. */
export interface ComparisonCall {
  transform: string;
  /** Levels, or the letters `a`, `b`, `y`. */
  levels: readonly string[];
}

export class GroupComparison {
  readonly transform: Transform;
  /** What the arguments stand for. */
  readonly sides: readonly Side[];

  /** @throws NspError `unknown-comparison`, `wrong-arguments`, `no-pairs`, and those of sideOf */
  constructor(
    private readonly y: MapTable,
    call: ComparisonCall,
    private readonly groups: Groups,
  ) {
    this.transform = checkedTransform(call);
    this.sides = call.levels.map((level) => sideOf(level, groups));
    const [first, second] = this.sides;
    if (
      this.sides.length === 2
      && (first === second || this.sides.includes('all'))
      && this.transform.matched !== 'no'
    ) {
      throw wrongArguments(this.transform, 'two different groups');
    }
    if (this.transform.matched === 'pairs' && !groups.pairs) {
      throw new NspError(
        'no-pairs',
        `${this.transform.name} compares pairs, and the design names none. Add \`subjects: COLUMN\` to the design, with the id both rows of a pair share.`,
        { property: 'comparison_method' },
      );
    }
  }

  /**
   * The maps that go on: labelled with the name of the comparison, or with the rows of the first argument.
   * @throws NspError `small-group`, `unequal-groups`
   */
  observed(): { table: MapTable; notes: Note[] } {
    const { y, transform, groups } = this;
    const rows = this.rowsOf(this.sides[0] ?? 'all', groups.codes);
    this.requireRows([rows, this.rowsOf(this.sides[1] ?? this.sides[0] ?? 'all', groups.codes)]);
    const values = this.relabelled(groups.codes);
    const labels =
      transform.result === 'one'
        ? [transform.name]
        : Array.from(rows, (row) => y.labels[row] as string);
    const empty = labels.map(() => null);
    return {
      table: { labels, sets: empty, weights: empty, parcels: y.parcels, values },
      notes: [...this.notes(), ...this.emptied(values)],
    };
  }

  /**
   * The comparison with other labels. A group that drew too few rows gives missing values.
   * @param codes group (0 or 1) of each row of `groups.rows`
   * @returns `[row][parcel]`
   * @throws NspError `unequal-groups`
   */
  relabelled(codes: ArrayLike<number>): Float64Array {
    const first = this.sample(this.sides[0] ?? 'all', codes);
    const second = this.sides[1] === undefined ? first : this.sample(this.sides[1], codes);
    this.requireEqual(first, second);
    const rows = this.transform.result === 'one' ? 1 : first.rows.length;
    const out = new Float64Array(rows * first.parcels);
    this.transform.kernel(first, second, out);
    return out;
  }

  /** Rows of Y on one side: in the order of the data, or of the pairs where there are pairs. */
  rowsOf(side: Side, codes: ArrayLike<number>): Int32Array {
    const { rows, pairs } = this.groups;
    if (side === 'all') return rows;
    const members = Int32Array.from(rows.keys()).filter((k) => codes[k] === side);
    if (pairs) members.sort((j, k) => (pairs[j] as number) - (pairs[k] as number));
    return members.map((k) => rows[k] as number);
  }

  private sample(side: Side, codes: ArrayLike<number>): Sample {
    const { values, parcels } = this.y;
    return { values, parcels: parcels.length, rows: this.rowsOf(side, codes) };
  }

  private requireRows(sides: readonly Int32Array[]): void {
    const { name, fewest } = this.transform;
    const at = sides.findIndex((rows, k) => rows.length < (fewest[k] as number));
    if (at < 0) return;
    throw new NspError(
      'small-group',
      `${name} needs at least ${fewest[at]} rows in ${this.named(at)}, which has ${sides[at]?.length}.`,
      { property: 'comparison_method' },
    );
  }

  private named(argument: number): string {
    const side = this.sides[argument] ?? this.sides[0] ?? 'all';
    return side === 'all' ? 'y' : `the group ${this.groups.levels[side]}`;
  }

  private requireEqual(first: Sample, second: Sample): void {
    if (this.transform.matched === 'no' || first.rows.length === second.rows.length) return;
    throw new NspError(
      'unequal-groups',
      `${this.transform.name} goes row by row, and the groups have ${first.rows.length} and ${second.rows.length} rows. Use a comparison of means, such as meandiff.`,
      { property: 'comparison_method' },
    );
  }

  private notes(): Note[] {
    const { transform, groups } = this;
    const notes: Note[] = [];
    const reference = this.rowsOf(this.sides.at(-1) ?? 'all', groups.codes).length;
    if (transform.reference !== undefined && reference < transform.reference) {
      notes.push({
        code: reference < SMALL_GROUP ? 'small-reference' : 'moderate-reference',
        message: `${transform.name} takes quantiles of ${reference} rows; ${transform.reference} or more are steady${reference < SMALL_GROUP ? `, fewer than ${SMALL_GROUP} are not` : ''}.`,
      });
    }
    if (transform.matched === 'rows' && !groups.pairs) {
      notes.push({
        code: 'rows-by-position',
        message: `${transform.name} goes row by row and the design names no pairs, so the k-th row of one group meets the k-th of the other.`,
      });
    }
    return notes;
  }

  /** Parcels that have data and for which the comparison has no value in any row. */
  private emptied(values: Float64Array): Note[] {
    const { y, groups } = this;
    const parcels = y.parcels.length;
    const has = (table: Float64Array, rows: Iterable<number>, i: number): boolean => {
      for (const row of rows) if (!Number.isNaN(table[row * parcels + i])) return true;
      return false;
    };
    const out = Array.from({ length: values.length / parcels }, (_, row) => row);
    const lost = y.parcels.filter((_, i) => has(y.values, groups.rows, i) && !has(values, out, i));
    if (lost.length === 0) return [];
    return [
      {
        code: 'comparison-missing',
        message: `${this.transform.name} does not exist in ${lost.length} parcels that have data (too few values or no variance): ${few(lost)}. They are missing.`,
      },
    ];
  }
}

function checkedTransform({ transform: name, levels }: ComparisonCall): Transform {
  const transform = transformByName.get(name);
  if (!transform) {
    throw new NspError(
      'unknown-comparison',
      `There is no comparison ${name}. There are ${TRANSFORMS.map((t) => t.name).join(', ')}.`,
      { property: 'comparison_method' },
    );
  }
  if (!transform.groups.includes(levels.length as 1 | 2)) {
    throw wrongArguments(
      transform,
      transform.groups.map((count) => (count === 1 ? 'one group' : 'two groups')).join(' or '),
    );
  }
  return transform;
}

const wrongArguments = ({ name }: Transform, wanted: string): NspError =>
  new NspError(
    'wrong-arguments',
    `${name} takes ${wanted}, for example \`${name}(${wanted.startsWith('one') ? 'a' : 'a, b'})\`.`,
    { property: 'comparison_method' },
  );
