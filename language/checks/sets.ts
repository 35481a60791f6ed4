// Rules of enrichments: X has sets, weights are there when asked for, and nothing is set that the chosen null would not use.
import type { Analysis, ReferenceSource, Runnable } from '../generated/ast.js';
import { takesSets } from '../facts.js';
import { NULL_OPTIONS } from '../parameters/options.js';
import { silently } from '../reader.js';
import { isOwn, propertyIn, settingOf, valueFor } from '../settings.js';
import type { Problem, Reader } from '../values/value-type.js';
import { contentOf } from './references.js';
import type { CheckContext } from './rule.js';
import { rule } from './rule.js';

/** `` `xsea` ``, or for a pipeline `` `colocalize` with `xsea: true` ``. */
const named = (analysis: Runnable): string =>
  analysis.$type === 'Pipeline' ? '`colocalize` with `xsea: true`' : `\`${analysis.kind}\``;

/** At the analysis' own value of x, or at its name where x comes from `defaults`. */
function atX(analysis: Runnable, message: string): Problem | undefined {
  const property = settingOf(analysis, 'x');
  if (!property) return undefined;
  const place = isOwn(analysis, property)
    ? ({ node: property, feature: 'value' } as const)
    : ({ node: analysis, feature: 'name' } as const);
  return { ...place, code: 'x-without-sets', message };
}

/** Only collections of the library have sets. */
function source(analysis: Runnable, reader: Reader): void {
  const x = takesSets(analysis, reader) ? valueFor(analysis, 'x', silently(reader)) : undefined;
  if (!x || x.source.$type === 'ReferenceSource') return;
  const problem = atX(
    analysis,
    `${named(analysis)} asks about sets of maps, and only collections of reference datasets have sets. Use \`reference … { collection: … }\` with sets as x, or a colocalization.`,
  );
  if (problem) reader.report(problem);
}

async function collection(analysis: Runnable, context: CheckContext): Promise<void> {
  const x = takesSets(analysis, context) ? valueFor(analysis, 'x', silently(context)) : undefined;
  if (x?.source.$type !== 'ReferenceSource') return;
  const content = await contentOf(x.source, context);
  if (!content) return;
  if (content.sets.length === 0) {
    const names = await withSets(x.source, context);
    const problem = atX(
      analysis,
      `${named(analysis)} asks about sets of maps, and the collection ${content.name} has no sets. ${names.length > 0 ? `With sets: ${names.join(', ')}.` : 'Use a collection with sets, or a colocalization.'}`,
    );
    if (problem) context.report(problem);
    return;
  }
  const wish = valueFor(analysis, 'xsea_aggregation_method', silently(context));
  const property = settingOf(analysis, 'xsea_aggregation_method');
  if (!property || !wish?.startsWith('weighted')) return;
  if (content.members.some(({ weight }) => weight !== null)) return;
  const plain = wish.replace('weighted', '');
  context.warn({
    node: property,
    feature: 'value',
    code: 'no-weights',
    message: `The collection ${content.name} has no weights, so ${wish} becomes ${plain}.`,
    replacements: [plain],
  });
}

/** Collections of the same dataset that have sets, of those that are here; the first few. */
async function withSets(
  { dataset }: ReferenceSource,
  { catalog }: CheckContext,
): Promise<string[]> {
  const entry = catalog.dataset(dataset);
  const found: string[] = [];
  for (const name of entry?.here.collections ?? []) {
    if (found.length === 3) break;
    const content = await catalog.collection(dataset, name);
    if (content && content.sets.length > 0) found.push(name);
  }
  return found;
}

const NULL_KEYS: readonly string[] = [
  'maps_method',
  'null_space',
  'maps_nulls',
  'maps_which',
  ...Object.keys(NULL_OPTIONS),
];

/** Where sets are drawn no maps are permuted, and the other way round. What stands in `defaults` may be meant for others. */
function unused(analysis: Analysis, reader: Reader): void {
  if (analysis.kind !== 'xsea') return;
  const drawn = valueFor(analysis, 'permute_sets', silently(reader));
  if (drawn === undefined) return;
  for (const key of drawn ? NULL_KEYS : ['x_background']) {
    const property = propertyIn(analysis.block, key);
    if (!property || (key === 'x_background' && isNone(analysis, reader))) continue;
    reader.report({
      node: property,
      feature: 'key',
      code: 'other-null',
      message: drawn
        ? `\`${key}\` is about null maps, and \`${analysis.name}\` draws random sets. Remove it, or \`permute_sets\`.`
        : `\`x_background\` is what random sets are drawn from, and \`${analysis.name}\` permutes maps. Add \`permute_sets: true\`, or remove it.`,
      ...(drawn ? {} : { missingKey: 'permute_sets' }),
    });
  }
}

const isNone = (analysis: Analysis, reader: Reader): boolean =>
  valueFor(analysis, 'x_background', silently(reader)) === null;

export const SET_RULES = [
  rule({
    name: 'Enrichments ask about collections of the library',
    on: 'Runnable',
    category: 'fast',
    check: source,
  }),
  rule({
    name: 'The collection of an enrichment has sets',
    on: 'Runnable',
    category: 'slow',
    check: collection,
  }),
  rule({
    name: 'What is set belongs to the null that is used',
    on: 'Analysis',
    category: 'fast',
    check: unused,
  }),
];
