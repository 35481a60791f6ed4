// From the maps of subjects to the maps that go on: the effect map of two groups, a summary of one, or a map for each row
// (spec/statistics.md 2). The same for Y and for Z.
import { NspError } from '../error.js';
import { groupsOf, type DesignTable } from '../library/load/design.js';
import type { MapTable } from '../library/map-table.js';
import { labelPermutations } from '../nulls/labels.js';
import { sharedFloat64 } from '../parallel/shared.js';
import type { GroupsStrategy, TransformYStep } from '../plan.js';
import type { StageContext } from '../progress.js';
import type { Cell, ResultDesign } from '../result.js';
import { hasValues } from './cleaned.js';
import { GroupComparison, type ComparisonCall } from './comparisons/comparison.js';
import { codeGroups, type Groups } from './comparisons/groups.js';
import { tellNotes } from './note.js';

/** What a step says about the comparison. */
export type ComparisonWish = Pick<TransformYStep, 'transform' | 'levels' | 'design' | 'paired'>;

export interface ComparedMaps {
  /** The effect map, or one map for each row of the first group. */
  table: MapTable;
  comparison: GroupComparison;
  /** The rows that were compared, values shared: what permuted labels are made into null maps with. */
  source: { y: MapTable; call: ComparisonCall; groups: Groups };
  facts: Pick<ResultDesign, 'groups' | 'groupOf' | 'pairs' | 'comparison'>;
}

/**
 * @param design joined to the rows; null: all rows are one group
 * @throws NspError of designs, groups and comparisons; `too-few-maps`, `no-design`
 */
export function comparedMaps(
  maps: MapTable,
  design: DesignTable | null,
  wish: ComparisonWish,
  ctx: StageContext,
): ComparedMaps {
  const groups = groupsFor(maps, design, wish);
  tellNotes(groups.notes, 'design', ctx);
  const y = inSharedMemory(maps);
  const call: ComparisonCall = { transform: wish.transform, levels: wish.levels };
  const comparison = new GroupComparison(y, call, groups);
  const { table, notes } = comparison.observed();
  tellNotes(notes, 'comparison_method', ctx);
  return {
    table,
    comparison,
    source: { y, call, groups },
    facts: groupFacts(comparison, groups, y),
  };
}

function groupsFor({ labels }: MapTable, design: DesignTable | null, wish: ComparisonWish): Groups {
  if (design && wish.design) {
    const column = groupsOf(design, wish.design);
    const subjects = pairsOf(design, wish);
    return codeGroups({ labels, groups: column.cells, subjects: subjects?.cells ?? null });
  }
  const named = wish.levels.find((level) => level.toLowerCase() !== 'y');
  if (named !== undefined) {
    throw new NspError(
      'no-design',
      `${wish.transform}(${wish.levels.join(', ')}) names the group ${named}, and there is no design to say which rows are in it. Add \`design: …\`, or write \`y\` for all rows.`,
      { property: 'comparison_method' },
    );
  }
  const rows = Int32Array.from(labels.keys());
  return { levels: [], rows, codes: new Uint8Array(rows.length), pairs: null, notes: [] };
}

/** Groups with the rows that have values, pairs, and what the arguments of the comparison stand for. */
function groupFacts(
  { sides, transform }: GroupComparison,
  { levels, rows, codes, pairs }: Groups,
  table: MapTable,
): ComparedMaps['facts'] {
  const present = rows.map((row) => (hasValues(table, row) ? 1 : 0));
  const groupOf = table.labels.map((): Cell => null);
  rows.forEach((row, k) => (groupOf[row] = codes[k] ?? null));
  return {
    groupOf,
    groups: levels.map((level, code) => ({
      level,
      rows: present.reduce((sum, has, k) => sum + (codes[k] === code ? has : 0), 0),
    })),
    pairs: pairs && pairs.length / 2,
    comparison: {
      name: transform.name,
      sides: sides.map((side) => (side === 'all' ? 'y' : (levels[side] ?? ''))),
    },
  };
}

/** All threads compare permuted groups on the same bytes. */
function inSharedMemory(table: MapTable): MapTable {
  const values = sharedFloat64(table.values.length);
  values.set(table.values);
  return { ...table, values };
}

function pairsOf(design: DesignTable, { paired }: ComparisonWish): DesignTable['subjects'] {
  if (!paired) return null;
  if (design.subjects) return design.subjects;
  throw new NspError(
    'paired-without-subjects',
    'A paired comparison needs to know the pairs: add `subjects: COLUMN` to the design, with the id both rows of a pair share.',
    { property: 'design' },
  );
}

/** Labels that change nothing, or that cannot be drawn, have no null. Throws `nothing-to-permute`, `draw-row-by-row`, `draw-in-pairs`. */
export function requirePermutable(
  { comparison: { sides, transform }, source: { groups } }: ComparedMaps,
  strategy: GroupsStrategy,
): void {
  if (groups.levels.length < 2 || sides.every((side) => side === 'all')) {
    const why =
      groups.levels.length < 2
        ? `all rows are in one group (${groups.levels.join('')})`
        : `${transform.name}(y) is over all rows`;
    throw new NspError(
      'nothing-to-permute',
      `Permuting group labels changes nothing, because ${why}. Name a column with two groups in the design, and a group in the comparison.`,
      { property: 'comparison_method' },
    );
  }
  if (strategy !== 'draw') return;
  // Says so before any thread is asked.
  if (groups.pairs) labelPermutations(groups, strategy, 0);
  if (transform.result === 'one') return;
  throw new NspError(
    'draw-row-by-row',
    `${transform.name} keeps the rows of a group, and labels drawn with replacement give groups of different sizes. Use \`groups_strategy: shuffle\`.`,
    { property: 'groups_strategy' },
  );
}

/** Permuted groups are always tested on one row (spec/statistics.md 5.7). */
export function warnOfPooling({ table, comparison }: ComparedMaps, ctx: StageContext): void {
  const count = table.labels.length;
  if (count < 2) return;
  ctx.warn(
    'pooled-groups',
    `${comparison.transform.name} gives ${count} maps. Permuted groups have other rows, so p values belong to the mean over the maps; each map has its colocalization and its place among those nulls.`,
    { property: 'comparison_method' },
  );
}
