// Rules of tables of maps: the label column and the rows are there, the columns are the parcels, missing cells are known.
import { parcellationFor } from '../facts.js';
import type { Runnable, TableSource } from '../generated/ast.js';
import { listed, nearest } from '../nearest.js';
import { SOURCE_PARAMETERS } from '../parameters/sources.js';
import { placeOf } from '../place.js';
import { silently } from '../reader.js';
import { isOwn, optionIn, propertyIn, settingOf, valueFor } from '../settings.js';
import type { UsedSource } from '../sources.js';
import { sourcesOf } from '../sources.js';
import { spelled } from '../syntax/strings.js';
import { itemsOf, wordOf } from '../values/words.js';
import type { CheckContext } from './rule.js';
import { rule } from './rule.js';
import type { TableShape } from './table-shape.js';
import { shapeOf, summaryOf } from './table-shape.js';

const isDesign = (source: TableSource) => source.options && placeOf(source.options) === 'design';

async function indexColumn(source: TableSource, context: CheckContext): Promise<void> {
  const property = propertyIn(source.options, 'index');
  const column = property?.value && wordOf(property.value);
  const summary = property && (await summaryOf(context.resolve(source.path), context));
  if (!property || !column || !summary) return;
  const columns = [summary.index, ...summary.columns];
  if (columns.includes(column)) return;
  context.report({
    node: property,
    feature: 'value',
    code: 'unknown-column',
    message: `${source.path} has no column \`${column}\`. It has: ${listed(columns)}.`,
    replacements: nearest(column, columns, 3).map(spelled),
  });
}

async function rows(source: TableSource, context: CheckContext): Promise<void> {
  const property = propertyIn(source.options, 'rows');
  const shape = property && (await shapeOf(source, context));
  if (!property?.value || !shape) return;
  for (const item of itemsOf(property.value)) {
    const label = wordOf(item);
    if (label === undefined || shape.maps.includes(label)) continue;
    context.report({
      node: item,
      code: 'unknown-row',
      message: `${source.path} has no row \`${label}\`. It has: ${listed(shape.maps)}.`,
      replacements: nearest(label, shape.maps, 3).map(spelled),
    });
  }
}

async function missingCells(source: TableSource, context: CheckContext): Promise<void> {
  if (isDesign(source) || source.$container.$type === 'Design' || !source.path) return;
  const shape = await shapeOf(source, context);
  if (!shape) return;
  const kept = optionIn(source.options, 'rows', SOURCE_PARAMETERS.table.rows, silently(context));
  const holes = shape.maps.flatMap((map, i) => {
    const count = shape.missing[i] ?? 0;
    return count > 0 && (kept?.includes(map) ?? true) ? [{ map, count }] : [];
  });
  if (holes.length === 0) return;
  const total = holes.reduce((sum, { count }) => sum + count, 0);
  context.warn({
    node: source,
    feature: 'path',
    code: 'missing-parcels',
    message: `${total} value${total === 1 ? ' is' : 's are'} missing in ${holes.length} of ${(kept ?? shape.maps).length} maps: ${listed(
      holes.map(({ map, count }) => `${map} (${count})`),
      5,
    )}. Each pair of maps is compared on the parcels both have.`,
  });
}

/** What is wrong with columns that should be parcels; null when they are. */
function misfit(
  shape: TableShape,
  parcels: readonly string[],
  name: string,
  whole: boolean,
): { byPosition: boolean; message: string } | null {
  const foreign = shape.parcels.filter((column) => !parcels.includes(column));
  const lacking = whole ? parcels.filter((label) => !shape.parcels.includes(label)) : [];
  if (foreign.length === 0 && lacking.length === 0) return null;
  if (foreign.length === shape.parcels.length && foreign.length === parcels.length)
    return {
      byPosition: true,
      message: `No column of ${shape.path} bears the name of a parcel of ${name}, so the ${parcels.length} columns are taken in the order of the parcels (\`${foreign[0] ?? ''}\` as \`${parcels[0] ?? ''}\`). Name the columns after the parcels to be sure.`,
    };
  const parts = [
    lacking.length > 0 ? `no column for ${lacking.length} of them (${listed(lacking, 3)})` : '',
    foreign.length > 0 ? `${foreign.length} columns that are none (${listed(foreign, 3)})` : '',
  ].filter((part) => part !== '');
  return {
    byPosition: false,
    message: `${shape.path} does not fit ${name}: ${shape.parcels.length} columns for ${parcels.length} parcels, with ${parts.join(' and ')}. Use the parcellation the table was made with, or rename the columns.`,
  };
}

async function fits(analysis: Runnable, used: UsedSource, context: CheckContext): Promise<void> {
  const quiet = silently(context);
  const property = settingOf(analysis, used.role);
  const parcellation = parcellationFor(analysis, quiet);
  if (used.source.$type !== 'TableSource' || !property || !parcellation) return;
  if (parcellation.kind === 'own') return;
  const shape = await shapeOf(used.source, context);
  if (!shape) return;
  const entries = parcellation.kind === 'sum' ? parcellation.entries : [parcellation.entry];
  const name = entries.map((entry) => entry.name).join(' + ');
  const labels = await Promise.all(
    entries.map((entry) => context.catalog.parcelLabels(entry.name)),
  );
  if (labels.includes(null)) return;
  const parcels = labels.flatMap((each) => each ?? []);
  const hemispheres = valueFor(analysis, 'parcellation_hemi', quiet) ?? [];
  const found = misfit(shape, parcels, name, hemispheres.length === 2);
  if (!found) return;
  const own = isOwn(analysis, property);
  const problem = {
    node: own ? property : analysis,
    feature: own ? 'value' : 'name',
    message: found.message,
  };
  if (found.byPosition) context.warn({ ...problem, code: 'matched-by-position' });
  else context.report({ ...problem, code: 'columns-do-not-fit' });
}

export const TABLE_RULES = [
  rule({
    name: 'The label column is there',
    on: 'TableSource',
    category: 'slow',
    check: indexColumn,
  }),
  rule({ name: 'The rows to keep are there', on: 'TableSource', category: 'slow', check: rows }),
  rule({
    name: 'Missing cells are known',
    on: 'TableSource',
    category: 'slow',
    check: missingCells,
  }),
  rule({
    name: 'The columns of tables are the parcels',
    on: 'Runnable',
    category: 'slow',
    async check(analysis, context) {
      for (const used of sourcesOf(analysis, silently(context)))
        await fits(analysis, used, context);
    },
  }),
];
