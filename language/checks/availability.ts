// What is known of the public library but not in the data folders is no error: it is said as information where it is named.
import type { ParcellationEntry } from '../../engine/plan.js';
import { isRemote, notDownloadedText } from '../availability.js';
import { parcellationFor } from '../facts.js';
import type { Runnable, ExampleSource, ReferenceSource } from '../generated/ast.js';
import { SOURCE_PARAMETERS } from '../parameters/sources.js';
import { silently } from '../reader.js';
import { optionIn, propertyIn, settingOf, valueFor } from '../settings.js';
import { sourcesOf } from '../sources.js';
import type { ParcellationValue } from '../values/declared.js';
import { WHOLE_TABLE } from '../values/library.js';
import type { Problem } from '../values/value-type.js';
import type { CheckContext } from './rule.js';
import { rule } from './rule.js';

const CODE = 'not-downloaded';

/** The dataset of the tissue maps, as in engine/library/load/confounds.ts. */
const TISSUE_DATASET = 'tpm';

function entriesOf(parcellation: ParcellationValue | undefined): readonly ParcellationEntry[] {
  switch (parcellation?.kind) {
    case 'library':
      return [parcellation.entry];
    case 'sum':
      return parcellation.entries;
    default:
      return [];
  }
}

/** At the value of the property that decides a key, which may stand in `defaults`; else at the name of the analysis. */
function placeOf(analysis: Runnable, key: string): Pick<Problem, 'node' | 'feature'> {
  const property = settingOf(analysis, key);
  return property ? { node: property, feature: 'value' } : { node: analysis, feature: 'name' };
}

function parcellation(analysis: Runnable, context: CheckContext): void {
  for (const entry of entriesOf(parcellationFor(analysis, silently(context)))) {
    if (!isRemote(entry)) continue;
    context.inform({
      ...placeOf(analysis, 'parcellation'),
      code: CODE,
      message: notDownloadedText(entry.name, entry),
      fetch: entry.name,
    });
  }
}

/** A table the library offers for the parcellation, of a dataset or example of which other parts are here. */
function tables(analysis: Runnable, context: CheckContext): void {
  const quiet = silently(context);
  const members = entriesOf(parcellationFor(analysis, quiet));
  for (const { role, source } of sourcesOf(analysis, quiet)) {
    const entry =
      source.$type === 'ReferenceSource'
        ? context.catalog.dataset(source.dataset)
        : source.$type === 'ExampleSource'
          ? context.catalog.example(source.example)
          : undefined;
    if (!entry || isRemote(entry)) continue;
    const lacking = members.filter(
      ({ name }) => entry.parcellations.includes(name) && !entry.here.parcellations.includes(name),
    );
    for (const { name } of lacking)
      context.inform({
        ...placeOf(analysis, role),
        code: CODE,
        message: notDownloadedText(`The table of ${entry.name} for ${name}`, {
          name: `${entry.name} ${name}`,
          license: entry.license,
        }),
        fetch: `${entry.name} ${name}`,
      });
  }
}

/** Tissue shortcuts are maps of a dataset of the library, whose name nobody writes. */
function tissues(analysis: Runnable, context: CheckContext): void {
  const quiet = silently(context);
  const named = settingOf(analysis, 'z') ? (valueFor(analysis, 'z', quiet) ?? []) : [];
  const words = named.filter((item) => typeof item === 'string');
  const entry = context.catalog.dataset(TISSUE_DATASET);
  if (words.length === 0 || !entry) return;
  for (const { name } of entriesOf(parcellationFor(analysis, quiet))) {
    if (!entry.parcellations.includes(name) || entry.here.parcellations.includes(name)) continue;
    context.inform({
      ...placeOf(analysis, 'z'),
      code: CODE,
      message: notDownloadedText(
        `The table of ${entry.name} for ${name}, which has ${words.join(', ')},`,
        { name: `${entry.name} ${name}`, license: entry.license },
      ),
      fetch: `${entry.name} ${name}`,
    });
  }
}

function dataset(source: ReferenceSource, context: CheckContext): void {
  const entry = source.dataset ? context.catalog.dataset(source.dataset) : undefined;
  if (!entry) return;
  if (isRemote(entry)) {
    context.inform({
      node: source,
      feature: 'dataset',
      code: CODE,
      message: notDownloadedText(entry.name, entry),
      fetch: entry.name,
    });
    return;
  }
  const row = SOURCE_PARAMETERS.reference.collection;
  const named = optionIn(source.options, 'collection', row, silently(context));
  if (named === undefined) return;
  const collection = named ?? entry.defaultCollection ?? WHOLE_TABLE;
  if (collection === WHOLE_TABLE || entry.here.collections.includes(collection)) return;
  const property = propertyIn(source.options, 'collection');
  context.inform({
    ...(property ? { node: property, feature: 'value' } : { node: source, feature: 'dataset' }),
    code: CODE,
    message: `${notDownloadedText(`The collection ${collection} of ${entry.name}`, entry)} Its sets and maps are checked then.`,
    fetch: entry.name,
  });
}

function example(source: ExampleSource, context: CheckContext): void {
  const entry = source.example ? context.catalog.example(source.example) : undefined;
  if (!entry || !isRemote(entry)) return;
  context.inform({
    node: source,
    feature: 'example',
    code: CODE,
    message: notDownloadedText(entry.name, entry),
    fetch: entry.name,
  });
}

export const AVAILABILITY_RULES = [
  rule({
    name: 'A parcellation that is not here is downloaded',
    on: 'Runnable',
    category: 'fast',
    check: parcellation,
  }),
  rule({
    name: 'A table that is not here is downloaded',
    on: 'Runnable',
    category: 'fast',
    check: tables,
  }),
  rule({
    name: 'Tissue maps that are not here are downloaded',
    on: 'Runnable',
    category: 'fast',
    check: tissues,
  }),
  rule({
    name: 'A dataset or collection that is not here is downloaded',
    on: 'ReferenceSource',
    category: 'fast',
    check: dataset,
  }),
  rule({
    name: 'An example that is not here is downloaded',
    on: 'ExampleSource',
    category: 'fast',
    check: example,
  }),
];
