// Rules of references that read the collection: sets and maps that are named are there.
import type { Property, ReferenceSource } from '../generated/ast.js';
import { listed, nearest } from '../nearest.js';
import { SOURCE_PARAMETERS } from '../parameters/sources.js';
import { silently } from '../reader.js';
import { optionIn, propertyIn } from '../settings.js';
import { spelled } from '../syntax/strings.js';
import { WHOLE_TABLE } from '../values/library.js';
import { itemsOf, wordOf } from '../values/words.js';
import type { CheckContext } from './rule.js';
import { rule } from './rule.js';

/** The dataset of a source; undefined when it is unknown, or its name is still to be typed. */
function entryOf(source: ReferenceSource, { catalog }: CheckContext) {
  const name = source.dataset as string | undefined;
  return name ? catalog.dataset(name) : undefined;
}

/** The content of the collection a reference uses; undefined when it is not known. */
export async function contentOf(source: ReferenceSource, context: CheckContext) {
  const entry = entryOf(source, context);
  if (!entry) return undefined;
  const row = SOURCE_PARAMETERS.reference.collection;
  const named = optionIn(source.options, 'collection', row, silently(context));
  if (named === undefined) return undefined;
  return context.catalog.collection(entry.name, named ?? entry.defaultCollection ?? WHOLE_TABLE);
}

async function sets(source: ReferenceSource, context: CheckContext): Promise<void> {
  const property = propertyIn(source.options, 'sets');
  const content = property && (await contentOf(source, context));
  if (!property?.value || !content) return;
  for (const item of itemsOf(property.value)) {
    const word = wordOf(item);
    if (word === undefined || content.sets.includes(word)) continue;
    const near = nearest(word, content.sets, 3);
    context.report({
      node: item,
      code: 'unknown-set',
      message:
        content.sets.length === 0
          ? `The collection ${content.name} has no sets. Remove \`sets\`, or use a collection with sets.`
          : `The collection ${content.name} has no set \`${word}\`. ${near[0] ? `Did you mean \`${near[0]}\`?` : `It has: ${listed(content.sets)}.`}`,
      replacements: near.map(spelled),
    });
  }
}

/** Substrings are checked one by one; conditions on parts of a name are left to the run. */
async function maps(source: ReferenceSource, context: CheckContext): Promise<void> {
  const property: Property | undefined = propertyIn(source.options, 'maps');
  const entry = entryOf(source, context);
  if (!property?.value || !entry || property.value.$type === 'Block') return;
  if (entry.here.parcellations.length === 0) return; // the names are in the tables, which are still to be downloaded
  const names = await context.catalog.mapNames(entry.name);
  for (const item of itemsOf(property.value)) {
    const word = wordOf(item);
    if (word === undefined || names.some((name) => name.includes(word))) continue;
    const near = nearest(word, names, 3);
    context.report({
      node: item,
      code: 'unknown-map',
      message: `No map of ${entry.name} has \`${word}\` in its name. Its maps are named like ${listed(near.length > 0 ? near : names, 3)}.`,
      replacements: near.map(spelled),
    });
  }
}

export const REFERENCE_RULES = [
  rule({
    name: 'Sets are in the collection',
    on: 'ReferenceSource',
    category: 'slow',
    check: sets,
  }),
  rule({ name: 'Maps are in the dataset', on: 'ReferenceSource', category: 'slow', check: maps }),
];
