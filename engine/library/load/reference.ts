// Maps of a reference dataset: the stored table of the parcellation, ordered and filtered by a collection.
import { readText } from '../../formats/bytes.js';
import { readTable } from '../../formats/csv.js';
import { NspError } from '../../error.js';
import type { MapsSource } from '../../plan.js';
import { citeMaps } from './citations.js';
import { isAll, parseCollection } from '../shelves/collections.js';
import type { LoadContext } from '../context.js';
import type { DatasetItem } from '../shelves/datasets.js';
import type { CollectionContent } from '../entries.js';
import type { LoadedParcellation } from './parcellation.js';
import type { LoadedMaps } from './maps.js';
import { alignTable, storedTable } from './table.js';
import { didYouMean, someOf } from '../nearest.js';
import { selectMaps, type Selection } from './select-maps.js';

type Reference = Extract<MapsSource, { kind: 'reference' }>;

/**
 * Loads the maps of a dataset in the order of the collection; `All`, and a dataset without a default collection, is the whole table
 * in table order. Maps the table lacks are left out with a warning.
 * @throws NspError `unknown-dataset`, `unknown-collection`, `no-table`, `empty-collection`, `no-maps-left`, `column-mismatch`
 */
export async function loadReference(
  source: Reference,
  parcellation: LoadedParcellation,
  role: string,
  context: LoadContext,
): Promise<LoadedMaps> {
  const item = datasetOf(source.dataset, context);
  const { name, defaultCollection } = item.entry;
  if (item.problem) context.ctx.warn('damaged-description', item.problem);
  const path = storedTable(item.tables, parcellation, `dataset ${name}`);
  const stored = await readTable(path, { observe: context.inputs.observe(role) });
  const collection = await collectionOf(
    item,
    source.collection ?? defaultCollection ?? 'All',
    stored.rows,
    role,
    context,
  );
  if (source.collection === null)
    context.ctx.log(`${role}: collection ${collection.name} of ${name} (the default).`);
  const where = `collection ${collection.name} of ${name}`;
  const selection = selectMaps(collection, stored.rows, source.filter, where);
  warnOfOmissions(selection, where, parcellation.name, context);
  const rowOf = new Map(stored.rows.map((label, i) => [label, i]));
  const rows = selection.members.map(({ map }) => rowOf.get(map) as number);
  const table = alignTable(stored, rows, parcellation, path, context);
  return {
    table: {
      ...table,
      sets: selection.members.map(({ set }) => set),
      weights: selection.members.map(({ weight }) => weight),
    },
    images: [],
    citations: await citeMaps(item, collection.name, table.labels),
  };
}

function datasetOf(name: string, { library }: LoadContext): DatasetItem {
  const item = library.datasetItem(name);
  if (item) return item;
  const known = library.datasets().map((entry) => entry.name);
  throw new NspError(
    'unknown-dataset',
    `The data library has no dataset ${name}.${didYouMean(name, known)} It holds ${known.join(', ') || 'none'}.`,
  );
}

async function collectionOf(
  item: DatasetItem,
  name: string,
  rows: readonly string[],
  role: string,
  context: LoadContext,
): Promise<CollectionContent> {
  if (isAll(name)) {
    return {
      name: 'All',
      sets: [],
      members: rows.map((map) => ({ set: null, map, weight: null })),
    };
  }
  const path = item.collectionFiles.get(name);
  if (path === undefined) {
    const known = item.entry.collections.map((collection) => collection.name);
    throw new NspError(
      'unknown-collection',
      `The dataset ${item.entry.name} has no collection ${name}.${didYouMean(name, known)} Its collections are ${known.join(', ')}.`,
    );
  }
  const observe = context.inputs.observe(`collection of ${role}`);
  return parseCollection(await readText(path, { observe }), name, path);
}

function warnOfOmissions(
  selection: Selection,
  where: string,
  parcellation: string,
  { ctx }: LoadContext,
): void {
  const { missing, repeated } = selection;
  if (missing.length > 0) {
    const count = `${missing.length} map${missing.length > 1 ? 's' : ''}`;
    ctx.warn(
      'maps-not-in-table',
      `${count} of ${where} ${missing.length > 1 ? 'are' : 'is'} not in the table for ${parcellation} and left out: ${someOf(missing, 5)}.`,
    );
  }
  if (repeated.length > 0) {
    ctx.warn(
      'maps-repeated',
      `The ${where} lists ${repeated.length} maps twice; each is used once: ${someOf(repeated, 5)}.`,
    );
  }
}
