// Offers that are read from files: columns and rows of the table of the block, sets and maps of its dataset.
import type { Catalog } from '../catalog.js';
import { spelled } from '../syntax/strings.js';
import { WHOLE_TABLE } from '../values/library.js';
import type { Offer } from '../values/value-type.js';
import type { Cursor } from './cursor.js';

const COLUMN_KEYS = ['groups', 'covariates', 'site', 'subjects', 'index'];

const offers = (words: readonly string[], detail: string): Offer[] =>
  words.map((word) => ({ word, detail, insert: spelled(word) }));

/** The levels of the groups column of a design; none where the table cannot be read. */
export async function levelOffers(
  path: string,
  column: string,
  catalog: Catalog,
): Promise<Offer[]> {
  if (!(await catalog.fileExists(path))) return [];
  const levels = await catalog.columnValues(path, column).catch(() => undefined);
  return offers(levels ?? [], `level of ${column}`);
}

/** Offers for the value at the cursor; none where nothing can be read. */
export async function contentOffers(
  { place, key, dataset, collection }: Cursor,
  path: string | null,
  catalog: Catalog,
): Promise<Offer[]> {
  if (path !== null && (place === 'table' || place === 'design')) {
    if (!(await catalog.fileExists(path))) return [];
    const summary = await catalog.tableSummary(path).catch(() => undefined);
    if (!summary) return [];
    if (key === 'rows') return offers(summary.rows, 'row');
    return COLUMN_KEYS.includes(key) ? offers([summary.index, ...summary.columns], 'column') : [];
  }
  const entry = dataset === null ? undefined : catalog.dataset(dataset);
  if (!entry) return [];
  if (key === 'maps') return offers(await catalog.mapNames(entry.name), 'map');
  if (key !== 'sets') return [];
  const named = collection ?? entry.defaultCollection ?? WHOLE_TABLE;
  const content = await catalog.collection(entry.name, named);
  return offers(content?.sets ?? [], 'set');
}
