// Datasets, examples and collections: names of the data library.
import { AstUtils } from 'langium';
import type { DatasetEntry, ExampleEntry, Presence } from '../../engine/plan.js';
import type { ExampleSource, ReferenceSource } from '../generated/ast.js';
import { isReferenceSource } from '../generated/ast.js';
import { hereFirst, noted } from '../availability.js';
import { listed, nearest } from '../nearest.js';
import { spelled } from '../syntax/strings.js';
import type { Offer, Reader, ValueType } from './value-type.js';
import { wordOf, wrongType } from './words.js';

/** The whole table of a dataset, in table order; always available. */
export const WHOLE_TABLE = 'All';

/** Collections of a dataset, those to be downloaded last. */
function collectionOffers(entry: DatasetEntry | undefined): Offer[] {
  if (!entry) return [];
  const { here, license } = entry;
  const isHere = (name: string): boolean =>
    name === WHOLE_TABLE ? here.parcellations.length > 0 : here.collections.includes(name);
  const items = entry.collections.map(({ name, description }) => {
    const presence: Presence = isHere(name) ? 'here' : 'remote';
    return { word: name, doc: description, presence, license };
  });
  return hereFirst(items).map(({ word, doc, ...item }) => ({
    word,
    detail: noted(`collection of ${entry.name}`, item),
    doc,
  }));
}

/** A collection of the dataset of the same source, as the library spells it. */
export const collection: ValueType<string> = {
  text: 'a collection of the dataset',
  terms: [{ name: WHOLE_TABLE, doc: 'The whole table, in table order.' }],
  offers: (catalog, within) =>
    collectionOffers(within === null ? undefined : catalog.dataset(within)),
  read(value, reader) {
    const word = wordOf(value);
    if (word === undefined) reader.report(wrongType(value, 'the name of a collection'));
    const source = AstUtils.getContainerOfType(value, isReferenceSource);
    const dataset = source && reader.catalog.dataset(source.dataset);
    if (word === undefined || !dataset) return word;
    const known = [...new Set([...dataset.collections.map(({ name }) => name), WHOLE_TABLE])];
    const exact =
      known.find((name) => name === word)
      ?? known.find((name) => name.toLowerCase() === word.toLowerCase());
    if (exact) return exact;
    const near = nearest(word, known, 3);
    reader.report({
      node: value,
      code: 'unknown-collection',
      message: `The dataset ${dataset.name} has no collection \`${word}\`. ${near[0] ? `Did you mean \`${near[0]}\`?` : `It has: ${listed(known)}.`}`,
      replacements: near.map(spelled),
    });
    return undefined;
  },
};

/** The example dataset of a source, or undefined after a report. */
export function exampleOf(source: ExampleSource, reader: Reader): ExampleEntry | undefined {
  const name = source.example as string | undefined;
  if (!name) return undefined;
  const entry = reader.catalog.example(name);
  if (entry) return entry;
  const known = reader.catalog.examples().map((example) => example.name);
  const near = nearest(name, known, 3);
  reader.report({
    node: source,
    feature: 'example',
    code: 'unknown-example',
    message: `No example named \`${name}\` in the data library. ${near[0] ? `Did you mean \`${near[0]}\`?` : `It has: ${listed(known) || 'none'}.`}`,
    replacements: near.map(spelled),
  });
  return undefined;
}

/** The dataset of a reference source, or undefined after a report. */
export function datasetOf(source: ReferenceSource, reader: Reader): DatasetEntry | undefined {
  const name = source.dataset as string | undefined;
  if (!name) return undefined;
  const entry = reader.catalog.dataset(name);
  if (entry) return entry;
  const known = reader.catalog.datasets().map((dataset) => dataset.name);
  const near = nearest(name, known, 3);
  reader.report({
    node: source,
    feature: 'dataset',
    code: 'unknown-dataset',
    message: `No dataset named \`${name}\` in the data library. ${near[0] ? `Did you mean \`${near[0]}\`?` : `It has: ${listed(known) || 'none'}.`}`,
    replacements: near.map(spelled),
  });
  return undefined;
}
