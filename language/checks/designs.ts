// Rules of designs: what an analysis needs of one (fast), and what its columns hold (slow).
import type { DesignQuery } from '../../engine/plan.js';
import type { Analysis, Property, TableSource } from '../generated/ast.js';
import { listed, nearest } from '../nearest.js';
import { SOURCE_PARAMETERS } from '../parameters/sources.js';
import { silently } from '../reader.js';
import { lowerDesign } from '../plan/lower-common.js';
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

const isBlank = (value: string) => /^(|na|nan|#?n\/a|null|none)$/i.test(value.trim());

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

/** Said by rules of their own, which also offer edits. */
const SAID_ELSEWHERE: readonly string[] = ['more-than-two-groups', 'no-groups', 'unknown-column'];

/** What an analysis does with its design. */
export async function designQuery(
  analysis: Analysis,
  design: DesignValue,
  context: CheckContext,
): Promise<DesignQuery> {
  const quiet = silently(context);
  const compared = isGroupAnalysis(analysis);
  const call = compared ? valueFor(analysis, 'comparison_method', quiet) : undefined;
  const y = valueFor(analysis, 'y', quiet);
  return {
    design: lowerDesign(design, quiet),
    labels: (y && (await rowLabels(analysis, y, context))) ?? null,
    compared,
    paired: compared && (valueFor(analysis, 'paired', quiet) === true || !!call?.comparison.paired),
    combat: valueFor(analysis, 'combat', quiet) === true,
  };
}

/** What the run would say: small groups, incomplete pairs, covariates and sites that cannot be used. */
async function contents(analysis: Analysis, context: CheckContext): Promise<void> {
  const quiet = silently(context);
  const design = designOf(analysis, quiet);
  if (!design || !(await summaryOf(context.resolve(design.source.path), context))) return;
  const compared = isGroupAnalysis(analysis);
  const findings = await context.catalog.designFindings(
    await designQuery(analysis, design, context),
  );
  const node = settingOf(analysis, compared ? 'design' : 'y_covariates') ?? analysis;
  for (const { severity, code, message } of findings) {
    if (SAID_ELSEWHERE.includes(code)) continue;
    if (severity === 'error') context.report({ node, code, message });
    else context.warn({ node, code, message });
  }
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
  if (!rows) return;
  const node =
    settingOf(analysis, isGroupAnalysis(analysis) ? 'design' : 'y_covariates') ?? analysis;
  if (rows.some((row) => labels.includes(row))) {
    const lacking = labels.filter((label) => !rows.includes(label));
    if (lacking.length > 0)
      context.report({
        node,
        code: 'rows-do-not-match',
        message: `${design.source.path} has no row for ${lacking.length} of the ${labels.length} rows of y: ${listed(lacking, 3)}. Add them to the design (cells may be empty), or leave them out of y.`,
      });
    return;
  }
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
  rule({
    name: 'Groups, pairs, sites and covariates can be used',
    on: 'Analysis',
    category: 'slow',
    check: contents,
  }),
  rule({
    name: 'The rows of designs are those of y',
    on: 'Analysis',
    category: 'slow',
    check: joined,
  }),
];
