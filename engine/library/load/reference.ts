// Maps of a reference dataset: the stored table of the parcellation, or its images, ordered and filtered by a collection.
import { readText } from '../../formats/bytes.js';
import { NspError } from '../../error.js';
import type { MapsSource } from '../../plan.js';
import { citeMaps } from './citations.js';
import { isAll, parseCollection } from '../shelves/collections.js';
import type { LoadContext } from '../context.js';
import type { DatasetItem } from '../shelves/datasets.js';
import type { CollectionContent } from '../entries.js';
import type { LoadedParcellation } from './parcellation.js';
import type { LoadedMaps } from './maps.js';
import { mapImages } from '../shelves/map-images.js';
import { parcellable, parcellateMaps } from './map-images.js';
import type { MapTable } from '../map-table.js';
import { hasTable, storedMaps } from './table.js';
import { didYouMean, someOf } from '../nearest.js';
import { notDownloaded } from '../not-downloaded.js';
import { selectMaps, type Selection } from './select-maps.js';

type Reference = Extract<MapsSource, { kind: 'reference' }>;

/**
 * Loads the maps of a dataset in the order of the collection; `All`, and a dataset without a default collection, is the whole table
 * in table order. Without a stored table the images of the maps are parcellated. Maps that have neither are left out with a warning.
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
  const content = await contentOf(item, parcellation, role, context);
  const collection = await collectionOf(
    item,
    source.collection ?? defaultCollection ?? 'All',
    content.maps,
    role,
    context,
  );
  if (source.collection === null)
    context.ctx.log(`${role}: collection ${collection.name} of ${name} (the default).`);
  const where = `collection ${collection.name} of ${name}`;
  const selection = selectMaps(collection, content.maps, source.filter, where);
  warnOfOmissions(selection, where, content.lack, context);
  const wanted = [...new Set(selection.members.map(({ map }) => map))];
  const table = rowsOf(await content.read(wanted), selection);
  return { table, images: [], citations: await citeMaps(item, collection.name, table.labels) };
}

/** What a dataset has for a parcellation. */
interface Content {
  /** Names of the maps there are. */
  maps: readonly string[];
  /** What a map is without that is not among them, after "is" or "are". */
  lack: string;
  read(maps: readonly string[]): Promise<MapTable>;
}

/** The stored table, else the images of the maps. */
async function contentOf(
  item: DatasetItem,
  parcellation: LoadedParcellation,
  role: string,
  context: LoadContext,
): Promise<Content> {
  const { name } = item.entry;
  const images = mapImages(context.library.stack, name);
  const maps = hasTable(item.tables, parcellation) ? [] : parcellable(images, parcellation);
  if (maps.length > 0) {
    context.ctx.log(
      `${role}: ${name} has no table for ${parcellation.name}; the images of its maps are parcellated.`,
    );
    return {
      maps,
      lack: 'without an image in the data folders',
      read: (wanted) => parcellateMaps(wanted, images, parcellation, role, context),
    };
  }
  const stored = await storedMaps(item.tables, parcellation, `dataset ${name}`, role, context);
  const lack = `not in the table for ${parcellation.name}`;
  return { maps: stored.labels, lack, read: () => Promise.resolve(stored) };
}

/** The rows of the selected members, with their sets and weights. */
function rowsOf(content: MapTable, { members }: Selection): MapTable {
  const place = new Map(content.labels.map((label, i) => [label, i]));
  const width = content.parcels.length;
  const values = new Float64Array(members.length * width);
  members.forEach(({ map }, i) => {
    const row = place.get(map) as number;
    values.set(content.values.subarray(row * width, (row + 1) * width), i * width);
  });
  return {
    labels: members.map(({ map }) => map),
    sets: members.map(({ set }) => set),
    weights: members.map(({ weight }) => weight),
    parcels: content.parcels,
    values,
  };
}

function datasetOf(name: string, { library }: LoadContext): DatasetItem {
  const item = library.datasetItem(name);
  if (item?.entry.presence === 'remote') throw notDownloaded(`The dataset ${name}`, name);
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
    if (known.includes(name))
      throw notDownloaded(`The collection ${name} of ${item.entry.name}`, item.entry.name);
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
  lack: string,
  { ctx }: LoadContext,
): void {
  const { missing, repeated } = selection;
  if (missing.length > 0) {
    const count = `${missing.length} map${missing.length > 1 ? 's' : ''}`;
    ctx.warn(
      'maps-not-in-table',
      `${count} of ${where} ${missing.length > 1 ? 'are' : 'is'} ${lack} and left out: ${someOf(missing, 5)}.`,
    );
  }
  if (repeated.length > 0) {
    ctx.warn(
      'maps-repeated',
      `The ${where} lists ${repeated.length} maps twice; each is used once: ${someOf(repeated, 5)}.`,
    );
  }
}
