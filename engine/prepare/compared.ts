// From the maps of subjects to the maps that go on: cleaned, and, where groups are compared, the effect map of the groups
// (spec/workflows.md 1.4).
import { NspError } from '../error.js';
import { groupsOf, type DesignTable } from '../library/load/design.js';
import type { MapTable } from '../library/map-table.js';
import { labelPermutations } from '../nulls/labels.js';
import type { GroupSource } from '../nulls/relabelled.js';
import { sharedFloat64 } from '../parallel/shared.js';
import type { GroupsPlan } from '../plan.js';
import type { StageContext } from '../progress.js';
import type { Cell, ResultDesign } from '../result.js';
import { cleanedMaps, hasValues } from './cleaned.js';
import { GroupComparison, type ComparisonCall } from './comparisons/comparison.js';
import { codeGroups, type Groups } from './comparisons/groups.js';
import { designMatrix } from './design-matrix.js';
import { tellNotes } from './note.js';

/** What the group plans say about the comparison. */
export type ComparisonWish = Pick<
  GroupsPlan,
  'design' | 'comparison' | 'paired' | 'combat' | 'groupsStrategy'
> & { seed: number };

export interface ComparedMaps {
  /** The effect map, or one map for each row of the first group. */
  y: MapTable;
  /** What permuted labels are made into null maps with. */
  source: GroupSource;
  design: ResultDesign;
}

/**
 * Cleans the maps with the groups (and pairs) kept, and compares the groups.
 * @throws NspError of designs, groups, cleaning and comparisons; `nothing-to-permute`, `draw-row-by-row`, `draw-in-pairs`; CancelledError
 */
export function comparedMaps(
  y: MapTable,
  design: DesignTable,
  plan: ComparisonWish,
  ctx: StageContext,
): ComparedMaps {
  const column = groupsOf(design, plan.design);
  const subjects = pairsOf(design, plan);
  const groups = codeGroups({
    labels: y.labels,
    groups: column.cells,
    subjects: subjects?.cells ?? null,
  });
  tellNotes(groups.notes, 'design', ctx);
  const kept = subjects ? [column, subjects] : [column];
  const cleaned = cleanedMaps(y, design, { combat: plan.combat, kept, property: 'design' }, ctx);
  const table = inSharedMemory(cleaned.table);
  const { transform, levels } = plan.comparison;
  const call: ComparisonCall = { transform, levels: levels ?? ['a', 'b'] };
  const comparison = new GroupComparison(table, call, groups);
  requirePermutable(comparison, groups, plan.groupsStrategy);
  const observed = comparison.observed();
  tellNotes(observed.notes, 'comparison_method', ctx);
  warnOfPooling(observed.table, transform, ctx);
  return {
    y: observed.table,
    source: {
      kind: 'groups',
      y: table,
      call,
      groups,
      strategy: plan.groupsStrategy,
      seed: plan.seed,
    },
    design: {
      ...groupFacts(comparison, groups, table),
      ...cleaned.facts,
      protected: kept.map(({ name }) => name),
      matrix: designMatrix(y.labels, {
        regressed: cleaned.nuisance,
        kept: [column],
        site: plan.combat ? design.site : null,
      }),
    },
  };
}

/** Groups with the rows that have values, pairs, and what the arguments of the comparison stand for. */
function groupFacts(
  { sides, transform }: GroupComparison,
  { levels, rows, codes, pairs }: Groups,
  table: MapTable,
): Pick<ResultDesign, 'groups' | 'groupOf' | 'pairs' | 'comparison'> {
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

/** Labels that change nothing, or that cannot be drawn, have no null. */
function requirePermutable(
  { sides, transform }: GroupComparison,
  groups: Groups,
  strategy: GroupsPlan['groupsStrategy'],
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

/** Groups are always tested on one row (spec/statistics.md 5.7). */
function warnOfPooling(table: MapTable, transform: string, ctx: StageContext): void {
  const count = table.labels.length;
  if (count < 2) return;
  ctx.warn(
    'pooled-groups',
    `${transform} gives ${count} maps. Permuted groups have other rows, so p values belong to the mean over the maps; each map has its colocalization and its place among those nulls.`,
    { property: 'comparison_method' },
  );
}
