// Rules of designs: what an analysis or a step needs of one (fast), and what its columns hold (slow).
import type { DesignQuery } from '../../engine/plan.js';
import type { Property, Runnable, TableSource } from '../generated/ast.js';
import { designUses, type DesignUse } from '../design-uses.js';
import { listed, nearest } from '../nearest.js';
import { SOURCE_PARAMETERS } from '../parameters/sources.js';
import { silently } from '../reader.js';
import { lowerDesign } from '../plan/lower-common.js';
import { optionIn, propertyIn, valueFor } from '../settings.js';
import { spelled } from '../syntax/strings.js';
import type { DesignValue } from '../values/declared.js';
import type { Reader } from '../values/value-type.js';
import { itemsOf, wordOf } from '../values/words.js';
import { rowLabels } from './row-labels.js';
import type { CheckContext } from './rule.js';
import { rule } from './rule.js';
import { summaryOf } from './table-shape.js';

function paired(analysis: Runnable, reader: Reader): void {
  for (const use of designUses(analysis, reader)) {
    const { design, call } = use;
    if (!design || !use.compared || (!use.paired && !call?.comparison.paired)) continue;
    if (propertyIn(design.source.options, 'subjects')) continue;
    reader.report({
      node: (use.paired ? use.pairedProperty : use.callProperty) ?? use.node,
      code: 'paired-without-subjects',
      message: `A paired comparison needs to know the pairs: add \`subjects: COLUMN\` to the design${design.declaration ? ` \`${design.declaration.name}\`` : ''}, with the id both rows of a pair share.`,
    });
  }
}

function combat(analysis: Runnable, reader: Reader): void {
  for (const { design, key, combat: wished, combatProperty } of designUses(analysis, reader)) {
    if (!combatProperty || !wished) continue;
    if (design && propertyIn(design.source.options, 'site')) continue;
    reader.report({
      node: combatProperty,
      code: 'combat-without-site',
      message: `ComBat needs to know the sites: ${design ? 'add `site: COLUMN` to the design.' : `set \`${key}\` to a design with \`site: COLUMN\`.`}`,
    });
  }
}

/** Groups and pairs are named in a design. */
function compared(analysis: Runnable, reader: Reader): void {
  for (const { design, compared: wished, call, callProperty, node } of designUses(
    analysis,
    reader,
  )) {
    const named = call?.levels.find((level) => level !== 'y');
    if (analysis.$type === 'Analysis' || !wished || !call || design !== null) continue;
    if (named === undefined && !call.comparison.paired) continue;
    reader.report({
      node: callProperty ?? node,
      code: 'no-design',
      message: `\`${call.comparison.name}(${call.levels.join(', ')})\` names ${named === undefined ? 'pairs' : `the group \`${named}\``}, and the step has no design to say which rows are in it. Add \`design: …\`, or write \`y\` for all rows.`,
    });
  }
}

/** Columns a design names, each with the text it stands at. */
async function columns(source: TableSource, context: CheckContext): Promise<void> {
  const summary = await summaryOf(context.resolve(source.path), context);
  if (!summary) return;
  const known = [summary.index, ...summary.columns];
  const named = ['groups', 'covariates', 'site', 'subjects'].flatMap((key) => {
    const value = propertyIn(source.options, key)?.value;
    return value && value.$type !== 'NoneValue' ? itemsOf(value) : [];
  });
  for (const item of named) {
    const column = wordOf(item);
    if (column === undefined || known.includes(column)) continue;
    context.report({
      node: item,
      code: 'unknown-column',
      message: `${source.path} has no column \`${column}\`. It has: ${listed(known)}.`,
      replacements: nearest(column, known, 3).map(spelled),
    });
  }
}

/** A site or a covariate with one value explains nothing. */
async function constants(source: TableSource, context: CheckContext): Promise<void> {
  const path = context.resolve(source.path);
  if (!(await summaryOf(path, context))) return;
  for (const key of ['site', 'covariates']) {
    const value = propertyIn(source.options, key)?.value;
    for (const item of value ? itemsOf(value) : []) {
      const column = wordOf(item);
      const values =
        column === undefined ? undefined : await context.catalog.columnValues(path, column);
      if (values?.length !== 1) continue;
      context.report({
        node: item,
        code: key === 'site' ? 'one-site' : 'constant-covariate',
        message: `The column \`${column ?? ''}\` has the same value \`${values[0] ?? ''}\` in every row. ${key === 'site' ? 'ComBat needs at least two sites; remove `site`.' : 'Remove it from the covariates.'}`,
      });
    }
  }
}

const isBlank = (value: string) => /^(|na|nan|#?n\/a|null|none)$/i.test(value.trim());

/** Distinct groups of a design, sorted; undefined when the column is not there (said elsewhere). */
async function levelsOf(use: DesignUse, design: DesignValue, context: CheckContext) {
  const path = context.resolve(design.source.path);
  if (!(await summaryOf(path, context))) return undefined;
  const row = SOURCE_PARAMETERS.design.groups;
  const column = optionIn(design.source.options, 'groups', row, silently(context)) ?? 'groups';
  const values = await context.catalog.columnValues(path, column);
  if (values) return { column, levels: values.filter((value) => !isBlank(value)).sort() };
  if (!propertyIn(design.source.options, 'groups'))
    context.report({
      node: use.node,
      code: 'unknown-column',
      message: `${design.source.path} has no column \`${column}\`. Name the column of the groups in the design: \`groups: COLUMN\`.`,
    });
  return undefined;
}

async function groups(analysis: Runnable, context: CheckContext): Promise<void> {
  for (const use of designUses(analysis, context)) if (use.compared) await groupsOf(use, context);
}

async function groupsOf(use: DesignUse, context: CheckContext): Promise<void> {
  const { design, call, callProperty: property } = use;
  const found = design && (await levelsOf(use, design, context));
  if (!design || !found) return;
  const node = property ?? use.node;
  const names = (call?.levels ?? ['a', 'b']).filter((level) => !['a', 'b', 'y'].includes(level));
  const { column, levels } = found;
  const unknown = names.filter((name) => !levels.includes(name));
  for (const name of unknown)
    context.report({
      node,
      code: 'unknown-group',
      message: `The column \`${column}\` of ${design.source.path} has no group \`${name}\`. It has: ${listed(levels)}.`,
      replacements: replaced(property, name, nearest(name, levels)),
    });
  if (unknown.length === 0 && levels.length > 2)
    context.report({
      node,
      code: 'more-than-two-groups',
      message: `The column \`${column}\` of ${design.source.path} has ${levels.length} groups (${listed(levels)}), and two are compared. Use a table, or a column, with two groups.`,
    });
  if (levels.length < 2 && (call?.levels.length ?? 2) === 2)
    context.report({
      node,
      code: 'one-group',
      message: `The column \`${column}\` of ${design.source.path} has one group (${listed(levels)}), and two are compared. Name another column in the design: \`groups: COLUMN\`.`,
    });
}

/** The whole property with one level exchanged. */
function replaced(property: Property | undefined, name: string, near: string[]): string[] {
  const text = property?.$cstNode?.text;
  return text ? near.map((level) => text.replace(name, spelled(level))) : [];
}

/** Said by rules of their own, which also offer edits. */
const SAID_ELSEWHERE: readonly string[] = ['more-than-two-groups', 'no-groups', 'unknown-column'];

/** What the library is asked about a use of a design. */
export async function designQuery(
  analysis: Runnable,
  use: DesignUse,
  design: DesignValue,
  context: CheckContext,
): Promise<DesignQuery> {
  return {
    design: lowerDesign(design, silently(context)),
    labels: (await labelsOf(analysis, use, context)) ?? null,
    compared: use.compared,
    paired: use.compared && (use.paired || !!use.call?.comparison.paired),
    combat: use.combat,
    protect: use.protect,
    cleaned: use.cleaned,
  };
}

/** What the run would say: small groups, incomplete pairs, covariates and sites that cannot be used. */
async function contents(analysis: Runnable, context: CheckContext): Promise<void> {
  for (const use of designUses(analysis, context)) {
    const { design, node } = use;
    if (!design || !(await summaryOf(context.resolve(design.source.path), context))) continue;
    const query = await designQuery(analysis, use, design, context);
    for (const { severity, code, message } of await context.catalog.designFindings(query)) {
      if (SAID_ELSEWHERE.includes(code)) continue;
      if (severity === 'error') context.report({ node, code, message });
      else context.warn({ node, code, message });
    }
  }
}

/** Labels of the rows a design belongs to; undefined when they are not known yet. */
async function labelsOf(
  analysis: Runnable,
  { rows }: DesignUse,
  context: CheckContext,
): Promise<string[] | undefined> {
  const quiet = silently(context);
  if (rows === 'y') {
    const y = valueFor(analysis, 'y', quiet);
    return y && rowLabels(analysis, y, context);
  }
  const [z, ...others] = valueFor(analysis, 'z', quiet) ?? [];
  return z && typeof z !== 'string' && others.length === 0
    ? rowLabels(analysis, z, context)
    : undefined;
}

async function joined(analysis: Runnable, context: CheckContext): Promise<void> {
  const seen = new Set<unknown>();
  for (const use of designUses(analysis, context)) {
    // A design that several steps use with the same rows is looked at once.
    const source = use.design?.source;
    if (!source || (use.rows === 'y' && seen.has(source))) continue;
    seen.add(source);
    await joinedTo(source, analysis, use, context);
  }
}

async function joinedTo(
  source: TableSource,
  analysis: Runnable,
  use: DesignUse,
  context: CheckContext,
): Promise<void> {
  const quiet = silently(context);
  const labels = await labelsOf(analysis, use, context);
  if (!labels) return;
  const path = context.resolve(source.path);
  const summary = await summaryOf(path, context);
  const index = optionIn(source.options, 'index', SOURCE_PARAMETERS.design.index, quiet);
  const rows = index ? await context.catalog.columnValues(path, index) : summary?.rows;
  if (!rows) return;
  const { node, rows: side } = use;
  if (rows.some((row) => labels.includes(row))) {
    const lacking = labels.filter((label) => !rows.includes(label));
    if (lacking.length > 0)
      context.report({
        node,
        code: 'rows-do-not-match',
        message: `${source.path} has no row for ${lacking.length} of the ${labels.length} rows of ${side}: ${listed(lacking, 3)}. Add them to the design (cells may be empty), or leave them out of ${side}.`,
      });
    return;
  }
  if (rows.length === labels.length)
    context.warn({
      node,
      code: 'matched-by-position',
      message: `No row of ${source.path} has the label of a row of ${side}, so they are joined by position (\`${rows[0] ?? ''}\` with \`${labels[0] ?? ''}\`). Name the label column with \`index: COLUMN\` to be sure.`,
    });
  else
    context.report({
      node,
      code: 'rows-do-not-match',
      message: `${source.path} has ${rows.length} rows and ${side} has ${labels.length}, and no label occurs in both (\`${rows[0] ?? ''}\`, \`${labels[0] ?? ''}\`). Name the label column with \`index: COLUMN\`.`,
    });
}

export const DESIGN_RULES = [
  rule({
    name: 'Paired comparisons know the pairs',
    on: 'Runnable',
    category: 'fast',
    check: paired,
  }),
  rule({
    name: 'Steps that name a group have a design',
    on: 'Runnable',
    category: 'fast',
    check: compared,
  }),
  rule({ name: 'ComBat knows the sites', on: 'Runnable', category: 'fast', check: combat }),
  rule({
    name: 'The columns of designs are there and vary',
    on: 'Design',
    category: 'slow',
    async check({ source }, context) {
      if (!(source as TableSource | undefined)?.path) return;
      await columns(source, context);
      await constants(source, context);
    },
  }),
  rule({
    name: 'The groups that are compared are there',
    on: 'Runnable',
    category: 'slow',
    check: groups,
  }),
  rule({
    name: 'Groups, pairs, sites and covariates can be used',
    on: 'Runnable',
    category: 'slow',
    check: contents,
  }),
  rule({
    name: 'The rows of designs are those of y',
    on: 'Runnable',
    category: 'slow',
    check: joined,
  }),
];
