// Rules of whole analyses that need no files: complete, and possible with this parcellation and these data.
import { parcellationFor } from '../facts.js';
import type { Analysis, Runnable } from '../generated/ast.js';
import { laterProblems } from '../later.js';
import { listed } from '../nearest.js';
import { PARAMETERS } from '../parameters.js';
import { silently } from '../reader.js';
import { isOwn, settingOf, valueFor } from '../settings.js';
import type { UsedSource } from '../sources.js';
import { cycleFrom, cycleProblem, sourcesOf } from '../sources.js';
import type { ParcellationValue } from '../values/declared.js';
import { datasetOf, exampleOf } from '../values/library.js';
import type { Reader } from '../values/value-type.js';
import { rule } from './rule.js';

function required(analysis: Analysis, reader: Reader): void {
  for (const [key, row] of Object.entries(PARAMETERS[analysis.kind])) {
    if (!row.required || analysis.block?.properties.some((property) => property.key === key))
      continue;
    if (settingOf(analysis, key)) continue;
    reader.report({
      node: analysis,
      feature: 'name',
      code: 'missing-property',
      message: `${analysis.name ? `\`${analysis.name}\`` : 'The analysis'} needs \`${key}\` (${row.type.text}): ${row.doc}`,
      missingKey: key,
    });
  }
}

/** Tables a library item has and lacks for a parcellation. */
function libraryItem({ source }: UsedSource, reader: Reader) {
  if (source.$type === 'ReferenceSource') {
    const entry = datasetOf(source, reader);
    return (
      entry && { entry, table: (name: string) => reader.catalog.referenceTable(entry.name, name) }
    );
  }
  if (source.$type === 'ExampleSource') {
    const entry = exampleOf(source, reader);
    return (
      entry && { entry, table: (name: string) => reader.catalog.exampleTable(entry.name, name) }
    );
  }
  return undefined;
}

/** Why the data of a library item cannot be had in a parcellation; null when they can. */
function noTable(
  item: NonNullable<ReturnType<typeof libraryItem>>,
  parcellation: ParcellationValue,
): string | null {
  const { entry, table } = item;
  const has = `It has tables for ${listed(entry.parcellations) || 'none'}; set \`parcellation\` to one of them.`;
  if (parcellation.kind === 'own')
    return `\`${entry.name}\` has no table for your own parcellation \`${parcellation.declaration.name}\`. ${has}`;
  const entries = parcellation.kind === 'sum' ? parcellation.entries : [parcellation.entry];
  const lacking = entries.find(
    ({ name }) => table(name) === undefined && !entry.parcellations.includes(name),
  );
  return lacking ? `\`${entry.name}\` has no table for ${lacking.name}. ${has}` : null;
}

/** True when a dataset has images of its maps, from which a parcellation with an image of its own can be given. */
function fromImages(
  { source }: UsedSource,
  parcellation: ParcellationValue,
  { catalog }: Reader,
): boolean {
  if (source.$type !== 'ReferenceSource' || !catalog.hasMapImages(source.dataset)) return false;
  if (parcellation.kind === 'own') return true;
  const entries = parcellation.kind === 'sum' ? parcellation.entries : [parcellation.entry];
  return entries.every(({ volumes, surfaces }) => volumes.length + surfaces.length > 0);
}

function tables(analysis: Runnable, reader: Reader): void {
  const quiet = silently(reader);
  const parcellation = parcellationFor(analysis, quiet);
  if (!parcellation) return;
  for (const used of sourcesOf(analysis, quiet)) {
    const item = libraryItem(used, quiet);
    const message =
      item && !fromImages(used, parcellation, quiet) ? noTable(item, parcellation) : null;
    const property = settingOf(analysis, used.role);
    if (message && property)
      reader.report({
        ...(isOwn(analysis, property)
          ? { node: property, feature: 'value' }
          : { node: analysis, feature: 'name' }),
        code: 'no-table-for-parcellation',
        message,
      });
  }
}

const nameOf = (value: ParcellationValue | undefined): string | undefined => {
  switch (value?.kind) {
    case 'library':
      return value.entry.name;
    case 'sum':
      return value.entries.map(({ name }) => name).join(' + ');
    case 'own':
      return value.declaration.name;
    default:
      return undefined;
  }
};

/** Maps that another analysis ended with are in that analysis' parcels. */
function sameParcellation(analysis: Runnable, reader: Reader): void {
  const quiet = silently(reader);
  const here = nameOf(parcellationFor(analysis, quiet));
  for (const { role, source } of sourcesOf(analysis, quiet)) {
    const other = source.$type === 'ResultSource' ? source.analysis?.ref : undefined;
    const there = other && nameOf(parcellationFor(other, quiet));
    const property = settingOf(analysis, role);
    if (!other || !here || !there || here === there || !property) continue;
    reader.report({
      node: property,
      feature: 'value',
      code: 'different-parcellation',
      message: `The result of \`${other.name}\` is in ${there}, and \`${analysis.name}\` is in ${here}. Use one parcellation for both.`,
    });
  }
}

const FEW_PARCELS = 10;

export const ANALYSIS_RULES = [
  rule({ name: 'Analyses are complete', on: 'Analysis', category: 'fast', check: required }),
  rule({
    name: 'The library has the data in the parcellation',
    on: 'Runnable',
    category: 'fast',
    check: tables,
  }),
  rule({
    name: 'A result is used in the parcellation it was made in',
    on: 'Runnable',
    category: 'fast',
    check: sameParcellation,
  }),
  rule({
    name: 'No analysis waits for itself',
    on: 'Runnable',
    category: 'fast',
    check(analysis, context) {
      const cycle = cycleFrom(analysis);
      if (cycle) context.report(cycleProblem(analysis, cycle));
    },
  }),
  rule({
    name: 'This version can run the analysis',
    on: 'Runnable',
    category: 'fast',
    check: (analysis, context) => laterProblems(analysis, context).forEach(context.inform),
  }),
  rule({
    name: 'There are enough parcels',
    on: 'Runnable',
    category: 'fast',
    check(analysis, context) {
      const quiet = silently(context);
      const parcellation = parcellationFor(analysis, quiet);
      if (parcellation?.kind !== 'library' || parcellation.entry.parcels >= FEW_PARCELS) return;
      const property = settingOf(analysis, 'parcellation');
      context.warn({
        node: property ?? analysis,
        feature: property ? 'value' : 'name',
        code: 'few-parcels',
        message: `${parcellation.entry.name} has ${parcellation.entry.parcels} parcels. Correlations over fewer than ${FEW_PARCELS} say little; use a finer parcellation.`,
      });
    },
  }),
  rule({
    name: 'The parcellation has the hemispheres that are named',
    on: 'Runnable',
    category: 'fast',
    check(analysis, context) {
      const quiet = silently(context);
      const hemispheres = valueFor(analysis, 'parcellation_hemi', quiet);
      const parcellation = parcellationFor(analysis, quiet);
      const property = settingOf(analysis, 'parcellation_hemi');
      if (parcellation?.kind !== 'library' || !hemispheres || !property) return;
      const { entry } = parcellation;
      const lacking = hemispheres.filter((side) => !entry.hemispheres.includes(side));
      if (lacking.length === hemispheres.length && entry.hemispheres.length > 0)
        context.report({
          node: property,
          feature: 'value',
          code: 'missing-hemisphere',
          message: `${entry.name} has no parcels in hemisphere ${lacking.join(', ')}. It has: ${entry.hemispheres.join(', ')}.`,
        });
    },
  }),
];
