// Rules of designs: what an analysis needs of one (fast), and what its columns hold (slow).
import type { Analysis, Property, TableSource } from '../generated/ast.js';
import { listed, nearest } from '../nearest.js';
import { SOURCE_PARAMETERS } from '../parameters/sources.js';
import { silently } from '../reader.js';
import { optionIn, propertyIn, settingOf, valueFor } from '../settings.js';
import { spelled } from '../syntax/strings.js';
import type { DesignValue } from '../values/declared.js';
import type { Reader } from '../values/value-type.js';
import { itemsOf, wordOf } from '../values/words.js';
import { rowLabels } from './row-labels.js';
import type { CheckContext } from './rule.js';
import { rule } from './rule.js';
import { summaryOf } from './table-shape.js';

const isGroupAnalysis = (analysis: Analysis) => analysis.kind.startsWith('group_');

function designOf(analysis: Analysis, reader: Reader): DesignValue | null | undefined {
  return valueFor(analysis, isGroupAnalysis(analysis) ? 'design' : 'y_covariates', reader);
}

function paired(analysis: Analysis, reader: Reader): void {
  const quiet = silently(reader);
  const call = isGroupAnalysis(analysis)
    ? valueFor(analysis, 'comparison_method', quiet)
    : undefined;
  const isPaired = isGroupAnalysis(analysis) && valueFor(analysis, 'paired', quiet) === true;
  const design = designOf(analysis, quiet);
  if (!design || (!isPaired && !call?.comparison.paired)) return;
  if (propertyIn(design.source.options, 'subjects')) return;
  const by = isPaired ? settingOf(analysis, 'paired') : settingOf(analysis, 'comparison_method');
  reader.report({
    node: by ?? analysis,
    code: 'paired-without-subjects',
    message: `A paired comparison needs to know the pairs: add \`subjects: COLUMN\` to the design${design.declaration ? ` \`${design.declaration.name}\`` : ''}, with the id both rows of a pair share.`,
  });
}

function combat(analysis: Analysis, reader: Reader): void {
  const quiet = silently(reader);
  const property = settingOf(analysis, 'combat');
  if (!property || valueFor(analysis, 'combat', quiet) !== true) return;
  const design = designOf(analysis, quiet);
  if (design && propertyIn(design.source.options, 'site')) return;
  const key = isGroupAnalysis(analysis) ? 'design' : 'y_covariates';
  reader.report({
    node: property,
    code: 'combat-without-site',
    message: `ComBat needs to know the sites: ${design ? 'add `site: COLUMN` to the design.' : `set \`${key}\` to a design with \`site: COLUMN\`.`}`,
  });
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

const isBlank = (value: string) => /^(|na|nan|n\/a)$/i.test(value.trim());

/** Distinct groups of a design, sorted; undefined when the column is not there (said elsewhere). */
async function levelsOf(analysis: Analysis, design: DesignValue, context: CheckContext) {
  const path = context.resolve(design.source.path);
  if (!(await summaryOf(path, context))) return undefined;
  const row = SOURCE_PARAMETERS.design.groups;
  const column = optionIn(design.source.options, 'groups', row, silently(context)) ?? 'groups';
  const values = await context.catalog.columnValues(path, column);
  if (values) return { column, levels: values.filter((value) => !isBlank(value)).sort() };
  if (!propertyIn(design.source.options, 'groups'))
    context.report({
      node: settingOf(analysis, 'design') ?? analysis,
      code: 'unknown-column',
      message: `${design.source.path} has no column \`${column}\`. Name the column of the groups in the design: \`groups: COLUMN\`.`,
    });
  return undefined;
}

async function groups(analysis: Analysis, context: CheckContext): Promise<void> {
  if (!isGroupAnalysis(analysis)) return;
  const quiet = silently(context);
  const design = valueFor(analysis, 'design', quiet);
  const found = design && (await levelsOf(analysis, design, context));
  if (!design || !found) return;
  const property = settingOf(analysis, 'comparison_method');
  const call = property && valueFor(analysis, 'comparison_method', quiet);
  const node = property ?? analysis;
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

const FEW_SUBJECTS = 20;

async function subjects(analysis: Analysis, context: CheckContext): Promise<void> {
  if (!isGroupAnalysis(analysis)) return;
  const design = valueFor(analysis, 'design', silently(context));
  const summary = design && (await summaryOf(context.resolve(design.source.path), context));
  if (!summary || summary.rows.length >= 2 * FEW_SUBJECTS) return;
  context.warn({
    node: settingOf(analysis, 'design') ?? analysis,
    code: 'few-subjects',
    message: `With ${summary.rows.length} rows at least one group has fewer than ${FEW_SUBJECTS} subjects; effect sizes and their nulls are unsteady.`,
  });
}

async function joined(analysis: Analysis, context: CheckContext): Promise<void> {
  const quiet = silently(context);
  const design = designOf(analysis, quiet);
  const y = valueFor(analysis, 'y', quiet);
  const labels = y && (await rowLabels(analysis, y, context));
  if (!design || !labels) return;
  const path = context.resolve(design.source.path);
  const summary = await summaryOf(path, context);
  const index = optionIn(design.source.options, 'index', SOURCE_PARAMETERS.design.index, quiet);
  const rows = index ? await context.catalog.columnValues(path, index) : summary?.rows;
  if (!rows || rows.some((row) => labels.includes(row))) return;
  const node =
    settingOf(analysis, isGroupAnalysis(analysis) ? 'design' : 'y_covariates') ?? analysis;
  if (rows.length === labels.length)
    context.warn({
      node,
      code: 'matched-by-position',
      message: `No row of ${design.source.path} has the label of a row of y, so they are joined by position (\`${rows[0] ?? ''}\` with \`${labels[0] ?? ''}\`). Name the label column with \`index: COLUMN\` to be sure.`,
    });
  else
    context.report({
      node,
      code: 'rows-do-not-match',
      message: `${design.source.path} has ${rows.length} rows and y has ${labels.length}, and no label occurs in both (\`${rows[0] ?? ''}\`, \`${labels[0] ?? ''}\`). Name the label column with \`index: COLUMN\`.`,
    });
}

export const DESIGN_RULES = [
  rule({
    name: 'Paired comparisons know the pairs',
    on: 'Analysis',
    category: 'fast',
    check: paired,
  }),
  rule({ name: 'ComBat knows the sites', on: 'Analysis', category: 'fast', check: combat }),
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
    on: 'Analysis',
    category: 'slow',
    check: groups,
  }),
  rule({ name: 'There are enough subjects', on: 'Analysis', category: 'slow', check: subjects }),
  rule({
    name: 'The rows of designs are those of y',
    on: 'Analysis',
    category: 'slow',
    check: joined,
  }),
];
